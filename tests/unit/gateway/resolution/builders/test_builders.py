"""Every kind has a builder."""

from __future__ import annotations

from city120_gateway.resolution.builders import BUILDERS
from city120_gateway.resolution.decide import Kind


def test_every_kind_has_its_own_builder() -> None:
    assert set(BUILDERS) == set(Kind)
    assert len({builder.__module__ for builder in BUILDERS.values()}) == len(Kind)

"""The made map, imported once."""

from __future__ import annotations

import pytest

from city120_edition.layers import Layer
from tests.street_map import import_map


@pytest.fixture(scope="session")
def street_layer(tmp_path_factory: pytest.TempPathFactory) -> Layer:
    """Where Valhalla is not installed, a test that asks for it is skipped before."""
    return import_map(tmp_path_factory.mktemp("streets"))

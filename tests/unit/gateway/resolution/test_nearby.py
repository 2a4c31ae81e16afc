"""What is looked for near the caller."""

from __future__ import annotations

import pytest

from city120_gateway.resolution.nearby import NearbySearch
from tests.unit.gateway.samples import AT


@pytest.mark.parametrize(("area", "district"), [("11680", "11680"), ("1168010100", ""), ("11680101", ""), ("", "")])
def test_only_a_district_that_is_named_alone_bounds_the_search(area: str, district: str) -> None:
    assert NearbySearch(("pharmacy",), AT, open_only=True, area=area).district == district

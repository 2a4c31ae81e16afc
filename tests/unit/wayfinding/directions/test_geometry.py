"""The route as GeoJSON."""

from __future__ import annotations

from dataclasses import replace

from city120_wayfinding.directions.geometry import feature_collection
from tests.unit.wayfinding.directions.made import CAREFUL, ROUTE


def test_a_line_a_leg_goes_east_north_through_its_stations() -> None:
    collection = feature_collection(ROUTE)
    assert [feature["properties"]["mode"] for feature in collection["features"]] == ["walk", "line.few", "line.often"]
    assert collection["features"][1]["geometry"] == {"type": "LineString", "coordinates": [[127.01, 37.5], [127.03, 37.51], [127.05, 37.5]]}


def test_a_leg_whose_points_nobody_knows_has_no_geometry() -> None:
    (feature,) = feature_collection(replace(ROUTE, legs=(replace(CAREFUL, path=()),)))["features"]
    assert feature["geometry"] is None

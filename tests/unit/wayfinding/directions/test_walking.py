"""Which stations one walks to, and how long that takes."""

from __future__ import annotations

import pytest

from city120_edition.timetables import StoredStation
from city120_wayfinding.directions.walking import FARTHEST_M, NEAR_M, StationsAround
from city120_wayfinding.places.place import Place, Point, distance_m
from city120_wayfinding.streets.walks import StraightLine, Walk, walk_s

HERE = Point(37.5, 127.0)
# Metres north of it.
NORTH = {"near": 500.0, "edge": NEAR_M - 1, "beyond": NEAR_M + 100, "far": FARTHEST_M + 100}
DEGREE_M = distance_m(Point(37.0, 127.0), Point(38.0, 127.0))


def around(*names: str) -> StationsAround:
    stations = [StoredStation(ref=f"station:{name}", names={}, lat=37.5 + NORTH[name] / DEGREE_M, lon=127.0) for name in names]
    return StationsAround([*stations, StoredStation(ref="station:nowhere", names={})], StraightLine())


@pytest.mark.parametrize(
    ("names", "reached"), [(("near", "edge", "beyond", "far"), {0, 1}), (("beyond", "far"), {0}), (("far",), set()), ((), set())], ids=str
)
def test_all_stations_near_are_reached_or_else_the_nearest_not_too_far(names: tuple[str, ...], reached: set[int]) -> None:
    here = Place("point:here", "point", {}, point=HERE)
    walks = around(*names).walks(here)
    assert set(walks) == reached
    assert around(*names).any_near(here) == bool(reached)
    assert all(walk.metres == pytest.approx(NORTH[names[number]] * 1.3, rel=1e-3) for number, walk in walks.items())
    assert all(walk.seconds == walk_s(walk.metres) for walk in walks.values())


def test_a_station_of_the_timetable_is_only_itself() -> None:
    edge = Place("station:edge", "station", {}, point=HERE)
    assert (around("near", "edge").walks(edge), around("near", "edge").any_near(edge)) == ({1: Walk(0.0, 0)}, True)


def test_a_place_without_a_point_is_near_nothing() -> None:
    office = Place("body:x", "office", {})
    assert (around("near").walks(office), around("near").any_near(office)) == ({}, False)

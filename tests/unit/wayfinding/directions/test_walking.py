"""Which stations one walks to, and how long that takes."""

from __future__ import annotations

import pytest

from city120_edition.exits import Exit
from city120_edition.timetables import StoredStation
from city120_wayfinding.directions.walking import FARTHEST_M, NEAR_M, StationsAround
from city120_wayfinding.places.exits import Exits
from city120_wayfinding.places.place import Place, Point, distance_m
from city120_wayfinding.streets.walks import StraightLine, Walk, walk_s

HERE = Point(37.5, 127.0)
# Metres north of it.
NORTH = {"near": 500.0, "edge": NEAR_M - 1, "beyond": NEAR_M + 100, "far": FARTHEST_M + 100}
DEGREE_M = distance_m(Point(37.0, 127.0), Point(38.0, 127.0))


def around(*names: str) -> StationsAround:
    stations = [StoredStation(ref=f"station:{name}", names={}, lat=37.5 + NORTH[name] / DEGREE_M, lon=127.0) for name in names]
    return StationsAround([*stations, StoredStation(ref="station:nowhere", names={})], StraightLine(), Exits())


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


def test_a_walk_leads_to_the_nearest_exit_and_on_inside() -> None:
    """As far as it is to the station's point, by the straight line; nobody knows the ways below."""
    stop = StoredStation(ref="station:near", names={}, lat=37.5 + NORTH["near"] / DEGREE_M, lon=127.0)
    rows = [Exit(station=stop.ref, number=str(number), lat=37.5 + metres / DEGREE_M, lon=127.0) for number, metres in ((1, 400.0), (2, 600.0))]
    (walk,) = StationsAround([stop], StraightLine(), Exits(rows)).walks(Place("point:here", "point", {}, point=HERE)).values()
    assert walk.metres == pytest.approx(400 * 1.3 + 100, rel=1e-3)
    assert walk.seconds == walk_s(400 * 1.3) + walk_s(100)


def test_only_some_stations_are_walked_to_where_that_is_asked() -> None:
    here, near = Place("point:here", "point", {}, point=HERE), Place("station:near", "station", {}, point=HERE)
    assert set(around("near", "beyond", "far").walks(here, among={1, 2})) == {1}
    assert set(around("near", "beyond").walks(near, among={1})) == {1}
    assert around("near").walks(near, among=set()) == {}


def test_a_station_of_the_timetable_is_only_itself() -> None:
    edge = Place("station:edge", "station", {}, point=HERE)
    assert (around("near", "edge").walks(edge), around("near", "edge").any_near(edge)) == ({1: Walk(0.0, 0)}, True)


def test_a_place_without_a_point_is_near_nothing() -> None:
    office = Place("body:x", "office", {})
    assert (around("near").walks(office), around("near").any_near(office)) == ({}, False)


def test_from_a_station_one_walks_on_to_those_near_it_where_that_is_asked() -> None:
    edge = Place("station:edge", "station", {}, point=HERE)
    walks = around("near", "edge", "far").walks(edge, onward=True)
    assert (set(walks), walks[1], walks[0].seconds > 0) == ({0, 1}, Walk(0.0, 0), True)

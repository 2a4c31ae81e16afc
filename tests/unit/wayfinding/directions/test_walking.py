"""Which stations one walks to, and how long that takes."""

from __future__ import annotations

import pytest

from city120_edition.timetables import StoredStation
from city120_wayfinding.directions.walking import FARTHEST_M, NEAR_M, StationsAround, walk_m, walk_s
from city120_wayfinding.places.place import Place, Point, distance_m

HERE = Point(37.5, 127.0)
# Metres north of it.
NORTH = {"near": 500.0, "edge": NEAR_M - 1, "beyond": NEAR_M + 100, "far": FARTHEST_M + 100}
DEGREE_M = distance_m(Point(37.0, 127.0), Point(38.0, 127.0))


def around(*names: str) -> StationsAround:
    stations = [StoredStation(ref=f"station:{name}", names={}, lat=37.5 + NORTH[name] / DEGREE_M, lon=127.0) for name in names]
    return StationsAround([*stations, StoredStation(ref="station:nowhere", names={})])


def test_a_walk_is_three_tenths_longer_than_the_straight_line_and_takes_whole_minutes() -> None:
    assert walk_m(HERE, Point(37.5 + 1000 / DEGREE_M, 127.0)) == pytest.approx(1300)
    assert [walk_s(metres) for metres in (0.0, 1.0, 75.0, 76.0, 1300.0)] == [0, 60, 60, 120, 18 * 60]


@pytest.mark.parametrize(
    ("names", "reached"), [(("near", "edge", "beyond", "far"), {0, 1}), (("beyond", "far"), {0}), (("far",), set()), ((), set())], ids=str
)
def test_all_stations_near_are_reached_or_else_the_nearest_not_too_far(names: tuple[str, ...], reached: set[int]) -> None:
    walks = around(*names).walks(Place("point:here", "point", {}, point=HERE))
    assert set(walks) == reached
    assert all(metres == pytest.approx(NORTH[names[number]] * 1.3, rel=1e-3) for number, metres in walks.items())


def test_a_station_of_the_timetable_is_only_itself() -> None:
    assert around("near", "edge").walks(Place("station:edge", "station", {}, point=HERE)) == {1: 0.0}


def test_a_place_without_a_point_is_near_nothing() -> None:
    assert around("near").walks(Place("body:x", "office", {})) == {}

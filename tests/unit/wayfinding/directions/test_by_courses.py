"""The way over lines whose trains' times are not all known, on the bundled edition."""

from __future__ import annotations

import pytest

from city120_edition import Source, installed_city, read_source, rows
from city120_wayfinding.directions.by_courses import ByCourses
from city120_wayfinding.directions.courses import WAIT_S
from city120_wayfinding.places.place import Place, Point
from city120_wayfinding.wayfinding import Wayfinding

WEEKDAY: rows.DayType = "weekday"


@pytest.fixture(scope="module")
def by_courses(wayfinding: Wayfinding) -> ByCourses:
    return wayfinding.directions._by_courses


@pytest.fixture(scope="module")
def stations() -> dict[str, Place]:
    """The stations of the rows, by id."""
    source: Source = read_source(installed_city().rows)
    return {
        row.id: Place(f"station:{row.id}", "station", {}, point=Point(row.lat, row.lon))
        for row in source.rows("stations", rows.Station)
        if row.lat is not None and row.lon is not None
    }


def test_a_ride_without_known_times_says_so_and_the_line_s_hours(by_courses: ByCourses, stations: dict[str, Place]) -> None:
    way = by_courses.find(stations["gangnam"], stations["pangyo"], WEEKDAY)
    assert way is not None
    (ride,) = way.rides
    assert ride.line is not None
    assert (ride.line.id, ride.stops, ride.estimated, ride.times_unknown) == ("line.sinbundang", 4, True, True)
    assert ride.hours is not None
    assert (way.source, way.data_date) != ("", "")


def test_how_long_one_usually_is_has_walks_rides_and_a_wait_for_each(by_courses: ByCourses, stations: dict[str, Place]) -> None:
    way = by_courses.find(stations["sadang"], stations["pangyo"], WEEKDAY)
    assert way is not None
    moving = sum(ride.moving_s + ride.change_s for ride in way.rides)
    assert way.usual_s == way.access.seconds + moving + len(way.rides) * WAIT_S + way.egress.seconds


def test_where_all_times_are_known_a_timetable_tells_the_way(by_courses: ByCourses, stations: dict[str, Place]) -> None:
    assert by_courses.find(stations["gangnam"], stations["sadang"], WEEKDAY) is None


def test_who_is_far_from_every_station_is_near_none(by_courses: ByCourses, stations: dict[str, Place]) -> None:
    assert by_courses.near(stations["gangnam"])
    assert not by_courses.near(Place("point:sea", "point", {}, point=Point(36.0, 124.0)))

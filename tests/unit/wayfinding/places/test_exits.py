"""Exits by number, and the one that a walk goes by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_edition.exits import Exit
from city120_wayfinding.places.exits import PRECISION_M, Exits
from city120_wayfinding.places.place import Place, Point

STATION = Place("station:a", "station", {"ko": "가역"}, point=Point(37.5, 127.0), precision_m=100.0)
NORTH, SOUTH, EAST = Point(37.502, 127.0), Point(37.498, 127.0), Point(37.5, 127.003)


def exit_(number: str, point: Point, *, step_free: bool | None = None) -> Exit:
    return Exit(station="station:a", number=number, lat=point.latitude, lon=point.longitude, step_free=step_free)


EXITS = Exits([exit_("1", NORTH), exit_("2", SOUTH, step_free=False), exit_("3-1", EAST, step_free=True)])


def test_a_station_at_an_exit_is_at_its_point() -> None:
    assert EXITS.at(STATION, "3-1") == replace(STATION, exit="3-1", point=EAST, precision_m=PRECISION_M)
    assert EXITS.at(STATION, "9") == STATION


@pytest.mark.parametrize(("beyond", "number"), [(Point(37.51, 127.0), "1"), (Point(37.49, 127.0), "2"), (Point(37.5, 127.01), "3-1")])
def test_the_nearest_is_taken(beyond: Point, number: str) -> None:
    assert EXITS.nearest(STATION, beyond).exit == number


def test_without_steps_it_is_one_that_has_none_if_the_map_knows_one() -> None:
    assert EXITS.nearest(STATION, SOUTH, step_free=True).exit == "3-1"
    unsaid = Exits([exit_("1", NORTH), exit_("2", SOUTH, step_free=False)])
    assert unsaid.nearest(STATION, SOUTH, step_free=True).exit == "1"
    steps = Exits([exit_("2", SOUTH, step_free=False)])
    assert steps.nearest(STATION, SOUTH, step_free=True) == STATION


def test_what_is_no_station_or_at_an_exit_already_stays_so() -> None:
    named, office = replace(STATION, exit="2"), Place("body:a", "office", {}, point=NORTH)
    assert [EXITS.nearest(place, NORTH) for place in (named, office)] == [named, office]
    assert (EXITS.nearest(STATION, None), Exits().nearest(STATION, NORTH)) == (STATION, STATION)

"""Walks of which only the straight line is known: how far and how long they are taken to be (docs/adr/0037), and which stations one walks to."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from city120_edition.timetables import StoredStation
from city120_wayfinding.places.place import Place, Point, distance_m
from city120_wayfinding.places.search import DETOUR, WALK_M_PER_MINUTE

# One walks to any station within the first distance in a straight line, to the nearest alone within the second, and to none beyond.
NEAR_M, FARTHEST_M = 1000.0, 3000.0
# Nobody is sent on foot alone for longer.
LONGEST_WALK_S = 30 * 60


def walk_m(here: Point, there: Point) -> float:
    """The length of a walk in metres: the straight line, and three tenths for the streets."""
    return distance_m(here, there) * DETOUR


def walk_s(metres: float) -> int:
    """How long it takes in seconds, in whole minutes, rounded up."""
    return math.ceil(metres / WALK_M_PER_MINUTE) * 60


class StationsAround:
    """The stations of a timetable by where they are."""

    def __init__(self, stations: Sequence[StoredStation]) -> None:
        self._number = {station.ref: number for number, station in enumerate(stations)}
        self._points = {number: Point(stop.lat, stop.lon) for number, stop in enumerate(stations) if stop.lat is not None and stop.lon is not None}

    def walks(self, place: Place) -> Mapping[int, float]:
        """The stations that one walks to from a place, by number, with the metres; a station of the timetable is only itself. Empty where none is
        near."""
        number = self._number.get(place.ref)
        if number is not None:
            return {number: 0.0}
        if place.point is None:
            return {}
        apart = {station: distance_m(place.point, point) for station, point in self._points.items()}
        nearest = min(apart.values(), default=math.inf)
        within = max(NEAR_M, nearest) if nearest <= FARTHEST_M else 0.0
        return {station: straight * DETOUR for station, straight in apart.items() if straight <= within}

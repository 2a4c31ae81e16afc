"""Which stations one walks to, and by which exit (docs/adr/0038)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set

from city120_edition.timetables import StoredStation
from city120_wayfinding.places.exits import Exits
from city120_wayfinding.places.place import STATION, Place, Point, distance_m
from city120_wayfinding.streets.walks import Streets, Walk, walk_s

# One walks to any station within the first distance in a straight line, to the nearest alone within the second, and to none beyond.
NEAR_M, FARTHEST_M = 1000.0, 3000.0
# Nobody is sent on foot alone for longer.
LONGEST_WALK_S = 30 * 60


class StationsAround:
    """The stations of a timetable by where they are, and how one walks to them."""

    def __init__(self, stations: Sequence[StoredStation], streets: Streets, exits: Exits) -> None:
        self._streets, self._exits = streets, exits
        self._number = {station.ref: number for number, station in enumerate(stations)}
        self._places = [Place(station.ref, STATION, station.names) for station in stations]
        self._points = {number: Point(stop.lat, stop.lon) for number, stop in enumerate(stations) if stop.lat is not None and stop.lon is not None}

    def walks(self, place: Place, *, step_free: bool = False, among: Set[int] | None = None, onward: bool = False) -> Mapping[int, Walk]:
        """The stations that one walks to from a place, by number, with the walk; a station of the timetable is only itself, or with `onward` also
        those near it. `among`: only these; who is at another one walks from it. Empty where none is near."""
        number = self._number.get(place.ref)
        itself = {number: Walk(0.0, 0)} if number is not None and (among is None or number in among) else {}
        if place.point is None or (itself and not onward):
            return itself
        return {**self._beside(place, place.point, step_free=step_free, among=among), **itself}

    def _beside(self, place: Place, here: Point, *, step_free: bool, among: Set[int] | None) -> Mapping[int, Walk]:
        near = self._near(here, among)
        doors = [self._exits.nearest(self._places[station], here, step_free=step_free).point or self._points[station] for station in near]
        walks = self._streets.walks(here, doors, step_free=step_free)
        return {station: _inside(walk, distance_m(door, self._points[station])) for station, door, walk in zip(near, doors, walks, strict=True)}

    def serves(self, place: Place) -> bool:
        """Whether a place is no station, or one of the timetable's."""
        return place.kind != STATION or place.ref in self._number

    def any_near(self, place: Place) -> bool:
        """Whether there is one at all."""
        return place.ref in self._number or (place.point is not None and bool(self._near(place.point)))

    def _near(self, here: Point, among: Set[int] | None = None) -> list[int]:
        apart = {station: distance_m(here, point) for station, point in self._points.items() if among is None or station in among}
        nearest = min(apart.values(), default=math.inf)
        within = max(NEAR_M, nearest) if nearest <= FARTHEST_M else 0.0
        return [station for station, straight in apart.items() if straight <= within]


def _inside(walk: Walk, metres: float) -> Walk:
    """A walk to an exit, and on to the trains: so many metres of the straight line, for nobody knows the ways inside."""
    return Walk(walk.metres + metres, walk.seconds + walk_s(metres)) if metres else walk

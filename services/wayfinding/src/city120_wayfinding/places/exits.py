"""The exits of stations that a map has: by number, and the one that a walk begins or ends at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from city120_edition.edition import Edition
from city120_edition.exits import EXITS, Exit
from city120_wayfinding.places.place import Place, Point, distance_m

# A map has an exit to some metres; what it is is as wide.
PRECISION_M = 20.0


class Exits:
    """Exits by station; none where no map is imported."""

    def __init__(self, rows: Iterable[Exit] = ()) -> None:
        self._of: dict[str, list[Exit]] = defaultdict(list)
        for row in rows:
            self._of[row.station].append(row)

    @classmethod
    def imported(cls, edition: Edition) -> Exits:
        """Those of the current import."""
        layer = edition.layer(EXITS)
        return cls(layer.rows(Exit) if layer is not None else ())

    def may_have(self, station: Place, number: str) -> bool:
        """Whether a station has an exit of a number, as far as the map knows its exits."""
        known = self._of.get(station.ref, ())
        return not known or any(row.number == number for row in known)

    def at(self, station: Place, number: str) -> Place:
        """A station at its exit of a number; as it is where the map does not have that one."""
        named = next((row for row in self._of.get(station.ref, ()) if row.number == number), None)
        return _at(station, named) if named is not None else station

    def nearest(self, station: Place, beyond: Point | None, *, step_free: bool = False) -> Place:
        """A station at the exit that is nearest to where one goes or comes from; with `step_free`, of those that are without steps, if the map has
        any, and else none that it has steps for. What is no station, is at an exit already, or has none that is known is as it is."""
        rows = self._of.get(station.ref, [])
        if station.exit or beyond is None:
            return station
        if step_free:
            rows = [row for row in rows if row.step_free] or [row for row in rows if row.step_free is None]
        chosen = min(rows, key=lambda row: (distance_m(_point(row), beyond), row.number), default=None)
        return _at(station, chosen) if chosen is not None else station


def _at(station: Place, row: Exit) -> Place:
    return replace(station, exit=row.number, point=_point(row), precision_m=PRECISION_M)


def _point(row: Exit) -> Point:
    return Point(row.lat, row.lon)

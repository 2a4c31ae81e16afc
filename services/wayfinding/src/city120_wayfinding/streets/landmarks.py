"""Named places that are in sight at a turn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import shapely

from city120_edition.rows import LANGUAGES
from city120_wayfinding.places.place import BUILDING_M, STATION, Place, Point
from city120_wayfinding.places.projection import to_plane
from city120_wayfinding.streets.walks import Step

_IN_SIGHT_M = 40.0


class Landmarks:
    """Buildings with a name and a point, of the edition and of imported lists: no areas, no stations, whose point lies below the ground, and no
    events."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = [place for place in places if place.point is not None and _building(place)]
        self._tree = shapely.STRtree([_plane(place.point) for place in self._places if place.point is not None])

    def along(self, steps: Sequence[Step], ends: Collection[Place]) -> tuple[Step, ...]:
        """Steps with what is in sight at each turn, which is none of the ends."""
        return tuple(replace(step, landmark=self._beside(step.point, ends)) if step.point is not None else step for step in steps)

    def _beside(self, point: Point, ends: Collection[Place]) -> Place | None:
        """The nearest place in sight, one that has a name in every language before others; None where there is none."""
        here = _plane(point)
        numbers = self._tree.query(here, predicate="dwithin", distance=_IN_SIGHT_M)
        seen = [(self._places[number], float(shapely.distance(self._tree.geometries[number], here))) for number in numbers]
        others = [(place, metres) for place, metres in seen if not any(_same(place, end) for end in ends)]
        nearest = min(others, key=lambda item: (not item[0].names.keys() >= {*LANGUAGES}, item[1], item[0].ref), default=None)
        return nearest[0] if nearest is not None else None


def _building(place: Place) -> bool:
    return place.precision_m <= BUILDING_M and place.kind != STATION and place.event is None and bool(place.names)


def _same(place: Place, end: Place) -> bool:
    return place.ref == end.ref or any(place.names.get(language) == name for language, name in end.names.items())


def _plane(point: Point) -> shapely.Point:
    return shapely.Point(to_plane(point))

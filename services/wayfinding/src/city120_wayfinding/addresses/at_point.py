"""What is at a point: the dong and district that hold it, its number in the country's grid, its postcode, and what the edition knows near it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

import shapely

from city120_edition.geometry import DongMap
from city120_wayfinding.addresses.book import POSTCODE
from city120_wayfinding.addresses.points import grid_number
from city120_wayfinding.places.place import NEAR_BORDER, STATION, Place, Point, nearest
from city120_wayfinding.places.projection import to_plane
from city120_wayfinding.places.search import AT_POINT_M, Hit

# The polygons are taken to be so exact, as jurisdiction takes them.
BORDER_M = 30.0
_DISTRICT_DIGITS = 5


class AtPoint:
    """Points to areas, grid numbers, postcodes and places."""

    def __init__(
        self,
        dongs: DongMap,
        source: str,
        places: Mapping[str, Place],
        postcodes_of: Callable[[str], Sequence[str]],
        address_of: Callable[[Point], Hit | None] = lambda point: None,
    ) -> None:
        """`source`: where the polygons come from; `places`: those of the edition, by ref; `postcodes_of`: those of a legal dong, by its code;
        `address_of`: the nearest address, or road."""
        self._address_of = address_of
        self._codes, self._tree = dongs.codes, shapely.STRtree(dongs.polygons)
        self._source, self._places, self._postcodes_of = source, places, postcodes_of

    def reverse(self, point: Point, limit: int) -> list[Hit]:
        """At most so many of: the legal dong, its district, its postcode if it has only one, a dong beyond a border that is nearer than borders are
        exact, the grid number, the nearest address or road, the nearest station, the nearest other place, and what else is within AT_POINT_M; nearest
        first."""
        near = [Hit(place, distance) for place, distance in nearest(self._places.values(), point) if distance <= AT_POINT_M]
        station = next((hit for hit in near if hit.place.kind == STATION), None)
        other = next((hit for hit in near if hit.place.kind != STATION), None)
        number = grid_number(point)
        address = self._address_of(point)
        hits = [*self._areas(point), *([Hit(number)] if number else []), *filter(None, (address, station, other)), *near]
        distinct = {hit.place.ref: hit for hit in hits}
        return sorted(islice(distinct.values(), limit), key=lambda hit: hit.distance_m)

    def _areas(self, point: Point) -> Iterator[Hit]:
        """The legal dongs that hold a point or lie within BORDER_M of it, the nearest first, after the first its district and postcode."""
        where = shapely.Point(to_plane(point))
        indices = self._tree.query(where, predicate="dwithin", distance=BORDER_M)
        distances = shapely.distance(self._tree.geometries[indices], where)
        dongs = sorted((float(distance), self._codes[index]) for distance, index in zip(distances, indices, strict=True))
        several = len({code[:_DISTRICT_DIGITS] for _, code in dongs}) > 1
        for order, (distance, code) in enumerate(dongs):
            if distance and not order:
                # It is beyond the border of the city, if only just.
                return
            yield Hit(self._area(code, near_border=len(dongs) > 1), distance)
            if not order:
                yield Hit(self._area(code[:_DISTRICT_DIGITS], near_border=several))
                yield from self._postcode(code)

    def _area(self, code: str, *, near_border: bool) -> Place:
        area = self._places[f"area:{code}"]
        return replace(area, source=self._source, precision_m=BORDER_M, confidence=NEAR_BORDER if near_border else area.confidence)

    def _postcode(self, dong: str) -> Iterator[Hit]:
        """The postcode of all buildings of a dong."""
        postcodes = self._postcodes_of(dong)
        if len(postcodes) == 1:
            area = self._places[f"area:{dong}"]
            yield Hit(replace(area, ref=f"{POSTCODE}:{postcodes[0]}", kind=POSTCODE, names={"ko": postcodes[0]}, categories=(POSTCODE,)))

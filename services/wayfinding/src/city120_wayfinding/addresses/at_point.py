"""What is at a point: the dong and district that hold it, its number in the country's grid, its postcode, and what the edition knows near it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

import shapely

from city120_edition.geometry import DongMap
from city120_wayfinding.addresses.book import POSTCODE
from city120_wayfinding.addresses.points import grid_number
from city120_wayfinding.places.place import CANDIDATE, NEAR_BORDER, STATION, Place, Point, nearest
from city120_wayfinding.places.projection import to_plane
from city120_wayfinding.places.search import AT_POINT_M, Hit

# The polygons are taken to be so exact, as jurisdiction takes them.
BORDER_M = 30.0
_DISTRICT_DIGITS = 5
# Which of so many complexes beside each other it is, their points do not tell.
_MOST_SITES = 3
_AREA = "area:"
# A length on the plane differs from that on the sphere by less than this.
_PLANE = 1.01


class AtPoint:
    """Points to areas, grid numbers, postcodes and places."""

    def __init__(
        self,
        dongs: DongMap,
        source: str,
        places: Mapping[str, Place],
        postcodes_of: Callable[[str], Sequence[str]],
        address_of: Callable[[Point], Hit | None] = lambda point: None,
        *,
        listed: Iterable[Place] = (),
        sites: Iterable[Place] = (),
        admin_dongs: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """`source`: where the polygons come from; `places`: those of the edition, by ref; `postcodes_of`: those of a legal dong, by its code;
        `address_of`: the nearest address, or road; `listed`: those of imported lists; `sites`: complexes, schools and crossings; `admin_dongs`: those
        that cover a legal dong, by their codes."""
        self._address_of, self._admin_dongs = address_of, admin_dongs or {}
        self._codes, self._tree = dongs.codes, shapely.STRtree(dongs.polygons)
        self._source, self._places, self._postcodes_of = source, places, postcodes_of
        self._near, self._sites = _Nearby([*places.values(), *listed]), _Nearby(sites)

    def reverse(self, point: Point, limit: int) -> list[Hit]:
        """At most so many of: the legal dong, its district, its postcode if it has only one, a dong beyond a border that is nearer than borders are
        exact, the grid number, the nearest address or road, the nearest station, the nearest other place, the nearest complexes, schools and
        crossings that reach so far, the administrative dongs of the legal one, and what else is within AT_POINT_M; nearest first."""
        near = [Hit(place, distance) for place, distance in self._near.within(point, AT_POINT_M)]
        station = next((hit for hit in near if hit.place.kind == STATION), None)
        other = next((hit for hit in near if hit.place.kind != STATION), None)
        number = grid_number(point)
        areas, address = list(self._areas(point)), self._address_of(point)
        known = filter(None, (Hit(number) if number else None, address, station, other))
        hits = [*areas, *known, *self._sites_at(point), *self._admin_dongs_of(areas), *near]
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

    def _sites_at(self, point: Point) -> Iterator[Hit]:
        """Of each kind of sites the nearest ones that may reach as far."""
        kinds: Counter[str] = Counter()
        for place, distance in self._sites.within(point, AT_POINT_M):
            if kinds[place.kind] < _MOST_SITES and distance <= place.precision_m:
                kinds[place.kind] += 1
                yield Hit(place, distance)

    def _admin_dongs_of(self, areas: Sequence[Hit]) -> Iterator[Hit]:
        """The administrative dong of the legal one that holds a point; of several, which have no polygons, each is a candidate."""
        codes = self._admin_dongs.get(areas[0].place.ref.removeprefix(_AREA), ()) if areas else ()
        for code in codes:
            dong = self._places[f"{_AREA}{code}"]
            yield Hit(replace(dong, confidence=areas[0].place.confidence if len(codes) == 1 else CANDIDATE))

    def _area(self, code: str, *, near_border: bool) -> Place:
        area = self._places[f"area:{code}"]
        return replace(area, source=self._source, precision_m=BORDER_M, confidence=NEAR_BORDER if near_border else area.confidence)

    def _postcode(self, dong: str) -> Iterator[Hit]:
        """The postcode of all buildings of a dong."""
        postcodes = self._postcodes_of(dong)
        if len(postcodes) == 1:
            area = self._places[f"area:{dong}"]
            yield Hit(replace(area, ref=f"{POSTCODE}:{postcodes[0]}", kind=POSTCODE, names={"ko": postcodes[0]}, categories=(POSTCODE,)))


class _Nearby:
    """Places that have a point, by nearness."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = [place for place in places if place.point is not None]
        self._tree = shapely.STRtree([shapely.Point(to_plane(place.point)) for place in self._places if place.point is not None])

    def within(self, point: Point, metres: float) -> Iterator[tuple[Place, float]]:
        """Those within so many metres, with their distance, nearest first."""
        indices = self._tree.query(shapely.Point(to_plane(point)), predicate="dwithin", distance=metres * _PLANE)
        return ((place, distance) for place, distance in nearest([self._places[index] for index in indices], point) if distance <= metres)

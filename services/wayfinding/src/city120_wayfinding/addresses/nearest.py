"""The address that is nearest to a point: of an imported list whose addresses have points, else the road alone, of an imported map."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import shapely

from city120_edition.addresses import ROAD_ADDRESSES as ADDRESS_LAYER
from city120_edition.addresses import RoadAddresses, Written
from city120_edition.layers import OSM, Layer, Road
from city120_wayfinding.addresses.book import ROAD, ROAD_ADDRESS
from city120_wayfinding.places.place import BUILDING_M, NEAR, Place, Point
from city120_wayfinding.places.projection import to_degrees, to_plane
from city120_wayfinding.places.search import Hit

# Farther off, neither says where one is.
_WITHIN_M = 100.0
_OFFICIAL = "ko"


class _Numbered(NamedTuple):
    road: str
    number: int


class NearestAddress:
    """Addresses with points, and named roads, of the imported layers."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        of_kind = {layer.kind: layer for layer in layers}
        listed, mapped = of_kind.get(ADDRESS_LAYER), of_kind.get(OSM)
        self._addresses: list[_Numbered] = []
        points: list[shapely.Point] = []
        for name, number, point in _points(listed.rows(RoadAddresses)) if listed is not None else ():
            self._addresses.append(_Numbered(name, number))
            points.append(shapely.Point(to_plane(point)))
        self._points = shapely.STRtree(points)
        self._roads: list[Mapping[str, str]] = []
        lines: list[shapely.Geometry] = []
        for road, line in zip(mapped.rows(Road), mapped.geometries(), strict=True) if mapped is not None else ():
            if _OFFICIAL in road.names:
                self._roads.append(road.names)
                lines.append(line)
        self._lines = shapely.STRtree(lines)
        self._source, self._map = (f"{layer.source}, {layer.date}" if layer is not None else "" for layer in (listed, mapped))
        self._date, self._map_date = (layer.date if layer is not None else "" for layer in (listed, mapped))

    def of(self, point: Point) -> Hit | None:
        """The nearest address within some metres; where none has a point the nearest road, which is only near: no number of it is known there."""
        return self._address(point) or self._road(point)

    def _address(self, point: Point) -> Hit | None:
        here = shapely.Point(to_plane(point))
        index = self._nearest(self._points, here)
        if index is None:
            return None
        there, address = self._points.geometries[index], self._addresses[index]
        words = str(Written(address.road, address.number, 0, 0))
        place = Place(
            f"{ROAD_ADDRESS}:{words}",
            ROAD_ADDRESS,
            {_OFFICIAL: words},
            point=to_degrees(there.x, there.y),
            address=words,
            source=self._source,
            precision_m=BUILDING_M,
            categories=(ROAD_ADDRESS,),
            data_date=self._date,
        )
        return Hit(place, float(shapely.distance(here, there)))

    def _road(self, point: Point) -> Hit | None:
        here = shapely.Point(to_plane(point))
        index = self._nearest(self._lines, here)
        if index is None:
            return None
        line, names = self._lines.geometries[index], self._roads[index]
        there, apart = shapely.line_interpolate_point(line, shapely.line_locate_point(line, here)), float(shapely.distance(here, line))
        place = Place(
            f"{ROAD}:{names[_OFFICIAL]}",
            ROAD,
            names,
            point=to_degrees(there.x, there.y),
            source=self._map,
            precision_m=math.ceil(apart / 10 + 1) * 10.0,
            categories=(ROAD,),
            data_date=self._map_date,
            confidence=NEAR,
        )
        return Hit(place, apart)

    @staticmethod
    def _nearest(tree: shapely.STRtree, here: shapely.Point) -> int | None:
        found = tree.query_nearest(here, max_distance=_WITHIN_M) if len(tree) else ()
        return int(min(found)) if len(found) else None


def _points(rows: Iterable[RoadAddresses]) -> Iterator[tuple[str, int, Point]]:
    for row in rows:
        for number, degrees in zip(row.numbers, row.points, strict=False):
            if degrees is not None:
                yield row.road, number, Point(*degrees)

"""Administrative dongs by the polygons of an imported layer, and how they agree with the code table.

The layer takes over from the table, and its word is never stretched:
a dong that no longer exists stands for those that took its place; where the point is not exact every dong within its precision is a candidate;
where the layer and the table contradict each other (a coarse polygon near a border) what both allow remains a candidate, and the answer says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import shapely

from city120_edition.layers import Boundary, Layer
from city120_jurisdiction.directory.index import AreaRow, Directory


class DongLayer:
    """An imported layer of administrative dongs."""

    def __init__(self, directory: Directory, layer: Layer) -> None:
        self.layer = layer
        self._directory = directory
        self._codes = [row.code for row in layer.rows(Boundary)]
        self._tree = shapely.STRtree(layer.geometries())

    def held(self, x: float, y: float, day: dt.date, precision_m: float = 0.0) -> tuple[AreaRow, ...]:
        """The dongs of a day within `precision_m` of a point (metres, EPSG:5179), by code; none where the layer has none."""
        indexes = self._tree.query(shapely.Point(x, y), predicate="dwithin", distance=precision_m)
        return _by_code(area for index in indexes for area in self._on(self._codes[index], day))

    def _on(self, code: str, day: dt.date) -> list[AreaRow]:
        """A dong, or on a day when it does not exist what took its place."""
        area = self._directory.areas.get(code)
        if area is None:
            return []
        if area.row.valid_on(day):
            return [area]
        return [successor for name in area.row.succeeded_by if (successor := self._directory.areas[name]).row.valid_on(day)]


def agreed(by_layer: tuple[AreaRow, ...], by_table: tuple[AreaRow, ...], district: AreaRow | None) -> tuple[tuple[AreaRow, ...], bool]:
    """The dongs that are possible, and whether the layer and the table contradict each other. Both are of the point's district: what the layer puts
    elsewhere contradicts the border between districts, which is known better."""
    allowed = {area.row.code for area in by_table}
    if both := tuple(area for area in by_layer if area.row.code in allowed):
        return both, False
    return _by_code([*by_table, *(area for area in by_layer if district is not None and area.district_code == district.row.code)]), True


def _by_code(areas: Iterable[AreaRow]) -> tuple[AreaRow, ...]:
    return tuple(area for _, area in sorted({area.row.code: area for area in areas}.items()))

"""Where a point or a code lies: district, dongs, and how near the border is."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace

import numpy as np
import shapely

from city120_edition.geometry import planar_transformer
from city120_jurisdiction.directory import AreaRow, Directory
from city120_platform.errors import InvalidArgument

NEAR_M = 30.0
OUTSIDE = "outside"
# Polygons of the surroundings are simpler than the city's border, and leave holes beside it.
_SLACK_M = 1000.0


@dataclass(frozen=True)
class Border:
    """The nearest border: what lies beyond (a district code, or OUTSIDE with the code there) and how far it is in metres, EPSG:5179."""

    beyond: str
    distance_m: float
    outside: str = ""


@dataclass(frozen=True)
class Location:
    """The areas of a place on a day. Outside the city everything is empty but `outside`: the code of the city or county there, or OUTSIDE."""

    district: AreaRow | None = None
    admin_dongs: tuple[AreaRow, ...] = ()
    legal_dong: AreaRow | None = None
    near_border: Border | None = None
    outside: str = ""
    by_point: bool = False
    disputed: bool = False

    @property
    def admin_dong(self) -> AreaRow | None:
        """The administrative dong, when only one is possible."""
        return self.admin_dongs[0] if len(self.admin_dongs) == 1 else None


class Locator:
    """Points and codes to areas. Answers do not depend on the order of anything: a point on a border belongs to the lower code."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        coverage = directory.edition.coverage()
        self._codes = coverage.codes
        self._polygons = np.array(coverage.polygons)
        self._tree = shapely.STRtree(self._polygons)
        self._sides = [(a, b) for a, b, _ in coverage.edges]
        self._edges = shapely.STRtree([line for _, _, line in coverage.edges])
        self._disputed = coverage.disputed
        self._around = [code for code, _ in coverage.surroundings]
        self._surroundings = shapely.STRtree([polygon for _, polygon in coverage.surroundings])
        shapely.prepare(self._polygons)
        shapely.prepare(self._disputed)

    def by_point(self, latitude: float, longitude: float, day: dt.date, precision_m: float = 0.0) -> Location:
        """The areas that hold a point (degrees, WGS 84). Raises InvalidArgument for what is no point."""
        if not (math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
            raise InvalidArgument("is no point on earth", field="point", fix="latitude -90 to 90, longitude -180 to 180, in degrees")
        point = shapely.Point(*planar_transformer().transform(longitude, latitude))
        held = self._tree.query(point, predicate="intersects")
        border = self._near(point, str(self._codes[min(held)])[:5] if len(held) else "", max(NEAR_M, precision_m))
        if not len(held):
            return Location(outside=self._beyond(point, 0.0), near_border=border, by_point=True)
        found = self.by_code(self._codes[min(held)], day)
        return replace(found, near_border=border, by_point=True, disputed=bool(shapely.intersects(self._disputed, point)))

    def _near(self, point: shapely.Point, district: str, limit_m: float) -> Border | None:
        """The nearest edge within `limit_m`; among equally near ones the lowest code beyond."""
        indices, distances = self._edges.query_nearest(point, max_distance=limit_m, return_distance=True)
        beyond = sorted({(b if a == district else a) or OUTSIDE for a, b in (self._sides[index] for index in indices)} - {district})
        if not beyond:
            return None
        distance = float(distances[0])
        return Border(beyond[0], distance, self._beyond(point, distance + _SLACK_M) if beyond[0] == OUTSIDE else "")

    def _beyond(self, point: shapely.Point, limit_m: float) -> str:
        """The city or county outside that holds a point, or else the nearest one within `limit_m`; OUTSIDE at sea and abroad."""
        held = self._surroundings.query(point, predicate="intersects")
        if not len(held) and limit_m:
            held = self._surroundings.query_nearest(point, max_distance=limit_m)
        return self._around[min(held)] if len(held) else OUTSIDE

    def by_code(self, code: str, day: dt.date) -> Location:
        """The areas that belong to a code. A closed area stands for what took its place. Raises NotFound."""
        directory, area = self._directory, self._directory.area(code)
        district = directory.area(area.district_code)
        if area.kind == "district":
            return Location(district=area)
        if area.kind == "legal_dong":
            return Location(district=district, legal_dong=area, admin_dongs=tuple(directory.admin_dongs_of(area.row.code, day)))
        current = (area,) if area.row.valid_on(day) else tuple(directory.area(successor) for successor in area.row.succeeded_by)
        legal = {found.row.code: found for dong in current for found in directory.legal_dongs_of(dong.row.code, day)}
        return Location(district=district, admin_dongs=current, legal_dong=next(iter(legal.values())) if len(legal) == 1 else None)

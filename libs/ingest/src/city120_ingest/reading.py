"""What every import has: the city it is for, what was found in the file, and what was refused and why."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
import pyproj
import shapely
import shapely.geometry
from tqdm import tqdm

from city120_edition import Edition, rows
from city120_edition.geometry import PLANAR
from city120_ingest.errors import UnreadableFile, WrongInput

# Farther from the city a row is of somewhere else, or its coordinates are in another system.
MARGIN_M = 5000.0
_WGS84 = "OGC:CRS84"
_DEGREE_PLACES = 6
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Refusal:
    """A row that was not taken, the field that is wrong, and why."""

    row: str
    field: str
    reason: str


class BadRowError(Exception):
    """A row is wrong: the field, and why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


@dataclass
class Report:
    """What became of the rows of a file. `left_out`: right, but of another city, or not of this kind."""

    read: int = 0
    taken: int = 0
    left_out: int = 0
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, row: str, error: BadRowError) -> None:
        """Add a refusal."""
        self.refused.append(Refusal(row, error.field, str(error)))


@dataclass
class Imported:
    """The rows of a layer with their geometries (EPSG:5179), and the base date and source that the file itself states."""

    rows: list[Any] = field(default_factory=list)
    geometries: list[shapely.Geometry] = field(default_factory=list)
    date: str = ""
    source: str = ""


class City:
    """What an import compares with: the edition, its codes and bodies of the edition, and where the city lies."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.code, self.first_date = edition.settings.city_code, edition.settings.first_date
        self._districts = frozenset(row.code for row in edition.rows("districts", rows.Area))
        self.admin_dongs = {row.code: row for row in edition.rows("admin_dongs", rows.Area)}
        named = {row.code: row.names["ko"] for row in edition.rows("districts", rows.Area)}
        dongs = edition.rows("legal_dongs", rows.Area)
        self.legal_dongs = {(named[row.district_code or row.code[:5]], row.names["ko"]): row.code for row in dongs}
        self.bodies = frozenset(row.id for row in edition.rows("bodies", rows.Body))
        self.surroundings = shapely.box(*shapely.total_bounds(edition.dong_map().polygons)).buffer(MARGIN_M, join_style="mitre")

    def may_have_had(self, code: str) -> bool:
        """Whether a code is none of the edition's administrative dongs, but would be one of a district."""
        return code not in self.admin_dongs and code[:5] in self._districts

    def near(self, geometry: shapely.Geometry) -> bool:
        """Whether a geometry (EPSG:5179) lies in the city or within MARGIN_M."""
        return bool(shapely.intersects(self.surroundings, geometry))


class Planar:
    """Coordinates of a system, WGS 84 unless it is named otherwise, as metres in EPSG:5179."""

    def __init__(self, crs: str = "") -> None:
        try:
            self._transformer = pyproj.Transformer.from_crs(pyproj.CRS.from_user_input(crs or _WGS84), PLANAR, always_xy=True)
        except pyproj.exceptions.CRSError:
            raise WrongInput(f"the file names the coordinate system {crs!r}, which nobody knows; write it as EPSG:4326 or EPSG:5179") from None

    @staticmethod
    def degrees() -> Callable[[shapely.Geometry], tuple[float, float]]:
        """What makes of a point in EPSG:5179 degrees north and east, WGS 84, to a decimetre."""
        transformer = pyproj.Transformer.from_crs(PLANAR, pyproj.CRS.from_user_input(_WGS84), always_xy=True)

        def degrees(point: shapely.Geometry) -> tuple[float, float]:
            east, north = transformer.transform(shapely.get_x(point), shapely.get_y(point))
            return round(float(north), _DEGREE_PLACES), round(float(east), _DEGREE_PLACES)

        return degrees

    def __call__(self, geometry: shapely.Geometry) -> shapely.Geometry:
        """The geometry in metres. Raises BadRowError when it has a coordinate that is none."""
        planar = shapely.transform(
            shapely.force_2d(geometry), lambda points: np.column_stack(self._transformer.transform(points[:, 0], points[:, 1]))
        )
        if shapely.is_empty(planar) or not np.isfinite(shapely.get_coordinates(planar)).all():
            raise BadRowError("geometry", "is empty, or has a coordinate that is no number of its system")
        return planar


@dataclass(frozen=True)
class Feature:
    """One feature of a GeoJSON file; `row` names it in messages."""

    row: str
    properties: Mapping[str, Any]
    geometry: Any


def read_geojson(path: Path) -> tuple[list[Feature], Planar, dict[str, Any]]:
    """The features, their coordinate system, and what else the file says of itself. Raises UnreadableFile."""
    try:
        data = msgspec.json.decode(path.read_bytes())
    except msgspec.DecodeError as error:
        raise UnreadableFile(f"{path} is no JSON: {error}") from None
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection" or not isinstance(data.get("features"), list):
        raise UnreadableFile(f"{path} is no GeoJSON with a FeatureCollection")
    features = [_feature(number, value) for number, value in enumerate(data["features"], start=1)]
    crs = data.get("crs")
    named = crs.get("properties", {}).get("name", "") if isinstance(crs, dict) and isinstance(crs.get("properties"), dict) else ""
    return features, Planar(str(named)), {key: value for key, value in data.items() if key not in ("features", "crs")}


def _feature(number: int, value: Any) -> Feature:
    properties = value.get("properties") if isinstance(value, dict) else None
    return Feature(
        f"feature {number}", properties if isinstance(properties, dict) else {}, value.get("geometry") if isinstance(value, dict) else None
    )


def shape_of(feature: Feature, planar: Planar, kinds: tuple[str, ...]) -> shapely.Geometry:
    """The geometry of a feature in EPSG:5179. Raises BadRowError for what is no geometry of these kinds."""
    try:
        shape = shapely.geometry.shape(feature.geometry)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, shapely.errors.ShapelyError):
        raise BadRowError("geometry", "is no geometry of GeoJSON") from None
    if shape.geom_type not in kinds:
        raise BadRowError("geometry", f"is a {shape.geom_type}; wanted: {' or '.join(kinds)}")
    return planar(shape)


def text(properties: Mapping[str, Any], *fields: str) -> str:
    """The first of some fields that has a value, as text."""
    return next((str(value).strip() for name in fields if (value := properties.get(name)) not in (None, "")), "")


def base_date(written: str) -> str:
    """A base date: YYYY, YYYY-MM or YYYY-MM-DD. Raises WrongInput."""
    try:
        if not _DATE.fullmatch(written):
            raise ValueError(written)
        first_day(written)
    except ValueError:
        raise WrongInput(f"--date {written!r} is no date; write YYYY-MM-DD, or YYYY-MM when the day is not known") from None
    return written


def first_day(date: str) -> dt.date:
    """The first day of a base date."""
    return dt.date.fromisoformat(f"{date}-01-01"[:10])


def progress(items: Iterable[_Item], unit: str, what: str = "import") -> Iterator[_Item]:
    """The items, with a bar on a terminal."""
    yield from tqdm(items, unit=unit, desc=what, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False)

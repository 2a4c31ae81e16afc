"""An operator's own file of roads: GeoJSON lines, or CSV with the line in a column `wkt` (WGS 84), with class, owner and maintainer."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast, get_args

import shapely

from city120_edition.layers import Road, RoadClass
from city120_edition.rows import LANGUAGES
from city120_ingest.errors import UnreadableFile
from city120_ingest.reading import BadRowError, City, Feature, Imported, Planar, Report, progress, read_geojson, shape_of, text

_CLASSES = get_args(RoadClass)
_BODY = re.compile(r"[a-z]+(\.[a-z0-9]+)+")


def read_roads(path: Path, city: City, report: Report, date: str) -> Imported:
    """The roads of the city. Columns or properties: id, name (or name_ko … name_mn), ref, road_class, owner, maintainer. Raises UnreadableFile."""
    rows_of: dict[str, str] = {}
    features, planar, imported = (*_csv(path), Imported()) if path.suffix.lower() == ".csv" else _geojson(path)
    for feature in progress(features, "road"):
        report.read += 1
        try:
            geometry = shape_of(feature, planar, ("LineString", "MultiLineString"))
            if not city.near(geometry):
                report.left_out += 1
                continue
            road = _road(feature, city)
            if (first := rows_of.setdefault(road.id, feature.row)) != feature.row:
                raise BadRowError("id", f"{road.id} is the id of {first} too; give each road an id of its own, and one row to a road")
            imported.rows.append(road)
        except BadRowError as error:
            report.refuse(feature.row, error)
            continue
        imported.geometries.append(geometry)
    imported.date = date or imported.date
    return imported


def _geojson(path: Path) -> tuple[list[Feature], Planar, Imported]:
    features, planar, about = read_geojson(path)
    return features, planar, Imported(date=str(about.get("date") or ""), source=str(about.get("source") or ""))


def _csv(path: Path) -> tuple[list[Feature], Planar]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            if "wkt" not in (reader.fieldnames or ()):
                raise UnreadableFile(f"{path} has no column wkt; it holds the line, e.g. LINESTRING (126.97 37.56, 126.98 37.57)")
            return list(_csv_features(reader)), Planar()
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFile(f"{path} is no CSV in UTF-8: {error}") from None


def _csv_features(reader: csv.DictReader[str]) -> Iterator[Feature]:
    for number, row in enumerate(reader, start=2):
        try:
            geometry = shapely.geometry.mapping(shapely.from_wkt(row["wkt"]))
        except (shapely.errors.ShapelyError, TypeError, AttributeError):
            geometry = None
        yield Feature(f"row {number}", row, geometry)


def _road(feature: Feature, city: City) -> Road:
    properties = feature.properties
    names = {language: name for language in LANGUAGES if (name := text(properties, f"name_{language}", *(["name"] if language == "ko" else [])))}
    road_class = text(properties, "road_class")
    if road_class not in _CLASSES:
        raise BadRowError(
            "road_class", f"{road_class!r} is none of {', '.join(name for name in _CLASSES if name)}; leave it empty when it is not known"
        )
    for name in ("owner", "maintainer"):
        body = text(properties, name)
        if _BODY.fullmatch(body) and body not in city.bodies:
            raise BadRowError(name, f"{body} is no body of the edition; write a body's id, or the name in words")
    return Road(
        id=text(properties, "id") or feature.row,
        names=names,
        ref=text(properties, "ref"),
        road_class=cast("RoadClass", road_class),
        owner=text(properties, "owner"),
        maintainer=text(properties, "maintainer"),
    )

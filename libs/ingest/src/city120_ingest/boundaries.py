"""Polygons of administrative dongs: GeoJSON with the code of each."""

from __future__ import annotations

import re
from pathlib import Path

import shapely

from city120_edition.layers import Boundary
from city120_ingest.reading import (
    BadRowError,
    City,
    Feature,
    Imported,
    Planar,
    Report,
    base_date,
    first_day,
    progress,
    read_geojson,
    shape_of,
    text,
)

# Fields that files of this kind keep the ministry's code in, 10 digits; statistical codes are shorter and pass by.
_CODE_FIELDS = ("adm_cd2", "code", "area_code", "adm_cd", "ADM_CD", "ADM_DR_CD", "EMD_CD")
_CODE = re.compile(r"\d{8}(\d{2})?")
_NAMED = 5


def read_boundaries(path: Path, city: City, report: Report, date: str) -> Imported:
    """The dongs of the city; those of other cities are left out, and those that were gone before the edition begins. Raises UnreadableFile for
    what is no GeoJSON."""
    features, planar, about = read_geojson(path)
    imported = Imported(date=date or text(about, "date"), source=text(about, "source"))
    old = bool(imported.date) and first_day(base_date(imported.date)) < city.first_date
    seen: set[str] = set()
    for feature in progress(features, "dong"):
        report.read += 1
        try:
            code = _code(feature)
            if not code.startswith(city.code) or (old and city.may_have_had(code)):
                report.left_out += 1
                report.notes += (
                    [f"{feature.row}: {code} was gone before the edition begins; the code table answers there"] if city.may_have_had(code) else []
                )
                continue
            geometry = _polygon(feature, planar, city, report)
            _check(code, city, seen)
        except BadRowError as error:
            report.refuse(feature.row, error)
            continue
        imported.rows.append(Boundary(code=code))
        imported.geometries.append(geometry)
    return imported


def _code(feature: Feature) -> str:
    codes = (text(feature.properties, name) for name in _CODE_FIELDS)
    code = next((code for code in codes if _CODE.fullmatch(code)), "")
    if not code:
        raise BadRowError("code", f"no field has a code of 8 or 10 digits; looked in {', '.join(_CODE_FIELDS)}")
    return code.ljust(10, "0")


def _check(code: str, city: City, seen: set[str]) -> None:
    if code not in city.admin_dongs:
        raise BadRowError("code", f"{code} is no administrative dong of the edition, now or in the past; add it to areas/admin_dong.csv")
    if code in seen:
        raise BadRowError("code", f"{code} has a polygon already; write one MultiPolygon")
    seen.add(code)


def _polygon(feature: Feature, planar: Planar, city: City, report: Report) -> shapely.Geometry:
    geometry = shape_of(feature, planar, ("Polygon", "MultiPolygon"))
    if not city.near(geometry):
        raise BadRowError("geometry", "lies nowhere near the city; is it in another coordinate system than the file's crs says?")
    if not shapely.is_valid(geometry):
        reason = shapely.is_valid_reason(geometry)
        geometry = shapely.make_valid(geometry, method="structure", keep_collapsed=False)
        report.notes.append(f"{feature.row}: repaired ({reason})")
    return geometry


def compare(imported: Imported, city: City, date: str, report: Report) -> None:
    """Note what the layer lacks and what overlaps in it."""
    day, codes = first_day(date), {row.code for row in imported.rows}
    missing = sorted(code for code, area in city.admin_dongs.items() if area.valid_on(day) and code not in codes)
    gone = sorted(code for code in codes if not city.admin_dongs[code].valid_on(day))
    for words, listed in (("dongs of that day are not in it", missing), ("dongs in it did not exist on that day", gone)):
        if listed:
            report.notes.append(f"{len(listed)} {words}: {', '.join(listed[:_NAMED])}{' …' if len(listed) > _NAMED else ''}")
    overlap = max(0.0, float(shapely.area(imported.geometries).sum() - shapely.union_all(imported.geometries).area) / 1e6)
    report.notes.append(f"polygons overlap on {overlap:.3f} km²; points there have several candidates")

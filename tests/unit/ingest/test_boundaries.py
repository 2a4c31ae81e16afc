"""Polygons of administrative dongs: which are taken, which are left out, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import shapely

from city120_ingest.boundaries import compare, read_boundaries
from city120_ingest.reading import City, Imported, Report
from tests.layer_files import YEOKSAM, box, feature, write_geojson

WEST, SOUTH, EAST, NORTH = YEOKSAM
MIDDLE = (WEST + EAST) / 2
TWO_DONGS = (feature(box(WEST, SOUTH, MIDDLE, NORTH), adm_cd2="1168064000"), feature(box(MIDDLE, SOUTH, EAST, NORTH), adm_cd2="1168065000"))


def read(city: City, path: Path, *features: Mapping[str, Any], given: str = "2026-11-01", **about: Any) -> tuple[Imported, Report]:
    report = Report()
    return read_boundaries(write_geojson(path / "d.json", features, **about), city, report, given), report


def test_dongs_of_the_city_are_taken_and_those_of_another_left_out(city: City, tmp_path: Path) -> None:
    elsewhere = feature(box(129.0, 35.1, 129.1, 35.2), adm_cd2="2611051000")
    parsed, report = read(city, tmp_path, *TWO_DONGS, elsewhere)
    assert [row.code for row in parsed.rows] == ["1168064000", "1168065000"]
    assert (report.read, report.left_out, report.refused) == (3, 1, [])


def test_a_file_may_state_its_date_source_and_system_itself(city: City, tmp_path: Path) -> None:
    planar = feature(box(958_000, 1_944_000, 959_000, 1_945_000), code="1168064000")
    crs = {"type": "name", "properties": {"name": "EPSG:5179"}}
    parsed, _ = read(city, tmp_path, planar, given="", crs=crs, date="2026-05", source="itself")
    assert (parsed.date, parsed.source) == ("2026-05", "itself")
    assert parsed.geometries[0].area == pytest.approx(1e6)


@pytest.mark.parametrize("field", ["adm_cd2", "code", "ADM_CD", "EMD_CD"])
@pytest.mark.parametrize("code", ["1168064000", "11680640"])
def test_the_code_of_8_or_10_digits_is_found_in_the_fields_that_files_have(city: City, tmp_path: Path, field: str, code: str) -> None:
    parsed, _ = read(city, tmp_path, feature(box(*YEOKSAM), adm_nm="역삼1동", stat_cd="1123064", **{field: code}))
    assert [row.code for row in parsed.rows] == ["1168064000"]


WRONG = {
    "no code": (feature(box(*YEOKSAM), name="역삼1동"), "code", "no field has a code"),
    "no dong of the city": (feature(box(*YEOKSAM), code="1168099900"), "code", "no administrative dong"),
    "twice": (TWO_DONGS[0], "code", "has a polygon already"),
    "no polygon": (feature({"type": "Point", "coordinates": [127.03, 37.5]}, code="1168065500"), "geometry", "is a Point"),
    "no geometry": (feature(None, code="1168065500"), "geometry", "is no geometry"),
    "far away": (feature(box(129.0, 35.1, 129.1, 35.2), code="1168065500"), "geometry", "nowhere near the city"),
    "no number": (
        feature({"type": "Polygon", "coordinates": [[[0, 95], [1, 95], [1, 96], [0, 95]]]}, code="1168065500"),
        "geometry",
        "nowhere|no number",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_row_is_named_and_the_others_are_read(city: City, tmp_path: Path, name: str) -> None:
    wrong, field, reason = WRONG[name]
    parsed, report = read(city, tmp_path, *TWO_DONGS, wrong)
    (refusal,) = report.refused
    assert (refusal.row, refusal.field, len(parsed.rows)) == ("feature 3", field, 2)
    assert any(words in refusal.reason for words in reason.split("|"))


def test_a_polygon_that_crosses_itself_is_repaired_and_that_is_said(city: City, tmp_path: Path) -> None:
    bow = {"type": "Polygon", "coordinates": [[[WEST, SOUTH], [EAST, NORTH], [EAST, SOUTH], [WEST, NORTH], [WEST, SOUTH]]]}
    parsed, report = read(city, tmp_path, feature(bow, code="1168064000"))
    assert shapely.is_valid(parsed.geometries[0])
    assert any("feature 1: repaired" in note for note in report.notes)


def test_of_a_file_from_before_the_edition_begins_codes_that_are_gone_are_noted_and_left_out(city: City, tmp_path: Path) -> None:
    parsed, report = read(city, tmp_path, TWO_DONGS[0], feature(box(*YEOKSAM), code="1168099900"), given="2015-01")
    assert (len(parsed.rows), report.left_out, report.refused) == (1, 1, [])
    assert any("1168099900 was gone before the edition begins" in note for note in report.notes)


def test_what_is_missing_and_what_overlaps_is_noted(city: City, tmp_path: Path) -> None:
    twice = feature(box(WEST, SOUTH, EAST, NORTH), code="1168065000")
    parsed, report = read(city, tmp_path, TWO_DONGS[0], twice)
    compare(parsed, city, "2026-11-01", report)
    missing, overlap = report.notes
    assert "dongs of that day are not in it" in missing
    area = shapely.intersection(*parsed.geometries).area / 1e6
    assert area > 1
    assert f"polygons overlap on {area:.3f} km²" in overlap

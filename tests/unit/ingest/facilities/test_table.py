"""A table of places, read row by row for a city that is one square."""

from __future__ import annotations

import gzip
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
import shapely

from city120_edition.geometry import to_planar
from city120_edition.places import StoredPlace
from city120_ingest.errors import WrongInput
from city120_ingest.facilities.table import Row, Table, needed, read_table
from city120_ingest.reading import BadRowError, City, Imported, Report

COLUMNS = ("id", "lon", "lat", "address", "phone")
CODE = "1168010100"
SQUARE = shapely.box(*to_planar(np.array([[126.99, 37.49], [127.01, 37.51]])).ravel())


def city() -> City:
    """It lies around 37.5 N, 127 E; what is within a kilometre of it is near."""
    settings = SimpleNamespace(names={"ko": "서울특별시"})
    edition = SimpleNamespace(dong_map=lambda: SimpleNamespace(codes=[CODE], polygons=[SQUARE]), rows=lambda table, row_type: [settings])
    return cast("City", SimpleNamespace(edition=edition, near=lambda point: bool(shapely.dwithin(SQUARE, point, 1000.0))))


def place(table: Table, line: str, row: Row) -> StoredPlace | None:
    where = table.place(row["lon"], row["lat"], ("lon", "lat"), row["address"])
    if where is None:
        return None
    latitude, longitude, area = where
    return StoredPlace(
        id=needed(row, "id"), kind="library", names={}, lat=latitude, lon=longitude, area_code=area, phone=table.phone(line, row["phone"])
    )


def read(path: Path, *rows: str, encoding: str = "utf-8", header: str = ",".join(COLUMNS)) -> tuple[Imported, Report]:
    content = "\n".join((header, *rows)).encode(encoding)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    report = Report()
    return read_table(path, city(), report, COLUMNS, place), report


@pytest.mark.parametrize(("name", "encoding"), [("a.csv", "utf-8"), ("a.csv", "utf-8-sig"), ("a.csv", "cp949"), ("a.csv.gz", "cp949")])
def test_a_place_is_taken_at_its_point_in_whatever_encoding_it_is_written(tmp_path: Path, name: str, encoding: str) -> None:
    imported, report = read(tmp_path / name, "a,127.0,37.5,길 1,02-123-4567", encoding=encoding)
    (row,) = imported.rows
    assert (row.lat, row.lon, row.area_code, row.district_code, row.phone) == (37.5, 127.0, CODE, "11680", "02-123-4567")
    assert (report.read, report.refused, report.left_out) == (1, [], 0)


def test_a_place_of_another_city_is_left_out_unless_its_address_is_here(tmp_path: Path) -> None:
    imported, report = read(tmp_path / "a.csv", "a,129.0,35.1,부산광역시,", "b,129.0,35.1,서울특별시 강남구,")
    assert (imported.rows, report.left_out) == ([], 1)
    assert [(refusal.row, refusal.field, "nowhere near the city" in refusal.reason) for refusal in report.refused] == [("line 3", "lon", True)]


def test_a_place_near_the_city_has_no_dong_of_it(tmp_path: Path) -> None:
    (row,) = read(tmp_path / "a.csv", "a,127.012,37.5,길 1,")[0].rows
    assert (row.area_code, row.district_code) == ("", "")


@pytest.mark.parametrize(
    ("row", "field"), [("a,east,37.5,,", "lon"), ("a,127.0,0,,", "lat"), ("a,nan,37.5,,", "lon"), ("a,127.0,95,,", "lon"), (",127.0,37.5,,", "id")]
)
def test_a_wrong_row_is_refused_with_its_field(tmp_path: Path, row: str, field: str) -> None:
    imported, report = read(tmp_path / "a.csv", row)
    assert (imported.rows, [refusal.field for refusal in report.refused]) == ([], [field])


def test_an_id_is_of_one_place(tmp_path: Path) -> None:
    imported, report = read(tmp_path / "a.csv", "a,127.0,37.5,,", "a,127.0,37.5,,")
    assert len(imported.rows) == 1
    assert "a is the id of line 2 too" in report.refused[0].reason


def test_phones_are_mended_and_those_that_are_none_left_out_and_noted(tmp_path: Path) -> None:
    rows = [f"{number},127.0,37.5,,{phone}" for number, phone in enumerate(("(02)123-4567", "02 123 4567", "1588-1234", "120", "call me", "02-1"))]
    imported, report = read(tmp_path / "a.csv", *rows)
    assert [row.phone for row in imported.rows] == ["02-123-4567", "02-123-4567", "1588-1234", "120", "", ""]
    assert report.notes == ["2 phones are no whole numbers and were left out, e.g. line 6 'call me'; line 7 '02-1'"]


def test_what_is_no_such_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="has no column address; it needs id, lon, lat, address, phone"):
        read(tmp_path / "a.csv", header="id,lon,lat")
    with pytest.raises(WrongInput, match="neither in UTF-8 nor in CP949"):
        read(tmp_path / "a.csv", "가", encoding="utf-16")
    with pytest.raises(WrongInput, match="is no CSV: line"):
        read(tmp_path / "a.csv", '"a,127.0')


def test_a_field_that_must_be_there_is_named() -> None:
    assert needed({"id": " a "}, "id") == "a"
    with pytest.raises(BadRowError, match="is empty") as refused:
        needed({"id": "a"}, "name")
    assert refused.value.field == "name"

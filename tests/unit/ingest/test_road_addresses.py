"""Road addresses: each row a number of a road in a legal dong, with its postcode."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from city120_ingest.errors import WrongInput
from city120_ingest.reading import City, Imported, Report
from city120_ingest.road_addresses import read_road_addresses

HEADER = "zip,gu,road,legal_dong\n"


def read(city: City, path: Path, rows: str) -> tuple[Imported, Report]:
    path.write_text(HEADER + rows, encoding="utf-8")
    report = Report()
    return read_road_addresses(path, city, report, "2021-11"), report


def test_addresses_are_gathered_by_road_in_the_order_of_their_numbers_and_each_once(city: City, tmp_path: Path) -> None:
    rows = "06232,강남구,테헤란로 152,역삼동\n06174,강남구,테헤란로 21,삼성동\n06232,강남구,테헤란로152,역삼동\n06309,강남구,개포로22길 11,개포동\n"
    parsed, report = read(city, tmp_path / "a.csv", rows)
    first, second = parsed.rows
    assert (first.road, second.road) == ("개포로22길", "테헤란로")
    assert [len(second.numbers), len(second.dongs), len(second.zips)] == [2, 2, 2]
    assert list(second.numbers) == sorted(second.numbers)
    assert second.dongs == (11680105, 11680101)
    assert second.zips == (6174, 6232)
    assert (report.read, report.taken, report.refused, parsed.date) == (4, 3, [], "2021-11")


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("06232,강남구,테헤란로 152,없는동", "legal_dong"),
        ("06232,마포구,테헤란로 152,역삼동", "legal_dong"),
        ("6232,강남구,테헤란로 152,역삼동", "zip"),
        ("０6232,강남구,테헤란로 152,역삼동", "zip"),
        ("06232,강남구,테헤란로,역삼동", "road"),
        ("06232,강남구,테헤란로 152 3층,역삼동", "road"),
    ],
)
def test_a_wrong_row_is_refused_with_its_field(city: City, tmp_path: Path, row: str, field: str) -> None:
    parsed, report = read(city, tmp_path / "a.csv", row + "\n")
    (refusal,) = report.refused
    assert (refusal.row, refusal.field, parsed.rows) == ("line 2", field, [])


def test_a_packed_file_is_read_as_a_plain_one(city: City, tmp_path: Path) -> None:
    row = "06232,강남구,테헤란로 152,역삼동\n"
    plain, _ = read(city, tmp_path / "a.csv", row)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress((HEADER + row).encode()))
    assert read_road_addresses(tmp_path / "a.csv.gz", city, Report(), "2021-11") == plain


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"zip,gu,road\n", "has no column legal_dong; it needs zip, gu, road, legal_dong"),
        ("a.csv", HEADER.encode() + "강남구".encode("euc-kr") + b",a,b,c\n", "is no CSV in UTF-8"),
        ("a.csv.gz", b"not packed", "is no CSV in UTF-8"),
    ],
)
def test_what_is_no_such_file_is_refused(city: City, tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(WrongInput, match=says):
        read_road_addresses(tmp_path / name, city, Report(), "2021-11")


def test_addresses_may_have_points(city: City, tmp_path: Path) -> None:
    path, report = tmp_path / "a.csv", Report()
    lines = ("06232,강남구,테헤란로 152,역삼동,37.5,127.0364", "06232,강남구,테헤란로 156,역삼동,,", "06232,강남구,개포로22길 11,개포동,,")
    path.write_text("\n".join((HEADER.strip() + ",lat,lon", *lines)), encoding="utf-8")
    plain, located = read_road_addresses(path, city, report, "2021-11").rows
    assert (plain.points, located.points, report.refused) == ((), ((37.5, 127.0364), None), [])


@pytest.mark.parametrize("degrees", ["37.5,", "127.0364,37.5", "35.1,129.0", "north,east", "nan,127.0"])
def test_a_point_that_is_none_of_the_city_is_refused(city: City, tmp_path: Path, degrees: str) -> None:
    path, report = tmp_path / "a.csv", Report()
    path.write_text(f"{HEADER.strip()},lat,lon\n06232,강남구,테헤란로 152,역삼동,{degrees}\n", encoding="utf-8")
    read_road_addresses(path, city, report, "2021-11")
    assert [(refusal.field, "no point of the city" in refusal.reason) for refusal in report.refused] == [("lat", True)]

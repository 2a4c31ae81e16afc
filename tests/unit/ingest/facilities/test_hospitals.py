"""The list of hospitals' licences: who is in business, of which type, at a point of another coordinate system."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from city120_ingest.facilities import read_hospitals
from city120_ingest.facilities.hospitals import COLUMNS
from city120_ingest.reading import City, Imported, Report

ROW = {
    "관리번호": "H1",
    "영업상태코드": "1",
    "전화번호": "02-6204-1004",
    "사업장명": "가나병원",
    "업태구분명": "병원",
    "도로명주소": "서울특별시 강남구 도산대로 138",
    "지번주소": "서울특별시 강남구 논현동 5-4",
    "좌표정보(X)": "202030.3911",
    "좌표정보(Y)": "446137.6676",
}


def read(city: City, path: Path, *rows: dict[str, str]) -> tuple[Imported, Report]:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    report = Report()
    return read_hospitals(path, city, report, "2025-09"), report


def test_a_hospital_lies_in_the_dong_of_its_address(city: City, tmp_path: Path) -> None:
    parsed, report = read(city, tmp_path / "h.csv", ROW)
    (row,) = parsed.rows
    assert (row.id, row.kind, row.district_code, row.opening_hours, parsed.date) == ("H1", "hospital", "11680", "", "2025-09")
    # 논현동, whose code is in the table of areas.
    assert row.area_code == city.legal_dongs["강남구", "논현동"]
    assert report.refused == []


@pytest.mark.parametrize(
    ("words", "kind", "categories"),
    [
        ("종합병원", "hospital", ("general_hospital",)),
        ("치과병원", "hospital", ("dentist",)),
        ("의원", "clinic", ()),
        ("한의원", "clinic", ("korean_medicine",)),
        ("요양병원(정신병원)", "hospital", ("nursing_hospital", "mental_hospital")),
    ],
)
def test_types_are_categories(city: City, tmp_path: Path, words: str, kind: str, categories: tuple[str, ...]) -> None:
    parsed, _ = read(city, tmp_path / "h.csv", {**ROW, "업태구분명": words})
    assert (parsed.rows[0].kind, parsed.rows[0].categories) == (kind, categories)


def test_who_is_out_of_business_is_left_out(city: City, tmp_path: Path) -> None:
    parsed, report = read(city, tmp_path / "h.csv", {**ROW, "영업상태코드": "3", "좌표정보(X)": ""})
    assert (parsed.rows, report.left_out, report.refused) == ([], 1, [])


def test_without_a_point_a_row_is_refused(city: City, tmp_path: Path) -> None:
    _, report = read(city, tmp_path / "h.csv", {**ROW, "좌표정보(X)": ""})
    assert [(refusal.row, refusal.field) for refusal in report.refused] == [("line 2", "좌표정보(X)")]

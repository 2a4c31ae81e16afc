"""The list of pharmacies: hours by day, points, and what is refused, with line and field."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest

from city120_edition.places import StoredPlace
from city120_ingest.errors import WrongInput
from city120_ingest.facilities import read_pharmacies
from city120_ingest.facilities.pharmacies import COLUMNS
from city120_ingest.reading import City, Imported, Report

WEEK = ("월요일", "화요일", "수요일", "목요일", "금요일")
OPEN = {f"진료시간({day})S": "0900" for day in WEEK} | {f"진료시간({day})C": "1830" for day in WEEK}
ROW = {
    "약국ID": "C1",
    "주소": "서울특별시 강남구 테헤란로 1",
    "약국명": "가나약국",
    "대표전화1": "02-123-4567",
    "병원경도": "127.0366",
    "병원위도": "37.5000",
    "작업일시": "2026-05-20 17:42:24.0",
    **OPEN,
}


def content(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, [*COLUMNS, "작업일시"], restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read(city: City, path: Path, *rows: dict[str, str], encoding: str = "utf-8") -> tuple[Imported, Report]:
    path.write_bytes(content(*rows).encode(encoding))
    report = Report()
    return read_pharmacies(path, city, report, ""), report


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_a_pharmacy_is_taken_with_its_hours_and_dong(city: City, tmp_path: Path, encoding: str) -> None:
    parsed, report = read(city, tmp_path / "p.csv", ROW, encoding=encoding)
    assert parsed.rows == [
        StoredPlace(
            id="C1",
            kind="pharmacy",
            names={"ko": "가나약국"},
            lat=37.5,
            lon=127.0366,
            district_code="11680",
            area_code="1168010100",
            address="서울특별시 강남구 테헤란로 1",
            phone="02-123-4567",
            opening_hours="Mo-Fr 09:00-18:30; PH off",
            data_date="2026-05-20",
        )
    ]
    assert (report.read, report.refused, report.left_out, parsed.date) == (1, [], 0, "2026-05-20")


@pytest.mark.parametrize(
    ("hours", "written"),
    [
        ({"토요일": ("0900", "1300")}, "Mo-Fr 09:00-18:30; Sa 09:00-13:00; PH off"),
        ({"금요일": ("2200", "2500")}, "Mo-Th 09:00-18:30; Fr 22:00-25:00; PH off"),
        ({"일요일": ("2200", "0100"), "공휴일": ("1000", "1400")}, "Mo-Fr 09:00-18:30; Su 22:00-25:00; PH 10:00-14:00"),
        ({"월요일": ("0000", "2400")}, "Mo 00:00-24:00; Tu-Fr 09:00-18:30; PH off"),
        ({"수요일": ("", "")}, "Mo-Tu 09:00-18:30; Th-Fr 09:00-18:30; PH off"),
        (dict.fromkeys(WEEK, ("", "")), ""),
    ],
)
def test_hours_of_days_are_written_as_openstreetmap_does(city: City, tmp_path: Path, hours: dict[str, tuple[str, str]], written: str) -> None:
    times = {f"진료시간({day}){letter}": time for day, span in hours.items() for letter, time in zip("SC", span, strict=True)}
    parsed, report = read(city, tmp_path / "p.csv", {**ROW, **times})
    assert (report.refused, parsed.rows[0].opening_hours) == ([], written)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"진료시간(월요일)C": "1830", "진료시간(월요일)S": "1900"}, "진료시간(월요일)C"),
        ({"진료시간(월요일)S": "0000", "진료시간(월요일)C": "0000"}, "진료시간(월요일)C"),
        ({"진료시간(월요일)S": ""}, "진료시간(월요일)C"),
        ({"진료시간(월요일)S": "9시"}, "진료시간(월요일)C"),
        ({"진료시간(월요일)C": "3300"}, "진료시간(월요일)C"),
        ({"병원경도": "0"}, "병원경도"),
        ({"병원경도": "x"}, "병원경도"),
        ({"병원경도": "37.5000", "병원위도": "127.0366"}, "병원경도"),
        ({"병원경도": "129.0"}, "병원경도"),
        ({"약국명": " "}, "약국명"),
        ({"약국ID": ""}, "약국ID"),
    ],
)
def test_a_wrong_row_is_refused_with_line_and_field(city: City, tmp_path: Path, change: dict[str, str], field: str) -> None:
    parsed, report = read(city, tmp_path / "p.csv", {**ROW, "약국ID": "C0"}, {**ROW, **change})
    (refusal,) = report.refused
    assert (refusal.row, refusal.field, [row.id for row in parsed.rows]) == ("line 3", field, ["C0"])


def test_an_id_that_stands_twice_is_refused(city: City, tmp_path: Path) -> None:
    _, report = read(city, tmp_path / "p.csv", ROW, ROW)
    assert [(refusal.row, refusal.field) for refusal in report.refused] == [("line 3", "id")]
    assert "line 2" in report.refused[0].reason


def test_what_lies_elsewhere_is_left_out(city: City, tmp_path: Path) -> None:
    parsed, report = read(city, tmp_path / "p.csv", {**ROW, "주소": "부산광역시", "병원경도": "129.0", "병원위도": "35.1"})
    assert (parsed.rows, report.left_out, report.refused) == ([], 1, [])


@pytest.mark.parametrize(
    ("written", "phone", "notes"), [("02)123 4567", "02-123-4567", 0), ("-4567", "", 1), ("", "", 0), ("1588-4388", "1588-4388", 0)]
)
def test_a_phone_is_a_number_or_left_out_and_noted(city: City, tmp_path: Path, written: str, phone: str, notes: int) -> None:
    parsed, report = read(city, tmp_path / "p.csv", {**ROW, "대표전화1": written})
    assert (parsed.rows[0].phone, len(report.notes)) == (phone, notes)


def test_a_packed_file_is_read_as_a_plain_one(city: City, tmp_path: Path) -> None:
    plain, _ = read(city, tmp_path / "p.csv", ROW)
    (tmp_path / "p.csv.gz").write_bytes(gzip.compress(content(ROW).encode()))
    assert read_pharmacies(tmp_path / "p.csv.gz", city, Report(), "") == plain


@pytest.mark.parametrize(("name", "data", "says"), [("p.csv", b"a,b\n1,2\n", "has no column"), ("p.csv", b"\xff\xfe\xff", "neither in UTF-8 nor")])
def test_what_is_no_such_list_is_told(city: City, tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(WrongInput, match=says):
        read_pharmacies(tmp_path / name, city, Report(), "")

"""The state of lifts, as the city's open data has it: in each form that it comes in, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from city120_edition.lifts import Lift
from city120_ingest.errors import IngestError, UnreadableFile, WrongInput
from city120_ingest.lifts import COLUMNS, SOURCE, read_lifts
from city120_ingest.reading import City, Imported, Report

ROW = {
    "STN_CD": "2543",
    "STN_NM": "답십리(5)",
    "ELVTR_NM": "내부#1",
    "OPR_SEC": "B2-B3",
    "INSTL_PSTN": "승강장",
    "USE_YN": "사용가능",
    "ELVTR_SE": "EV",
}
LIFT = Lift(station="station:dapsimni", line="line.5", name="내부#1", kind="elevator", working=True, position="승강장", floors=(-3, -2))


def read(path: Path, city: City, content: Any, date: str = "2026-11-29") -> tuple[Imported, Report]:
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8")
    report = Report()
    return read_lifts(path, city, report, date), report


def answer(*rows: dict[str, str]) -> dict[str, Any]:
    return {"SeoulMetroFaciInfo": {"list_total_count": len(rows), "RESULT": {"CODE": "INFO-000"}, "row": rows}}


@pytest.mark.parametrize(
    "content",
    [
        answer(ROW),
        {"DESCRIPTION": {}, "DATA": [{name.lower(): value for name, value in ROW.items()}]},
        [ROW],
        f"{','.join(ROW)}\n{','.join(ROW.values())}\n",
    ],
    ids=["interface", "download", "list", "CSV"],
)
def test_each_form_of_the_list_is_read(tmp_path: Path, city: City, content: Any) -> None:
    imported, report = read(tmp_path / "lifts", city, content)
    assert (imported.rows, imported.date, imported.source) == ([LIFT], "2026-11-29", SOURCE)
    assert (report.read, report.refused, report.notes) == (1, [], [])


@pytest.mark.parametrize(
    ("section", "floors"),
    [("B2-B1-1F", (-2, -1, 0)), ("1F-2F", (0, 1)), ("B1-F1", (-1, 0)), ("b1~1", (-1, 0)), ("승강장-대합실", ()), ("", ())],
)
def test_floors_are_counted_from_the_street(tmp_path: Path, city: City, section: str, floors: tuple[int, ...]) -> None:
    imported, report = read(tmp_path / "lifts", city, [ROW | {"OPR_SEC": section}])
    assert [row.floors for row in imported.rows] == [floors]
    assert (report.refused, len(report.notes)) == ([], 0 if floors else 1)


@pytest.mark.parametrize(("state", "working", "noted"), [("사용가능", True, False), ("보수중", False, False), ("점검", False, True)])
def test_what_is_not_said_to_work_does_not(tmp_path: Path, city: City, state: str, working: bool, noted: bool) -> None:
    imported, report = read(tmp_path / "lifts", city, [ROW | {"USE_YN": state}])
    assert ([row.working for row in imported.rows], bool(report.notes)) == ([working], noted)


@pytest.mark.parametrize(("written", "station"), [("서울역(1)", "seoul-station"), ("총신대입구(이수)(7)", "chongshin-univ-isu")])
def test_a_station_may_have_brackets_of_its_own(tmp_path: Path, city: City, written: str, station: str) -> None:
    imported, _ = read(tmp_path / "lifts", city, [ROW | {"STN_NM": written}])
    assert [row.station for row in imported.rows] == [f"station:{station}"]


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"STN_NM": "답십리"}, "STN_NM", "in brackets"),
        ({"STN_NM": "답십리(4)"}, "STN_NM", "no station of line.4"),
        ({"STN_NM": ""}, "STN_NM", "is empty"),
        ({"ELVTR_SE": "XX"}, "ELVTR_SE", "none of EV, ES, WL, MW"),
        ({"ELVTR_NM": ""}, "ELVTR_NM", "is empty"),
        ({"USE_YN": ""}, "USE_YN", "is empty"),
    ],
)
def test_a_wrong_row_is_refused_with_its_field(tmp_path: Path, city: City, changed: dict[str, str], field: str, words: str) -> None:
    imported, report = read(tmp_path / "lifts", city, [ROW, ROW | changed])
    assert len(imported.rows) == 1
    assert [(refusal.row, refusal.field, words in refusal.reason) for refusal in report.refused] == [("lift 2", field, True)]


@pytest.mark.parametrize(
    ("content", "date", "error", "words"),
    [
        ('{"SeoulMetroFaciInfo": {"RESULT": {}}}', "2026-11-29", UnreadableFile, "SeoulMetroFaciInfo.row"),
        ("{", "2026-11-29", UnreadableFile, "no JSON"),
        ("STN_NM,USE_YN\n답십리(5),사용가능\n", "2026-11-29", WrongInput, COLUMNS[1]),
        ([ROW], "2026-11", WrongInput, "YYYY-MM-DD"),
    ],
)
def test_a_file_that_is_no_such_list_says_what_to_do(
    tmp_path: Path, city: City, content: Any, date: str, error: type[IngestError], words: str
) -> None:
    with pytest.raises(error, match=words):
        read(tmp_path / "lifts", city, content, date)

"""The operator's list of walks between lines."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from city120_edition.timetables import StoredLine, StoredStation
from city120_ingest.errors import WrongInput
from city120_ingest.reading import Report
from city120_ingest.timetables.rail import Rail
from city120_ingest.timetables.transfers import read_transfers

HEADER = "연번,호선,환승역명,환승노선,환승거리(m),환승소요시간\n"


class Lines:
    """Lines 2 and 4, which meet at Sadang; line 2 alone stops at Gangnam."""

    def line(self, name: str) -> StoredLine | None:
        return StoredLine(id=f"line.{name[0]}", names={}) if name in ("2호선", "4호선") else None

    def station(self, line: str, name: str) -> StoredStation | None:
        refs = {"사당": "station:sadang", "강남": "station:gangnam"}
        return StoredStation(ref=refs[name], names={}) if name in refs else None

    def stations_of(self, line: str) -> set[str]:
        return {"station:sadang", "station:gangnam"} if line == "line.2" else {"station:sadang"}


def read(
    folder: Path, rows: str, report: Report | None = None, *, header: str = HEADER, encoding: str = "utf-8-sig"
) -> list[tuple[str, str, str, int]]:
    file = folder / "walks.csv"
    file.write_bytes((header + rows).encode(encoding))
    walks = read_transfers(file, cast("Rail", Lines()), report or Report())
    return [(walk.station, walk.from_line, walk.to_line, walk.seconds) for walk in walks]


def test_a_walk_between_two_lines_is_taken(tmp_path: Path) -> None:
    assert read(tmp_path, "1,2,사당,4호선,110,1:32\n") == [("sadang", "line.2", "line.4", 92)]


def test_walks_to_a_branch_or_to_a_line_that_the_edition_does_not_have_are_left_out_and_counted(tmp_path: Path) -> None:
    report = Report()
    assert read(tmp_path, "1,2,사당,2호선,10,0:30\n2,2,사당,신분당선,10,0:30\n3,2,강남,4호선,10,0:30\n", report) == []
    assert (report.refused, report.notes) == ([], ["0 of 3 walks are between two lines of the edition"])


@pytest.mark.parametrize(
    ("row", "field", "says"),
    [("1,2,사당,4호선,110,soon\n", "환승소요시간", "write minutes:seconds"), ("1,2,달,4호선,110,1:00\n", "환승역명", "line 2 has no station '달'")],
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path: Path, row: str, field: str, says: str) -> None:
    report = Report()
    assert read(tmp_path, row, report) == []
    (refusal,) = report.refused
    assert (refusal.row, refusal.field, says in refusal.reason) == ("walks.csv line 2", field, True)


def test_what_is_no_such_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="has no column 환승역명"):
        read(tmp_path, "", header="호선,환승노선,환승소요시간\n")
    with pytest.raises(WrongInput, match="is no CSV in UTF-8"):
        read(tmp_path, "1,2,사당,4호선,110,1:32\n", encoding="cp949")

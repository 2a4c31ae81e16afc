"""Seoul Metro's timetable: how its times are read, what is dropped, and what is refused."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from city120_edition.timetables import StoredTimetable, unpack
from city120_ingest.errors import UnreadableFile, WrongInput
from city120_ingest.reading import City, Imported, Report
from city120_ingest.timetables.metro import read_metro

STATIONS = ["Gangnam", "Seoul Nat'l Univ. of Education", "Seocho", "Bangbae", "Sadang", "Jongno 3(sam)-ga", "Atlantis", "Euljiro 3(sam)-ga"]
GANGNAM, EDUCATION, SEOCHO, BANGBAE, SADANG, JONGNO, ATLANTIS, EULJIRO = range(8)
Stop = list[int | None]
NIGHT: list[Stop] = [[GANGNAM, None, 1430], [EDUCATION, 1432, 1433], [SEOCHO, 1435, 1435], [BANGBAE, 1437, 1437], [SADANG, 1440, None]]
Run = list[Any]


def run(stops: list[Stop], line: str = "Line 2", day: str = "weekday", direction: str = "OUT", number: str = "2518") -> Run:
    return [line, number, day, direction, stops]


def read(city: City, folder: Path, runs: list[Run], **about: str) -> tuple[Imported, Report]:
    file, report = folder / "timetable.json.gz", Report()
    file.write_bytes(gzip.compress(json.dumps({"stations": STATIONS, "runs": runs, **about}).encode()))
    return read_metro(file, city, report, ""), report


def times(table: StoredTimetable) -> list[tuple[str, int, int]]:
    """Station, arrival and departure in minutes of all stops."""
    station = [table.stations[number].ref for number in unpack(table.platform_station)]
    columns = (unpack(column).tolist() for column in (table.stop_platform, table.arrival, table.departure))
    return [
        (station[platform].removeprefix("station:"), arrival // 60, departure // 60) for platform, arrival, departure in zip(*columns, strict=True)
    ]


def test_runs_are_taken_with_their_day_direction_and_stations(city: City, tmp_path: Path) -> None:
    imported, report = read(city, tmp_path, [run(NIGHT), run(NIGHT, day="sunday_holiday")], source="the operator", retrievedAt="2026-08-01T05:58:24Z")
    (table,) = imported.rows
    assert (report.read, report.taken, report.refused, imported.date, imported.source) == (2, 2, [], "2026-08-01", "the operator")
    assert (table.numbers, table.directions) == (("2518", "2518"), ("inner",))
    assert [table.services[number].day_types for number in unpack(table.run_service)] == [("weekday",), ("holiday",)]
    assert times(table)[:5] == [
        ("gangnam", 1430, 1430),
        ("seoul-natl-univ-of-education", 1432, 1433),
        ("seocho", 1435, 1435),
        ("bangbae", 1437, 1437),
        ("sadang", 1440, 1440),
    ]


READ: dict[str, tuple[Stop, tuple[str, int, int]]] = {
    "a time of 0 is missing": ([GANGNAM, 0, 1430], ("gangnam", 1430, 1430)),
    "a missing departure is the arrival": ([GANGNAM, 1430, None], ("gangnam", 1430, 1430)),
    "a time above 1600 is a day too late": ([GANGNAM, 2870, 1431], ("gangnam", 1430, 1431)),
}


@pytest.mark.parametrize("name", READ)
def test_times_are_read_by_the_rules(city: City, tmp_path: Path, name: str) -> None:
    listed, stop = READ[name]
    stops: list[Stop] = [[*listed], *NIGHT[1:]]
    imported, _ = read(city, tmp_path, [run(stops)])
    assert times(imported.rows[0])[0] == stop


def test_a_row_that_goes_back_in_time_is_dropped_and_its_run_kept(city: City, tmp_path: Path) -> None:
    misplaced: list[Stop] = [[SADANG, 1440, None], *NIGHT[:4]]
    imported, report = read(city, tmp_path, [run(misplaced)])
    assert [station for station, *_ in times(imported.rows[0])] == ["gangnam", "seoul-natl-univ-of-education", "seocho", "bangbae"]
    assert "1 stops whose arrival goes back in time were dropped" in report.notes


def test_a_train_that_is_listed_as_ending_and_beginning_at_one_station_only_waits(city: City, tmp_path: Path) -> None:
    imported, _ = read(city, tmp_path, [run([*NIGHT[:2], [SEOCHO, 1435, None], [SEOCHO, None, 1436], *NIGHT[3:]])])
    assert times(imported.rows[0])[1:4] == [("seoul-natl-univ-of-education", 1432, 1433), ("seocho", 1435, 1436), ("bangbae", 1437, 1437)]


def test_the_reading_of_a_digit_is_no_part_of_a_name(city: City, tmp_path: Path) -> None:
    imported, _ = read(city, tmp_path, [run([[JONGNO, None, 600], [EULJIRO, 602, None]], line="Line 3", direction="DOWN")])
    assert times(imported.rows[0])[0][0] == "jongno-3-ga"


def test_a_line_without_trains_at_some_of_its_stations_is_incomplete(city: City, tmp_path: Path) -> None:
    imported, report = read(city, tmp_path, [run(NIGHT)])
    assert [(line.id, line.incomplete) for line in imported.rows[0].lines] == [("line.2", True)]
    assert any(note.startswith("line.2 is incomplete: 46 of its stations have no train") for note in report.notes)


WRONG: dict[str, tuple[Run, str, str]] = {
    "a day": (run(NIGHT, day="sunday"), "day", "none of weekday, saturday, sunday_holiday"),
    "a direction": (run(NIGHT, direction="LEFT"), "direction", "none of UP, DOWN, IN, OUT"),
    "a line": (run(NIGHT, line="Line 42"), "line", "no line of the edition"),
    "a number of a station": (run([[99, 1430, 1430], *NIGHT]), "stops", "there is no station 99"),
    "a station": (run([*NIGHT, [ATLANTIS, 1442, None]]), "stations", "'Atlantis' is no station of line.2"),
    "one stop": (run(NIGHT[:1]), "stops", "fewer than two stops"),
    "a departure before the arrival": (run([*NIGHT[:2], [SEOCHO, 1435, 1434], *NIGHT[3:]]), "departure", "before it arrives"),
    "a run of the night before": (run([[GANGNAM, None, 200], [EDUCATION, 202, None]]), "departure", "a service day runs from 04:00"),
    "a train that flies": (run([[GANGNAM, None, 1430], [SADANG, 1430, None]]), "arrival", "km/h, and a metro never does"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_refused_with_its_run(city: City, tmp_path: Path, name: str) -> None:
    wrong, field, reason = WRONG[name]
    _, report = read(city, tmp_path, [wrong, run(NIGHT)])
    (refusal,) = report.refused
    assert refusal.field == field
    assert reason in refusal.reason


@pytest.mark.parametrize(
    "content", [b"{}", b"no json", b'{"stations": [], "runs": [["Line 2"]]}', b'{"stations": [], "runs": [["L", "1", "d", "U", [[0, -1, 3]]]]}']
)
def test_what_is_no_timetable_is_told(city: City, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "timetable.json"
    file.write_bytes(content)
    with pytest.raises(UnreadableFile, match="no timetable with `stations` and `runs`"):
        read_metro(file, city, Report(), "")


def test_a_file_that_is_not_packed_well_is_told(city: City, tmp_path: Path) -> None:
    file = tmp_path / "timetable.json.gz"
    file.write_bytes(gzip.compress(b"{}" * 1000)[:30])
    with pytest.raises(UnreadableFile):
        read_metro(file, city, Report(), "")


WALKS = "연번,호선,환승역명,환승노선,환승거리,환승소요시간\n1,2,사당,4호선,74,{time}\n2,2,성수,2호선,23,0:19\n3,4,{station},2호선,74,1:02\n"


def test_a_list_of_walks_goes_before_that_of_the_edition(city: City, tmp_path: Path) -> None:
    walks, file, report = tmp_path / "walks.csv", tmp_path / "timetable.json", Report()
    walks.write_text(WALKS.format(time="7:10", station="사당").replace("1:02", "7:10"), encoding="utf-8")
    north = run([[SADANG, None, 1450], [JONGNO, 1475, None]], line="Line 4", direction="UP")
    names = [name if name != STATIONS[JONGNO] else "Seoul Station" for name in STATIONS]
    file.write_text(json.dumps({"stations": names, "runs": [run(NIGHT), north]}), encoding="utf-8")
    (table,) = read_metro(file, city, report, "", walks).rows
    seconds = set(unpack(table.change_seconds).tolist())
    assert (report.refused, seconds) == ([], {60, 8 * 60})
    assert "2 of 3 walks are between two lines of the edition" in report.notes


def test_where_a_list_says_nothing_the_walks_of_the_edition_hold(city: City, tmp_path: Path) -> None:
    """Trains of the loop change their number at Seongsu: nobody walks, and no list says so."""
    walks, file, report = tmp_path / "walks.csv", tmp_path / "timetable.json", Report()
    walks.write_text(WALKS.format(time="1:02", station="사당"), encoding="utf-8")
    names = [name if name != STATIONS[ATLANTIS] else "Seongsu" for name in STATIONS]
    file.write_text(json.dumps({"stations": names, "runs": [run([[GANGNAM, None, 1430], [ATLANTIS, 1450, None]])]}), encoding="utf-8")
    (table,) = read_metro(file, city, report, "", walks).rows
    station = [table.stations[number].ref for number in unpack(table.platform_station)]
    seconds = {station[platform]: time for platform, time in zip(unpack(table.change_from), unpack(table.change_seconds).tolist(), strict=True)}
    assert (report.refused, seconds) == ([], {"station:gangnam": 60, "station:seongsu": 0})


@pytest.mark.parametrize(("time", "station", "field"), [("soon", "사당", "환승소요시간"), ("1:02", "아틀란티스", "환승역명")])
def test_a_wrong_walk_is_refused(city: City, tmp_path: Path, time: str, station: str, field: str) -> None:
    walks, file, report = tmp_path / "walks.csv", tmp_path / "timetable.json", Report()
    walks.write_text(WALKS.format(time=time, station=station), encoding="utf-8")
    file.write_text(json.dumps({"stations": STATIONS, "runs": [run(NIGHT)]}), encoding="utf-8")
    read_metro(file, city, report, "", walks)
    assert [refusal.field for refusal in report.refused] == [field]


def test_a_list_of_walks_has_its_columns(city: City, tmp_path: Path) -> None:
    walks, file = tmp_path / "walks.csv", tmp_path / "timetable.json"
    walks.write_text("a,b\n1,2\n", encoding="utf-8")
    file.write_text(json.dumps({"stations": STATIONS, "runs": [run(NIGHT)]}), encoding="utf-8")
    with pytest.raises(WrongInput, match="no column 호선"):
        read_metro(file, city, Report(), "", walks)

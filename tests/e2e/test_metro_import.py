"""`city120 import metro-timetable` of the whole file of Seoul Metro, against the whole edition: only that can name all its stations."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest

from city120_cli.__main__ import main
from city120_edition import Edition
from city120_edition.layers import Layer, current_layers
from city120_edition.timetables import METRO_TIMETABLE, StoredTimetable, unpack
from city120_wayfinding.timetable.board import departures
from city120_wayfinding.timetable.clock import time_of
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.network import Network
from city120_wayfinding.wayfinding import Wayfinding
from tests.layer_files import data_dir_of

REFERENCE = Path(os.environ.get("CITY120_REFERENCE_DATA") or Path(__file__).parents[3] / "shared" / "data")
TIMETABLE, WALKS = REFERENCE / "metro/timetable_lines1-9_2026-06.json.gz", REFERENCE / "metro/transfers_2025-03-31.csv"
WEEKDAY = dt.date(2026, 11, 24)
PAIRS = (
    ("강남", "상계"),
    ("홍대입구", "수유"),
    ("여의도", "방화"),
    ("잠실", "연신내"),
    ("서울역", "암사"),
    ("고속터미널", "도봉산"),
    ("마곡나루", "천호"),
)

pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(not (TIMETABLE.exists() and WALKS.exists()), reason=f"the timetable is not in {REFERENCE} (CITY120_REFERENCE_DATA)"),
]


@pytest.fixture
def data(edition: Edition, tmp_path: Path) -> Path:
    return data_dir_of(edition, tmp_path / "data")


def imported(capsys: pytest.CaptureFixture[str], data: Path, *options: str) -> dict[str, Any]:
    """The report of an import without a fault."""
    status = main(("import", METRO_TIMETABLE, str(TIMETABLE), "--data-dir", str(data), "--json", *options))
    printed = capsys.readouterr()
    assert status == 0, printed.err
    report: dict[str, Any] = json.loads(printed.out)
    return report


def layer_of(data: Path) -> StoredTimetable:
    (path,) = current_layers(data, [METRO_TIMETABLE])
    (table,) = Layer.open(path).rows(StoredTimetable)
    return table


def test_the_whole_timetable_is_taken(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    report = imported(capsys, data, "--transfers", str(WALKS))
    assert (report["read"], report["taken"], report["refused"]) == (12_314, 12_314, [])
    table = layer_of(data)
    # Of 279 names two are one station.
    assert (len(table.numbers), len(table.stations)) == (12_314, 278)
    assert [line.id for line in table.lines] == [f"line.{number}" for number in range(1, 10)]
    assert sorted(line.id for line in table.lines if line.incomplete) == ["line.1", "line.3", "line.4", "line.7"]
    # Of 331,266 stops one is dropped, whose train would go back in time, and two of one platform are one wait.
    assert unpack(table.stop_platform).size == 331_264
    # Without the list it is the edition's walks between lines, which are the same.
    assert imported(capsys, data)["version"] == report["version"]


def test_the_last_trains_of_gangnam_stand_in_it(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    """Later than 24:38 an outer train goes no farther than Samseong."""
    imported(capsys, data)
    network = Network.of([layer_of(data)])
    number = {station.ref: index for index, station in enumerate(network.stations)}
    day = DayRuns.of(network, network.services_of(WEEKDAY, "weekday"))
    lasts = {
        (network.directions[direction], network.stations[terminal].ref): time_of(row.last.departure)
        for row in departures(day, number["station:gangnam"])
        for _, direction, terminal in [row.way]
    }
    assert {way: time for way, time in lasts.items() if way[0] == "outer"} == {
        ("outer", "station:seongsu"): "24:38",
        ("outer", "station:samseong"): "24:54",
    }


def test_the_last_way_home_is_that_of_the_timetable_and_no_earlier_than_the_careful_one(
    capsys: pytest.CaptureFixture[str], data: Path, edition: Edition
) -> None:
    imported(capsys, data)
    careful = Wayfinding.load(edition).last_ways
    exact = Wayfinding.load(Edition.open(edition.path, current_layers(data, [METRO_TIMETABLE]))).last_ways
    for origin, destination in PAIRS:
        ways = [ways.last(origin, destination, at=f"{WEEKDAY}T22:00:00+09:00") for ways in (careful, exact)]
        assert [way.exact for way in ways] == [False, True]
        leaving = [way.leave_by for way in ways if way.leave_by is not None]
        assert len(leaving) == len(ways)
        assert leaving[0] <= leaving[1], (origin, destination)

"""`city120 import metro-timetable` of the whole file of Seoul Metro, against the whole edition: only that can name all its stations."""

from __future__ import annotations

import datetime as dt
import json
import random
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
from tests.metro_oracle import REFERENCE, TIMETABLE, WALKS, last_ways

WEEKDAY = dt.date(2026, 11, 24)
PAIRS = 200

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


def test_the_last_way_home_is_that_of_the_oracle_and_the_careful_one_no_later(
    capsys: pytest.CaptureFixture[str], data: Path, edition: Edition
) -> None:
    """For pairs of stations drawn by chance; the oracle tries every departure."""
    imported(capsys, data)
    careful = Wayfinding.load(edition).last_ways
    exact = Wayfinding.load(Edition.open(edition.path, current_layers(data, [METRO_TIMETABLE]))).last_ways
    oracle, pick = last_ways(edition), random.Random(PAIRS)
    for _ in range(PAIRS):
        day_type = pick.choice(sorted(oracle))
        pair = pick.sample(sorted(oracle[day_type].lines), 2)
        wanted = oracle[day_type].last(*pair)
        assert wanted is not None
        ways = [ways.last(*pair, at=f"{WEEKDAY}T04:00:00+09:00", day_type=day_type) for ways in (careful, exact)]
        assert [way.route.exact for way in ways] == [False, True]
        (cautious, _), told = ((way.legs[0].departure // 60, way.legs[-1].arrival // 60) for way in ways)
        assert told == wanted, (day_type, pair)
        assert cautious <= wanted[0], (day_type, pair)

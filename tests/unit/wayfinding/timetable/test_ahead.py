"""The scan compiled ahead of every start answers as the one that is compiled at the first call."""

from __future__ import annotations

import shutil
import sysconfig
from pathlib import Path

import numba
import pytest

from city120_wayfinding.timetable import compiled as compiling
from city120_wayfinding.timetable.ahead import ENTRIES, compile_ahead, empty_day
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.journeys import at_station
from tests.unit.wayfinding.timetable.oracle import Plan
from tests.unit.wayfinding.timetable.plans import PLATFORMS, compiled

HEADER = Path(sysconfig.get_path("include"), "Python.h")


def small_day() -> DayRuns:
    """One run from A to B, and one from B to C that can be changed to."""
    station = {number: name for number, (name, _) in enumerate(PLATFORMS)}
    runs = [[(0, 0, 0), (2, 60, 60)], [(2, 300, 300), (4, 400, 400)]]
    return compiled(Plan(station, {(0, 0): 60, (2, 2): 120}, runs))


def test_hops_and_ways_are_of_the_type_of_a_timetable() -> None:
    day, empty = small_day(), empty_day()
    assert day.hops.stop.size == 2
    assert numba.typeof(empty.hops) == numba.typeof(day.hops)
    assert numba.typeof(empty.network.ways) == numba.typeof(day.network.ways)


@pytest.mark.skipif(not (shutil.which("cc") and HEADER.exists()), reason="a C compiler and the headers of Python are needed")
def test_a_module_that_was_made_ahead_takes_the_place_of_the_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compile_ahead(tmp_path).exists()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(compiling, "AHEAD", "scan_ahead")
    day = small_day()
    for entry, time in zip(ENTRIES, (500, 0), strict=True):
        ahead = compiling.compiled(entry.py_func)
        assert ahead.__module__ == "scan_ahead"
        ends = at_station(day, 0), at_station(day, 2)
        rides = ahead(day.hops, day.network.ways, *ends, time)
        assert rides.tolist() == entry(day.hops, day.network.ways, *ends, time).tolist() == [[0, 0, 1, 0, 60, 0], [1, 1, 2, 300, 400, 120]]


def test_what_only_the_scan_calls_stays_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "AHEAD", "math")
    assert compiling.compiled(small_day) is small_day

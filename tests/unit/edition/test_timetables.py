"""Timetables as they are stored."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_edition.rows import DayType
from city120_edition.timetables import StoredLine, StoredService, StoredStation, StoredTimetable, TimetableWriter, pack, unpack


@given(st.lists(st.integers(-(2**31), 2**31 - 1)))
def test_packed_numbers_come_back(numbers: list[int]) -> None:
    assert unpack(pack(numbers)).tolist() == numbers


def test_a_number_of_more_than_32_bits_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bits"):
        pack([2**31])


def test_a_timetable_comes_back_from_json() -> None:
    writer = TimetableWriter()
    for name in "ab":
        writer.add_station(StoredStation(ref=f"station:{name}", names={"ko": name}))
    writer.add_line(StoredLine(id="line.1", names={"ko": "1"}))
    writer.add_service(StoredService(id="weekday", day_types=("weekday",)))
    here, there = (writer.platform(f"station:{name}", "line.1") for name in "ab")
    writer.add_change(here, here, 60)
    writer.add_run("7", "line.1", "up", "weekday", [(here, 100, 160), (there, 220, 220)])
    table = writer.finish()
    again = msgspec.json.decode(msgspec.json.encode(table), type=StoredTimetable)
    assert again == table
    assert (again.numbers, again.directions) == (("7",), ("up",))
    assert [unpack(column).tolist() for column in (again.run_stops, again.stop_platform, again.arrival, again.departure)] == [
        [2],
        [here, there],
        [100, 220],
        [160, 220],
    ]


SUMMER = StoredService(
    id="summer", weekdays=(0, 1), begin=dt.date(2026, 7, 1), end=dt.date(2026, 7, 31), added=(dt.date(2026, 8, 8),), removed=(dt.date(2026, 7, 6),)
)
HOLIDAYS = StoredService(id="holiday", day_types=("holiday",))


@pytest.mark.parametrize(
    ("service", "day", "day_type", "runs"),
    [
        (HOLIDAYS, "2026-10-09", "holiday", True),
        (HOLIDAYS, "2026-10-08", "weekday", False),
        (SUMMER, "2026-07-07", "weekday", True),
        (SUMMER, "2026-07-08", "weekday", False),
        (SUMMER, "2026-07-06", "weekday", False),
        (SUMMER, "2026-08-08", "saturday", True),
        (SUMMER, "2026-08-04", "weekday", False),
        (SUMMER, "2026-06-30", "weekday", False),
    ],
)
def test_a_service_runs_on_its_days(service: StoredService, day: str, day_type: DayType, runs: bool) -> None:
    assert service.runs_on(dt.date.fromisoformat(day), day_type) == runs

"""On which days the trips of a feed run."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from city120_edition.timetables import StoredService
from city120_ingest.reading import BadRowError, Report
from city120_ingest.timetables.gtfs.feed import Feed
from city120_ingest.timetables.gtfs.services import day_before, days_of, read_date, read_services

HEADER = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
DATES = "service_id,date,exception_type\n"


def feed(calendar: str = "", dates: str = "") -> Feed:
    return Feed(Path("feed"), {"calendar.txt": (HEADER + calendar).encode(), "calendar_dates.txt": (DATES + dates).encode()}, Report())


def test_days_are_those_of_the_week_with_what_is_added_and_removed() -> None:
    services = read_services(feed("week,1,1,1,1,1,0,0,20260101,20261231\n", "week,20261009,2\nweek,20261010,1\nonce,20261225,1\n"))
    runs = {day: services["week"].runs_on(dt.date(2026, 10, day), "weekday") for day in (8, 9, 10, 11)}
    assert runs == {8: True, 9: False, 10: True, 11: False}
    assert days_of(services["once"]) == (dt.date(2026, 12, 25), dt.date(2026, 12, 25))


def test_a_service_that_never_runs_is_noted() -> None:
    of = feed("idle,0,0,0,0,0,0,0,20260101,20261231\n")
    assert days_of(read_services(of)["idle"]) is None
    assert of.report.notes == ["service idle runs on no day; its trips are left out"]


@pytest.mark.parametrize(
    ("calendar", "dates", "field"),
    [
        ("w,1,1,1,1,1,0,2,20260101,20261231\n", "", "sunday"),
        ("w,1,1,1,1,1,0,0,20260101,20251231\n", "", "end_date"),
        (",1,1,1,1,1,0,0,20260101,20261231\n", "", "service_id"),
        ("w,1,1,1,1,1,0,0,20260101,20261231\n" * 2, "", "service_id"),
        ("", "w,20260101,3\n", "exception_type"),
        ("", "w,20260101,1\nw,20260101,2\n", "date"),
    ],
)
def test_a_wrong_row_is_refused_with_its_field(calendar: str, dates: str, field: str) -> None:
    of = feed(calendar, dates)
    read_services(of)
    assert [refusal.field for refusal in of.report.refused] == [field]


def test_trips_after_midnight_belong_to_the_service_day_before() -> None:
    day = dt.date(2026, 10, 9)
    before = day_before(StoredService(id="s", weekdays=(0, 6), begin=day, end=day, added=(day,), removed=(day,)))
    assert (before.weekdays, before.begin, before.added, before.removed) == (
        (5, 6),
        day - dt.timedelta(1),
        (day - dt.timedelta(1),),
        (day - dt.timedelta(1),),
    )


@pytest.mark.parametrize("written", ["2026-01-01", "20261301", "2026011", ""])
def test_a_date_has_eight_digits(written: str) -> None:
    assert read_date({"date": "20260101"}, "date") == dt.date(2026, 1, 1)
    with pytest.raises(BadRowError, match="write YYYYMMDD"):
        read_date({"date": written}, "date")

"""Service days and their day types."""

from __future__ import annotations

import datetime as dt

import pytest

from city120_edition import rows
from city120_errors import InvalidArgument
from city120_wayfinding.calendar.service_days import Calendar, ServiceDay
from city120_wayfinding.wayfinding import Wayfinding


def holiday(date: dt.date, kind: str) -> rows.Holiday:
    return rows.Holiday(date=date, names={}, kind=kind, source="test", confidence="known")


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    days = [holiday(dt.date(2026, 2, 17), "legal"), holiday(dt.date(2026, 5, 1), "unconfirmed")]
    return Calendar(days, "Asia/Seoul", dt.date(2023, 10, 1))


DAYS = [
    ("2026-11-24T12:00:00+09:00", "2026-11-24", "weekday", "12:00"),
    ("2026-11-24T04:00:00+09:00", "2026-11-24", "weekday", "04:00"),
    ("2026-11-24T03:59:00+09:00", "2026-11-23", "weekday", "27:59"),
    # Saturday night half past twelve still runs Friday's trains; Sunday's half past twelve Saturday's, Monday's Sunday's.
    ("2026-11-28T00:30:00+09:00", "2026-11-27", "weekday", "24:30"),
    ("2026-11-29T00:30:00+09:00", "2026-11-28", "saturday", "24:30"),
    ("2026-11-30T00:30:00+09:00", "2026-11-29", "holiday", "24:30"),
    # A holiday in the middle of the week, and the night after it.
    ("2026-02-17T09:00:00+09:00", "2026-02-17", "holiday", "09:00"),
    ("2026-02-18T01:00:00+09:00", "2026-02-17", "holiday", "25:00"),
    ("2026-02-17T01:00:00+09:00", "2026-02-16", "weekday", "25:00"),
    # Not confirmed among the days of this test, so not counted.
    ("2026-05-01T09:00:00+09:00", "2026-05-01", "weekday", "09:00"),
    # Other offsets are the same moments.
    ("2026-11-27T15:30:00Z", "2026-11-27", "weekday", "24:30"),
    ("2026-11-27T10:30:00-05:00", "2026-11-27", "weekday", "24:30"),
]


@pytest.mark.parametrize(("at", "date", "day_type", "time"), DAYS)
def test_a_moment_belongs_to_one_service_day(calendar: Calendar, at: str, date: str, day_type: str, time: str) -> None:
    moment = calendar.moment(at)
    day = calendar.service_day(moment)
    assert (day.date.isoformat(), day.day_type, calendar.service_time(moment)) == (date, day_type, time)


@pytest.mark.parametrize("at", ["now", "2026-11-24", "2026-11-24T12:00:00", "2026-13-01T00:00:00+09:00", "0001-01-01T00:00:00+09:00"])
def test_what_is_no_moment_is_refused_with_the_way_to_write_one(calendar: Calendar, at: str) -> None:
    with pytest.raises(InvalidArgument, match="RFC 3339") as raised:
        calendar.moment(at)
    assert raised.value.field == "at"


def test_no_moment_is_now_in_the_edition_s_time_zone(calendar: Calendar) -> None:
    moment = calendar.moment("")
    assert abs(moment - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
    assert moment.utcoffset() == dt.timedelta(hours=9)


@pytest.mark.parametrize(
    ("date", "day_type"),
    [("2026-02-16", "holiday"), ("2026-02-17", "holiday"), ("2026-02-18", "holiday"), ("2026-02-19", "weekday"), ("2026-05-01", "holiday")],
)
def test_seollal_and_labour_day_are_holidays(wayfinding: Wayfinding, date: str, day_type: str) -> None:
    assert wayfinding.calendar.day_type(dt.date.fromisoformat(date)) == day_type


@pytest.mark.parametrize(("wanted", "date"), [("weekday", "2026-02-18"), ("saturday", "2026-02-21"), ("holiday", "2026-02-17")])
def test_the_next_day_of_a_type_may_be_the_day_itself(calendar: Calendar, wanted: rows.DayType, date: str) -> None:
    night = calendar.moment("2026-02-18T01:00:00+09:00")
    assert calendar.service_day(night, wanted) == ServiceDay(dt.date.fromisoformat(date), wanted)


def test_a_time_past_24_is_on_the_date_after(calendar: Calendar) -> None:
    assert calendar.time_on(ServiceDay(dt.date(2026, 2, 28), "saturday"), 24 * 3600 + 90).isoformat() == "2026-03-01T00:01:30+09:00"


def test_beyond_the_holidays_that_are_told_a_day_goes_by_the_day_of_the_week() -> None:
    calendar = Calendar([holiday(dt.date(2027, 10, 9), "legal")], "Asia/Seoul", dt.date(2023, 10, 1))
    days = [calendar.service_day(calendar.moment(f"{year}-03-01T12:00:00+09:00")) for year in (2027, 2028)]
    assert [day.by_weekday for day in days] == [False, True]

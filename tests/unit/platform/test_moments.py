"""Moments and directory dates as callers write them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_errors import FailedPrecondition, InvalidArgument
from city120_platform.moments import check_first_date, read_directory_date, read_moment

SEOUL = ZoneInfo("Asia/Seoul")
FIRST = dt.date(2025, 7, 1)
TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-11-24T23:30:00+09:00", "2026-11-24T23:30:00+09:00"),
        ("2026-11-24t14:30:00z", "2026-11-24T23:30:00+09:00"),
        ("2026-11-24 14:30:00Z", "2026-11-24T23:30:00+09:00"),
        ("2026-11-24T20:00:00-05:30", "2026-11-25T10:30:00+09:00"),
        ("2026-11-24T23:30:00.25+09:00", "2026-11-24T23:30:00.250000+09:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T09:00:00+09:00"),
        ("2016-12-31T23:59:60.5Z", "2017-01-01T09:00:00.500000+09:00"),
    ],
)
def test_a_moment_is_read_into_the_zone_of_the_city(text: str, read: str) -> None:
    assert read_moment(text, SEOUL).isoformat() == read


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24T23:30:00",
        "2026-11-24T23:30+09:00",
        "2026-02-30T10:00:00Z",
        "2026-11-24T24:30:00Z",
        "2026-11-24T23:30:61Z",
        "2026-11-24",
        "tomorrow",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2026-11-24T23:30:00+99:00",
        "２０２６-11-24T23:30:00Z ",
    ],
)
def test_what_is_no_moment_is_refused_with_its_field_and_an_example(text: str) -> None:
    with pytest.raises(InvalidArgument, match="is no time with an offset") as refused:
        read_moment(text, SEOUL, "depart_at")
    assert refused.value.field == "depart_at"
    assert "2026-11-24T23:30:00+09:00" in refused.value.fix


def test_a_long_text_is_not_repeated_whole() -> None:
    with pytest.raises(InvalidArgument) as refused:
        read_moment("x" * 5000, SEOUL)
    assert len(str(refused.value)) < 200


def test_no_moment_is_now() -> None:
    before = dt.datetime.now(dt.UTC)
    read = read_moment("", SEOUL)
    assert before <= read <= dt.datetime.now(dt.UTC)
    assert read.tzinfo is SEOUL


@given(st.dates(dt.date(2, 1, 3), dt.date(9899, 12, 30)), st.times(), st.integers(-14 * 60, 14 * 60))
def test_every_moment_that_python_writes_is_read_back(day: dt.date, time: dt.time, offset: int) -> None:
    written = dt.datetime.combine(day, time, dt.timezone(dt.timedelta(minutes=offset)))
    assert read_moment(written.isoformat(), SEOUL) == written


def test_a_date_is_the_one_written_or_the_default() -> None:
    assert read_directory_date("2026-01-31", TODAY, FIRST) == dt.date(2026, 1, 31)
    assert read_directory_date("", TODAY, FIRST) == TODAY


@pytest.mark.parametrize("text", ["2026-1-31", "20260131", "2026-02-30", "9999-01-01", "today", "2026-W05-1"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InvalidArgument, match="is no date; write YYYY-MM-DD") as refused:
        read_directory_date(text, TODAY, FIRST)
    assert refused.value.field == "as_of"


def test_a_day_before_the_first_blames_the_field_that_it_came_from() -> None:
    with pytest.raises(FailedPrecondition, match="begins on 2025-07-01") as written:
        read_directory_date("2025-06-30", TODAY, FIRST)
    with pytest.raises(FailedPrecondition) as default:
        read_directory_date("", dt.date(2025, 6, 30), FIRST)
    assert (written.value.field, default.value.field) == ("as_of", "at")
    assert written.value.reason == "BEFORE_FIRST_DATE"


def test_the_first_day_itself_is_there() -> None:
    assert read_directory_date("2025-07-01", TODAY, FIRST) == FIRST
    check_first_date(FIRST, FIRST, "as_of")

"""Opening hours at a moment, with the edition's holidays and no others."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from city120_edition import rows
from city120_edition.opening import OpeningTimes, OpenState, fault

SEOUL = ZoneInfo("Asia/Seoul")
OFFICE = "Mo-Fr 09:00-18:00; PH off"


def holiday(day: str, kind: str = "legal") -> rows.Holiday:
    return rows.Holiday(date=dt.date.fromisoformat(day), names={"ko": "쉬는 날"}, kind=kind, source="s", confidence="verified")


TIMES = OpeningTimes([holiday("2026-12-25"), holiday("2026-05-01", "unconfirmed"), holiday("2027-01-01")], "Asia/Seoul")


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("written", "moment", "is_open", "change"),
    [
        (OFFICE, "2026-11-24T10:00", True, "2026-11-24T18:00"),
        (OFFICE, "2026-11-24T18:00", False, "2026-11-25T09:00"),
        (OFFICE, "2026-11-27T19:00", False, "2026-11-30T09:00"),
        (OFFICE, "2026-12-24T19:00", False, "2026-12-28T09:00"),
        (OFFICE, "2026-12-25T10:00", False, "2026-12-28T09:00"),
        (OFFICE, "2026-05-01T10:00", True, "2026-05-01T18:00"),
        ("24/7", "2026-12-25T03:00", True, None),
        ("Mo-Sa 22:00-01:00", "2026-11-24T00:30", True, "2026-11-24T01:00"),
        ("Fr 18:00-20:00; Sa[4] 09:00-13:00; PH off", "2026-11-27T20:00", False, "2026-11-28T09:00"),
        ("Mo-Fr 09:00-22:00; PH 09:00-18:00", "2026-12-25T10:00", True, "2026-12-25T18:00"),
    ],
)
def test_the_state_and_the_next_change(written: str, moment: str, is_open: bool, change: str | None) -> None:
    assert TIMES.state(written, at(moment)) == OpenState(is_open, at(change) if change else None)


def test_a_moment_of_another_zone_is_the_same_moment() -> None:
    utc = dt.datetime(2026, 11, 24, 1, 0, tzinfo=dt.UTC)
    assert TIMES.state(OFFICE, utc) == TIMES.state(OFFICE, at("2026-11-24T10:00"))


def test_beyond_the_holidays_that_are_known_nothing_is_said() -> None:
    assert TIMES.state(OFFICE, at("2028-01-04T10:00")) is None
    assert TIMES.state(OFFICE, at("2025-12-31T10:00")) is None
    assert TIMES.state(OFFICE, at("2027-12-31T19:00")) == OpenState(open_now=False, next_change=None)
    assert TIMES.state("24/7", at("2030-01-04T10:00")) == OpenState(open_now=True, next_change=None)
    assert OpeningTimes([], "Asia/Seoul").state(OFFICE, at("2026-11-24T10:00")) is None


@pytest.mark.parametrize("written", ["weekdays 9-18", "", "PH,Mo 09:00-sunset; Tu 09:00-10:00", "Mo-Fr,PH 09:00-sunset"])
def test_what_cannot_be_reckoned_with_is_a_fault(written: str) -> None:
    assert "Mo-Fr 09:00-18:00; PH off" in fault(written)


@pytest.mark.parametrize(
    "written", [OFFICE, "24/7", "PH off", "Mo-Fr,PH 09:00-18:00", "Sa[1,3] 09:00-13:00; PH off", 'Mo-Fr 09:00-12:00,13:00-18:00 "by phone"; PH off']
)
def test_what_is_written_well_is_none(written: str) -> None:
    assert fault(written) == ""


PALACE = "Nov-Feb 09:00-17:00; Mar-Oct 09:00-18:00; Tu off; 2026 Dec 29-30 unknown; 2028+ unknown"


def test_what_is_written_as_unknown_is_neither_open_nor_closed() -> None:
    assert TIMES.state(PALACE, at("2026-12-29T10:00")) is None
    assert TIMES.state(PALACE, at("2026-12-28T10:00")) == OpenState(open_now=True, next_change=at("2026-12-28T17:00"))
    assert TIMES.state(PALACE, at("2026-12-28T18:00")) == OpenState(open_now=False, next_change=None)


@pytest.mark.parametrize(
    ("written", "day", "spans"),
    [
        (PALACE, "2026-11-30", ["09:00-17:00"]),
        (PALACE, "2026-12-01", []),
        (PALACE, "2027-04-02", ["09:00-18:00"]),
        (PALACE, "2026-12-29", None),
        (PALACE, "2028-04-03", None),
        ("Mo-Fr 09:00-12:00,13:00-25:00; PH off", "2026-11-24", ["09:00-12:00", "13:00-01:00"]),
        (OFFICE, "2026-12-25", []),
        (OFFICE, "2028-01-04", None),
    ],
)
def test_the_hours_of_a_day(written: str, day: str, spans: list[str] | None) -> None:
    told = TIMES.spans(written, dt.date.fromisoformat(day))
    assert (told if told is None else [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in told]) == spans

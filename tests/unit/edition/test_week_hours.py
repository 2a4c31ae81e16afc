"""Hours by weekdays and holidays alone: the same as the library says, but for spans that pass midnight."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import opening_hours
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from city120_edition import rows
from city120_edition.opening import OpeningTimes
from city120_edition.week_hours import DAY_MINUTES, Day, read_week

SEOUL = ZoneInfo("Asia/Seoul")
NEW_YEAR, EVE, CHUSEOK = dt.date(2026, 2, 17), dt.date(2026, 2, 16), dt.date(2026, 9, 25)
HOLIDAYS = [
    rows.Holiday(date=day, names={"ko": "쉬는 날"}, kind="legal", selectors=selectors, source="s", confidence="verified")
    for day, selectors in ((EVE, ("SeollalDays",)), (NEW_YEAR, ("Seollal", "SeollalDays")), (CHUSEOK, ("Chuseok",)))
]
TIMES = OpeningTimes(HOLIDAYS, "Asia/Seoul")
NAMES = frozenset({"Seollal", "SeollalDays", "Chuseok"})
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "Mo-Fr", "Sa-Su", "Fr-Mo", "Tu,Th", "Mo-We,Sa")
SPANS = ("09:00-18:00", "00:00-24:00", "08:30-12:00,13:00-19:30", "22:00-24:00", "off")
FIRST = dt.datetime(2026, 2, 9, tzinfo=SEOUL)


# The library takes up to a second for one, and many for a place that never opens or never closes: it looks for a change in all years to come.
@settings(max_examples=25, deadline=None)
@given(
    rules=st.lists(st.tuples(st.sampled_from(DAYS), st.sampled_from(SPANS)), min_size=1, max_size=4),
    holiday=st.sampled_from(("", "; PH off", "; PH 10:00-14:00")),
    minutes=st.integers(0, 14 * DAY_MINUTES - 1),
)
def test_within_a_day_it_is_what_the_library_says(rules: list[tuple[str, str]], holiday: str, minutes: int) -> None:
    written = "; ".join(f"{days} {spans}" for days, spans in rules) + holiday
    dated = written.replace("PH", "2026 Feb 16,2026 Feb 17,2026 Sep 25")
    library = opening_hours.OpeningHours(dated, timezone=SEOUL, auto_country=False, auto_timezone=False)
    at = FIRST + dt.timedelta(minutes=minutes)
    state = TIMES.state(written, at)
    assert state is not None
    assert state.open_now == library.is_open(at)
    if state.next_change is not None:
        assert state.next_change == library.next_change(at)
    else:
        later = [at + dt.timedelta(hours=hours) for hours in range(15 * 24)] + [dt.datetime(2026, 9, 25, 12, tzinfo=SEOUL)]
        assert {library.is_open(moment) for moment in later} == {state.open_now}


@pytest.mark.parametrize("written", ["Mo-Su 00:00-24:00", "Fr-Mo off", "Mo off; Tu,Th off"])
def test_where_nothing_ever_changes_no_change_is_told(written: str) -> None:
    state = TIMES.state(written, FIRST)
    assert state is not None
    assert state.next_change is None


@pytest.mark.parametrize(
    ("written", "at", "here", "library"),
    [
        # A pharmacy that stays open until one at night on Friday does so whatever Saturday's hours are; the library ends Friday at midnight.
        ("Fr 22:00-25:00; Sa 09:00-13:00", "2026-11-28T00:30", True, False),
        ("Fr 22:00-02:00; Sa off", "2026-11-28T01:59", True, False),
        ("Mo-Fr 22:00-01:00", "2026-11-28T00:30", True, True),
        ("Fr 22:00-25:00; Sa 09:00-13:00", "2026-11-28T01:00", False, False),
    ],
)
def test_what_passes_midnight_belongs_to_the_day_on_which_it_begins(written: str, at: str, here: bool, library: bool) -> None:
    moment = dt.datetime.fromisoformat(at).replace(tzinfo=SEOUL)
    state = TIMES.state(written, moment)
    assert state is not None
    assert state.open_now is here
    assert opening_hours.OpeningHours(written, auto_country=False, auto_timezone=False).is_open(moment.replace(tzinfo=None)) is library


@pytest.mark.parametrize(
    ("written", "day", "is_open"),
    [
        ("Mo-Su 10:00-20:00; Seollal,Chuseok off", NEW_YEAR, False),
        ("Mo-Su 10:00-20:00; Seollal,Chuseok off", EVE, True),
        ("Mo-Su 10:00-20:00; SeollalDays off", EVE, False),
        ("Mo-Su 10:00-20:00; PH 10:00-13:00; Seollal off", EVE, True),
        ("Mo-Fr 10:00-20:00; PH off; Chuseok 11:00-15:00", CHUSEOK, True),
        ("Mo-Fr,PH 10:00-20:00", NEW_YEAR, True),
        ("Mo-Su 10:00-20:00; Jan off; Seollal off", NEW_YEAR, False),
    ],
)
def test_holidays_are_called_by_the_names_of_the_rows(written: str, day: dt.date, is_open: bool) -> None:
    state = TIMES.state(written, dt.datetime.combine(day, dt.time(12), SEOUL))
    assert state is not None
    assert state.open_now is is_open


@pytest.mark.parametrize(
    "written",
    ["", "Mo-Fr 09:00-sunset", "Sa[1] 09:00-13:00", "Jan 09:00-13:00", "Mo-Fr 09:00-12:00 off", "Mo 25:00-26:00", "Mo 09:00-49:00", "Xmas off"],
)
def test_other_hours_are_for_the_library(written: str) -> None:
    assert read_week(written, NAMES) is None


def test_of_rules_for_a_day_the_last_one_holds() -> None:
    week = read_week("Mo-Fr 09:00-18:00; Fr 09:00-12:00; PH off", NAMES)
    assert week is not None
    assert week.spans(Day(3)) == ((540, 1080),)
    assert week.spans(Day(4)) == ((540, 720),)
    assert week.spans(Day(5)) == ()
    assert week.spans(Day(4, frozenset({"PH"}))) == ()
    assert week.holidays == {"PH"}

"""The public holidays of the rows, beside the calendar of a library that others keep: where they differ, the row is right, and why."""

from __future__ import annotations

import datetime as dt

import pytest
import QuantLib

from city120_edition import rows
from tests.bundled import bundled

FIRST, LAST = dt.date(2024, 1, 1), dt.date(2027, 12, 31)
SATURDAY = 5
LABOUR = "banks rested on Labour Day, public offices did not before it became a public holiday in 2026"
ELECTION = "election days are set one by one, and the library has them only of the past"
SUBSTITUTE = "a holiday that falls on a weekend has a substitute since the day became a public holiday in 2026; the library does not know that yet"
# What the library lacks, or has too.
DIFFERENT = {
    "2024-05-01": LABOUR,
    "2025-05-01": LABOUR,
    "2025-06-03": ELECTION,
    "2026-06-03": ELECTION,
    "2026-07-17": "Constitution Day is a public holiday again from 2026 on",
    "2027-05-03": SUBSTITUTE,
    "2027-07-19": SUBSTITUTE,
}


def own() -> dict[dt.date, rows.Holiday]:
    return {row.date: row for row in bundled().rows("holidays", rows.Holiday) if row.confirmed}


def test_working_days_are_those_of_another_calendar_but_for_what_is_explained() -> None:
    calendar, holidays = QuantLib.SouthKorea(QuantLib.SouthKorea.Settlement), own()
    days = [FIRST + dt.timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    different = [
        str(day) for day in days if day.weekday() < SATURDAY and (day in holidays) != calendar.isHoliday(QuantLib.Date(day.day, day.month, day.year))
    ]
    assert different == sorted(DIFFERENT)


@pytest.mark.parametrize("name", ["Seollal", "Chuseok"])
@pytest.mark.parametrize("year", range(FIRST.year, LAST.year + 1))
def test_the_day_itself_stands_in_the_middle_of_three(name: str, year: int) -> None:
    holidays = [row for row in own().values() if row.date.year == year]
    (day,) = [row.date for row in holidays if name in row.selectors]
    around = sorted(row.date for row in holidays if f"{name}Days" in row.selectors)
    assert around == [day + dt.timedelta(days=step) for step in (-1, 0, 1)]

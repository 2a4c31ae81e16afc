"""A date that callers say, and the day that it means: 12월 25일, December 25, ngày 25/12, on the 25th. The patterns are rows of the edition."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from city120_edition import rows
from city120_text import fold

_MONTHS = 12


class CalendarDates:
    """Patterns of all languages, the surer first."""

    def __init__(self, patterns: Iterable[rows.CalendarDate]) -> None:
        self._patterns = [re.compile(row.pattern) for row in patterns]

    def find(self, text: str, today: dt.date) -> tuple[str, dt.date] | None:
        """The words of a date, and the next such day, today included; of several dates the nearest. None where there is none, or its year is over."""
        dates = ((match[0], _next(match.groupdict(), today)) for match in self._said(fold(text)))
        return min(((words, day) for words, day in dates if day is not None), key=lambda date: date[1], default=None)

    def year(self, text: str, today: dt.date) -> int | None:
        """The year that is said without a date: 2027년, in 2027, next year; None where none is."""
        years = [match.groupdict() for match in self._said(fold(text)) if "day" not in match.groupdict()]
        return next((int(said["year"]) if said.get("year") else today.year + 1 for said in years), None)

    def without(self, text: str) -> str:
        """A folded text without its dates."""
        for match in sorted(self._said(text), key=lambda match: -match.start()):
            text = f"{text[: match.start()]} {text[match.end() :]}"
        return text

    def _said(self, text: str) -> list[re.Match[str]]:
        """All dates of a text; what a pattern has found is nothing else."""
        said: list[re.Match[str]] = []
        for pattern in self._patterns:
            said += [match for match in pattern.finditer(text) if all(match.end() <= date.start() or date.end() <= match.start() for date in said)]
        return said


def _next(said: dict[str, str | None], today: dt.date) -> dt.date | None:
    """The next day, from today on, of a month and a year that may be left open; none of a year alone."""
    if "day" not in said:
        return None
    months = (today.year * _MONTHS + today.month - 1 + ahead for ahead in _months_ahead(said, today))
    days = (_day(*divmod(month, _MONTHS), int(said["day"] or 0)) for month in months)
    return next((day for day in days if day is not None and day >= today), None)


def _months_ahead(said: dict[str, str | None], today: dt.date) -> Sequence[int]:
    """How many months ahead of today's the date may be."""
    named = (number for number in range(1, _MONTHS + 1) if said.get(f"m{number}"))
    month = int(said.get("month") or next(named, 0))
    if month > _MONTHS:
        return ()
    if month and (year := said.get("year")):
        return (int(year) * _MONTHS + month - today.year * _MONTHS - today.month,)
    if month:
        ahead = (month - today.month) % _MONTHS
        return ahead, ahead + _MONTHS
    if said.get("next_month"):
        return (1,)
    return (0,) if said.get("this_month") else (0, 1, 2)


def _day(year: int, month: int, day: int) -> dt.date | None:
    """None for a day that the month, counted from 0, does not have."""
    try:
        return dt.date(year, month + 1, day)
    except ValueError:
        return None

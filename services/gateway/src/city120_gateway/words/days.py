"""The day that the words of an inquiry name: tomorrow, Saturday, the holiday, a date. The words are rows of the edition."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable

from city120_edition import rows
from city120_gateway.words.calendar_dates import CalendarDates
from city120_gateway.words.patterns import pattern, plain
from city120_text import fold

_NOON = dt.time(12)
# A service day runs until 04:00 of the next.
_DAY_BEGINS = dt.timedelta(hours=4)
_DAY = dt.timedelta(days=1)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOLIDAY, _AFTER = "holiday", "after"
_AWAY = re.compile(r"[+-]\d$")
_OF_YEAR = re.compile(r"\d\d-\d\d")
_OFFICIAL = "ko"
# So far ahead a day that comes every week is looked for, and one that comes once a year.
_NEXT_WEEK = "next"
_FARTHEST, _YEAR = 14, 400


class DayWords:
    """Words for days, the longest first, and dates."""

    def __init__(self, words: Iterable[rows.DayWord], holidays: Iterable[rows.Holiday], dates: Iterable[rows.CalendarDate] = ()) -> None:
        longest_first = sorted(words, key=lambda row: (-len(row.text), row.text))
        self._dates = CalendarDates(dates)
        self._words = [(row, pattern([row])) for row in longest_first]
        confirmed = [row for row in holidays if row.confirmed]
        self._names = {row.date: row.names.get(_OFFICIAL, "") for row in confirmed}
        self._festivals = frozenset(row.date for row in confirmed if row.selectors)

    def find(self, text: str, at: dt.datetime) -> tuple[str, dt.datetime] | None:
        """The word, and noon of the day that it means seen from `at` (the next such day, or that day itself); None when no words name a day, or one
        that is over. A date beats the name of a day, but not one that is so many days ahead. A holiday of a year of which nobody has told it is no
        day yet: its word has the year before it, and the moment stays."""
        said = plain(text)
        row = next((row for row, spoken in self._words if spoken.search(said)), None)
        if (row is None or not row.day.isdecimal()) and (date := self._dates.find(text, _today(at))) is not None:
            return date[0], _noon(date[1], at)
        if row is None:
            return None
        year = self._dates.year(text, _today(at)) if _comes_once_a_year(row.day) else None
        return (row.text, self._moment(row.day, at)) if year is None else self._in_year(row, year, at)

    def unknown(self, word: str) -> tuple[str, str]:
        """The year and the holiday of a word that was found, where nobody has told when that is; else empty."""
        year, _, name = word.partition(" ")
        return (year, name) if year.isdecimal() and any(row.text == name for row, _ in self._words) else ("", "")

    def is_date(self, word: str) -> bool:
        """Whether a word that was found is a date."""
        return bool(word) and all(row.text != word for row, _ in self._words)

    def is_festival(self, at: dt.datetime) -> bool:
        """Whether the service day of a moment is one of a festival: of those holidays that have names of their own in opening hours."""
        return _today(at) in self._festivals

    def without_holidays(self, at: dt.datetime) -> bool:
        """Whether nobody has told the holidays of the year of a service day."""
        return _today(at).year > max((day.year for day in self._names), default=dt.MAXYEAR)

    def day_type(self, at: dt.datetime) -> str:
        """The kind of the service day of a moment: weekday, saturday or holiday, as timetables have it."""
        day = _today(at)
        if self._is_holiday(day):
            return _HOLIDAY
        return "saturday" if _WEEKDAYS[day.weekday()] == "saturday" else "weekday"

    def service_day(self, at: dt.datetime) -> dt.date:
        """The day whose timetable holds at a moment."""
        return _today(at)

    def without_dates(self, text: str) -> str:
        """A folded text without its dates, whose numbers are no times."""
        return self._dates.without(fold(text))

    def without(self, text: str) -> str:
        """A text, as words are looked for in it, without the words for days."""
        said = plain(self.without_dates(text))
        for _, spoken in self._words:
            said = spoken.sub(" ", said)
        return said

    def _moment(self, day: str, at: dt.datetime) -> dt.datetime:
        today = _today(at)
        kind, _, weekday = day.partition(":")
        if kind == _NEXT_WEEK:
            ahead = 7 - today.weekday() + _WEEKDAYS.index(weekday)
            return dt.datetime.combine(today + dt.timedelta(days=ahead), _NOON, at.tzinfo)
        holds, farthest = self._test(day)
        days = [today + dt.timedelta(days=ahead) for ahead in range(farthest)]
        meant = days[int(day)] if day.isdecimal() else next(filter(holds, days), today)
        return _noon(meant, at)

    def _in_year(self, row: rows.DayWord, year: int, at: dt.datetime) -> tuple[str, dt.datetime] | None:
        """The same of a day that comes once a year, in a year that is said."""
        holds, _ = self._test(row.day)
        first = dt.date(year, 1, 1)
        days = (first + dt.timedelta(days=ahead) for ahead in range(dt.date(year, 12, 31).timetuple().tm_yday))
        day = next(filter(holds, days), None)
        if day is None and year >= _today(at).year:
            return f"{year} {row.text}", at
        return (row.text, _noon(day, at)) if day is not None and day >= _today(at) else None

    def _test(self, day: str) -> tuple[Callable[[dt.date], bool], int]:
        """Whether a date is such a day, and how far ahead to look for it."""
        kind, _, name = day.partition(":")
        if kind == _AFTER:
            return lambda date: self._is_first_after(date, name), _YEAR
        if name:
            holiday, away = _beside(name)
            return lambda date: self._names.get(date - away) == holiday, _YEAR
        if kind == _HOLIDAY:
            return self._is_holiday, _FARTHEST
        if kind in _WEEKDAYS:
            return lambda date: _WEEKDAYS[date.weekday()] == kind, _FARTHEST
        return lambda date: f"{date:%m-%d}" == kind, _YEAR

    def _is_first_after(self, day: dt.date, holiday: str) -> bool:
        """Whether a day is the first that is no holiday after one of a name."""
        before = day - _DAY
        while not self._is_holiday(day) and self._is_holiday(before):
            if self._names.get(before) == holiday:
                return True
            before -= _DAY
        return False

    def _is_holiday(self, day: dt.date) -> bool:
        return day in self._names or _WEEKDAYS[day.weekday()] == "sunday"


def _today(at: dt.datetime) -> dt.date:
    """The service day of a moment."""
    return (at - _DAY_BEGINS).date()


def _noon(day: dt.date, at: dt.datetime) -> dt.datetime:
    """Noon of a day; on the day of a moment that moment."""
    return at if day == _today(at) else dt.datetime.combine(day, _NOON, at.tzinfo)


def _comes_once_a_year(day: str) -> bool:
    """Whether a day of the rows has a name or is a day of the year."""
    kind, _, name = day.partition(":")
    return bool(_OF_YEAR.fullmatch(day)) or (kind in (_HOLIDAY, _AFTER) and bool(name))


def _beside(name: str) -> tuple[str, dt.timedelta]:
    """The holiday that a name begins with, and so many days from it: `추석+1`."""
    away = _AWAY.search(name)
    return _AWAY.sub("", name), dt.timedelta(days=int(away.group()) if away is not None else 0)

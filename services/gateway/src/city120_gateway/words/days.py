"""The day that the words of an inquiry name: tomorrow, Saturday, the holiday. The words are rows of the edition."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Set

from city120_edition import rows
from city120_text import fold, strip_marks

_NOON = dt.time(12)
# A service day runs until 04:00 of the next.
_DAY_BEGINS = dt.timedelta(hours=4)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOLIDAY = "holiday"
_FARTHEST = 14
_DENSE = frozenset({"ko", "zh", "ja"})
_MARKS = re.compile(r"[\W_]+")


class DayWords:
    """Words for days, the longest first. Chinese, Japanese and Korean words may stand anywhere, others begin a word."""

    def __init__(self, words: Iterable[rows.DayWord], holidays: Iterable[rows.Holiday]) -> None:
        self._words = [(row, _needle(row.text, row.language)) for row in sorted(words, key=lambda row: (-len(row.text), row.text))]
        self._holidays: Set[dt.date] = frozenset(row.date for row in holidays if row.confirmed)

    def find(self, text: str, at: dt.datetime) -> tuple[str, dt.datetime] | None:
        """The word, and noon of the day that it means seen from `at` (the next such day, or that day itself); None when no word names a day."""
        spaced = f" {_MARKS.sub(' ', fold(text)).strip()} "
        haystacks = {True: spaced.replace(" ", ""), False: spaced}
        marked = strip_marks(spaced) != spaced
        for row, needle in self._words:
            named = needle in haystacks[row.language in _DENSE]
            if named or (row.language == "vi" and not marked and strip_marks(needle) in spaced):
                return row.text, self._moment(row.day, at)
        return None

    def _moment(self, day: str, at: dt.datetime) -> dt.datetime:
        today = (at - _DAY_BEGINS).date()
        days = [today + dt.timedelta(days=ahead) for ahead in range(_FARTHEST)]
        if day.isdecimal():
            meant = days[int(day)]
        else:
            meant = next((date for date in days if (self._is_holiday(date) if day == _HOLIDAY else _WEEKDAYS[date.weekday()] == day)), today)
        return at if meant == today else dt.datetime.combine(meant, _NOON, at.tzinfo)

    def _is_holiday(self, day: dt.date) -> bool:
        return day in self._holidays or _WEEKDAYS[day.weekday()] == "sunday"


def _needle(text: str, language: str) -> str:
    folded = _MARKS.sub(" ", fold(text)).strip()
    return folded.replace(" ", "") if language in _DENSE else f" {folded}"

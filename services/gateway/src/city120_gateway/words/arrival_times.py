"""The time by which a caller must be somewhere, or when they leave: by nine, 오후 3시까지. The patterns are rows of the edition."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from city120_edition import rows
from city120_gateway.words.patterns import plain

_HALF_DAY, _HALF_HOUR = 12, 30
_STEP = dt.timedelta(hours=12)
# Nobody who says three, of another day, means the night.
_MORNING = 6


class ArrivalTimes:
    """Patterns of all languages."""

    def __init__(self, patterns: Iterable[rows.ArrivalTime]) -> None:
        self._patterns = [(row.means, re.compile(row.pattern)) for row in patterns]

    def find(self, text: str, at: dt.datetime, *, day_named: bool = False, means: str = "arrive") -> dt.datetime | None:
        """The time by which to arrive, or at which to leave: the next such time from `at` on, in the morning or the afternoon where the words leave
        that open; on the day of `at` itself where another day was named. None when no words name one."""
        said = plain(text)
        found = (match for meant, pattern in self._patterns if meant == means and (match := pattern.search(said)))
        spoken = next(found, None)
        return _moment(spoken.groupdict(), at, day_named=day_named) if spoken is not None else None


def _moment(named: dict[str, str | None], at: dt.datetime, *, day_named: bool) -> dt.datetime | None:
    hour, minute = int(named["hour"] or 0), int(named.get("minute") or 0) or (_HALF_HOUR if named.get("half") else 0)
    if hour > 24 or minute > 59:
        return None
    half_named = bool(named.get("am") or named.get("pm"))
    open_half = not half_named and 0 < hour <= _HALF_DAY
    if half_named:
        hour = hour % _HALF_DAY + (_HALF_DAY if named.get("pm") else 0)
    elif day_named and open_half and hour < _MORNING:
        hour += _HALF_DAY
    begin = dt.datetime.combine(at.date(), dt.time(hour % 24, minute), at.tzinfo)
    if day_named:
        return begin + 2 * _STEP if hour == 24 else begin
    step = _STEP if open_half else 2 * _STEP
    while begin <= at:
        begin += step
    return begin

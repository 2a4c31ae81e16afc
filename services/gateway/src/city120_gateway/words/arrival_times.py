"""The time by which a caller must be somewhere: by nine, 오후 3시까지. The patterns are rows of the edition."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from city120_edition import rows
from city120_gateway.words.patterns import plain

_HALF_DAY, _HALF_HOUR = 12, 30
_STEP = dt.timedelta(hours=12)


class ArrivalTimes:
    """Patterns of all languages."""

    def __init__(self, patterns: Iterable[rows.ArrivalTime]) -> None:
        self._patterns = [re.compile(row.pattern) for row in patterns]

    def find(self, text: str, at: dt.datetime) -> dt.datetime | None:
        """The time by which, on the day of `at`: the next such time from then on, in the morning or the afternoon where the words leave that
        open. None when no words name one."""
        said = plain(text)
        spoken = next((match for pattern in self._patterns if (match := pattern.search(said))), None)
        return _moment(spoken.groupdict(), at) if spoken is not None else None


def _moment(named: dict[str, str | None], at: dt.datetime) -> dt.datetime | None:
    hour, minute = int(named["hour"] or 0), int(named.get("minute") or 0) or (_HALF_HOUR if named.get("half") else 0)
    if hour > 24 or minute > 59:
        return None
    hour = hour % _HALF_DAY + (_HALF_DAY if named.get("pm") else 0) if named.get("am") or named.get("pm") else hour % 24
    begin = dt.datetime.combine(at.date(), dt.time(hour, minute), at.tzinfo)
    open_half = not (named.get("am") or named.get("pm")) and 0 < hour <= _HALF_DAY
    step = _STEP if open_half else 2 * _STEP
    while begin <= at:
        begin += step
    return begin

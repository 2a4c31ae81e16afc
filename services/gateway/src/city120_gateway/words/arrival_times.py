"""The time by which a caller must be somewhere, or when they leave: by nine, 오후 3시까지. The patterns are rows of the edition."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator

from city120_edition import rows
from city120_gateway.words.patterns import plain

_LEAVE, _CLOCK, _NUMBER, _WHILE = "leave", "clock", "number", "while"
_HALF_DAY, _HALF_HOUR = 12, 30
_STEP = dt.timedelta(hours=12)
_DAY = 2 * _STEP
# Nobody who says three, of another day, means the night.
_MORNING = 6
# Who names a time that was so shortly before means the present one: they ask at 00:21 whether one still gets home at 00:20.
_JUST_NOW = dt.timedelta(minutes=10)
# Until then trains are those of the day before.
_DAY_BEGINS = dt.time(4)


class ArrivalTimes:
    """Patterns of all languages."""

    def __init__(self, patterns: Iterable[rows.ArrivalTime]) -> None:
        compiled = [(row.means, re.compile(row.pattern)) for row in patterns]
        self._numbers = [pattern for means, pattern in compiled if means == _NUMBER]
        self._patterns = [(means, pattern) for means, pattern in compiled if means != _NUMBER]

    def find(self, text: str, at: dt.datetime, *, day_named: bool = False, means: str = "arrive") -> dt.datetime | None:
        """The time by which to arrive, or at which to leave: the next such time from `at` on, in the morning or the afternoon where the words
        leave that open; on the day of `at` itself where another day was named. A time to leave that is the present one, or was just so, is `at`.
        None when no words name one."""
        spoken = next(self._spoken(text, (means,)), None)
        if spoken is None:
            return None
        if means in (_LEAVE, _CLOCK) and not day_named and (said := _moment(spoken, at - _JUST_NOW, day_named=False)) is not None and said <= at:
            return at
        return _moment(spoken, at, day_named=day_named)

    def in_a_while(self, text: str) -> dt.timedelta | None:
        """In how long, where words say so: in forty minutes, an hour and a half from now."""
        said = next(self._spoken(text, (_WHILE,)), None)
        if said is None:
            return None
        half = _HALF_HOUR if said.get("half") else 0
        return dt.timedelta(hours=int(said.get("hour") or 0), minutes=int(said.get("minute") or 0) + half)

    def after_midnight(self, text: str, day: dt.datetime) -> dt.datetime | None:
        """The time of a day that words tell, where it is one after midnight, before the trains of that day begin: half past midnight on January 1.
        None where they tell no such time."""
        of_the_night = (spoken for spoken in self._spoken(text, (_LEAVE, _CLOCK)) if _is_of_the_night(spoken))
        moments = (_moment(spoken, day, day_named=True) for spoken in of_the_night)
        return next((moment for moment in moments if moment is not None and moment.time() < _DAY_BEGINS), None)

    def without(self, text: str) -> str:
        """A text, as patterns read it, without times."""
        said = self._in_figures(text)
        for _, pattern in self._patterns:
            said = pattern.sub(" ", said)
        return said

    def _spoken(self, text: str, means: Collection[str]) -> Iterator[dict[str, str | None]]:
        """The groups of each pattern that is found."""
        said = self._in_figures(text)
        return (match.groupdict() for meant, pattern in self._patterns if meant in means and (match := pattern.search(said)))

    def _in_figures(self, text: str) -> str:
        """A plain text with the hours and minutes in figures that it says in words."""
        said = plain(text)
        for pattern in self._numbers:
            said = pattern.sub(_figure, said)
        return said


def _figure(said: re.Match[str]) -> str:
    """The number that a group of a match is called after: `n2`."""
    return next(name[1:] for name, words in said.groupdict().items() if words)


def _is_of_the_night(named: dict[str, str | None]) -> bool:
    """Whether words say that a time is in the morning or at night, or it can only be so."""
    return bool(named.get("am") or named.get("night")) or int(named.get("hour") or 0) in (0, 24)


def _moment(named: dict[str, str | None], at: dt.datetime, *, day_named: bool) -> dt.datetime | None:
    hour = _HALF_DAY if named.get("noon") else int(named.get("hour") or 0)
    minute = int(named.get("minute") or 0) or (_HALF_HOUR if named.get("half") else 0)
    if hour > 24 or minute > 59:
        return None
    if named.get("night") and (hour == _HALF_DAY or hour < _MORNING):
        return _after_midnight(dt.timedelta(hours=hour % _HALF_DAY, minutes=minute), at, day_named=day_named)
    half_named = any(named.get(half) for half in ("am", "pm", "night", "noon"))
    open_half = not half_named and 0 < hour <= _HALF_DAY
    if half_named:
        hour = hour % _HALF_DAY + (0 if named.get("am") else _HALF_DAY)
    elif day_named and open_half and hour < _MORNING:
        hour += _HALF_DAY
    begin = dt.datetime.combine(at.date(), dt.time(hour % 24, minute), at.tzinfo)
    if day_named:
        return begin + _DAY if hour == 24 else begin
    step = _STEP if open_half else _DAY
    if open_half:
        begin -= _STEP
    while begin <= at:
        begin += step
    return begin


def _after_midnight(clock: dt.timedelta, at: dt.datetime, *, day_named: bool) -> dt.datetime:
    """Twelve, or one, at night: of the night that ends the day that is named, or the next one; `at` itself where it is that time already."""
    today = dt.datetime.combine(at.date(), dt.time(), at.tzinfo) + clock
    return today if today == at or (today > at and not day_named) else today + _DAY

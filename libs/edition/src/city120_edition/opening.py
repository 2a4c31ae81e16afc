"""Opening hours in OpenStreetMap's syntax: whether something is open at a moment, and when that changes next.

Syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. Public holidays (`PH`) are the rows of the edition, never the calendar of
a library: an announced holiday that is not confirmed yet is no holiday. A rule for holidays begins with `PH`: `Mo-Fr 09:00-18:00; PH off`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

import opening_hours

from city120_edition import rows

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOLIDAYS = re.compile(r"(?:^|(?<=;))\s*PH(?=\s)")
_HOLIDAY = re.compile(r"\bPH\b")


@dataclass(frozen=True)
class OpenState:
    """Whether it is open, and when that changes next; None when it never does, or when nobody knows the holidays until then."""

    open_now: bool
    next_change: dt.datetime | None


def fault(written: str) -> str:
    """What is wrong with opening hours as they are written; empty when nothing is."""
    if not opening_hours.validate(written):
        return f"{written!r} is not written as OpenStreetMap writes opening hours, e.g. Mo-Fr 09:00-18:00; PH off"
    if len(_HOLIDAY.findall(written)) != len(_HOLIDAYS.findall(written)):
        return f"{written!r} has PH beside other days; give public holidays a rule of their own: Mo-Fr 09:00-18:00; PH off"
    return ""


class OpeningTimes:
    """Opening hours on the days of an edition. What depends on holidays is known to the end of the last year whose holidays are."""

    def __init__(self, holidays: Iterable[rows.Holiday], timezone: str) -> None:
        days = sorted(row.date for row in holidays if row.confirmed)
        self._zone = ZoneInfo(timezone)
        self._days = ",".join(f"{day.year} {_MONTHS[day.month - 1]} {day.day:02}" for day in days)
        self._first = dt.datetime(days[0].year, 1, 1, tzinfo=self._zone) if days else dt.datetime.max.replace(tzinfo=self._zone)
        self._end = dt.datetime(days[-1].year + 1, 1, 1, tzinfo=self._zone) if days else self._first
        self._parsed = lru_cache(maxsize=1024)(self._parse)
        self._known = lru_cache(maxsize=4096)(self._state)

    def state(self, written: str, at: dt.datetime) -> OpenState | None:
        """The state at a moment; None when it depends on holidays that nobody knows yet."""
        # Hours change at whole minutes, and most callers ask about now: one minute is reckoned once.
        return self._known(written, at.astimezone(self._zone).replace(second=0, microsecond=0))

    def _state(self, written: str, local: dt.datetime) -> OpenState | None:
        by_holidays = bool(_HOLIDAY.search(written))
        if by_holidays and not self._first <= local < self._end:
            return None
        hours = self._parsed(written)
        change = hours.next_change(local)
        return OpenState(hours.is_open(local), None if by_holidays and change and change >= self._end else change)

    def _parse(self, written: str) -> opening_hours.OpeningHours:
        return opening_hours.OpeningHours(_HOLIDAYS.sub(f" {self._days}", written), timezone=self._zone, auto_country=False, auto_timezone=False)

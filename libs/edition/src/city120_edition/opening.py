"""Opening hours in OpenStreetMap's syntax: whether something is open at a moment, and when that changes next.

Syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. Public holidays (`PH`) are the rows of the edition, never the calendar of
a library: an announced holiday that is not confirmed yet is no holiday. Rows may give days names of their own, e.g. `Seollal`, which stand where `PH`
may. A rule for holidays begins with their names: `Mo-Fr 09:00-18:00; PH off; Seollal,Chuseok off`.

Hours by weekdays and holidays alone are reckoned by `week_hours`; all others (months, the third Saturday, sunset) by the library. What is
written `unknown`, as `2027 Mar 02 unknown`, is known neither as open nor as closed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from zoneinfo import ZoneInfo

import opening_hours

from city120_edition import rows
from city120_edition.week_hours import DAY_MINUTES, Day, WeekHours, read_week

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PUBLIC_HOLIDAY = "PH"
# The department that stands for a body itself.
FRONT = "front"
# A change that holidays make is looked for so far ahead: a year has each of them. Without holidays a week shows all.
_YEAR, _WEEK = 400, 9
# What stands in no rule that can be reckoned with.
_NEVER = "1970 Jan 01"


@dataclass(frozen=True)
class OpenState:
    """Whether it is open, and when that changes next; None when it never does, or when nobody knows the holidays until then."""

    open_now: bool
    next_change: dt.datetime | None


def fault(written: str, names: Iterable[str] = ()) -> str:
    """What is wrong with opening hours as they are written; empty when nothing is. `names`: those of holidays that are known beside `PH`."""
    known = frozenset(names)
    if read_week(written, known) is not None:
        return ""
    plain = _rules_for(known).sub(PUBLIC_HOLIDAY, written)
    if not opening_hours.validate(plain):
        return f"{written!r} is not written as OpenStreetMap writes opening hours, e.g. Mo-Fr 09:00-18:00; PH off"
    if len(re.findall(rf"\b{PUBLIC_HOLIDAY}\b", plain)) != len(_rules_for(known).findall(written)):
        return f"{written!r} has PH beside other days; give public holidays a rule of their own: Mo-Fr 09:00-18:00; PH off"
    return ""


@lru_cache(maxsize=8)
def _rules_for(names: frozenset[str]) -> re.Pattern[str]:
    """The names of holidays with which a rule begins."""
    name = "|".join(sorted({PUBLIC_HOLIDAY, *names}, key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=;))\s*((?:{name})(?:,\s*(?:{name}))*)(?=\s)")


class OpeningTimes:
    """Opening hours on the days of an edition. What depends on holidays is known to the end of the last year whose holidays are."""

    def __init__(self, holidays: Iterable[rows.Holiday], timezone: str) -> None:
        confirmed = sorted((row for row in holidays if row.confirmed), key=lambda row: row.date)
        self.zone = ZoneInfo(timezone)
        self._holidays = {row.date: frozenset({PUBLIC_HOLIDAY, *row.selectors}) for row in confirmed}
        self._names = names_of(confirmed)
        self._first = dt.datetime(confirmed[0].date.year, 1, 1, tzinfo=self.zone) if confirmed else dt.datetime.max.replace(tzinfo=self.zone)
        self._end = dt.datetime(confirmed[-1].date.year + 1, 1, 1, tzinfo=self.zone) if confirmed else self._first
        self._dates: dict[str, list[str]] = defaultdict(list)
        for date, names in self._holidays.items():
            for name in names:
                self._dates[name].append(f"{date.year} {_MONTHS[date.month - 1]} {date.day:02}")
        self._parsed = lru_cache(maxsize=1024)(self._parse)
        self._known = lru_cache(maxsize=4096)(self._state)

    def state(self, written: str, at: dt.datetime) -> OpenState | None:
        """The state at a moment; None when it depends on holidays that nobody knows yet."""
        # Hours change at whole minutes, and most callers ask about now: one minute is reckoned once.
        return self._known(written, at.astimezone(self.zone).replace(second=0, microsecond=0))

    def spans(self, written: str, date: dt.date) -> tuple[tuple[dt.datetime, dt.datetime], ...] | None:
        """When it opens and closes on a day; empty where it stays closed, None where that is not known."""
        midnight = dt.datetime.combine(date, dt.time.min, self.zone)
        week = self.week(written)
        if self._beyond(written, week, midnight):
            return None
        if week is not None:
            minutes = ((dt.timedelta(minutes=opens), dt.timedelta(minutes=closes)) for opens, closes in week.spans(self.day(date)))
            return tuple((midnight + opens, midnight + closes) for opens, closes in minutes)
        told = [*self._parsed(written).intervals(midnight, midnight + dt.timedelta(days=1))]
        if any(state == opening_hours.State.UNKNOWN for _, _, state, _ in told):
            return None
        return tuple((opens, closes) for opens, closes, state, _ in told if state == opening_hours.State.OPEN)

    def week(self, written: str) -> WeekHours | None:
        """Hours that depend on weekdays and holidays alone; None for others."""
        return read_week(written, self._names)

    def day(self, date: dt.date) -> Day:
        """What a date is to opening hours."""
        return Day(date.weekday(), self._holidays.get(date, frozenset()))

    def sorts_of_days(self) -> set[Day]:
        """All that a date may be."""
        return {Day(weekday) for weekday in range(7)} | {self.day(date) for date in self._holidays}

    def holidays_known_for(self, at: dt.datetime) -> float:
        """For how many minutes from a moment on the holidays are known; 0 where they are not."""
        return (self._end - at).total_seconds() / 60 if self._first <= at < self._end else 0.0

    def _state(self, written: str, local: dt.datetime) -> OpenState | None:
        week = self.week(written)
        if self._beyond(written, week, local):
            return None
        state = OpenState(self.open_on(week, local), self._change(week, local)) if week is not None else self._of_library(written, local)
        beyond = state is not None and state.next_change is not None and self._beyond(written, week, state.next_change)
        return replace(state, next_change=None) if state is not None and beyond else state

    def _beyond(self, written: str, week: WeekHours | None, local: dt.datetime) -> bool:
        """Whether hours depend on holidays that nobody knows at a moment."""
        by_holidays = bool(week.holidays if week else _rules_for(self._names).search(written))
        return by_holidays and not self.holidays_known_for(local)

    def _of_library(self, written: str, local: dt.datetime) -> OpenState | None:
        """The state as the library reckons it; what is unknown has none, and ends what is known of the next change."""
        hours = self._parsed(written)
        if hours.is_unknown(local):
            return None
        change = hours.next_change(local)
        return OpenState(hours.is_open(local), None if change is not None and hours.is_unknown(change) else change)

    def open_on(self, week: WeekHours, local: dt.datetime) -> bool:
        """Whether it is open at a moment of the edition's time zone: by the day itself, or still by the day before."""
        minute, date = local.hour * 60 + local.minute, local.date()
        today, before = week.spans(self.day(date)), week.spans(self.day(date - dt.timedelta(days=1)))
        return any(opens <= minute < closes for opens, closes in today) or any(minute + DAY_MINUTES < closes for _, closes in before)

    def _change(self, week: WeekHours, local: dt.datetime) -> dt.datetime | None:
        is_open = self.open_on(week, local)
        return next((moment for moment in self._turns(week, local) if self.open_on(week, moment) != is_open), None)

    def _turns(self, week: WeekHours, local: dt.datetime) -> Iterator[dt.datetime]:
        """When it may open or close after a moment, in order."""
        midnight = dt.datetime.combine(local.date(), dt.time.min, self.zone)
        waiting: set[dt.datetime] = set()
        for ahead in range(-1, _YEAR if week.holidays else _WEEK):
            start = midnight + dt.timedelta(days=ahead)
            waiting |= {start + dt.timedelta(minutes=minute) for span in week.spans(self.day(start.date())) for minute in span}
            ready = sorted(moment for moment in waiting if moment < start + dt.timedelta(days=1))
            waiting.difference_update(ready)
            yield from (moment for moment in ready if moment > local)

    def _parse(self, written: str) -> opening_hours.OpeningHours:
        dated = _rules_for(self._names).sub(lambda rule: f" {self._dated(rule[1])}", written)
        return opening_hours.OpeningHours(dated, timezone=self.zone, auto_country=False, auto_timezone=False)

    def _dated(self, names: str) -> str:
        """The dates of holidays, as a rule may begin with."""
        return ",".join(date for name in re.split(r",\s*", names) for date in self._dates[name]) or _NEVER


class OpeningRows:
    """The opening hours of bodies, departments and places (`place:<id>`) by the edition's rows: the nearest row that holds on the day. What nobody
    verified is not told."""

    def __init__(self, openings: Iterable[rows.Opening]) -> None:
        self._by_ref: dict[str, list[rows.Opening]] = defaultdict(list)
        for row in openings:
            self._by_ref[row.ref].append(row)

    def of(self, identifier: str, day: dt.date) -> rows.Opening | None:
        """The hours of a body, department or place on a day, when they are verified."""
        opening = next((row for ref in _refs(identifier) for row in self._by_ref.get(ref, ()) if row.valid_on(day)), None)
        return opening if opening is not None and opening.verified else None

    def always(self, identifier: str) -> bool:
        """Whether the same row holds on all days, or none ever."""
        return all(row.valid_from is None and row.valid_to is None for ref in _refs(identifier) for row in self._by_ref.get(ref, ()))


def _refs(identifier: str) -> list[str]:
    """What a row may call it, the nearest first. The front desk is open as the body is; other departments only as their own row says."""
    body, _, slug = identifier.partition("/")
    if slug not in ("", FRONT):
        return [identifier]
    segments = body.split(".")
    return [identifier, *(".".join(segments[:end]) for end in range(len(segments), 0, -1))]


def names_of(holidays: Iterable[rows.Holiday]) -> frozenset[str]:
    """The names that rows give their days, beside `PH`."""
    return frozenset(name for row in holidays for name in row.selectors)

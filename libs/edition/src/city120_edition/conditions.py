"""When a rule holds, beside its place and its dates: a closed grammar.

    hours=22:00-06:00; day=saturday,holiday; months=12,1,2; road=expressway; building=apartment

Every key at most once, all must hold; of the values of a key, one. Hours are [from, to) and may pass midnight; hours, day and month are those of the
calendar day of the moment asked about, in the edition's time zone, so `hours=18:00-09:00; day=weekday` holds on a Monday at 03:00.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from city120_edition.layers import RoadClass
from city120_edition.rows import DayType

DAYS: tuple[DayType, ...] = ("weekday", "saturday", "holiday")
ROADS: tuple[str, ...] = tuple(filter(None, get_args(RoadClass)))
BUILDINGS = ("apartment", "house", "business", "public")
# What may be unknown when a rule is looked for; the time is always known.
TOLD = ("road", "building")
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))")
_DAY_MINUTES = 24 * 60
_SATURDAY, _SUNDAY = 5, 6
Value = str | int


def day_type(day: dt.date, holidays: Set[dt.date]) -> DayType:
    """What a day is: Sundays and the given public holidays are holidays."""
    if day in holidays or day.weekday() == _SUNDAY:
        return "holiday"
    return "saturday" if day.weekday() == _SATURDAY else "weekday"


@dataclass(frozen=True)
class Circumstances:
    """What is known beside the place: the moment in the edition's time zone and its day's type, the class of the road, the kind of building.
    Empty is not known. `day_assumed`: the public holidays of that year are not known; the day's type is that of its weekday."""

    at: dt.datetime | None = None
    day: DayType | None = None
    road: str = ""
    building: str = ""
    day_assumed: bool = False

    def value(self, key: str) -> Value | None:
        """What is known for a key of the grammar, or None."""
        if key in TOLD:
            return (self.road if key == "road" else self.building) or None
        if self.at is None:
            return None
        return {"hours": self.at.hour * 60 + self.at.minute, "day": self.day, "months": self.at.month}[key]


NOTHING_KNOWN = Circumstances()


@dataclass(frozen=True)
class Condition:
    """A condition, read: for each key the values that are allowed; hours as minutes of the day."""

    allowed: tuple[tuple[str, frozenset[Value]], ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """What it looks at."""
        return tuple(key for key, _ in self.allowed)

    def fails(self, circumstances: Circumstances) -> bool:
        """Whether something that is known excludes it; a time condition without a time fails."""
        return any(value not in allowed for key, allowed in self.allowed if (value := circumstances.value(key)) is not None or key not in TOLD)

    def unknown(self, circumstances: Circumstances) -> str:
        """The first key that is not known and that it depends on, or empty."""
        return next((key for key in self.keys if key in TOLD and circumstances.value(key) is None), "")

    def meets(self, other: Condition) -> bool:
        """Whether both can hold at once."""
        mine = dict(self.allowed)
        return all(mine[key] & allowed for key, allowed in other.allowed if key in mine)


@lru_cache(maxsize=4096)
def read_condition(text: str) -> Condition:
    """A condition from its text; empty text is no condition. Raises ValueError saying what is wrong."""
    allowed: dict[str, frozenset[Value]] = {}
    for clause in filter(None, (clause.strip() for clause in text.split(";"))):
        key, equals, listed = (piece.strip() for piece in clause.partition("="))
        if not equals or key not in _READERS:
            raise ValueError(f"{clause!r} is not <key>=<values>; keys are {', '.join(_READERS)}")
        if key in allowed:
            raise ValueError(f"{key} stands twice; list its values with commas")
        allowed[key] = frozenset(value for item in listed.split(",") for value in _READERS[key](item.strip()))
    return Condition(tuple(allowed.items()))


def _hours(item: str) -> Set[Value]:
    span = _SPAN.fullmatch(item)
    if span is None:
        raise ValueError(f"hours {item!r} are not HH:MM-HH:MM")
    begin, begin_minute, end, end_minute = (int(group) for group in span.groups() if group is not None)
    first, last = begin * 60 + begin_minute, end * 60 + end_minute
    if first == last:
        raise ValueError(f"hours {item!r} are empty")
    return {minute % _DAY_MINUTES for minute in range(first, last if last > first else last + _DAY_MINUTES)}


def _months(item: str) -> Set[Value]:
    if not item.isdecimal() or not 1 <= int(item) <= 12:
        raise ValueError(f"month {item!r} is not 1 to 12")
    return {int(item)}


def _one_of(key: str, words: tuple[str, ...]) -> Callable[[str], Set[Value]]:
    def read(item: str) -> Set[Value]:
        if item not in words:
            raise ValueError(f"{key} {item!r} is none of {', '.join(words)}")
        return {item}

    return read


_READERS: dict[str, Callable[[str], Set[Value]]] = {
    "hours": _hours,
    "day": _one_of("day", DAYS),
    "months": _months,
    "road": _one_of("road", ROADS),
    "building": _one_of("building", BUILDINGS),
}

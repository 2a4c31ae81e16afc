"""Opening hours that depend on the day of the week and on holidays alone, which nearly all do, reckoned without a library.

    24/7
    Mo-Fr 09:00-18:00; Sa 09:00-13:00; PH off
    Mo-Sa 10:00-12:00,13:00-25:00; Su,PH 12:00-20:00; Seollal,Chuseok off

Rules with `;` between them; of those that speak of a day the last one holds. Days are weekdays, ranges of them, and names of holidays; none: every
day. A span that passes midnight belongs to the day on which it begins, whatever the next day's rule says.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

DAY_MINUTES = 24 * 60
ALWAYS = "24/7"
_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_WHOLE_DAY = ((0, DAY_MINUTES),)
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_SELECTOR = rf"(?:{_DAY}(?:-{_DAY})?|PH|[A-Z][A-Za-z]{{2,}})"
_SPAN = r"\d{1,2}:[0-5]\d-\d{1,2}:[0-5]\d"
_RULE = re.compile(rf"(?:(?P<days>{_SELECTOR}(?:,\s*{_SELECTOR})*)(?:\s+|$))?(?P<times>off|closed|{_SPAN}(?:,\s*{_SPAN})*)?")
_LATEST = 2 * DAY_MINUTES
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Day:
    """What a day is to opening hours: 0 for Monday to 6 for Sunday, and the names of the holidays that it is."""

    weekday: int
    holidays: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Rule:
    """Weekdays and names of holidays (both empty: every day), and when it is open on them, in minutes from the midnight before."""

    weekdays: frozenset[int]
    holidays: frozenset[str]
    spans: Spans

    def holds(self, day: Day) -> bool:
        anyday = not self.weekdays and not self.holidays
        return anyday or day.weekday in self.weekdays or not self.holidays.isdisjoint(day.holidays)


class WeekHours:
    """Opening hours of a week, with those of holidays."""

    def __init__(self, rules: tuple[_Rule, ...]) -> None:
        self._rules = rules
        self.holidays = frozenset().union(*(rule.holidays for rule in rules))
        self.spans = lru_cache(maxsize=64)(self._spans)

    def _spans(self, day: Day) -> Spans:
        """When it opens and closes on a day, in minutes from its midnight; what closes after the next midnight is beyond DAY_MINUTES."""
        return next((rule.spans for rule in reversed(self._rules) if rule.holds(day)), ())


@lru_cache(maxsize=16384)
def read_week(written: str, names: frozenset[str]) -> WeekHours | None:
    """Opening hours of this form; None for others. `names`: those of holidays that are known beside `PH`."""
    if written.strip() == ALWAYS:
        return WeekHours((_Rule(frozenset(), frozenset(), _WHOLE_DAY),))
    rules = [_rule(rule.strip(), names) for rule in written.split(";")]
    read = tuple(rule for rule in rules if rule is not None)
    return WeekHours(read) if len(read) == len(rules) else None


def _rule(written: str, names: Set[str]) -> _Rule | None:
    match = _RULE.fullmatch(written)
    if not written or match is None:
        return None
    selectors = re.split(r",\s*", match["days"]) if match["days"] else []
    weekdays = {number for selector in selectors if selector[:2] in _WEEKDAYS for number in _weekdays(selector)}
    holidays = {selector for selector in selectors if selector[:2] not in _WEEKDAYS}
    spans = _spans(match["times"] or "")
    if spans is None or not holidays <= names | {"PH"}:
        return None
    return _Rule(frozenset(weekdays), frozenset(holidays), spans)


def _weekdays(selector: str) -> list[int]:
    """`Tu` or `Fr-Mo` as numbers of days."""
    first, _, last = selector.partition("-")
    start, length = _WEEKDAYS.index(first), (_WEEKDAYS.index(last or first) - _WEEKDAYS.index(first)) % 7
    return [(start + step) % 7 for step in range(length + 1)]


def _spans(written: str) -> Spans | None:
    """Spans in minutes; None for times that are none. What ends at or before its beginning ends on the next day."""
    if not written:
        return _WHOLE_DAY
    if written in ("off", "closed"):
        return ()
    spans = []
    for span in re.split(r",\s*", written):
        opens, closes = (int(hours) * 60 + int(minutes) for hours, minutes in (time.split(":") for time in span.split("-")))
        closes += DAY_MINUTES if closes <= opens else 0
        if opens >= DAY_MINUTES or closes > _LATEST:
            return None
        spans.append((opens, closes))
    return tuple(spans)

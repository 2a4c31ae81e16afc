"""Hours of official lists, four digits for each day, as opening hours in OpenStreetMap's syntax."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby

from city120_edition.week_hours import DAY_MINUTES

HOLIDAY = "PH"
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", HOLIDAY)
_TIME = re.compile(r"(\d{1,2}):?([0-5]\d)")
# What closes at or before it opens closes on the next day, by this hour at the latest; later, one of the two times is wrong.
_NIGHT_ENDS = 8 * 60
_LATEST = DAY_MINUTES + _NIGHT_ENDS


def day_span(opens: str, closes: str) -> str:
    """`0900` and `2500` as `09:00-25:00`; two empty ones as nothing. Raises ValueError, which says why, for times that cannot be."""
    if not opens and not closes:
        return ""
    start, end = _minutes(opens), _minutes(closes)
    if start >= DAY_MINUTES or end > _LATEST:
        raise ValueError(f"{opens} to {closes} is no span of a day; closing times may pass midnight, up to 3200")
    if end <= start:
        if start == end or end > _NIGHT_ENDS:
            raise ValueError(f"closes at {closes} and opens at {opens}; write 0000 and 2400 for a whole day, or leave both empty")
        end += DAY_MINUTES
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


def _minutes(written: str) -> int:
    match = _TIME.fullmatch(written)
    if match is None:
        raise ValueError(f"{written!r} is no time; write four digits, e.g. 0930")
    return int(match[1]) * 60 + int(match[2])


def written_hours(spans: Mapping[str, str]) -> str:
    """Opening hours of a week and of public holidays; days of the same hours together, days without any closed. Empty where nothing is known."""
    if not any(spans.values()):
        return ""
    rules = []
    for span, days in groupby((day for day in DAYS if day != HOLIDAY), key=lambda day: spans.get(day, "")):
        first, *rest = days
        if span:
            rules.append(f"{first}{f'-{rest[-1]}' if rest else ''} {span}")
    return "; ".join([*rules, f"{HOLIDAY} {spans.get(HOLIDAY) or 'off'}"])

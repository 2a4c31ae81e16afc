"""What editors should look at again: entries past their review or their validity, and the facts they rest on when those are old."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from city120_edition import rows

# An entry without a day of its own is read again after a year; a seasonal one, in time before its season begins.
INTERVAL = dt.timedelta(days=365)
BEFORE_SEASON = dt.timedelta(days=30)
# Public figures are hardly ever older than this and still right.
FACT_AGE = dt.timedelta(days=3 * 365)
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?:-(0[1-9]|[12]\d|3[01]))?")
_DECADE = re.compile(r"\d{3}0년대")


@dataclass(frozen=True)
class Due:
    """One row to look at: since when (None: nobody knows), which, and why."""

    since: dt.date | None
    table: str
    id: str
    reason: str


def due(entries: Iterable[rows.Entry], facts: Iterable[rows.Fact], by: dt.date) -> list[Due]:
    """All that is due on a day, what is due longest first. Facts that no entry cites are no matter."""
    asked = list(entries)
    cited = {fact for entry in asked for fact in entry.facts}
    cases = [*_entries(asked), *_facts(fact for fact in facts if fact.id in cited and fact.verified)]
    late = [row for row in cases if row.since is None or row.since <= by]
    return sorted(late, key=lambda row: (row.since or dt.date.min, row.table, row.id))


def review_date(entry: rows.Entry) -> dt.date:
    """When an entry is to be read again: the day its editors set, else a year after the last time, or a month before its next season."""
    if entry.review_by is not None:
        return entry.review_by
    years = range(entry.reviewed_on.year, entry.reviewed_on.year + 3)
    beginnings = [month for month in entry.months if (month - 2) % 12 + 1 not in entry.months]
    before = (dt.date(year, month, 1) - BEFORE_SEASON for year in years for month in sorted(beginnings))
    return min([entry.reviewed_on + INTERVAL, *(day for day in before if day > entry.reviewed_on)])


def _entries(entries: Iterable[rows.Entry]) -> Iterator[Due]:
    for entry in entries:
        if entry.valid_to is not None:
            yield Due(entry.valid_to, "entries", entry.id, f"holds until {entry.valid_to}; renew or remove it")
        yield Due(review_date(entry), "entries", entry.id, f"last reviewed on {entry.reviewed_on}")


def _facts(facts: Iterable[rows.Fact]) -> Iterator[Due]:
    for fact in facts:
        day = stated_date(fact.data_date)
        since = day + FACT_AGE if day is not None else None
        yield Due(since, "facts", fact.id, f"is of {fact.data_date}" if day is not None else "does not say of when it is")


def stated_date(text: str) -> dt.date | None:
    """The latest day that the date of a source may mean (2025 is its last day); None when it tells no year, or only a decade."""
    dates = [] if _DECADE.search(text) else _DATE.findall(text)
    if not dates:
        return None
    year, month, day = (int(figure or 0) for figure in dates[-1])
    if day:
        try:
            return dt.date(year, month, day)
        except ValueError:
            return None
    return dt.date(year + (month in (0, 12)), (month or 12) % 12 + 1, 1) - dt.timedelta(days=1)

"""When bodies and departments are open, by the edition's rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from zoneinfo import ZoneInfo

from city120_edition import rows
from city120_edition.edition import Edition
from city120_edition.opening import OpeningTimes, OpenState
from city120_jurisdiction.directory.index import FRONT
from city120_platform.moments import read_moment


class Hours:
    """The hours of an edition: the nearest row that holds on the day. What nobody verified is not told."""

    def __init__(self, edition: Edition) -> None:
        self._zone = ZoneInfo(edition.settings.timezone)
        self._times = OpeningTimes(edition.rows("holidays", rows.Holiday), edition.settings.timezone)
        self._by_ref: dict[str, list[rows.Opening]] = defaultdict(list)
        for row in edition.rows("openings", rows.Opening):
            self._by_ref[row.ref].append(row)

    def moment(self, at: str) -> dt.datetime:
        """A moment in the edition's time zone; empty is now. Raises InvalidArgument."""
        return read_moment(at, self._zone)

    def of(self, identifier: str, day: dt.date) -> rows.Opening | None:
        """The hours of a body or department on a day, when they are verified."""
        opening = next((row for ref in _refs(identifier) for row in self._by_ref.get(ref, ()) if row.valid_on(day)), None)
        return opening if opening is not None and opening.verified else None

    def state(self, row: rows.Opening, at: dt.datetime) -> OpenState | None:
        """Whether it is open at a moment; None when that depends on holidays that nobody knows yet."""
        return self._times.state(row.opening_hours, at)


def _refs(identifier: str) -> list[str]:
    """What a row may call it, the nearest first. The front desk is open as the body is; other departments only as their own row says."""
    body, _, slug = identifier.partition("/")
    if slug not in ("", FRONT):
        return [identifier]
    segments = body.split(".")
    return [identifier, *(".".join(segments[:end]) for end in range(len(segments), 0, -1))]

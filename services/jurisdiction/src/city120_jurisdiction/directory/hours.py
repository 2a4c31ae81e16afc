"""When bodies and departments are open, by the edition's rows."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from city120_edition import rows
from city120_edition.edition import Edition
from city120_edition.opening import OpeningRows, OpeningTimes, OpenState
from city120_platform.moments import read_moment


class Hours:
    """The hours of an edition."""

    def __init__(self, edition: Edition) -> None:
        self._zone = ZoneInfo(edition.settings.timezone)
        self._times = OpeningTimes(edition.rows("holidays", rows.Holiday), edition.settings.timezone)
        self._rows = OpeningRows(edition.rows("openings", rows.Opening))

    def moment(self, at: str) -> dt.datetime:
        """A moment in the edition's time zone; empty is now. Raises InvalidArgument."""
        return read_moment(at, self._zone)

    def of(self, identifier: str, day: dt.date) -> rows.Opening | None:
        """The hours of a body or department on a day, when they are verified."""
        return self._rows.of(identifier, day)

    def state(self, row: rows.Opening, at: dt.datetime) -> OpenState | None:
        """Whether it is open at a moment; None when that depends on holidays that nobody knows yet."""
        return self._times.state(row.opening_hours, at)

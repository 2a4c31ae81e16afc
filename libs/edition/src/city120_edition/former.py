"""Bodies and departments as they stood on a day: their names, addresses and contacts. What is not known of that day is empty."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from city120_edition import rows


class FormerStates:
    """The states of bodies that are over, by body."""

    def __init__(self, former: Iterable[rows.FormerBody]) -> None:
        by_body: dict[str, list[rows.FormerBody]] = defaultdict(list)
        for row in former:
            by_body[row.body_id].append(row)
        self.by_body: Mapping[str, list[rows.FormerBody]] = dict(by_body)

    def on(self, body_id: str, day: dt.date) -> rows.FormerBody | None:
        """How a body stood on a day, when that is over."""
        return next((row for row in self.by_body.get(body_id, ()) if row.valid_on(day)), None)

    def body(self, row: rows.Body, day: dt.date) -> rows.Body:
        """A body as it stood on a day."""
        if former := self.on(row.id, day):
            return _as_it_stood(row, former)
        since = max((former.valid_to for former in self.by_body.get(row.id, ())), default=row.valid_from)
        return replace(row, valid_from=since)

    def department(self, row: rows.Department, day: dt.date) -> rows.Department:
        """A department as it stood on a day. Its contacts are not known where it does not stand; nor, unless the row says since when it holds, of a
        time when its body stood elsewhere."""
        if row.valid_on(day) and (row.valid_from or self.on(row.body_id, day) is None):
            return row
        return replace(row, phone="", hours="", address="")


def _as_it_stood(body: rows.Body, former: rows.FormerBody) -> rows.Body:
    return replace(
        body,
        names=body.names | former.names,
        phone=former.phone,
        hours=former.hours,
        address=former.address,
        lat=former.lat,
        lon=former.lon,
        note=former.note,
        valid_from=former.valid_from,
        valid_to=former.valid_to,
        former_names="",
        source=former.source,
        data_date=former.data_date,
        confidence=former.confidence,
    )

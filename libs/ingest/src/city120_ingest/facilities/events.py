"""Dated events, in a layout of ours: that of places, with when they are, for whom, and whether they are free.

    id, name_ko … name_mn, lat, lon, starts, ends, audience, free, address, phone, website, opening_hours, step_free, accessibility,
    categories, data_date

`starts` and `ends` are days (YYYY-MM-DD), the last one included, or moments (RFC 3339 with offset); an event without `ends` is of one day. On the
days of one that lasts for several, `opening_hours` say when it may be visited.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import get_args

from city120_edition import rows
from city120_edition.places import StoredPlace
from city120_ingest.facilities.own import COLUMNS, OwnRows, several, truth
from city120_ingest.facilities.table import Row, Table, needed, read_table
from city120_ingest.reading import BadRowError, City, Imported, Report, text

EVENT = "event"
_AUDIENCES = get_args(rows.Audience)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_events(path: Path, city: City, report: Report, date: str) -> Imported:
    """The events of the city; those elsewhere are left out. Raises WrongInput."""
    own = OwnRows(city)

    def read(table: Table, line: str, row: Row) -> StoredPlace | None:
        starts, ends = _moment(needed(row, "starts"), "starts"), _moment(text(row, "ends") or text(row, "starts"), "ends")
        if ends[:10] < starts[:10] or (
            len(ends) == len(starts) > len("YYYY-MM-DD") and dt.datetime.fromisoformat(ends) < dt.datetime.fromisoformat(starts)
        ):
            raise BadRowError("ends", f"{ends} is before {starts}")
        audience = several(row, "audience")
        if unknown := [word for word in audience if word not in _AUDIENCES]:
            raise BadRowError("audience", f"{unknown[0]!r} is none of {', '.join(_AUDIENCES)}")
        return own.place(table, line, row, kind=EVENT, starts=starts, ends=ends, audience=audience, free=truth(row, "free"))

    imported = read_table(path, city, report, (*COLUMNS, "starts"), read)
    imported.date = date
    return imported


def _moment(written: str, name: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(written)
    except ValueError:
        moment = None
    if moment is None or not (_DAY.fullmatch(written) or moment.tzinfo is not None):
        raise BadRowError(name, f"{written!r} is neither a day nor a moment; write YYYY-MM-DD, or RFC 3339 with offset")
    return written

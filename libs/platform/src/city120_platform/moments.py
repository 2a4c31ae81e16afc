"""Moments and directory dates as callers write them."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from city120_errors import FailedPrecondition, InvalidArgument

_RFC_3339 = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:)(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LEAP = "60"
# Answers look a day back and, from one day to the next of a kind, some years ahead: both stay within the calendar of Python, years 1 to 9999.
_YEARS = range(dt.MINYEAR + 1, 9901)


def read_moment(text: str, zone: ZoneInfo, field: str = "at") -> dt.datetime:
    """An RFC 3339 time with offset, in a zone; empty is now. A leap second is the end of its minute. Raises InvalidArgument."""
    if not text:
        return dt.datetime.now(zone)
    try:
        if match := _RFC_3339.fullmatch(text):
            day, hours, seconds, fraction, offset = match.groups()
            whole = dt.datetime.fromisoformat(f"{day}T{hours}{'59' if seconds == _LEAP else seconds}{offset.upper()}")
            exact = whole + dt.timedelta(seconds=float(fraction or 0) + (seconds == _LEAP))
            if exact.year in _YEARS:
                return exact.astimezone(zone)
    except (ValueError, OverflowError):
        pass
    fix = f"write RFC 3339, years 0002 to {_YEARS[-1]}, e.g. 2026-11-24T23:30:00+09:00"
    raise InvalidArgument(f"{text[:40]!r} is no time with an offset", field=field, fix=fix)


def read_directory_date(text: str, default: dt.date, first: dt.date, field: str = "as_of", default_field: str = "at") -> dt.date:
    """A directory date, YYYY-MM-DD; empty is `default`, which came from `default_field`. Raises InvalidArgument, and FailedPrecondition before
    `first`."""
    try:
        if text and not _DATE.fullmatch(text):
            raise ValueError(text)
        day = dt.date.fromisoformat(text) if text else default
        if day.year > _YEARS[-1]:
            raise ValueError(text)
    except ValueError:
        fix = f"write YYYY-MM-DD, until year {_YEARS[-1]}, e.g. 2026-11-24"
        raise InvalidArgument(f"{text[:40]!r} is no date", field=field, fix=fix) from None
    check_first_date(day, first, field if text else default_field)
    return day


def check_first_date(day: dt.date, first: dt.date, field: str) -> None:
    """Raises FailedPrecondition for a day before an edition's first."""
    if day < first:
        raise FailedPrecondition(f"the directory begins on {first}", field=field, fix=f"ask for {first} or later", reason="BEFORE_FIRST_DATE")

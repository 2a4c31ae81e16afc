"""On which days the trips of a feed run."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace

from city120_edition.timetables import StoredService
from city120_ingest.reading import BadRowError
from city120_ingest.timetables.gtfs.feed import Feed

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ADDED, _REMOVED = "1", "2"
_DAY = dt.timedelta(days=1)


def read_services(feed: Feed) -> dict[str, StoredService]:
    """The services of calendar.txt and calendar_dates.txt; those that run on no day are noted."""
    services: dict[str, StoredService] = {}
    for place, row in feed.rows("calendar.txt"):
        try:
            service = _weekly(row)
            if service.id in services:
                raise BadRowError("service_id", f"{service.id} stands twice")
            services[service.id] = service
        except BadRowError as error:
            feed.report.refuse(place, error)
    dates = _dates(feed)
    for name in dates["added"].keys() | dates["removed"].keys():
        begin = services.get(name, StoredService(id=name))
        services[name] = replace(begin, added=tuple(sorted(dates["added"][name])), removed=tuple(sorted(dates["removed"][name])))
    feed.report.notes += [f"service {name} runs on no day; its trips are left out" for name in sorted(services) if not days_of(services[name])]
    return services


def days_of(service: StoredService) -> tuple[dt.date, dt.date] | None:
    """The first and the last day on which a service may run; None when it never does."""
    weekly = [service.begin, service.end] if service.weekdays else []
    days = [day for day in (*weekly, *service.added) if day is not None]
    return (min(days), max(days)) if days else None


def day_before(service: StoredService) -> StoredService:
    """The same service for trips that begin after midnight and before the service day does: they belong to the day before."""
    return StoredService(
        id=f"{service.id} (the night before)",
        weekdays=tuple(sorted((weekday - 1) % 7 for weekday in service.weekdays)),
        begin=service.begin - _DAY if service.begin else None,
        end=service.end - _DAY if service.end else None,
        added=tuple(day - _DAY for day in service.added),
        removed=tuple(day - _DAY for day in service.removed),
    )


def _weekly(row: dict[str, str]) -> StoredService:
    for name in _WEEKDAYS:
        if row.get(name) not in ("0", "1"):
            raise BadRowError(name, f"{row.get(name)!r} is neither 0 nor 1")
    begin, end = read_date(row, "start_date"), read_date(row, "end_date")
    if end < begin:
        raise BadRowError("end_date", f"{end} is before {begin}")
    if not row["service_id"]:
        raise BadRowError("service_id", "is empty")
    return StoredService(id=row["service_id"], weekdays=tuple(day for day, name in enumerate(_WEEKDAYS) if row[name] == "1"), begin=begin, end=end)


def _dates(feed: Feed) -> dict[str, dict[str, set[dt.date]]]:
    exceptions: dict[str, dict[str, set[dt.date]]] = {"added": defaultdict(set), "removed": defaultdict(set)}
    seen: set[tuple[str, dt.date]] = set()
    for place, row in feed.rows("calendar_dates.txt"):
        try:
            day, kind = read_date(row, "date"), {_ADDED: "added", _REMOVED: "removed"}.get(row.get("exception_type", ""))
            if kind is None:
                raise BadRowError("exception_type", f"{row.get('exception_type')!r} is neither 1 (added) nor 2 (removed)")
            if (row["service_id"], day) in seen:
                raise BadRowError("date", f"{row['service_id']} has {day} twice")
            seen.add((row["service_id"], day))
            exceptions[kind][row["service_id"]].add(day)
        except BadRowError as error:
            feed.report.refuse(place, error)
    return exceptions


def read_date(row: dict[str, str], column: str) -> dt.date:
    """A date, YYYYMMDD. Raises BadRowError."""
    written = row.get(column, "")
    try:
        if len(written) != len("YYYYMMDD") or not written.isascii() or not written.isdigit():
            raise ValueError(written)
        return dt.date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError:
        raise BadRowError(column, f"{written!r} is no date; write YYYYMMDD") from None

"""The routes of a feed as lines: those of the edition by their name, the others by their id."""

from __future__ import annotations

from collections.abc import Mapping

from city120_edition.timetables import Mode, StoredLine
from city120_ingest.reading import BadRowError
from city120_ingest.timetables.gtfs.feed import Feed
from city120_ingest.timetables.rail import Rail

_MODES: Mapping[int, Mode] = {0: "tram", 1: "metro", 2: "rail", 3: "bus", 4: "ferry", 5: "tram", 6: "other", 7: "other", 11: "bus", 12: "metro"}
# Extended types, by their hundreds: https://developers.google.com/transit/gtfs/reference/extended-route-types
_EXTENDED: Mapping[int, Mode] = {1: "rail", 2: "bus", 4: "metro", 5: "metro", 6: "metro", 7: "bus", 8: "bus", 9: "tram", 10: "ferry", 12: "ferry"}
ON_RAILS = frozenset[Mode]({"metro", "rail", "tram"})


def read_agencies(feed: Feed) -> dict[str, str]:
    """The names of the agencies by their id, which may be empty when there is one. They must be in one time zone."""
    rows = list(feed.rows("agency.txt"))
    for place, row in rows:
        if len(rows) > 1 and not row.get("agency_id"):
            feed.report.refuse(place, BadRowError("agency_id", "is empty, and there are several agencies"))
        if row["agency_timezone"] != rows[0][1]["agency_timezone"]:
            feed.report.refuse(place, BadRowError("agency_timezone", "is another one than that of the first agency"))
    return {row.get("agency_id", ""): row["agency_name"] for _, row in rows}


def read_lines(feed: Feed, rail: Rail, agencies: Mapping[str, str]) -> dict[str, StoredLine]:
    """The lines by route_id."""
    lines: dict[str, StoredLine] = {}
    for place, row in feed.rows("routes.txt"):
        try:
            if row["route_id"] in lines:
                raise BadRowError("route_id", f"{row['route_id']} stands twice")
            agency = row.get("agency_id", "")
            if agency not in agencies and (agency or len(agencies) > 1):
                raise BadRowError("agency_id", f"{agency!r} is not in agency.txt")
            lines[row["route_id"]] = _line(row, rail)
        except BadRowError as error:
            feed.report.refuse(place, error)
    return lines


def _line(row: Mapping[str, str], rail: Rail) -> StoredLine:
    mode = _mode(row.get("route_type", ""))
    names = [name for name in (row.get("route_short_name"), row.get("route_long_name")) if name]
    if not names:
        raise BadRowError("route_short_name", "is empty, and route_long_name too: one of them must be there")
    edition_line = next((line for name in names if (line := rail.line(name))), None)
    if edition_line is None:
        return StoredLine(id=f"gtfs:{row['route_id']}", names={"ko": names[0]}, mode=mode)
    if mode not in ON_RAILS:
        raise BadRowError("route_type", f"{row['route_type']} makes {names[0]} a {mode}; {edition_line.id} of the edition runs on rails")
    return edition_line


def _mode(written: str) -> Mode:
    number = int(written) if written.isascii() and written.isdigit() else -1
    mode = _MODES.get(number) or _EXTENDED.get(number // 100)
    if mode is None:
        raise BadRowError("route_type", f"{written!r} is no type of route")
    return mode

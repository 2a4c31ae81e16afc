"""The trips of a feed and their stops, with times for all of them."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from city120_ingest.reading import BadRowError
from city120_ingest.timetables.gtfs.feed import Feed

_TIME = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)")
_DIRECTIONS = {"0": "outbound", "1": "inbound", "": ""}
_NOT_ALLOWED = "1"
_LONGEST_HEADWAY_S = 6 * 3600


@dataclass(frozen=True)
class Trip:
    """One trip; `place`: where it stands in the file."""

    route: str
    service: str
    direction: str
    name: str
    place: str


@dataclass(frozen=True)
class Listed:
    """A stop of a trip: arrival and departure in seconds, None where they are missing; whether one may board and alight there."""

    place: str
    sequence: int
    stop: str
    arrival: int | None
    departure: int | None
    boards: bool
    alights: bool

    @property
    def times(self) -> tuple[int, ...]:
        """Those of its two times that are there."""
        return tuple(time for time in (self.arrival, self.departure) if time is not None)


def read_trips(feed: Feed, routes: Collection[str], services: Collection[str]) -> dict[str, Trip]:
    """The trips by trip_id."""
    trips: dict[str, Trip] = {}
    for place, row in feed.rows("trips.txt"):
        try:
            if row["trip_id"] in trips:
                raise BadRowError("trip_id", f"{row['trip_id']} stands twice")
            if row["route_id"] not in routes:
                raise BadRowError("route_id", f"{row['route_id']} is not in routes.txt, or was refused there")
            if row["service_id"] not in services:
                raise BadRowError("service_id", f"{row['service_id']} is in neither calendar.txt nor calendar_dates.txt, or was refused there")
            if row.get("direction_id", "") not in _DIRECTIONS:
                raise BadRowError("direction_id", f"{row['direction_id']!r} is neither 0 nor 1")
        except BadRowError as error:
            feed.report.refuse(place, error)
            continue
        name = row.get("trip_short_name") or row["trip_id"]
        trips[row["trip_id"]] = Trip(row["route_id"], row["service_id"], _DIRECTIONS[row.get("direction_id", "")], name, place)
    return trips


def read_stop_times(feed: Feed, trips: Collection[str]) -> tuple[dict[str, list[Listed]], set[str]]:
    """The stops of each trip in their order, and the trips that have a refused row."""
    listed: dict[str, list[Listed]] = defaultdict(list)
    bad: set[str] = set()
    for place, row in feed.rows("stop_times.txt"):
        try:
            if row["trip_id"] not in trips:
                raise BadRowError("trip_id", f"{row['trip_id']} is not in trips.txt, or was refused there")
            listed[row["trip_id"]].append(_listed(place, row))
        except BadRowError as error:
            feed.report.refuse(place, error)
            bad.add(row["trip_id"])
    for stops in listed.values():
        stops.sort(key=lambda stop: stop.sequence)
    return listed, bad


def _listed(place: str, row: Mapping[str, str]) -> Listed:
    if not row["stop_sequence"].isascii() or not row["stop_sequence"].isdigit():
        raise BadRowError("stop_sequence", f"{row['stop_sequence']!r} is no whole number of 0 or more")
    return Listed(
        place,
        int(row["stop_sequence"]),
        row["stop_id"],
        _time(row, "arrival_time"),
        _time(row, "departure_time"),
        boards=row.get("pickup_type") != _NOT_ALLOWED,
        alights=row.get("drop_off_type") != _NOT_ALLOWED,
    )


def _time(row: Mapping[str, str], column: str) -> int | None:
    if not row[column]:
        return None
    written = _TIME.fullmatch(row[column])
    if written is None:
        raise BadRowError(column, f"{row[column]!r} is no time; write HH:MM:SS")
    hours, minutes, seconds = map(int, written.groups())
    return hours * 3600 + minutes * 60 + seconds


def timed(stops: Sequence[Listed]) -> list[tuple[Listed, int, int]]:
    """The stops with arrival and departure. One that has a single time leaves when it arrives; those without any lie evenly between others.

    Raises BadRowError."""
    if len(stops) < 2:
        raise BadRowError("stop_id", "fewer than two stops are listed")
    for before, after in pairwise(stops):
        if before.sequence == after.sequence:
            raise BadRowError("stop_sequence", f"{after.sequence} stands twice")
    for end in (stops[0], stops[-1]):
        if not end.times:
            raise BadRowError("arrival_time", f"is missing at {end.stop}, where the trip begins or ends")
    positions = [position for position, stop in enumerate(stops) if stop.times]
    return [(stop, *(_ends(stop) if stop.times else _between(stops, positions, position))) for position, stop in enumerate(stops)]


def _ends(stop: Listed) -> tuple[int, int]:
    return stop.times[0], stop.times[-1]


def _between(stops: Sequence[Listed], positions: Sequence[int], position: int) -> tuple[int, int]:
    before = max(other for other in positions if other < position)
    after = min(other for other in positions if other > position)
    left, there = stops[before].times[-1], stops[after].times[0]
    time = left + (there - left) * (position - before) // (after - before)
    return time, time


def read_frequencies(feed: Feed, trips: Collection[str]) -> dict[str, list[int]]:
    """When trips that run at a headway begin, in seconds; the times in their own rows count from the first."""
    begins: dict[str, list[int]] = defaultdict(list)
    for place, row in feed.rows("frequencies.txt"):
        try:
            if row["trip_id"] not in trips:
                raise BadRowError("trip_id", f"{row['trip_id']} is not in trips.txt, or was refused there")
            begins[row["trip_id"]] += _begins(row)
        except BadRowError as error:
            feed.report.refuse(place, error)
    return begins


def _begins(row: Mapping[str, str]) -> Iterator[int]:
    start, end, headway = _time(row, "start_time"), _time(row, "end_time"), row["headway_secs"]
    if start is None or end is None or end <= start:
        raise BadRowError("end_time", "is not after start_time")
    if not (headway.isascii() and headway.isdigit() and 0 < int(headway) <= _LONGEST_HEADWAY_S):
        raise BadRowError("headway_secs", f"{headway!r} is no number of seconds between two trips")
    return iter(start + step * int(headway) for step in range(math.ceil((end - start) / int(headway))))

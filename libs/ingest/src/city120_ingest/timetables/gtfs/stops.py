"""The stops of a feed, the stations that they are part of, and the walks between them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
import shapely

from city120_edition.geometry import to_planar
from city120_edition.timetables import SAME_LINE_S, UNKNOWN_CHANGE_S, StoredLine, StoredStation
from city120_ingest.reading import BadRowError
from city120_ingest.timetables.gtfs.feed import Feed
from city120_ingest.timetables.gtfs.lines import ON_RAILS
from city120_ingest.timetables.rail import Rail
from city120_ingest.timetables.runs import distance_m

_STOP, _STATION = ("", "0"), "1"
# A stop is a station of the edition that has its name and lies no farther away.
_SAME_PLACE_M = 1000.0
# Stops so near can be changed between: our own assumption of a slow walk that is not straight.
_WALK_M, _WALK_M_PER_S, _DETOUR = 300.0, 1.0, 1.3
# Nearer, two stops may be one that stands twice.
_ONE_PLACE_M = 5.0
_LEAST_TIME, _NO_CHANGE, _KNOWN_CHANGES = "2", "3", ("", "0", "1", "2", "3", "4", "5")


class Stops:
    """Stops by stop_id; those of one parent are one station."""

    def __init__(self, feed: Feed, rail: Rail) -> None:
        self._feed, self._rail = feed, rail
        self._rows: dict[str, dict[str, str]] = {}
        self._stations: dict[str, StoredStation] = {}
        places: dict[str, str] = {}
        for place, row in feed.rows("stops.txt"):
            try:
                if row["stop_id"] in self._rows:
                    raise BadRowError("stop_id", f"{row['stop_id']} stands twice")
                if row.get("location_type", "") in (*_STOP, _STATION):
                    _plain(row)
                self._rows[row["stop_id"]], places[row["stop_id"]] = row, place
            except BadRowError as error:
                feed.report.refuse(place, error)
        for stop, row in self._rows.items():
            if row.get("parent_station") and row["parent_station"] not in self._rows:
                feed.report.refuse(places[stop], BadRowError("parent_station", f"{row['parent_station']} is not in stops.txt"))

    def station(self, stop: str, line: StoredLine) -> StoredStation:
        """The station that a stop of a line is part of: one of the edition when it is called so. Raises BadRowError."""
        row = self._rows.get(stop)
        if row is None:
            raise BadRowError("stop_id", f"{stop} is not in stops.txt, or was refused there")
        if row.get("location_type", "") not in _STOP:
            raise BadRowError("stop_id", f"{stop} is no stop: its location_type is {row['location_type']}")
        head = self._rows.get(row.get("parent_station", ""), row)
        if head["stop_id"] not in self._stations:
            station = _plain(head)
            namesake = self._rail.station(line.id, station.names["ko"]) if line.mode in ON_RAILS else None
            self._stations[head["stop_id"]] = namesake if namesake and distance_m(namesake, station) <= _SAME_PLACE_M else station
        return self._stations[head["stop_id"]]

    def unused(self, used: set[str]) -> list[str]:
        """The stops at which nothing stops."""
        return sorted(stop for stop, row in self._rows.items() if stop not in used and row.get("location_type", "") in _STOP)

    def changes(self, platforms: Mapping[tuple[str, str], int]) -> Iterator[tuple[int, int, int]]:
        """The changes between platforms, with their seconds: within a station, between stops near each other, and as transfers.txt says."""
        stops = {stop: number for (_, stop), number in platforms.items()}
        walks = {(number, number): SAME_LINE_S for number in stops.values()}
        by_station: dict[str, list[int]] = defaultdict(list)
        for (station, _), number in platforms.items():
            by_station[station].append(number)
        walks |= {(a, b): UNKNOWN_CHANGE_S for numbers in by_station.values() for a in numbers for b in numbers if a != b}
        for a, b, seconds in self._near(stops):
            walks.setdefault((a, b), seconds)
        for pair, listed in self._transfers(stops):
            walks.pop(pair, None)
            if listed is not None:
                walks[pair] = listed
        yield from ((a, b, seconds) for (a, b), seconds in walks.items())

    def _near(self, stops: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
        numbers, names = list(stops.values()), list(stops)
        points = shapely.points(to_planar(np.array([_point(self._rows[stop]) for stop in stops], dtype=float).reshape(-1, 2)))
        for a, b in shapely.STRtree(points).query(points, predicate="dwithin", distance=_WALK_M).T.tolist():
            distance = shapely.distance(points[a], points[b])
            if a < b and distance < _ONE_PLACE_M and not self._one_station(names[a], names[b]):
                self._feed.report.notes.append(f"stops {names[a]} and {names[b]} lie at one place")
            if a != b:
                yield numbers[a], numbers[b], math.ceil(distance * _DETOUR / _WALK_M_PER_S)

    def _one_station(self, stop: str, other: str) -> bool:
        parents = {self._rows[name].get("parent_station") or name for name in (stop, other)}
        return len(parents) == 1

    def _transfers(self, stops: Mapping[str, int]) -> Iterator[tuple[tuple[int, int], int | None]]:
        """The pairs of transfers.txt with their seconds; None where one cannot change. Rows for single trips or routes are left out."""
        for place, row in self._feed.rows("transfers.txt"):
            ends = row["from_stop_id"], row["to_stop_id"]
            try:
                seconds = _transfer(row)
                if unknown := [stop for stop in ends if stop and stop not in self._rows]:
                    raise BadRowError("from_stop_id", f"{unknown[0]} is not in stops.txt")
            except BadRowError as error:
                self._feed.report.refuse(place, error)
                continue
            special = any(row.get(name) for name in ("from_route_id", "to_route_id", "from_trip_id", "to_trip_id"))
            if ends[0] in stops and ends[1] in stops and not special:
                yield (stops[ends[0]], stops[ends[1]]), seconds


def _transfer(row: Mapping[str, str]) -> int | None:
    kind, least = row["transfer_type"], row.get("min_transfer_time", "")
    if kind not in _KNOWN_CHANGES:
        raise BadRowError("transfer_type", f"{kind!r} is no type of transfer")
    if kind == _LEAST_TIME and not (least.isascii() and least.isdigit()):
        raise BadRowError("min_transfer_time", f"{least!r} is no number of seconds")
    if kind == _NO_CHANGE:
        return None
    return int(least) if kind == _LEAST_TIME else UNKNOWN_CHANGE_S


def _point(row: Mapping[str, str]) -> tuple[float, float]:
    """Longitude and latitude."""
    return float(row["stop_lon"]), float(row["stop_lat"])


def _plain(row: Mapping[str, str]) -> StoredStation:
    """A stop or station of the feed. Raises BadRowError."""
    for name in ("stop_id", "stop_name"):
        if not row.get(name):
            raise BadRowError(name, "is empty")
    try:
        longitude, latitude = _point(row)
    except (KeyError, ValueError):
        raise BadRowError("stop_lat", "with stop_lon, is no point in degrees") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or (latitude, longitude) == (0, 0):
        raise BadRowError("stop_lat", f"{latitude}, {longitude} is no point where anything stops")
    return StoredStation(ref=f"stop:{row['stop_id']}", names={"ko": row["stop_name"]}, lat=latitude, lon=longitude)

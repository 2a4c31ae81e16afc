"""A GTFS feed as a timetable. Trips that nobody could ride are refused: back in time, faster than their mode, at stops or on days that are not there.

What the reader does where the reference leaves it open: a stop without times lies evenly between those that have some; where one may only alight or
only board on the way, a trip is read as if it did not stop; stops that lie within a short walk of each other can be changed between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely

from city120_edition.geometry import to_planar
from city120_edition.timetables import StoredLine, StoredService, StoredStation, TimetableWriter
from city120_ingest.reading import BadRowError, City, Imported, Report, progress
from city120_ingest.timetables.gtfs.feed import Feed
from city120_ingest.timetables.gtfs.lines import read_agencies, read_lines
from city120_ingest.timetables.gtfs.services import day_before, days_of, read_date, read_services
from city120_ingest.timetables.gtfs.stops import Stops
from city120_ingest.timetables.gtfs.trips import Listed, Trip, read_frequencies, read_stop_times, read_trips, timed
from city120_ingest.timetables.rail import Rail
from city120_ingest.timetables.runs import DAY_BEGINS_S, StopTime, check_times

_DAY_S = 24 * 3600
_NAMED = 5


def read_gtfs(path: Path, city: City, report: Report, date: str, *, elsewhere: bool = False) -> Imported:
    """The feed as a layer's one row. One none of whose stations lies near the city is refused, unless `elsewhere` takes it. Raises UnreadableFile for
    what is no feed."""
    feed, rail = Feed.open(path, report), Rail(city.edition)
    agencies, services = read_agencies(feed), read_services(feed)
    reading = _Reading(report, read_lines(feed, rail, agencies), services, Stops(feed, rail))
    trips = read_trips(feed, reading.lines, services)
    often, (listed, bad) = read_frequencies(feed, trips), read_stop_times(feed, trips)
    for name, trip in progress(trips.items(), "trip"):
        report.read += 1
        if name not in bad:
            reading.add(name, trip, listed.get(name, ()), often.get(name, ()))
    reading.finish()
    _check_city(feed, city, reading.writer.stations(), elsewhere=elsewhere)
    row = reading.writer.finish()
    return Imported(rows=[row] if report.taken else [], date=date or _date(feed, services.values()), source=", ".join(agencies.values()))


def _check_city(feed: Feed, city: City, stations: Collection[StoredStation], *, elsewhere: bool) -> None:
    """Note what tells that the feed is one of another city, and refuse it where all of it does."""
    zone = next((row["agency_timezone"] for _, row in feed.rows("agency.txt")), "")
    if zone != city.edition.settings.timezone:
        feed.report.notes.append(f"its times are those of {zone}, and the edition's of {city.edition.settings.timezone}")
    points = [(station.lon, station.lat) for station in stations if station.lat is not None]
    away = sum(not city.near(point) for point in shapely.points(to_planar(np.array(points, dtype=float).reshape(-1, 2))))
    if not away:
        return
    told = f"{away} of {len(points)} stations lie nowhere near the city"
    if away == len(points) and not elsewhere:
        feed.report.refuse("stops.txt", BadRowError("stop_lat", f"{told}; --elsewhere takes it all the same"))
    else:
        feed.report.notes.append(told)


def _date(feed: Feed, services: Iterable[StoredService]) -> str:
    """The day from which the feed holds: as it says, or the first on which something may run."""
    for place, row in feed.rows("feed_info.txt"):
        try:
            if row.get("feed_start_date"):
                return read_date(row, "feed_start_date").isoformat()
        except BadRowError as error:
            feed.report.refuse(place, error)
    return min((days[0].isoformat() for service in services if (days := days_of(service))), default="")


@dataclass
class _Reading:
    """What was read so far, and what was noticed on the way."""

    report: Report
    lines: Mapping[str, StoredLine]
    services: Mapping[str, StoredService]
    stops: Stops
    writer: TimetableWriter = field(default_factory=TimetableWriter)
    noticed: Counter[str] = field(default_factory=Counter)
    used: set[str] = field(default_factory=set)

    def add(self, name: str, trip: Trip, listed: Sequence[Listed], begins: Sequence[int]) -> None:
        """Add a trip, as often as it begins when it runs at a headway. What is wrong with it goes to the report."""
        if not days_of(self.services[trip.service]):
            self.report.left_out += 1
            return
        line = self.lines[trip.route]
        try:
            self.used |= {stop.stop for stop in listed}
            stops = self._open(timed(listed))
            if len(stops) < 2:
                self.report.left_out += 1
                return
            run = [(self.stops.station(stop.stop, line), stop, arrival, departure) for stop, arrival, departure in stops]
            for shift in [begin - stops[0][2] for begin in begins] or [0]:
                self._add(trip, line, [(station, stop.stop, arrival + shift, departure + shift) for station, stop, arrival, departure in run])
            self.report.taken += 1
        except BadRowError as error:
            self.report.refuse(f"{listed[0].place if listed else trip.place} (trip {name})", error)

    def _open(self, stops: list[tuple[Listed, int, int]]) -> list[tuple[Listed, int, int]]:
        """The stops where one may board, but for the last, and alight, but for the first."""
        self.noticed["stops without a time lie evenly between others"] += sum(not stop.times for stop, *_ in stops)
        self.noticed["stops have one time of two; it was taken for both"] += sum(len(stop.times) == 1 for stop, *_ in stops)
        last = len(stops) - 1
        open_stops = [item for at, item in enumerate(stops) if (item[0].boards or at == last) and (item[0].alights or at == 0)]
        self.noticed["stops where one may not board or not alight are left out"] += len(stops) - len(open_stops)
        return open_stops

    def _add(self, trip: Trip, line: StoredLine, stops: Sequence[tuple[StoredStation, str, int, int]]) -> None:
        """Add one run. A trip that begins after midnight belongs to the service day before. Raises BadRowError."""
        night = _DAY_S if stops[0][3] < DAY_BEGINS_S else 0
        service = day_before(self.services[trip.service]) if night else self.services[trip.service]
        timed_stops = [StopTime(station, 0, arrival + night, departure + night) for station, _, arrival, departure in stops]
        check_times(timed_stops, line.mode)
        self.writer.add_line(line)
        self.writer.add_service(service)
        for station, *_ in stops:
            self.writer.add_station(station)
        platforms = [self.writer.platform(station.ref, stop) for station, stop, *_ in stops]
        times = [(platform, stop.arrival, stop.departure) for platform, stop in zip(platforms, timed_stops, strict=True)]
        self.writer.add_run(trip.name, line.id, trip.direction, service.id, times)

    def finish(self) -> None:
        """Add the changes, and say what was noticed."""
        for origin, target, seconds in self.stops.changes(self.writer.platforms()):
            self.writer.add_change(origin, target, seconds)
        notes = [f"{count} {what}" for what, count in self.noticed.items() if count]
        if unused := self.stops.unused(self.used):
            notes.append(f"nothing stops at {len(unused)} stops, e.g. {', '.join(unused[:_NAMED])}")
        spans = [days for service in self.services.values() if (days := days_of(service))]
        if spans:
            notes.append(f"runs from {min(begin for begin, _ in spans)} to {max(end for _, end in spans)}; on other days it has no trips")
        self.report.notes += notes

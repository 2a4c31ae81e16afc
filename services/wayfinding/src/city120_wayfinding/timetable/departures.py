"""First and last trains of a station, by line, direction and terminal, for the day type of a service day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from city120_edition import rows
from city120_edition.edition import Edition
from city120_errors import InvalidArgument, NotFound
from city120_wayfinding.calendar.service_days import Calendar, ServiceDay
from city120_wayfinding.places.place import Place
from city120_wayfinding.timetable.stations import PREFIX, Stations

_MIDNIGHT = "24:00"
# Trains that end at a station on the way run last so many minutes before those that pass it: they are not the way home.
_LONG_BEFORE = 3 * 60


@dataclass(frozen=True)
class Departure:
    """The first and the last train of one line, direction and terminal; HH:MM of the service day, may pass 24:00.

    `way_home`: the last train is the last way somewhere. `gone`: it has left at the moment asked about. `clock`: when it leaves as a clock shows it,
    and `next_day`: on the day after that moment's."""

    line: rows.Line
    direction: str
    station: Place
    terminal: Place
    first: str
    last: str
    way_home: bool
    gone: bool
    clock: str
    next_day: bool


@dataclass(frozen=True)
class Departures:
    """What leaves a station on a service day. `incomplete_lines`: a later train may run there. `station` is None when several have the name."""

    service_day: ServiceDay
    station: Place | None = None
    candidates: tuple[Place, ...] = ()
    departures: tuple[Departure, ...] = ()
    incomplete_lines: tuple[str, ...] = ()


# Where departures come from in a city that has none.
_NO_TIMETABLE = rows.Timetable(source="", confidence="known")


class Timetable:
    """The departures of an edition."""

    def __init__(self, edition: Edition, calendar: Calendar, stations: Stations) -> None:
        self._calendar = calendar
        self._stations = stations
        self._lines = {row.id: row for row in edition.rows("lines", rows.Line)}
        self.origin = next(iter(edition.rows("timetable", rows.Timetable)), _NO_TIMETABLE)
        self._rows: dict[tuple[str, str], list[rows.Departure]] = defaultdict(list)
        for row in edition.rows("departures", rows.Departure):
            self._rows[(f"{PREFIX}{row.station}", row.day_type)].append(row)
        self._directions = {row.direction for departures in self._rows.values() for row in departures}

    def last(self, station: str, *, line: str = "", direction: str = "", terminal: str = "", at: str = "") -> Departures:
        """The departures of a station (ref, or name in any language). Raises NotFound or InvalidArgument naming the field."""
        moment = self._calendar.moment(at)
        day, now = self._calendar.service_day(moment), self._calendar.service_time(moment)
        self._check(line, direction)
        terminals = frozenset(self._stations.asked(terminal, "terminal")) if terminal else frozenset()
        named = self._stations.asked(station, "station")
        refs = [ref for ref in named if not line or line in self._stations.row(ref).lines]
        if not refs:
            raise NotFound(f"{line} does not stop at {station!r}", field="line", fix=f"leave it empty, or one of: {self._lines_at(named)}")
        if len(refs) > 1:
            return Departures(day, candidates=tuple(self._stations.place(ref) for ref in refs))
        served = self._rows.get((refs[0], day.day_type), [])
        chosen = [row for row in served if line in ("", row.line) and direction in ("", row.direction)]
        latest = _latest(served)
        return Departures(
            day,
            station=self._stations.place(refs[0]),
            departures=tuple(
                self._departure(row, latest[row.line, row.direction], now)
                for row in self._sorted(chosen)
                if not terminals or PREFIX + row.terminal in terminals
            ),
            incomplete_lines=self._incomplete(self._stations.row(refs[0]), served, line),
        )

    def _check(self, line: str, direction: str) -> None:
        if line and line not in self._lines:
            raise NotFound(f"line {line!r} does not exist", field="line", fix=f"one of: {', '.join(self._lines)}")
        if direction and direction not in self._directions:
            known = ", ".join(sorted(self._directions))
            raise InvalidArgument(f"direction {direction!r} does not exist", field="direction", fix=f"leave it empty, or one of: {known}")

    def _lines_at(self, refs: list[str]) -> str:
        return ", ".join(sorted({line for ref in refs for line in self._stations.row(ref).lines}))

    def _sorted(self, departures: list[rows.Departure]) -> list[rows.Departure]:
        """By line as the edition lists them, then direction, then the latest last train first."""
        order = {line: position for position, line in enumerate(self._lines)}
        latest_first = sorted(departures, key=lambda row: (row.last, row.terminal), reverse=True)
        return sorted(latest_first, key=lambda row: (order[row.line], row.direction))

    def _incomplete(self, station: rows.Station, served: list[rows.Departure], line: str) -> tuple[str, ...]:
        """The lines of a station, or the one asked for, whose timetable is not whole, or lacks this station altogether."""
        known = {row.line for row in served}
        asked = [name for name in station.lines if line in ("", name)]
        return tuple(name for name in asked if name not in known or self._lines[name].incomplete)

    def _departure(self, row: rows.Departure, latest: str, now: str) -> Departure:
        """A departure; `latest`: the last train of its line and direction, `now`: the moment asked about, as a time of the service day."""
        past_midnight = row.last >= _MIDNIGHT
        return Departure(
            line=self._lines[row.line],
            direction=row.direction,
            station=self._stations.place(PREFIX + row.station),
            terminal=self._stations.place(PREFIX + row.terminal),
            first=row.first,
            last=row.last,
            way_home=_minutes(row.last) >= _minutes(latest) - _LONG_BEFORE,
            gone=row.last < now,
            clock=_clock(row.last) if past_midnight else row.last,
            next_day=past_midnight and now < _MIDNIGHT,
        )


def _latest(departures: list[rows.Departure]) -> dict[tuple[str, str], str]:
    """The last train of each line and direction, whatever its terminal."""
    latest: dict[tuple[str, str], str] = {}
    for row in departures:
        latest[row.line, row.direction] = max(latest.get((row.line, row.direction), ""), row.last)
    return latest


def _minutes(time: str) -> int:
    """A time of the service day in minutes from its midnight; 24:38 is 1478."""
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def _clock(time: str) -> str:
    """A time past midnight as a clock shows it: 24:38 is 00:38."""
    hours, _, minutes = time.partition(":")
    return f"{int(hours) - 24:02d}:{minutes}"

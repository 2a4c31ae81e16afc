"""First and last trains of a station on a service day, by line, direction and terminal, also towards another station.

Without a goal they are those that the edition states, and those of imported timetables for the lines that these have. Towards a goal the trains
themselves are looked at (`board`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass, replace

from city120_edition import rows
from city120_edition.edition import Edition
from city120_edition.timetables import StoredLine
from city120_errors import InvalidArgument, NotFound
from city120_wayfinding.calendar.service_days import Calendar, ServiceDay
from city120_wayfinding.places.place import Place
from city120_wayfinding.timetable import board
from city120_wayfinding.timetable.beyond import may_reach
from city120_wayfinding.timetable.clock import time_of
from city120_wayfinding.timetable.scan import NONE
from city120_wayfinding.timetable.stations import PREFIX, Stations
from city120_wayfinding.timetable.trains import Trains

NO_TIMETABLE = "no_timetable"
_MIDNIGHT = "24:00"
# Trains that end at a station on the way run last so many minutes before those that pass it: they are not the way home.
_LONG_BEFORE = 3 * 60


@dataclass(frozen=True)
class Departure:
    """The first and the last train of one line, direction and terminal; HH:MM of the service day, may pass 24:00.

    `time`: the one that was asked for; `heads_for`: what signs show of trains that run on beyond the terminal; `short_of_goal`: it ends before the
    station that was asked for. `way_home`: the last train is the last way somewhere. `gone`: it has left at the moment asked about. `clock`: when it
    leaves as a clock shows it, and `next_day`: on the day after that moment's."""

    line: rows.Line | StoredLine
    direction: str
    station: Place
    terminal: Place
    first: str
    last: str
    way_home: bool
    gone: bool
    clock: str
    next_day: bool
    time: str
    heads_for: tuple[Place, ...] = ()
    short_of_goal: bool = False


@dataclass(frozen=True)
class Departures:
    """What leaves a station on a service day, towards another one if one was named. `stations` and `goals` are several where several have the name:
    then nothing was looked for. `goals` is empty where no known train stops at the one that was named: then this is what leaves in its direction.
    `incomplete_lines`: a later train may run there, in the direction that was asked for if one was."""

    service_day: ServiceDay
    stations: tuple[Place, ...]
    goals: tuple[Place, ...] = ()
    departures: tuple[Departure, ...] = ()
    incomplete_lines: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether all times are those of an imported timetable."""
        return bool(self.departures) and all(isinstance(row.line, StoredLine) and row.line.exact for row in self.departures)

    @property
    def empty(self) -> str:
        """Why there are none, where one station is meant; else empty."""
        ambiguous = len(self.stations) > 1 or len(self.goals) > 1
        return "" if self.departures or ambiguous else NO_TIMETABLE


# Where departures come from in a city that has none.
_NO_TIMETABLE = rows.Timetable(source="", confidence="known")


@dataclass(frozen=True)
class Only:
    """Which departures are wanted; what is empty is not asked about. `goal`: the station that they lead to; `first`: the first trains, not the
    last."""

    line: str = ""
    direction: str = ""
    terminals: frozenset[str] = frozenset()
    goal: str = ""
    first: bool = False

    def holds(self, row: Departure) -> bool:
        """Whether a departure is one of them."""
        return self.line in ("", row.line.id) and self.direction in ("", row.direction) and (not self.terminals or row.terminal.ref in self.terminals)


class Timetable:
    """The departures of an edition."""

    def __init__(self, edition: Edition, trains: Trains, calendar: Calendar, stations: Stations) -> None:
        self._trains = trains
        self._calendar = calendar
        self._stations = stations
        self._lines: dict[str, rows.Line | StoredLine] = {row.id: row for row in edition.rows("lines", rows.Line)}
        self._lines |= {line.id: line for line in trains.network.lines if line.id in trains.imported_lines}
        self._order = {line: position for position, line in enumerate(self._lines)}
        self.origin = next(iter(edition.rows("timetable", rows.Timetable)), _NO_TIMETABLE)
        self._rows: dict[tuple[str, str], list[rows.Departure]] = defaultdict(list)
        for row in edition.rows("departures", rows.Departure):
            self._rows[(f"{PREFIX}{row.station}", row.day_type)].append(row)
        self._courses: dict[str, list[list[str]]] = defaultdict(list)
        for course in edition.rows("courses", rows.Course):
            self._courses[course.line].append([PREFIX + station for station in course.stations])
        self._directions = {row.direction for departures in self._rows.values() for row in departures} | set(trains.network.directions)

    def last(
        self,
        station: str,
        *,
        line: str = "",
        direction: str = "",
        terminal: str = "",
        towards: str = "",
        first: bool = False,
        day_type: rows.DayType | None = None,
        at: str = "",
    ) -> Departures:
        """The departures of a station (ref, or name in any language). Raises NotFound or InvalidArgument naming the field."""
        moment = self._calendar.moment(at)
        today, day = self._calendar.service_day(moment), self._calendar.service_day(moment, day_type)
        self._check(line, direction)
        terminals = frozenset(self._stations.asked(terminal, "terminal")) if terminal else frozenset()
        goals = self._stations.asked(towards, "towards") if towards else []
        named = self._stations.asked(station, "station")
        refs = [ref for ref in named if not line or line in self._stations.row(ref).lines]
        if not refs:
            raise NotFound(f"{line} does not stop at {station!r}", field="line", fix=f"leave it empty, or one of: {self._lines_at(named)}")
        if refs == goals:
            raise InvalidArgument("is the station itself", field="towards", fix="name another station, or leave it empty")
        answer = Departures(day, tuple(map(self._stations.place, refs)), tuple(map(self._stations.place, goals)))
        if len(refs) > 1 or len(goals) > 1:
            return answer
        only = Only(line, direction, terminals, goals[0] if goals else "", first)
        # On another day than the moment's nothing has left yet.
        now = self._calendar.service_time(moment) if day == today else ""
        departures = self._board(day, refs[0], only, now) if only.goal else self._from(day, refs[0], only, now)
        if only.goal and not departures and (departures := self._beyond(day, refs[0], only, now)):
            answer = replace(answer, goals=())
        wanted = tuple(filter(only.holds, departures))
        # A line whose trains go another way has a timetable.
        others = {row.line.id for row in departures} - {row.line.id for row in wanted}
        incomplete = self._incomplete(self._stations.row(refs[0]), {row.line.id for row in departures}, only)
        return replace(answer, departures=wanted, incomplete_lines=tuple(line for line in incomplete if line not in others))

    def _from(self, day: ServiceDay, ref: str, only: Only, now: str) -> list[Departure]:
        """What leaves a station: by line as the edition lists them, then direction, then the latest last train first."""
        stated = [row for row in self._rows.get((ref, day.day_type), []) if row.line not in self._trains.imported_lines]
        latest = _latest(stated)
        departures = [self._stated(row, latest[row.line, row.direction], now, only) for row in stated]
        departures += [row for row in self._board(day, ref, only, now) if row.line.id in self._trains.imported_lines]
        latest_first = sorted(departures, key=lambda row: (row.last, row.terminal.ref), reverse=True)
        return sorted(latest_first, key=lambda row: (self._order[row.line.id], row.direction))

    def _beyond(self, day: ServiceDay, ref: str, only: Only, now: str) -> list[Departure]:
        """What leaves in the direction of a goal that no known train stops at, though it is on a line of the station: those that may get there, the
        latest first (or the earliest), and after them those that end before it. Nothing where none may."""
        if self._trains.number(only.goal) is not None:
            return []
        lines = self._stations.row(only.goal).lines
        leaving = [row for row in self._from(day, ref, replace(only, goal=""), now) if row.line.id in lines and only.holds(row)]
        reaches = {way: self._may_reach(way, ref, only.goal, leaving) for way in {(row.line.id, row.direction) for row in leaving}}
        ahead = [(row, reaches[row.line.id, row.direction]) for row in leaving]
        rows_ahead = [replace(row, short_of_goal=not may[row.terminal.ref]) for row, may in ahead if row.terminal.ref in may]
        by_time = sorted(rows_ahead, key=lambda row: row.time, reverse=not only.first)
        ordered = sorted(by_time, key=lambda row: row.short_of_goal)
        return ordered if ordered and not ordered[0].short_of_goal else []

    def _may_reach(self, way: tuple[str, str], ref: str, goal: str, leaving: list[Departure]) -> dict[str, bool]:
        """By terminal whether trains of a line and direction may get to a goal."""
        terminals = {row.terminal.ref: tuple(place.ref for place in row.heads_for) for row in leaving if (row.line.id, row.direction) == way}
        return may_reach(self._courses[way[0]], ref, goal, terminals)

    def _board(self, day: ServiceDay, ref: str, only: Only, now: str) -> list[Departure]:
        """What leaves a station by the trains themselves; towards a goal what reaches it stands first, the best train at the head."""
        here, goal = self._trains.number(ref), self._trains.number(only.goal) if only.goal else NONE
        if here is None or goal is None:
            return []
        ways = board.departures(self._trains.on(day), here, goal)
        if only.goal:
            ways = board.towards(ways, first=only.first)
        network = self._trains.network
        departures = []
        for way in ways:
            line, direction, terminal = way.way
            times = time_of(way.first.departure), time_of(way.last.departure)
            departures.append(
                self._departure(
                    network.lines[line],
                    network.directions[direction],
                    (self._stations.place(ref), self._stations.stop(network.stations[terminal])),
                    times,
                    now,
                    way_home=way.way_home,
                    only=only,
                    short_of_goal=bool(only.goal) and not way.reaches,
                )
            )
        return departures

    def _check(self, line: str, direction: str) -> None:
        if line and line not in self._lines:
            raise NotFound(f"line {line!r} does not exist", field="line", fix=f"one of: {', '.join(self._lines)}")
        if direction and direction not in self._directions:
            known = ", ".join(sorted(self._directions))
            raise InvalidArgument(f"direction {direction!r} does not exist", field="direction", fix=f"leave it empty, or one of: {known}")

    def _lines_at(self, refs: list[str]) -> str:
        return ", ".join(sorted({line for ref in refs for line in self._stations.row(ref).lines}))

    def _incomplete(self, station: rows.Station, known: Set[str], only: Only) -> tuple[str, ...]:
        """The lines of a station, or the one asked for, whose timetable is not whole, or lacks this station altogether; towards a goal, of those that
        lead there."""
        asked = [name for name in station.lines if only.line in ("", name) and (not only.goal or name in known)]
        return tuple(name for name in asked if name not in known or self._lines[name].incomplete)

    def _stated(self, row: rows.Departure, latest: str, now: str, only: Only) -> Departure:
        """A departure as the edition states it; `latest`: the last train of its line and direction."""
        return self._departure(
            self._lines[row.line],
            row.direction,
            (self._stations.place(PREFIX + row.station), self._stations.place(PREFIX + row.terminal)),
            (row.first, row.last),
            now,
            way_home=_minutes(row.last) >= _minutes(latest) - _LONG_BEFORE,
            only=only,
        )

    def _departure(
        self,
        line: rows.Line | StoredLine,
        direction: str,
        ends: tuple[Place, Place],
        times: tuple[str, str],
        now: str,
        *,
        way_home: bool,
        only: Only,
        short_of_goal: bool = False,
    ) -> Departure:
        """A departure from its ends, its first and its last time; `now`: the moment asked about, as a time of the service day."""
        first, last = times
        past_midnight = last >= _MIDNIGHT
        return Departure(
            line=line,
            direction=direction,
            station=ends[0],
            terminal=ends[1],
            first=first,
            last=last,
            way_home=way_home,
            gone=last < now,
            clock=_clock(last) if past_midnight else last,
            next_day=past_midnight and now < _MIDNIGHT,
            time=first if only.first else last,
            heads_for=self._stations.heads_for(line.id, direction, ends[1].ref),
            short_of_goal=short_of_goal,
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

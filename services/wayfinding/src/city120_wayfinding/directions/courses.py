"""The way by what is known of lines alone: which station is next to which, how long trains take between them, and how long changes take. It is
found where no train's time is known, so it says which way and about how long, never when (docs/adr/0043)."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from city120_edition import rows
from city120_edition.edition import Edition
from city120_edition.timetables import StoredLine, StoredStation
from city120_edition.transfers import Transfers
from city120_wayfinding.timetable.expresses import Expresses
from city120_wayfinding.timetable.stations import PREFIX

# Where nobody says how long a train takes: so long for a stop, and so long for each metre of the straight line.
STOP_S, S_PER_M = 50, 0.06
# A ride more must save so much: nobody knows how long one waits for it.
WAIT_S = 300
# Which time is told of a ride, in whole minutes.
_MINUTE_S = 60
_BEGIN = -1


@dataclass(frozen=True)
class Course:
    """Stations in the order in which trains pass them, by reference, and from each to the next the seconds and where they come from."""

    line: StoredLine
    stations: tuple[str, ...]
    seconds: tuple[int, ...]
    sources: tuple[str, ...]
    data_date: str
    direction: str = ""

    def within(self, other: Course) -> bool:
        """Whether another one of its line and direction passes the same stations, and more."""
        here, there = self.stations, other.stations
        if (self.line.id, self.direction) != (other.line.id, other.direction) or len(here) >= len(there) or here[0] not in there:
            return False
        return any(there[begin : begin + len(here)] == here for begin in range(len(there) - len(here) + 1))


@dataclass(frozen=True)
class CourseRide:
    """A ride on a course from one of its positions to another. `change_s`: the walk to it from the ride before; 0 for the first."""

    course: Course
    begin: int
    end: int
    change_s: int = 0

    @property
    def stations(self) -> tuple[str, ...]:
        """The stations that it passes, both ends included."""
        return self.course.stations[self.begin : self.end + 1]

    @property
    def seconds(self) -> int:
        """How long it takes, about, in whole minutes."""
        return -(-sum(self.course.seconds[self.begin : self.end]) // _MINUTE_S) * _MINUTE_S


class Courses:
    """All courses of an edition as a network: positions of courses, and of each line of a station where one boards and where one has alighted."""

    def __init__(self, edition: Edition, origin: rows.Timetable) -> None:
        """`origin`: where the run times of lines with a timetable come from."""
        courses = [*_measured(edition), *_patterns(edition, origin)]
        self._courses = [course for course in courses if not any(course.within(other) for other in courses)]
        passed = {station for course in self._courses for station in course.stations}
        self.stations = tuple(
            StoredStation(ref=PREFIX + row.id, names=row.names, lat=row.lat, lon=row.lon)
            for row in edition.rows("stations", rows.Station)
            if PREFIX + row.id in passed
        )
        self._at = [(course, position) for course in self._courses for position in range(len(course.stations))]
        self._edges: list[list[tuple[int, int]]] = [[] for _ in self._at]
        self._boards, self._alights = self._platforms()
        self._changes: dict[tuple[str, str, str], int] = {}
        self._connect(Transfers(edition.rows("transfers", rows.Transfer)))
        self._alighted = {node: station for (station, _), node in self._alights.items()}
        self._expresses = Expresses((course.line.id, course.direction, course.stations) for course in self._courses)
        self._boarding: dict[str, list[int]] = defaultdict(list)
        for (station, _), node in self._boards.items():
            self._boarding[station].append(node)

    def between(self, access: Mapping[str, int], egress: Mapping[str, int]) -> list[CourseRide]:
        """The rides of the way that takes least with the walks to its first station and from its last, by their references; none where there is no
        way."""
        before: dict[int, int] = {}
        heap = [(walk_s + WAIT_S, node, _BEGIN) for station, walk_s in access.items() for node in self._boarding.get(station, ())]
        heapq.heapify(heap)
        best, end = math.inf, _BEGIN
        while heap and heap[0][0] < best:
            cost, node, came = heapq.heappop(heap)
            if node in before:
                continue
            before[node] = came
            walk_s = egress.get(self._alighted.get(node, ""))
            if walk_s is not None and cost + walk_s < best:
                best, end = cost + walk_s, node
            for further, seconds in self._edges[node]:
                if further not in before:
                    heapq.heappush(heap, (cost + seconds, further, node))
        return self._rides(before, end)

    def express(self, ride: CourseRide) -> bool:
        """Whether its train passes stations at which others of its line stop; of lines that are told by what lies next to what nobody knows."""
        return self._expresses.passes(ride.course.line.id, ride.course.direction, ride.stations) if ride.course.direction else False

    def _platforms(self) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
        """By station and line the nodes where one boards, and where one has alighted."""
        boards: dict[tuple[str, str], int] = {}
        alights: dict[tuple[str, str], int] = {}
        for course, position in self._at:
            platform = course.stations[position], course.line.id
            for nodes in (boards, alights):
                if platform not in nodes:
                    nodes[platform] = len(self._edges)
                    self._edges.append([])
        return boards, alights

    def _connect(self, transfers: Transfers) -> None:
        """Rides from position to position, boarding, alighting, and changes at a station, which cost a wait where they take any time."""
        for node, (course, position) in enumerate(self._at):
            platform = course.stations[position], course.line.id
            if position:
                self._edges[node].append((self._alights[platform], 0))
            if position + 1 < len(course.stations):
                self._edges[node].append((node + 1, course.seconds[position]))
                self._edges[self._boards[platform]].append((node, 0))
        lines_of: dict[str, list[str]] = defaultdict(list)
        for station, line in self._boards:
            lines_of[station].append(line)
        for station, lines in lines_of.items():
            for origin, target, seconds in transfers.changes(station.removeprefix(PREFIX), lines):
                self._changes[station, origin, target] = seconds
                self._edges[self._alights[station, origin]].append((self._boards[station, target], seconds + (WAIT_S if seconds else 0)))

    def _rides(self, before: Mapping[int, int], end: int) -> list[CourseRide]:
        """The positions that a way passes, those of one course after each other as one ride."""
        positions: list[int] = []
        while end != _BEGIN:
            if end < len(self._at):
                positions.append(end)
            end = before[end]
        rides: list[CourseRide] = []
        for node, further in pairwise(positions[::-1]):
            (course, begin), (_, position) = self._at[node], self._at[further]
            if further != node + 1 or position == 0:
                continue
            if rides and rides[-1].course is course and rides[-1].end == begin:
                rides[-1] = CourseRide(course, rides[-1].begin, position, rides[-1].change_s)
            else:
                change = (course.stations[begin], rides[-1].course.line.id, course.line.id) if rides else None
                rides.append(CourseRide(course, begin, position, self._changes[change] if change else 0))
        return rides


def _measured(edition: Edition) -> Iterator[Course]:
    """The courses of lines that no timetable has whole, both ways."""
    lines, times = _lines(edition), edition.rows("run_times", rows.RunTime)
    for row in edition.rows("courses", rows.Course):
        told = [time for time in times if time.line == row.line and {time.from_station, time.to_station} <= {*row.stations}]
        (seconds, sources), stations = _timed(row, told), tuple(PREFIX + station for station in row.stations)
        yield Course(lines[row.line], stations, seconds, sources, row.data_date)
        yield Course(lines[row.line], stations[::-1], seconds[::-1], sources[::-1], row.data_date)


def _timed(row: rows.Course, told: Sequence[rows.RunTime]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """From each station to the next the seconds, as the operator says, else by the distance, so that they add up to what is told of a part; and where
    they come from."""
    seconds = [known or STOP_S + metres * S_PER_M for metres, known in zip(row.metres, row.seconds, strict=True)]
    sources = [row.source] * len(seconds)
    for time in told:
        first, last = sorted((row.stations.index(time.from_station), row.stations.index(time.to_station)))
        factor = time.minutes * _MINUTE_S / sum(seconds[first:last])
        seconds[first:last] = [hop * factor for hop in seconds[first:last]]
        sources[first:last] = [f"{row.source}; {time.source}"] * (last - first)
    return tuple(map(round, seconds)), tuple(sources)


def _patterns(edition: Edition, origin: rows.Timetable) -> Iterator[Course]:
    """The courses of all other lines, as their trains stop."""
    lines, measured = _lines(edition), {row.line for row in edition.rows("courses", rows.Course)}
    apart = (*edition.rows("expresses", rows.Express), *edition.rows("loops", rows.Loop))
    unlike = {(row.line, row.direction, row.stations): row for row in apart}
    patterns: list[rows.StopPattern | rows.Express] = [*edition.rows("stop_patterns", rows.StopPattern), *unlike.values()]
    for row in patterns:
        if row.line not in measured:
            stations = tuple(PREFIX + station for station in row.stations)
            yield Course(lines[row.line], stations, row.seconds, (origin.source,) * len(row.seconds), origin.data_date, row.direction)


def _lines(edition: Edition) -> dict[str, StoredLine]:
    return {row.id: StoredLine(id=row.id, names=row.names, exact=False) for row in edition.rows("lines", rows.Line)}


def sources(rides: Collection[CourseRide]) -> tuple[str, str]:
    """Where all that is known of rides comes from, and the oldest of their dates."""
    told = (told for ride in rides for told in ride.course.sources[ride.begin : ride.end])
    named = dict.fromkeys(source for sources in told for source in sources.split("; "))
    return "; ".join(named), min((ride.course.data_date for ride in rides), default="")

"""First and last departures of a station on one service day, by line, direction and terminal; towards another station, too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.scan import NONE, Ints

Numbers = npt.NDArray[np.integer]
# So many times as long as the quickest ride on its line a ride is one round the other side of a loop.
_LONG_WAY = 1.5
# Line, direction and terminal, by numbers of the network.
Way = tuple[int, int, int]


@dataclass(frozen=True)
class Train:
    """One departure: the stop of the network that it leaves, and when, in seconds of the service day. `arrival`: when it is at the goal, if one was
    asked for; NONE when it does not go there."""

    stop: int
    departure: int
    arrival: int = NONE


@dataclass(frozen=True)
class Departures:
    """The first and the last train of a station on one way; of those that reach the goal, where one was asked for and any does.

    `way_home`: after the last no train of the line and direction reaches some station that it does."""

    way: Way
    first: Train
    last: Train
    way_home: bool

    @property
    def reaches(self) -> bool:
        """Whether its trains go to the goal."""
        return self.last.arrival != NONE


def departures(day: DayRuns, station: int, goal: int = NONE) -> list[Departures]:
    """What leaves a station, by way; nothing that ends there."""
    here = day.departing(station)
    by_way: dict[Way, list[Train]] = defaultdict(list)
    for way, train in zip(_ways(day, here), _trains(day, here, goal), strict=True):
        by_way[way].append(train)
    latest = {side: _latest(day, here, side) for side in {way[:2] for way in by_way}}
    return [_departures(day, way, trains, latest[way[:2]]) for way, trains in sorted(by_way.items())]


def _departures(day: DayRuns, way: Way, trains: Sequence[Train], latest: Ints) -> Departures:
    reaching = [train for train in trains if train.arrival != NONE] or trains
    first = min(reaching, key=lambda train: (train.departure, train.arrival))
    last = max(reaching, key=lambda train: (train.departure, -train.arrival))
    onward = day.network.stops.station[last.stop + 1 : day.end_of(last.stop)]
    return Departures(way, first, last, bool((latest[onward] == last.departure).any()))


def towards(ways: Iterable[Departures], *, first: bool) -> list[Departures]:
    """Those of departures towards a goal that matter: the last trains that reach it, the latest first (or the first ones, the earliest first), and
    after them those of the same lines and directions that leave still later (earlier) and end before it. What goes there the long way round a loop is
    no way there, unless nothing leaves later (earlier)."""
    reaching = sorted((row for row in ways if row.reaches), key=lambda row: _rank(row, first=first))
    if not reaching:
        return []
    reaching = [reaching[0], *(row for row in reaching[1:] if _ride_s(row) <= _LONG_WAY * _quickest_s(reaching, row.way[0]))]
    sides = {row.way[:2] for row in reaching}
    best = _rank(reaching[0], first=first)
    short = [row for row in ways if not row.reaches and row.way[:2] in sides and _rank(row, first=first)[0] < best[0]]
    return [*reaching, *sorted(short, key=lambda row: _rank(row, first=first))]


def _quickest_s(reaching: Iterable[Departures], line: int) -> int:
    return min(_ride_s(row) for row in reaching if row.way[0] == line)


def _ride_s(row: Departures) -> int:
    """The shorter ride of the two trains, in seconds."""
    return min(train.arrival - train.departure for train in (row.first, row.last))


def _rank(row: Departures, *, first: bool) -> tuple[int, int]:
    return (row.first.departure, row.first.arrival) if first else (-row.last.departure, row.last.arrival)


def _ways(day: DayRuns, here: Numbers) -> list[Way]:
    runs, run = day.network.runs, day.network.stops.run[here]
    return list(zip(runs.line[run].tolist(), runs.direction[run].tolist(), runs.terminal[run].tolist(), strict=True))


def _trains(day: DayRuns, here: Numbers, goal: int) -> list[Train]:
    """The departures from some stops, with the next arrival at the goal by the same run."""
    stops, there = day.network.stops, day.network.stops_at(goal) if goal != NONE else np.empty(0, np.int64)
    following = np.searchsorted(there, here, side="right")
    goes = following < there.size
    goes[goes] = stops.run[there[following[goes]]] == stops.run[here[goes]]
    arrival = np.full(here.size, NONE, np.int32)
    arrival[goes] = stops.arrival[there[following[goes]]]
    return [Train(*values) for values in zip(here.tolist(), stops.departure[here].tolist(), arrival.tolist(), strict=True)]


def _latest(day: DayRuns, here: Numbers, side: tuple[int, int]) -> Ints:
    """The latest departure from some stops by a line and direction to each station; NONE to those where it does not go."""
    stops, runs = day.network.stops, day.network.runs
    here = here[(runs.line[stops.run[here]] == side[0]) & (runs.direction[stops.run[here]] == side[1])]
    length = runs.at[stops.run[here] + 1] - here - 1
    onward = np.repeat(here + 1 - (np.cumsum(length) - length), length) + np.arange(length.sum())
    latest = np.full(len(day.network.stations), NONE, np.int32)
    np.maximum.at(latest, stops.station[onward], np.repeat(stops.departure[here], length))
    return latest

"""First and last trains and last ways between stations, counted out from the full timetable of the reference data by itself: no reader of ours, no
network, no scan. Only names of lines and stations are looked up in the edition."""

from __future__ import annotations

import csv
import gzip
import heapq
import json
import os
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product
from pathlib import Path

from city120_edition import Edition
from city120_edition.rows import DayType
from city120_ingest.timetables.rail import Rail

REFERENCE = Path(os.environ.get("CITY120_REFERENCE_DATA") or Path(__file__).parents[2] / "shared" / "data")
TIMETABLE = REFERENCE / "metro/timetable_lines1-9_2026-06.json.gz"
WALKS = REFERENCE / "metro/transfers_2025-03-31.csv"
_DAYS: dict[str, DayType] = {"weekday": "weekday", "saturday": "saturday", "sunday_holiday": "holiday"}
# Station, arrival and departure, in minutes of the service day.
_Stop = tuple[str, int, int]
# Kind of day, station and goal.
Pair = tuple[DayType, str, str]
# Station and line.
_Platform = tuple[str, str]
# Where one changes for nothing: trains of the loop get another number there, and go on.
_LOOP_CHANGE = ("station:seongsu", "line.2")
_SAME_LINE, _UNKNOWN_WALK = 1, 4


def first_and_last(edition: Edition) -> dict[Pair, tuple[int, int]]:
    """Of each kind of day and two stations that a train goes between without a change, the first and the last departure in minutes."""
    spans = dict[Pair, tuple[int, int]]()
    for day, _, stops in _runs(Rail(edition)):
        for here, goal in combinations(stops, 2):
            first, last = spans.get((day, here[0], goal[0]), (here[2], here[2]))
            spans[day, here[0], goal[0]] = min(first, here[2]), max(last, here[2])
    return {pair: span for pair, span in spans.items() if pair[1] != pair[2]}


def ends_of_trains(edition: Edition) -> dict[tuple[str, str, str], tuple[int, int]]:
    """By line, direction and last stop how many trains end there, and how many depart all the same."""
    rail, ends = Rail(edition), dict[tuple[str, str, str], tuple[int, int]]()
    file = json.loads(gzip.decompress(TIMETABLE.read_bytes()))
    for name, _, _, direction, stops in file["runs"]:
        line, (number, _, left) = rail.line(name), stops[-1]
        station = rail.station(line.id, file["stations"][number]) if line else None
        assert line is not None
        assert station is not None
        way = line.id, direction.lower(), station.ref
        ending, departing = ends.get(way, (0, 0))
        ends[way] = (ending, departing + 1) if left else (ending + 1, departing)
    return ends


@dataclass
class LastWays:
    """The trains of a kind of day: runs, what leaves each platform, and the minutes of changes."""

    runs: list[list[tuple[_Platform, int, int]]] = field(default_factory=list)
    leaving: dict[_Platform, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    walks: dict[_Platform, list[tuple[_Platform, int]]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, line: str, stops: Sequence[_Stop]) -> None:
        """Add a run."""
        self.runs.append([((station, line), there, left) for station, there, left in stops])
        for position, (platform, _, left) in enumerate(self.runs[-1]):
            insort(self.leaving[platform], (left, len(self.runs) - 1, position))
            self.lines[platform[0]].add(line)

    def last(self, origin: str, goal: str) -> tuple[int, int] | None:
        """The last departure after which one still gets there, and the arrival: every departure is tried, from the last one on."""
        for departure in sorted({left for line in self.lines[origin] for left, _, _ in self.leaving[origin, line]}, reverse=True):
            if (arrival := self._arrival(origin, goal, departure)) is not None:
                return departure, arrival
        return None

    def _arrival(self, origin: str, goal: str, begin: int) -> int | None:
        """When one is there who stands on every platform of a station at a time: from the earliest platform to the next."""
        queue = [(begin, (origin, line)) for line in self.lines[origin]]
        ready, boarded, best = {platform: time for time, platform in queue}, dict[int, int](), None
        while queue:
            time, platform = heapq.heappop(queue)
            for _, run, position in self.leaving[platform][bisect_left(self.leaving[platform], (time,)) :]:
                stops = self.runs[run]
                if boarded.get(run, len(stops)) <= position:
                    continue
                boarded[run] = position
                for target, there, _ in stops[position + 1 :]:
                    if target[0] == goal:
                        best = there if best is None else min(best, there)
                    for beyond, walk in self.walks[target]:
                        if there + walk < ready.get(beyond, there + walk + 1):
                            ready[beyond] = there + walk
                            heapq.heappush(queue, (there + walk, beyond))
        return best


def last_ways(edition: Edition) -> dict[DayType, LastWays]:
    """The trains of each kind of day."""
    rail, days = Rail(edition), {day: LastWays() for day in _DAYS.values()}
    for day, line, stops in _runs(rail):
        days[day].add(line, stops)
    listed = _listed_walks(rail)
    for ways in days.values():
        for station, lines in ways.lines.items():
            for here, there in product(lines, repeat=2):
                ways.walks[station, here].append(((station, there), _walk(listed, station, here, there)))
    return days


def _listed_walks(rail: Rail) -> dict[str, dict[tuple[str, str], int]]:
    """By station and two lines the official walk in whole minutes, both ways."""
    walks: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    with WALKS.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            here, there = rail.line(f"{row['호선']}호선"), rail.line(row["환승노선"])
            station = rail.station(here.id, row["환승역명"]) if here else None
            if here and there and station and here.id != there.id:
                minutes, _, seconds = row["환승소요시간"].partition(":")
                walk = int(minutes) + (int(seconds) > 0)
                for pair in ((here.id, there.id), (there.id, here.id)):
                    walks[station.ref][pair] = min(walk, walks[station.ref].get(pair, walk))
    return walks


def _walk(listed: dict[str, dict[tuple[str, str], int]], station: str, here: str, there: str) -> int:
    """The minutes of a change: the least of one walk or two after each other."""
    if here == there:
        return 0 if (station, here) == _LOOP_CHANGE else _SAME_LINE
    walks = listed.get(station, {})
    chains = [first + walks[by, there] for (start, by), first in walks.items() if start == here and (by, there) in walks]
    return min([*([walks[here, there]] if (here, there) in walks else []), *chains], default=_UNKNOWN_WALK)


def _runs(rail: Rail) -> Iterator[tuple[DayType, str, Sequence[_Stop]]]:
    """The runs: kind of day, line, and stops in order."""
    file = json.loads(gzip.decompress(TIMETABLE.read_bytes()))
    for line, _, day, _, stops in file["runs"]:
        known = rail.line(line)
        assert known is not None
        named = ((rail.station(known.id, file["stations"][number]), there, left) for number, there, left in stops)
        times = [(station.ref, _minute(there or left), _minute(left or there)) for station, there, left in named if station and (there or left)]
        yield _DAYS[day], known.id, _in_order(times)


def _minute(listed: int) -> int:
    return listed - 1440 if listed > 1600 else listed


def _in_order(stops: Sequence[_Stop]) -> Sequence[_Stop]:
    """The stops without those that go back in time: as many as can be kept."""
    if all(there >= left for (_, _, left), (_, there, _) in pairwise(stops)):
        return stops
    return max(_rising(stops), key=len)


def _rising(stops: Sequence[_Stop]) -> Iterator[list[_Stop]]:
    """For each stop the longest row of stops in order that ends with it."""
    rising: list[list[_Stop]] = []
    for stop in stops:
        rising.append([*max((row for row in rising if row[-1][2] <= stop[1]), key=len, default=[]), stop])
        yield rising[-1]

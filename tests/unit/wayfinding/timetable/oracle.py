"""What the scan must find, computed apart: a search over every stop of every run, without arrays and without an order of connections."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

# A stop: platform, arrival, departure.
Stop = tuple[int, int, int]


@dataclass
class Plan:
    """Runs as lists of stops; which platforms are which station; the walks between platforms."""

    station: dict[int, str]
    walks: dict[tuple[int, int], int]
    runs: list[list[Stop]] = field(default_factory=list)

    def departures(self) -> dict[int, list[tuple[int, int]]]:
        """The runs that can be boarded at each platform, as run and position."""
        by_name: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, stops in enumerate(self.runs):
            for position, (platform, _, _) in enumerate(stops[:-1]):
                by_name[platform].append((number, position))
        return by_name

    def walked(self, platform: int, time: int) -> list[tuple[int, int]]:
        """Where one may be who alights at a platform, and when."""
        return [(beyond, time + seconds) for (here, beyond), seconds in self.walks.items() if here == platform]


def arrival(plan: Plan, origin: str, goal: str, begin: int) -> int | None:
    """The earliest arrival, by Dijkstra over platforms: being ready there, at a time."""
    departures = plan.departures()
    queue = [(begin, platform) for platform, station in plan.station.items() if station == origin]
    ready = {platform: time for time, platform in queue}
    heapq.heapify(queue)
    arrivals = []
    while queue:
        time, platform = heapq.heappop(queue)
        stops = [stop for run, position in departures[platform] if plan.runs[run][position][2] >= time for stop in plan.runs[run][position + 1 :]]
        arrivals += [there for target, there, _ in stops if plan.station[target] == goal]
        for beyond, later in (item for target, there, _ in stops for item in plan.walked(target, there)):
            if later < ready.get(beyond, later + 1):
                ready[beyond] = later
                heapq.heappush(queue, (later, beyond))
    return min(arrivals, default=None)


def departure(plan: Plan, origin: str, goal: str, end: int) -> int | None:
    """The latest departure that arrives by `end`: every departure of the origin is tried."""
    times = {stop[2] for stops in plan.runs for stop in stops[:-1] if plan.station[stop[0]] == origin}
    arriving = (time for time in sorted(times, reverse=True) if (there := arrival(plan, origin, goal, time)) is not None and there <= end)
    return next(arriving, None)


def rides_hold(plan: Plan, rides: Sequence[tuple[int, int, int]]) -> bool:
    """Whether one can ride so: run, position of boarding and of alighting, with the walks between."""
    for (run, _, off), (following, on, _) in pairwise(rides):
        here, there = plan.runs[run][off], plan.runs[following][on]
        if (here[0], there[0]) not in plan.walks or here[1] + plan.walks[here[0], there[0]] > there[2]:
            return False
    return all(on < off for _, on, off in rides)

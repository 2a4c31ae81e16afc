"""Journeys between two stations on one service day: leave as late, or arrive as early as can be, with as few rides as that allows."""

from __future__ import annotations

from dataclasses import dataclass

from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.scan import NEVER, Ints, arrive_first, leave_last


@dataclass(frozen=True)
class Ride:
    """One ride, by numbers of the network. Times in seconds of the service day. `change_s`: the walk to it from the ride before; 0 for the first."""

    run: int
    origin: int
    target: int
    departure: int
    arrival: int
    change_s: int = 0


@dataclass(frozen=True)
class Journey:
    """Rides in order; at least one."""

    rides: tuple[Ride, ...]

    @property
    def departure(self) -> int:
        """When one leaves, in seconds of the service day."""
        return self.rides[0].departure

    @property
    def arrival(self) -> int:
        """When one is there."""
        return self.rides[-1].arrival


def latest_journey(day: DayRuns, origin: int, goal: int, arrive_by: int = NEVER) -> Journey | None:
    """The journey that leaves last and arrives by a time; of several the one that arrives first."""
    return _journey(day, leave_last(day.hops, day.network.ways, origin, goal, arrive_by))


def earliest_journey(day: DayRuns, origin: int, goal: int, depart_at: int) -> Journey | None:
    """The journey that arrives first when one may leave from a time on; of several the one that leaves last."""
    return _journey(day, arrive_first(day.hops, day.network.ways, origin, goal, depart_at))


def _journey(day: DayRuns, rides: Ints) -> Journey | None:
    """Rides as rows of the scan, with the numbers that runs have in the network."""
    taken = tuple(Ride(int(day.numbers[run]), *others) for run, *others in rides.tolist())
    return Journey(taken) if taken else None

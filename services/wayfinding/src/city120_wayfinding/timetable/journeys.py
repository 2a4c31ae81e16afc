"""Journeys between two stations on one service day: leave as late, or arrive as early as can be, with as few rides as that allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.network import Network
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


def along(network: Network, ride: Ride) -> range:
    """The stops of a ride by number, from the one where one boards to the one where one alights."""
    stops, run = network.stops, range(network.runs.at[ride.run], network.runs.at[ride.run + 1])
    on = next(stop for stop in run if (stops.station[stop], stops.departure[stop]) == (ride.origin, ride.departure))
    off = next(stop for stop in run if stop > on and (stops.station[stop], stops.arrival[stop]) == (ride.target, ride.arrival))
    return range(on, off + 1)


def at_station(day: DayRuns, station: int) -> Ints:
    """Walks of no time to and from the platforms of a station, and none to others."""
    return walks(day, {station: 0})


def walks(day: DayRuns, seconds: Mapping[int, int]) -> Ints:
    """By platform the seconds of a walk to it or from it, by the numbers of stations; NEVER where one does not walk."""
    station = day.network.ways.station
    by_platform = np.full(station.size, NEVER, np.int32)
    for number, walk in seconds.items():
        by_platform[station == number] = walk
    return by_platform


def latest_journey(day: DayRuns, origin: int, goal: int, arrive_by: int = NEVER) -> Journey | None:
    """The journey that leaves last and arrives by a time; of several the one that arrives first."""
    return latest_between(day, at_station(day, origin), at_station(day, goal), arrive_by)


def earliest_journey(day: DayRuns, origin: int, goal: int, depart_at: int) -> Journey | None:
    """The journey that arrives first when one may leave from a time on; of several the one that leaves last."""
    return earliest_between(day, at_station(day, origin), at_station(day, goal), depart_at)


def latest_between(day: DayRuns, access: Ints, egress: Ints, arrive_by: int) -> Journey | None:
    """The same with walks at both ends (`walks`): one leaves so many seconds before the first ride, and arrives so many after the last."""
    return _journey(day, leave_last(day.hops, day.network.ways, access, egress, arrive_by))


def earliest_between(day: DayRuns, access: Ints, egress: Ints, depart_at: int) -> Journey | None:
    """The same of the journey that arrives first."""
    return _journey(day, arrive_first(day.hops, day.network.ways, access, egress, depart_at))


def _journey(day: DayRuns, rides: Ints) -> Journey | None:
    """Rides as rows of the scan, with the numbers that runs have in the network."""
    taken = tuple(Ride(int(day.numbers[run]), *others) for run, *others in rides.tolist())
    return Journey(taken) if taken else None

"""What makes the stops of a run usable, whichever file they come from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from city120_edition.timetables import Mode, StoredStation
from city120_ingest.reading import BadRowError

# A service day runs from 04:00 to 04:00; a run that begins in it may end later.
DAY_BEGINS_S, DAY_ENDS_S = 4 * 3600, 28 * 3600
# Faster than anything that carries passengers there; times are often rounded to whole minutes, so a hop is allowed one more.
FASTEST_KMH: dict[Mode, float] = {"metro": 130, "rail": 350, "tram": 110, "bus": 130, "ferry": 100, "other": 350}
# Slower than anything that carries passengers there, after so long that a hop may be whatever the distance.
SLOWEST_KMH: dict[Mode, float] = {"metro": 10, "rail": 10, "tram": 5, "bus": 5, "ferry": 4, "other": 2}
LONGEST_HOP_S = 3600
_ROUNDING_S = 60
_EARTH_RADIUS_M = 6_371_008.8


@dataclass(frozen=True)
class StopTime:
    """One stop of a run: where, and arrival and departure in seconds of the service day."""

    station: StoredStation
    platform: int
    arrival: int
    departure: int


def in_order(stops: Sequence[StopTime]) -> list[StopTime]:
    """The stops without the fewest that must go so that arrivals never go back in time (the longest non-decreasing subsequence).

    One misplaced row, such as a run that begins with its last station, must cost that row and not all the others.
    """
    if all(before.arrival <= after.arrival for before, after in pairwise(stops)):
        return list(stops)
    best: list[list[StopTime]] = []
    for stop in stops:
        before = max((chain for chain in best if chain[-1].arrival <= stop.arrival), key=len, default=[])
        best.append([*before, stop])
    return max(best, key=len)


def merged(stops: Sequence[StopTime]) -> list[StopTime]:
    """The stops with those made one that follow each other at one platform: a train that is listed as ending and beginning there only waits."""
    calls: list[StopTime] = []
    for stop in stops:
        if calls and calls[-1].platform == stop.platform:
            calls[-1] = replace(calls[-1], departure=stop.departure)
        else:
            calls.append(stop)
    return calls


def check_times(stops: Sequence[StopTime], mode: Mode) -> None:
    """Raises BadRowError for a run that nobody can ride: too short, beyond the service day, back in time, or faster or slower than anything of its
    mode."""
    if len(stops) < 2:
        raise BadRowError("stops", "fewer than two stops have a time")
    if not DAY_BEGINS_S <= stops[0].departure < DAY_ENDS_S:
        raise BadRowError("departure", f"begins at {clock(stops[0].departure)}, and a service day runs from 04:00 to 27:59")
    for stop in stops:
        if stop.departure < stop.arrival:
            raise BadRowError("departure", f"leaves {stop.station.ref} at {clock(stop.departure)}, before it arrives at {clock(stop.arrival)}")
    for before, after in pairwise(stops):
        if after.arrival < before.departure:
            raise BadRowError("arrival", f"arrives at {after.station.ref} at {clock(after.arrival)}, before it leaves {before.station.ref}")
        kmh = _kmh(before, after)
        if kmh > FASTEST_KMH[mode]:
            raise BadRowError("arrival", f"goes from {before.station.ref} to {after.station.ref} at {kmh:.0f} km/h, and a {mode} never does")
        _check_slow(before, after, mode)


def _check_slow(before: StopTime, after: StopTime, mode: Mode) -> None:
    """Raises BadRowError for a hop that takes longer than anything of its mode, or a wait that does."""
    took, distance = after.arrival - before.departure, distance_m(before.station, after.station)
    if took > LONGEST_HOP_S + distance * 3.6 / SLOWEST_KMH[mode]:
        raise BadRowError("arrival", f"takes from {before.station.ref} to {after.station.ref} {clock(took)} hours, and a {mode} never does")
    if after.departure - after.arrival > LONGEST_HOP_S:
        raise BadRowError("departure", f"stands at {after.station.ref} from {clock(after.arrival)} to {clock(after.departure)}")


def clock(seconds: int) -> str:
    """Seconds of a day as HH:MM."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}"


def distance_m(a: StoredStation, b: StoredStation) -> float:
    """The distance between two stations in metres, on a sphere; 0 when a point is not known."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    phi_a, phi_b, d_lambda = math.radians(a.lat), math.radians(b.lat), math.radians(b.lon - a.lon)
    h = math.sin((phi_b - phi_a) / 2) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(d_lambda / 2) ** 2
    return 2 * _EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))


def _kmh(before: StopTime, after: StopTime) -> float:
    return distance_m(before.station, after.station) / (after.arrival - before.departure + _ROUNDING_S) * 3.6

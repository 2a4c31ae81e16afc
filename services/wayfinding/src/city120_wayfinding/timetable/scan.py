"""The connection scan: all connections of a day, sorted by departure, looked at once.

A connection is one hop of one run: it leaves a platform and arrives at the next. Going through them in the order of departure finds the earliest
arrival; going backward finds the latest departure that still connects. The method is that of Dibbelt, Pajor, Strasser and Wagner, "Connection Scan
Algorithm" (2018). Times are whole seconds of the service day.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from city120_wayfinding.timetable.compiled import compiled

NEVER = 2**30
NONE = -1
Ints = npt.NDArray[np.int32]
# What is never negative: numba looks it up without asking whether it counts from the end.
Numbers = npt.NDArray[np.uint32]


class Connections(NamedTuple):
    """The hops of a day by departure, then arrival, then as runs go; those that take no time may stand there several times (`day`).

    `stop`: the number of the stop that a hop leaves, which grows along a run; `runs`: how many runs there are."""

    stop: Ints
    departure: Ints
    arrival: Ints
    origin: Numbers
    target: Numbers
    run: Numbers
    runs: int


class Ways(NamedTuple):
    """Platforms and the walks between them, in compressed rows: the walks from platform p are `forward_at[p]` to `forward_at[p + 1]`; those to it
    are found likewise by `backward_at`. Every change has its walk, also that of a platform to itself."""

    station: Ints
    forward_at: Numbers
    forward_to: Numbers
    forward_seconds: Ints
    backward_at: Numbers
    backward_from: Numbers
    backward_seconds: Ints


@compiled
def leave_last(hops: Connections, ways: Ways, access: Ints, egress: Ints, end: int) -> Ints:
    """The rides of the journey that leaves last and arrives by `end`; of several of that departure the first that arrives, with as few rides as that
    allows. A row a ride: run, first and last station, departure, arrival, and the seconds of the walk to it; no row when nothing connects.

    `access`: by platform the seconds of the walk to it from where the journey begins, `egress` those from it to where the journey ends; NEVER where
    one does not walk."""
    departure, window = backward(hops, ways, access, egress, end)
    arrival = NEVER if departure == NONE else earliest(hops, ways, access, egress, departure)
    return _rides(hops, ways, access, egress, departure, arrival, window)


@compiled
def arrive_first(hops: Connections, ways: Ways, access: Ints, egress: Ints, begin: int) -> Ints:
    """The same of the journey that arrives first and leaves at `begin` or later; of several of that arrival the last that leaves."""
    arrival = earliest(hops, ways, access, egress, begin)
    departure, window = backward(hops, ways, access, egress, NONE if arrival == NEVER else arrival)
    return _rides(hops, ways, access, egress, departure, arrival, window)


@compiled
def earliest(hops: Connections, ways: Ways, access: Ints, egress: Ints, begin: int) -> int:
    """The earliest arrival when one may leave from `begin` on; NEVER when nothing connects."""
    ready = _ready(access, begin)
    # The first stop at which one can be aboard each run.
    aboard = np.full(hops.runs, NEVER, np.int32)
    # The earliest arrival at each platform: who comes later walks on to nothing new.
    arrived = np.full(access.size, NEVER, np.int32)
    best = NEVER
    for i in range(np.searchsorted(hops.departure, begin), hops.departure.size):
        departure, run, target = hops.departure[i], hops.run[i], hops.target[i]
        if departure >= best:
            break
        if ready[hops.origin[i]] <= departure:
            aboard[run] = min(aboard[run], hops.stop[i])
        if aboard[run] <= hops.stop[i] and hops.arrival[i] < arrived[target]:
            arrived[target] = hops.arrival[i]
            _arrive(ready, ways, target, hops.arrival[i])
            if egress[target] < NEVER:
                best = min(best, hops.arrival[i] + egress[target])
    return best


@compiled
def _ready(access: Ints, begin: int) -> Ints:
    """When one can be on each platform on foot who leaves at `begin`; NEVER where one does not walk."""
    ready = np.full(access.size, NEVER, np.int32)
    for platform in range(access.size):
        if access[platform] < NEVER:
            ready[platform] = begin + access[platform]
    return ready


@compiled
def backward(hops: Connections, ways: Ways, access: Ints, egress: Ints, end: int) -> tuple[int, Ints]:
    """The latest time to leave that still arrives by `end`, or NONE; and the hops from then on by which one still arrives."""
    # The latest arrival at each platform from which one still gets there.
    deadline = np.full(ways.station.size, NONE, np.int32)
    # The last stop of each run at which it is of use to be aboard.
    useful = np.full(hops.runs, NONE, np.int32)
    # Where one may board; the first hop that is found there is the last to leave.
    boarded = np.zeros(ways.station.size, np.bool_)
    last, left = np.searchsorted(hops.departure, end, side="right"), NONE
    arriving = np.zeros(last, np.bool_)
    first = last
    while first > 0 and hops.departure[first - 1] >= left:
        first -= 1
        arrival, origin, target, run = hops.arrival[first], hops.origin[first], hops.target[first], hops.run[first]
        if arrival <= deadline[target] or (egress[target] < NEVER and arrival + egress[target] <= end):
            useful[run] = max(useful[run], hops.stop[first])
        if useful[run] >= hops.stop[first]:
            arriving[first] = True
            if not boarded[origin]:
                boarded[origin] = True
                _depart(deadline, ways, origin, hops.departure[first])
                if access[origin] < NEVER:
                    left = max(left, hops.departure[first] - access[origin])
    return left, (np.flatnonzero(arriving[first:]) + first).astype(np.int32)


@compiled
def _rides(hops: Connections, ways: Ways, access: Ints, egress: Ints, departure: int, arrival: int, window: Ints) -> Ints:
    """The rides of a journey between two times, as few as can be, by some hops of which all that it may need are. After `k` rides one is ready at
    each platform at `ready[k]`, came there by the hop `came[k]`, and boarded each run for the `k`th ride at the hop `boarded[k]`."""
    if arrival == NEVER:
        return np.empty((0, 6), np.int32)
    ready = np.full((1, ways.station.size), NEVER, np.int32)
    ready[0] = _ready(access, departure)
    came = np.full((1, ways.station.size), NONE, np.int32)
    boarded = np.full((1, hops.runs), NONE, np.int32)
    final = NONE
    while final == NONE:
        ready = np.concatenate((ready, np.full((1, ways.station.size), NEVER, np.int32)))
        came = np.concatenate((came, np.full((1, ways.station.size), NONE, np.int32)))
        boarded = np.concatenate((boarded, np.full((1, hops.runs), NONE, np.int32)))
        final = _ride(hops, ways, window, (ready[-2], ready[-1], came[-1], boarded[-1]), egress, arrival)
        # A timetable in which a train arrives before it leaves has arrivals that no rides lead to, and must not keep anybody waiting.
        if final == NONE and (ready[-1].min() == NEVER or len(boarded) > window.size):
            return np.empty((0, 6), np.int32)
    return _trace(hops, ways, boarded, came, final)


@compiled
def _ride(hops: Connections, ways: Ways, window: Ints, labels: tuple[Ints, Ints, Ints, Ints], egress: Ints, end: int) -> int:
    """One more ride after those that `before` tells; the hop that arrives where one walks to the goal in time, or NONE."""
    before, ready, came, boarded = labels
    for i in window:
        run = hops.run[i]
        if before[hops.origin[i]] <= hops.departure[i] and (boarded[run] == NONE or hops.stop[i] < hops.stop[boarded[run]]):
            boarded[run] = i
        if boarded[run] != NONE and hops.stop[boarded[run]] <= hops.stop[i]:
            if egress[hops.target[i]] < NEVER and hops.arrival[i] + egress[hops.target[i]] <= end:
                return int(i)
            _alight(ready, came, ways, hops.target[i], hops.arrival[i], i)
    return NONE


@compiled
def _trace(hops: Connections, ways: Ways, boarded: Ints, came: Ints, final: int) -> Ints:
    """The rides, from the last back to the first."""
    rides = np.zeros((len(boarded) - 1, 6), np.int32)
    for ride in range(len(rides), 0, -1):
        first = boarded[ride][hops.run[final]]
        ends = ways.station[hops.origin[first]], ways.station[hops.target[final]]
        rides[ride - 1][:5] = (np.int32(hops.run[final]), ends[0], ends[1], hops.departure[first], hops.arrival[final])
        final = came[ride - 1][hops.origin[first]]
        if final != NONE:
            rides[ride - 1][5] = _walk(ways, hops.target[final], hops.origin[first])
    return rides


@compiled
def _walk(ways: Ways, here: int, there: int) -> int:
    """The seconds from one platform to another; there must be a way."""
    for k in range(ways.forward_at[here], ways.forward_at[here + 1]):
        if ways.forward_to[k] == there:
            return int(ways.forward_seconds[k])
    return NONE


@compiled
def _arrive(ready: Ints, ways: Ways, platform: int, time: int) -> None:
    """Walk on from a platform."""
    for k in range(ways.forward_at[platform], ways.forward_at[platform + 1]):
        there = time + ways.forward_seconds[k]
        ready[ways.forward_to[k]] = min(ready[ways.forward_to[k]], there)


@compiled
def _alight(ready: Ints, came: Ints, ways: Ways, platform: int, time: int, hop: int) -> None:
    """The same, and remember by which hop one came."""
    for k in range(ways.forward_at[platform], ways.forward_at[platform + 1]):
        there = time + ways.forward_seconds[k]
        if there < ready[ways.forward_to[k]]:
            ready[ways.forward_to[k]], came[ways.forward_to[k]] = there, hop


@compiled
def _depart(deadline: Ints, ways: Ways, platform: int, time: int) -> None:
    """Walk back from a platform that is left at `time`."""
    for k in range(ways.backward_at[platform], ways.backward_at[platform + 1]):
        here = time - ways.backward_seconds[k]
        deadline[ways.backward_from[k]] = max(deadline[ways.backward_from[k]], here)

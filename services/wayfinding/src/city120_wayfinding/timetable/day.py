"""The runs of one service day, ready for the scan."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from city120_wayfinding.timetable.network import Network
from city120_wayfinding.timetable.scan import Connections, Ints


@dataclass(frozen=True)
class DayRuns:
    """The runs of some services; `numbers` are those that they have in the network. `listed`: by number in the network, whether a run goes on the day
    and is one train, not one of those at a headway."""

    network: Network
    hops: Connections
    numbers: Ints
    listed: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, network: Network, services: Set[int]) -> DayRuns:
        """Compile the runs of these services."""
        stops, runs = network.stops, np.isin(network.runs.service, sorted(services))
        leaves = np.flatnonzero((stops.run[:-1] == stops.run[1:]) & runs[stops.run[:-1]])
        stop = leaves[np.lexsort((leaves, stops.arrival[leaves + 1], stops.departure[leaves]))]
        stop = _with_chains(network, stop)
        number = np.cumsum(runs) - 1
        hops = Connections(
            stop=stop.astype(np.int32),
            departure=stops.departure[stop],
            arrival=stops.arrival[stop + 1],
            origin=stops.platform[stop].astype(np.uint32),
            target=stops.platform[stop + 1].astype(np.uint32),
            run=number[stops.run[stop]].astype(np.uint32),
            runs=int(runs.sum()),
        )
        return cls(network, hops, np.flatnonzero(runs).astype(np.int32), runs & np.array([bool(number) for number in network.numbers], dtype=bool))

    def departing(self, station: int) -> npt.NDArray[np.int64]:
        """The stops at a station that trains leave; runs that stand for trains at a headway are none."""
        here, stops = self.network.stops_at(station), self.network.stops
        return here[self.listed[stops.run[here]] & (here + 1 < self.network.runs.at[stops.run[here] + 1])]

    def end_of(self, stop: int) -> int:
        """Where the stops of the run of a stop end."""
        return int(self.network.runs.at[self.network.stops.run[stop] + 1])


def _with_chains(network: Network, stop: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The hops, by the stops that they leave, with those repeated that take no time and may follow each other by changes that take none either.

    The scan looks at hops one after another. Several of one second that wait for each other are listed as often as the longest chain needs: all of
    that second which one can change to, after one from anywhere."""
    stops, walks = network.stops, network.ways.forward_seconds == 0
    at_once = np.zeros(network.ways.station.size, np.bool_)
    at_once[network.ways.forward_to[walks]] = True
    instant = np.flatnonzero(stops.departure[stop] == stops.arrival[stop + 1])
    changing = instant[at_once[stops.platform[stop[instant]]]]
    seconds, count = np.unique(stops.departure[stop[changing]], return_counts=True)
    listed, begin = [], 0
    for second, changes in zip(seconds, count, strict=True):
        among = instant[stops.departure[stop[instant]] == second]
        listed += [stop[begin : among[0]], np.tile(stop[among], min(among.size, changes + 1))]
        begin = among[-1] + 1
    return np.concatenate([*listed, stop[begin:]])

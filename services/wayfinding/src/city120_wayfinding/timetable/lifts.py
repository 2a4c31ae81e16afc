"""Stations that one gets into and out of by lift, as an imported list has it, and the network without the others (docs/adr/0044)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from city120_edition.edition import Edition
from city120_edition.lifts import ELEVATOR, LIFTS, Lift
from city120_wayfinding.places.place import Place
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.network import Network
from city120_wayfinding.timetable.scan import NEVER, Ints, Ways

_STREET = 0
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class StepFreeNetwork:
    """Where one boards, alights and changes by lift. `open`: by platform; `stations`: those that have such a platform, by number."""

    ways: Ways
    open: Bools
    stations: Set[int]

    @classmethod
    def of(cls, network: Network, platforms: Bools) -> StepFreeNetwork:
        """The network with no walks but those between platforms that are open."""
        return cls(_between(network.ways, platforms), platforms, frozenset(network.ways.station[platforms].tolist()))

    def day(self, runs: DayRuns) -> DayRuns:
        """The same runs; what one changes between is open."""
        return replace(runs, network=replace(runs.network, ways=self.ways))

    def walks(self, seconds: Ints) -> Ints:
        """Walks to platforms or from them, and none to those that are not open."""
        return np.where(self.open, seconds, NEVER).astype(np.int32)


class Lifts:
    """The lifts of an imported list; without one nothing is known, and `date` is empty."""

    def __init__(self, rows: Iterable[Lift] = (), date: str = "", source: str = "") -> None:
        self.date, self.source = date, source
        at: dict[tuple[str, str], list[Lift]] = defaultdict(list)
        for row in rows:
            at[row.station, row.line].append(row)
        self._works = {platform: _works(lifts) for platform, lifts in at.items()}

    @classmethod
    def imported(cls, edition: Edition) -> Lifts:
        """Those of the current import."""
        layer = edition.layer(LIFTS)
        return cls(layer.rows(Lift), layer.date, layer.source) if layer is not None else cls()

    def works(self, station: str, line: str) -> bool | None:
        """Whether lifts lead between the street and the trains of a line; None where the list does not have the line at that station."""
        return self._works.get((station, line))

    def both_work(self, origin: Place, destination: Place, line: str) -> bool | None:
        """The same of both ends of a ride."""
        ends = {self.works(place.ref, line) for place in (origin, destination)}
        return False if False in ends else True if ends == {True} else None

    def unknown(self, platforms: Iterable[tuple[Place, str]]) -> tuple[Place, ...]:
        """The stations of which the list does not have the line; none without a list."""
        if not self.date:
            return ()
        return tuple({station.ref: station for station, line in platforms if self.works(station.ref, line) is None}.values())

    def freshness(self, day: dt.date) -> str:
        """Lifts fail and are mended within hours, so the list is `fresh` on its own day, and `stale` from the next on."""
        if not self.date:
            return ""
        return "fresh" if day <= dt.date.fromisoformat(self.date) else "stale"

    def networks(self, network: Network) -> tuple[StepFreeNetwork, ...]:
        """First where lifts are known to work, then also where the list says nothing; none without a list."""
        if not self.date:
            return ()
        states = self._of_platforms(network)
        sure, unknown = (np.array([state is wanted for state in states], dtype=np.bool_) for wanted in (True, None))
        return StepFreeNetwork.of(network, sure), StepFreeNetwork.of(network, sure | unknown)

    def _of_platforms(self, network: Network) -> Sequence[bool | None]:
        """What is known of each platform, by the lines that stop there; one of them that is closed closes it."""
        lines: dict[int, set[int]] = defaultdict(set)
        stopping = np.unique(np.column_stack((network.stops.platform, network.runs.line[network.stops.run])), axis=0)
        for platform, line in stopping.tolist():
            lines[platform].add(line)
        states = []
        for platform, station in enumerate(network.ways.station.tolist()):
            here = {self.works(network.stations[station].ref, network.lines[line].id) for line in lines[platform]}
            states.append(False if False in here else True if here == {True} else None)
        return states


def _works(lifts: Sequence[Lift]) -> bool:
    """Whether there are elevators and none is out that could be the only one to a platform: one may be out that leads from the street to a floor
    nearer to it than the platforms, if another that works joins the same floors."""
    elevators = [lift for lift in lifts if lift.kind == ELEVATOR]
    platforms = max((abs(floor) for lift in elevators for floor in lift.floors), default=0)
    working = [set(lift.floors) for lift in elevators if lift.working]

    def spared(lift: Lift) -> bool:
        inside = _STREET in lift.floors and max(map(abs, lift.floors)) < platforms
        return inside and any(floors.issuperset(lift.floors) for floors in working)

    return bool(working) and all(lift.working or spared(lift) for lift in elevators)


def _between(ways: Ways, platforms: Bools) -> Ways:
    """The walks between platforms that are open."""
    begin, back = ways.forward_at.astype(np.int64), ways.backward_at.astype(np.int64)
    origin, target = (np.repeat(np.arange(platforms.size), at[1:] - at[:-1]) for at in (begin, back))
    forward, backward = platforms[origin] & platforms[ways.forward_to], platforms[target] & platforms[ways.backward_from]
    bounds = np.arange(platforms.size + 1)
    return ways._replace(
        forward_at=np.searchsorted(origin[forward], bounds).astype(np.uint32),
        forward_to=ways.forward_to[forward],
        forward_seconds=ways.forward_seconds[forward],
        backward_at=np.searchsorted(target[backward], bounds).astype(np.uint32),
        backward_from=ways.backward_from[backward],
        backward_seconds=ways.backward_seconds[backward],
    )

"""Stations, platforms, lines and runs of all timetables that are loaded, as one network of arrays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from city120_edition.rows import DayType
from city120_edition.timetables import UNKNOWN_CHANGE_S, StoredLine, StoredService, StoredStation, StoredTimetable, unpack
from city120_wayfinding.timetable.scan import Ints, Ways

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Runs:
    """Runs by number: line, direction, service, and the station where they end. The stops of run r are `at[r]` to `at[r + 1]`."""

    line: Ints
    direction: Ints
    service: Ints
    terminal: Ints
    at: Ints


@dataclass(frozen=True)
class Stops:
    """Stops, those of a run after each other: platform and station, arrival and departure, and the run."""

    platform: Ints
    station: Ints
    arrival: Ints
    departure: Ints
    run: Ints


@dataclass(frozen=True)
class Network:
    """All that the scan needs, and the names of what it finds."""

    stations: tuple[StoredStation, ...]
    lines: tuple[StoredLine, ...]
    services: tuple[StoredService, ...]
    directions: tuple[str, ...]
    numbers: tuple[str, ...]
    ways: Ways
    runs: Runs
    stops: Stops

    @classmethod
    def of(cls, tables: Sequence[StoredTimetable]) -> Network:
        """One network of several timetables. Stations that have one reference are one station, and lines of one id are one line."""
        stations, station_number = _numbered([table.stations for table in tables], lambda station: station.ref)
        lines, line_number = _numbered([table.lines for table in tables], lambda line: line.id)
        directions, direction_number = _numbered([table.directions for table in tables], str)
        station = _joined(number[unpack(table.platform_station)] for table, number in zip(tables, station_number, strict=True))
        platform = _offsets(tables, lambda table: unpack(table.platform_station).size)
        service = _offsets(tables, lambda table: len(table.services))
        at = np.concatenate(([0], _joined(unpack(table.run_stops) for table in tables).cumsum())).astype(np.int32)
        stop_platform = _joined(unpack(table.stop_platform) + begin for table, begin in zip(tables, platform, strict=True))
        stops = Stops(
            platform=stop_platform,
            station=station[stop_platform],
            arrival=_joined(unpack(table.arrival) for table in tables),
            departure=_joined(unpack(table.departure) for table in tables),
            run=np.repeat(np.arange(at.size - 1, dtype=np.int32), np.diff(at)),
        )
        runs = Runs(
            line=_joined(number[unpack(table.run_line)] for table, number in zip(tables, line_number, strict=True)),
            direction=_joined(number[unpack(table.run_direction)] for table, number in zip(tables, direction_number, strict=True)),
            service=_joined(unpack(table.run_service) + begin for table, begin in zip(tables, service, strict=True)),
            terminal=stops.station[at[1:] - 1],
            at=at,
        )
        return cls(
            stations=stations,
            lines=lines,
            services=tuple(service for table in tables for service in table.services),
            directions=directions,
            numbers=tuple(number for table in tables for number in table.numbers),
            ways=_ways(tables, platform, station),
            runs=runs,
            stops=stops,
        )

    @cached_property
    def _by_station(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """All stops by station, and where those of each station begin."""
        order = np.argsort(self.stops.station, kind="stable")
        return order, np.searchsorted(self.stops.station[order], np.arange(len(self.stations) + 1))

    def stops_at(self, station: int) -> npt.NDArray[np.int64]:
        """The stops at a station, in their order."""
        order, begin = self._by_station
        return order[begin[station] : begin[station + 1]]

    def services_of(self, day: dt.date, day_type: DayType) -> frozenset[int]:
        """The services whose runs go on a service day."""
        return frozenset(number for number, service in enumerate(self.services) if service.runs_on(day, day_type))


def _numbered(groups: Sequence[Sequence[_Item]], key: Callable[[_Item], Hashable]) -> tuple[tuple[_Item, ...], list[Ints]]:
    """The distinct items of several lists, and for each list the number of each of its items among them."""
    items: dict[Hashable, _Item] = {}
    for group in groups:
        for item in group:
            items.setdefault(key(item), item)
    number = {name: position for position, name in enumerate(items)}
    return tuple(items.values()), [np.array([number[key(item)] for item in group], dtype=np.int32) for group in groups]


def _offsets(tables: Sequence[StoredTimetable], size: Callable[[StoredTimetable], int]) -> list[int]:
    """Where the numbers of each table begin when they are counted through."""
    return [sum(size(before) for before in tables[:position]) for position in range(len(tables))]


def _joined(columns: Iterable[Ints]) -> Ints:
    return np.concatenate([np.empty(0, np.int32), *columns]).astype(np.int32)


def _ways(tables: Sequence[StoredTimetable], platform: Sequence[int], station: Ints) -> Ways:
    """The walks of all tables and, between platforms of one station that two tables have, walks of UNKNOWN_CHANGE_S."""
    pairs = list(zip(tables, platform, strict=True))
    origin = _joined(unpack(table.change_from) + begin for table, begin in pairs)
    target = _joined(unpack(table.change_to) + begin for table, begin in pairs)
    seconds = _joined(unpack(table.change_seconds) for table in tables)
    source = np.repeat(np.arange(len(tables)), [unpack(table.platform_station).size for table in tables])
    here, there = _across(station, source)
    origin, target = np.concatenate((origin, here)), np.concatenate((target, there))
    seconds = np.concatenate((seconds, np.full(here.size, UNKNOWN_CHANGE_S, np.int32)))
    forward, backward = np.lexsort((target, origin)), np.lexsort((origin, target))
    bounds = np.arange(station.size + 1)
    return Ways(
        station=station,
        forward_at=np.searchsorted(origin[forward], bounds).astype(np.uint32),
        forward_to=target[forward].astype(np.uint32),
        forward_seconds=seconds[forward],
        backward_at=np.searchsorted(target[backward], bounds).astype(np.uint32),
        backward_from=origin[backward].astype(np.uint32),
        backward_seconds=seconds[backward],
    )


def _across(station: Ints, source: np.ndarray) -> tuple[Ints, Ints]:
    """Pairs of platforms of one station that come from different tables."""
    if source.size == 0 or source[0] == source[-1]:
        return np.empty(0, np.int32), np.empty(0, np.int32)
    order = np.argsort(station, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(station[order])) + 1)
    pairs = [(a, b) for group in groups for a in group for b in group if source[a] != source[b]]
    platforms = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return platforms[:, 0], platforms[:, 1]

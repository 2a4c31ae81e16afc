"""Timetables as an imported layer: stations, lines, services and runs, with the numbers packed in columns.

A layer has one row, a `StoredTimetable`. Times are seconds of the service day as the file counts them; they may pass 24:00. A platform is where one
waits for a line: changes, in seconds, lead from platform to platform, also from one to itself (from a train to the next of the same line).
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from city120_edition.rows import DayType

METRO_TIMETABLE, GTFS = "metro-timetable", "gtfs"
Ints = npt.NDArray[np.int32]
Mode = Literal["metro", "rail", "tram", "bus", "ferry", "other"]
_STORED = "<i4"
# The fastest level that still makes a full timetable a megabyte.
_LEVEL = 1
# A change from one train of a line to the next, and a change between platforms of a station of which no table speaks, in seconds.
SAME_LINE_S, UNKNOWN_CHANGE_S = 60, 240
# From and until then, in seconds of a service day, the `day_wait` of a row of headways holds.
DAYTIME_BEGINS_S, DAYTIME_ENDS_S = 7 * 3600, 21 * 3600


def seconds_of(time: str) -> int:
    """Seconds of the service day: 24:38 is 88,680."""
    hours, _, minutes = time.partition(":")
    return int(hours) * 3600 + int(minutes) * 60


def pack(numbers: Iterable[int] | npt.NDArray[np.integer]) -> bytes:
    """Whole numbers of 32 bits, compressed."""
    listed = numbers if isinstance(numbers, np.ndarray) else np.fromiter(numbers, dtype=np.int64)
    if listed.size and not (np.iinfo(np.int32).min <= listed.min() and listed.max() <= np.iinfo(np.int32).max):
        raise ValueError("a number needs more than 32 bits")
    return zlib.compress(listed.astype(_STORED).tobytes(), level=_LEVEL)


def unpack(packed: bytes) -> Ints:
    """The numbers again."""
    return np.frombuffer(zlib.decompress(packed), dtype=_STORED).astype(np.int32)


@dataclass(frozen=True, kw_only=True)
class StoredStation:
    """All platforms that are one station to a traveller. `ref`: `station:<id>` of the edition, or `stop:<id>` of the file."""

    ref: str
    names: dict[str, str]
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, kw_only=True)
class StoredLine:
    """A line: its id in the edition, or `gtfs:<id>` of the file. `incomplete`: stations or trains are missing; `exact`: all its trains are known by
    their times, none by what is typical."""

    id: str
    names: dict[str, str]
    mode: Mode = "metro"
    incomplete: bool = False
    exact: bool = True


@dataclass(frozen=True, kw_only=True)
class StoredService:
    """On which service days runs go: on those of some day types, or on the weekdays (0 is Monday) from `begin` to `end`, both included, and on the
    days `added`, but not on those `removed`."""

    id: str
    day_types: tuple[DayType, ...] = ()
    weekdays: tuple[int, ...] = ()
    begin: dt.date | None = None
    end: dt.date | None = None
    added: tuple[dt.date, ...] = ()
    removed: tuple[dt.date, ...] = ()

    def runs_on(self, day: dt.date, day_type: DayType) -> bool:
        """Whether its runs go on a service day."""
        if day_type in self.day_types or day in self.added:
            return True
        if day in self.removed or self.begin is None or self.end is None:
            return False
        return self.begin <= day <= self.end and day.weekday() in self.weekdays


@dataclass(frozen=True, kw_only=True)
class StoredTimetable:
    """One timetable. Packed columns: `platform_station` by platform; `change_from`, `change_to`, `change_seconds` by change; `run_line`,
    `run_direction`, `run_service`, `run_stops` (how many) by run; `stop_platform`, `arrival`, `departure` by stop, the stops of a run after each
    other. `numbers` are what the runs are called. A run without a number stands for trains at a headway: its departures are when one must be there
    at the latest to reach its later stops in time."""

    stations: tuple[StoredStation, ...]
    lines: tuple[StoredLine, ...]
    services: tuple[StoredService, ...]
    directions: tuple[str, ...]
    numbers: tuple[str, ...]
    platform_station: bytes
    change_from: bytes
    change_to: bytes
    change_seconds: bytes
    run_line: bytes
    run_direction: bytes
    run_service: bytes
    run_stops: bytes
    stop_platform: bytes
    arrival: bytes
    departure: bytes


class TimetableWriter:
    """Collects a timetable piece by piece: stations, lines and services first, then platforms, then changes and runs."""

    def __init__(self) -> None:
        self._stations: dict[str, StoredStation] = {}
        self._lines: dict[str, StoredLine] = {}
        self._services: dict[str, StoredService] = {}
        self._line_number: dict[str, int] = {}
        self._service_number: dict[str, int] = {}
        self._directions: dict[str, int] = {}
        self._platforms: dict[tuple[str, str], int] = {}
        self._changes: dict[tuple[int, int], int] = {}
        self._numbers: list[str] = []
        # Rows of runs and stops, in blocks: a list that grows, after arrays that were added whole.
        self._runs: list[tuple[int, int, int, int]] = []
        self._stops: list[tuple[int, int, int]] = []
        self._blocks: list[tuple[Ints, Ints]] = []

    def add_station(self, station: StoredStation) -> None:
        """Add a station, or replace it."""
        self._stations[station.ref] = station

    def add_line(self, line: StoredLine) -> None:
        """Add a line, or replace it."""
        self._line_number.setdefault(line.id, len(self._lines))
        self._lines[line.id] = line

    def add_service(self, service: StoredService) -> None:
        """Add a service, or replace it."""
        self._service_number.setdefault(service.id, len(self._services))
        self._services[service.id] = service

    def platform(self, station: str, place: str) -> int:
        """The number of a place in a station, e.g. where one of its lines stops; it is made when it is new."""
        return self._platforms.setdefault((station, place), len(self._platforms))

    def platforms(self) -> Mapping[tuple[str, str], int]:
        """The numbers of all platforms, by station and place."""
        return self._platforms

    def stations(self) -> Collection[StoredStation]:
        """The stations so far."""
        return self._stations.values()

    def add_change(self, origin: int, target: int, seconds: int) -> None:
        """Set how long a walk takes from one platform to another."""
        self._changes[(origin, target)] = seconds

    def add_run(self, number: str, line: str, direction: str, service: str, stops: Sequence[tuple[int, int, int]]) -> None:
        """Add a run with its stops: platform, arrival and departure in seconds."""
        self._numbers.append(number)
        towards = self._directions.setdefault(direction, len(self._directions))
        self._runs.append((self._line_number[line], towards, self._service_number[service], len(stops)))
        self._stops.extend(stops)

    def add_runs(self, numbers: Sequence[str], line: str, direction: str, service: str, lengths: Ints, stops: Ints) -> None:
        """Add runs of one line, direction and service at once: how many stops each has, and their stops as rows."""
        self._close_block()
        towards = self._directions.setdefault(direction, len(self._directions))
        head = np.array([self._line_number[line], towards, self._service_number[service]], dtype=np.int32)
        self._numbers.extend(numbers)
        self._blocks.append((np.column_stack([np.tile(head, (lengths.size, 1)), lengths]).astype(np.int32), stops.astype(np.int32)))

    def _close_block(self) -> None:
        runs, stops = np.array(self._runs, dtype=np.int32).reshape(-1, 4), np.array(self._stops, dtype=np.int32).reshape(-1, 3)
        self._blocks.append((runs, stops))
        self._runs, self._stops = [], []

    def finish(self) -> StoredTimetable:
        """The timetable."""
        station = {ref: number for number, ref in enumerate(self._stations)}
        self._close_block()
        run, stop = ([pack(column) for column in np.concatenate([block[kind] for block in self._blocks]).T] for kind in (0, 1))
        change = [pack(column) for column in np.array([(*pair, s) for pair, s in self._changes.items()], dtype=np.int64).reshape(-1, 3).T]
        return StoredTimetable(
            stations=tuple(self._stations.values()),
            lines=tuple(self._lines.values()),
            services=tuple(self._services.values()),
            directions=tuple(self._directions),
            numbers=tuple(self._numbers),
            platform_station=pack(station[ref] for ref, _ in self._platforms),
            change_from=change[0],
            change_to=change[1],
            change_seconds=change[2],
            run_line=run[0],
            run_direction=run[1],
            run_service=run[2],
            run_stops=run[3],
            stop_platform=stop[0],
            arrival=stop[1],
            departure=stop[2],
        )

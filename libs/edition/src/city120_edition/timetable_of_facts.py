"""A timetable from what an edition may carry: first and last trains, how long trains take from station to station, and the longest wait.

It is cautious: a journey that it finds can be made, and one may perhaps leave later than it says.

- The first and the last train of each station and terminal are known. Where the times of one station after the other fit a train that goes from one
  to the next, they are taken for those of one train; elsewhere it goes on as trains do on the mean, and MARGIN_S longer.
- Between them trains go to the usual terminals, at most the longest wait apart; by day that is another. Who stands there so long before a train would
  have to leave catches one: every STEP_S such a train stands in the timetable, as a run without a number. Of expresses the same is known
  apart, and of trains that go on round a loop.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol, TypeVar, get_args

import numpy as np

from city120_edition import rows
from city120_edition.timetables import (
    DAYTIME_BEGINS_S,
    DAYTIME_ENDS_S,
    Ints,
    StoredLine,
    StoredService,
    StoredStation,
    StoredTimetable,
    TimetableWriter,
    seconds_of,
)
from city120_edition.transfers import Transfers

MARGIN_S, STEP_S = 120, 300
# Two times fit one train when they differ from what trains take by no more than so much less, or more. A train that need not wait to be overtaken
# may take half the mean, and half a minute less, for times are whole minutes.
_EARLIER_S, _LATER_S, _ROUNDED_S = 90, 150, 30
_STATION = "station:"
_Row = TypeVar("_Row")
_DAY_TYPES: tuple[rows.DayType, ...] = get_args(rows.DayType)


class _Rows(Protocol):
    """An edition, or its source."""

    def rows(self, table: str, row_type: type[_Row]) -> list[_Row]:
        """All rows of a table."""
        ...


@dataclass(frozen=True)
class _Span:
    """First and last departure, in seconds."""

    first: int
    last: int

    @property
    def by_day(self) -> _Span | None:
        """As much of it as is by day; None for none."""
        first, last = max(self.first, DAYTIME_BEGINS_S), min(self.last, DAYTIME_ENDS_S)
        return _Span(first, last) if first < last else None


def timetable_of_facts(edition: _Rows, without: Collection[str] = ()) -> StoredTimetable:
    """The timetable of an edition's facts, but for some lines."""
    patterns = [row for row in edition.rows("stop_patterns", rows.StopPattern) if row.line not in without]
    writer, known = TimetableWriter(), _Known(edition, patterns)
    _add_names(writer, edition, patterns)
    for day_type in _DAY_TYPES:
        writer.add_service(StoredService(id=day_type, day_types=(day_type,)))
        for pattern in patterns:
            _add_pattern(writer, known, pattern, day_type)
    for row in (*edition.rows("expresses", rows.Express), *edition.rows("loops", rows.Loop)):
        if row.line not in without:
            _add_waiting(writer, row, row.day_type, _known_apart(row))
    _add_changes(writer, Transfers(edition.rows("transfers", rows.Transfer)))
    return writer.finish()


def _add_names(writer: TimetableWriter, edition: _Rows, patterns: Sequence[rows.StopPattern]) -> None:
    lines, stations = {row.line for row in patterns}, {station for row in patterns for station in row.stations}
    for line in edition.rows("lines", rows.Line):
        if line.id in lines:
            writer.add_line(StoredLine(id=line.id, names=line.names, incomplete=line.incomplete, exact=False))
    for station in edition.rows("stations", rows.Station):
        if station.id in stations:
            writer.add_station(StoredStation(ref=_STATION + station.id, names=station.names, lat=station.lat, lon=station.lon))


def _add_pattern(writer: TimetableWriter, known: _Known, pattern: rows.StopPattern, day_type: rows.DayType) -> None:
    platforms = [writer.platform(_STATION + station, pattern.line) for station in pattern.stations]
    for number, stops in known.runs(pattern, day_type):
        timed = [(platforms[position], arrival, departure) for position, arrival, departure in stops]
        writer.add_run(number, pattern.line, pattern.direction, day_type, timed)
    _add_waiting(writer, pattern, day_type, known.waiting(pattern, day_type))


def _add_waiting(
    writer: TimetableWriter, pattern: rows.StopPattern | rows.Express, day_type: rows.DayType, trains: Iterable[tuple[Ints, Ints]]
) -> None:
    platforms = np.array([writer.platform(_STATION + station, pattern.line) for station in pattern.stations])
    for lengths, listed in trains:
        listed[:, 0] = platforms[listed[:, 0]]
        writer.add_runs([""] * lengths.size, pattern.line, pattern.direction, day_type, lengths, listed)


def _add_changes(writer: TimetableWriter, transfers: Transfers) -> None:
    lines_of: dict[str, list[str]] = defaultdict(list)
    for station, line in writer.platforms():
        lines_of[station].append(line)
    for station, lines in lines_of.items():
        for origin, target, seconds in transfers.changes(station.removeprefix(_STATION), lines):
            writer.add_change(writer.platform(station, origin), writer.platform(station, target), seconds)


# Position in the pattern, arrival and departure.
_Timed = tuple[int, int, int]


class _Known:
    """What is known of the trains of each pattern."""

    def __init__(self, edition: _Rows, patterns: Sequence[rows.StopPattern]) -> None:
        self._spans = {
            (row.line, row.direction, row.terminal, row.day_type, row.station): _Span(seconds_of(row.first), seconds_of(row.last))
            for row in edition.rows("departures", rows.Departure)
        }
        self._waits: dict[tuple[str, ...], list[rows.Headway]] = defaultdict(list)
        for row in edition.rows("headways", rows.Headway):
            self._waits[row.line, row.direction, row.terminal, row.day_type].append(row)
        self._beside: dict[tuple[str, str], list[rows.StopPattern]] = defaultdict(list)
        for pattern in patterns:
            self._beside[pattern.line, pattern.direction].append(pattern)

    def runs(self, pattern: rows.StopPattern, day_type: rows.DayType) -> Iterator[tuple[str, list[_Timed]]]:
        """The first and last trains of a pattern."""
        new, spans = self._new(pattern), self._spans_of(pattern, day_type)
        for name in ("first", "last"):
            begins = self._begins(pattern, name)
            for stops in _chains(pattern.seconds, spans, begins, last=name == "last"):
                if stops[0][0] in new:
                    yield name, stops

    def waiting(self, pattern: rows.StopPattern, day_type: rows.DayType) -> Iterator[tuple[Ints, Ints]]:
        """The trains between them, if it is known how long one may have to wait."""
        for row in self._waits.get((pattern.line, pattern.direction, pattern.terminal, day_type), ()):
            begin = pattern.stations[:-1].index(row.station) if row.station in pattern.stations[:-1] else len(pattern.seconds) if row.station else 0
            reaching = [self._reaching(pattern, position, day_type) if position >= begin else None for position in range(len(pattern.seconds))]
            yield from _at_any_time(pattern.seconds, reaching, row)

    def _spans_of(self, pattern: rows.StopPattern, day_type: rows.DayType) -> list[_Span | None]:
        """The first and the last departure at each position but the terminal."""
        way = pattern.line, pattern.direction, pattern.terminal, day_type
        return [self._spans.get((*way, station)) for station in pattern.stations[:-1]]

    def _begins(self, pattern: rows.StopPattern, name: str) -> set[int]:
        """The positions where a first or last train may begin: at a station that is passed twice, a first one when it is first passed, a last one
        when it is last passed."""
        stations = pattern.stations[:-1]
        return {
            position
            for position, station in enumerate(stations)
            if station not in (stations[:position] if name == "first" else stations[position + 1 :])
        }

    def _new(self, pattern: rows.StopPattern) -> set[int]:
        """The positions of a pattern whose stations no earlier pattern of its terminal has."""
        seen: set[str] = set()
        for other in self._beside[pattern.line, pattern.direction]:
            if other is pattern:
                break
            seen |= set(other.stations[:-1]) if other.terminal == pattern.terminal else set()
        return {position for position, station in enumerate(pattern.stations) if station not in seen}

    def _reaching(self, pattern: rows.StopPattern, position: int, day_type: rows.DayType) -> _Span | None:
        """The first and the last train from a position of a pattern that goes at least to its terminal."""
        station, goal = pattern.stations[position], pattern.terminal
        ways = {
            (other.line, other.direction, other.terminal, day_type, station)
            for other in self._beside[pattern.line, pattern.direction]
            if station in other.stations and goal in other.stations[other.stations.index(station) + 1 :]
        }
        spans = [self._spans[way] for way in ways if way in self._spans]
        return _Span(min(span.first for span in spans), max(span.last for span in spans)) if spans else None


def _chains(seconds: Sequence[int], spans: Sequence[_Span | None], begins: Collection[int], *, last: bool) -> Iterator[list[_Timed]]:
    """Departures at station after station as runs: each time belongs to the run of an earlier one that it fits, or begins a run."""
    taken: set[int] = set()
    for position in range(len(spans)):
        if spans[position] and position in begins and position not in taken:
            stops, fitting = _chain(seconds, spans, position, last=last)
            taken |= fitting
            yield stops


def _chain(seconds: Sequence[int], spans: Sequence[_Span | None], begin: int, *, last: bool) -> tuple[list[_Timed], set[int]]:
    """The run that leaves a position at its first or last time, to the terminal, and the positions whose times it fits.

    Where a station has a later last train (or an earlier first one), this one goes through it as trains do on the mean; where its last train is
    earlier (its first one later), this one does not stop. Once it has left out a station a last train stops only where a time fits, and a first one
    goes to its terminal. None leaves a station before its first train."""
    times = [None if span is None else span.last if last else span.first for span in spans]
    departure = times[begin] or 0
    stops, fitting, express = [(begin, departure, departure)], {begin}, False
    at, left = begin, departure
    for position in range(begin + 1, len(times)):
        ride, span, listed = sum(seconds[at:position]), spans[position], times[position]
        due = left + ride
        # However far a time may be from what trains take, none goes back in time.
        earliest = max(due - max(_EARLIER_S * (position - at), ride // 2 + _ROUNDED_S), stops[-1][2])
        if listed is not None and earliest <= listed <= due + _LATER_S and (last or not express):
            stops.append((position, listed, listed))
            fitting.add(position)
            at, left = position, listed
        elif span is None or listed is None or (listed < due) == last:
            express = True
        elif not express and span.first <= due + MARGIN_S:
            # Who alights may be late, and who boards must be early; the order of departures is that of the stops.
            stops.append((position, due + MARGIN_S, max(due - MARGIN_S, stops[-1][2] + 1, span.first)))
    there = left + sum(seconds[at:]) + MARGIN_S
    return [*stops, (len(seconds), there, there)], fitting


def _known_apart(row: rows.Express) -> Iterator[tuple[Ints, Ints]]:
    """The trains between the first and the last one, of expresses or of those that go on round a loop."""
    spans = [_Span(seconds_of(first), seconds_of(last)) for first, last in zip(row.first, row.last, strict=True)]
    return _at_any_time(row.seconds, spans, row)


def _at_any_time(seconds: Sequence[int], reaching: Sequence[_Span | None], waits: rows.Headway | rows.Express) -> Iterator[tuple[Ints, Ints]]:
    """Trains every STEP_S for who waits as long as one may have to; by day less, where that is known."""
    late, by_day = waits.longest_wait * 60, waits.day_wait * 60
    yield from _waiting(seconds, reaching, late, max(late, by_day))
    if 0 < by_day < late:
        yield from _waiting(seconds, [span.by_day if span else None for span in reaching], by_day, by_day)


def _waiting(seconds: Sequence[int], reaching: Sequence[_Span | None], late: int, by_day: int) -> Iterator[tuple[Ints, Ints]]:
    """Trains every STEP_S, as arrays: for each how many stops it has, and the stops as rows of position, arrival and departure, which is so long
    before the train leaves as one may have to wait: `late`, or `by_day`, which is no less, or stops would come out of order. A train stops where one
    has gone before it and one more will come."""
    offsets = np.array([0, *accumulate(seconds)])
    here = np.array([position for position, span in enumerate(reaching) if span])
    spans = [span for span in reaching if span]
    if not spans:
        return
    first, last = np.array([span.first for span in spans]), np.array([span.last for span in spans])
    times = np.arange((first - offsets[here]).min(), (last - offsets[here]).max() + 1, STEP_S)[:, None]
    due = times + offsets[here]
    leaves = np.minimum(due, last)
    departure = leaves - np.where(leaves <= DAYTIME_ENDS_S, by_day, late)
    stops = (first <= due) & (due <= last + _LATER_S)
    before = np.maximum.accumulate(np.where(stops, departure, -1), axis=1)
    stops[:, 1:] &= departure[:, 1:] > before[:, :-1]
    runs = stops.any(axis=1)
    there = (times + offsets[-1] + MARGIN_S)[runs]
    columns = [np.broadcast_to(here, due.shape), due + MARGIN_S, departure]
    ends = [np.full_like(there, len(seconds)), there, there]
    rows_of = np.stack([np.hstack([column[runs], end]) for column, end in zip(columns, ends, strict=True)], axis=-1)
    kept = np.hstack([stops[runs], np.ones_like(there, dtype=bool)])
    yield kept.sum(axis=1).astype(np.int32), rows_of[kept].astype(np.int32)

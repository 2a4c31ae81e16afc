"""The timetable file of Seoul Metro: JSON, also packed by gzip, of `stations`, the names that runs refer to by position, and `runs`, each
`[line, number, day, direction, stops]` with stops `[station, arrival, departure]` in minutes of the service day.

How it is read, so that two programs agree: a time of 0 is missing; a time above 1600 is a day too late; a missing arrival equals the departure, and
the other way round; a stop whose arrival goes back in time is a bad row, which is dropped while its run is kept.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

import msgspec

from city120_edition import rows
from city120_edition.timetables import StoredLine, StoredService, StoredStation, TimetableWriter
from city120_edition.transfers import Transfers
from city120_ingest.errors import UnreadableFile
from city120_ingest.reading import BadRowError, City, Imported, Refusal, Report, progress
from city120_ingest.timetables.rail import STATION, Rail
from city120_ingest.timetables.runs import StopTime, check_times, in_order, merged
from city120_ingest.timetables.transfers import read_transfers

_DAY_MINUTES, _LATEST_MINUTE, _MINUTE_S = 1440, 1600, 60
# IN runs against the clock, from 강남 to 역삼: what platforms call the outer loop, for trains keep to the right (ADR 0040).
_DIRECTIONS = {"UP": "up", "DOWN": "down", "IN": "outer", "OUT": "inner"}
_DAYS: dict[str, rows.DayType] = {"weekday": "weekday", "saturday": "saturday", "sunday_holiday": "holiday"}
_Minute = Annotated[int, msgspec.Meta(ge=0, le=_DAY_MINUTES + _LATEST_MINUTE)]
_Stop = tuple[int | None, _Minute | None, _Minute | None]
_Run = tuple[str, str, str, str, list[_Stop]]
_NAMED = 5


class _File(msgspec.Struct, rename="camel"):
    stations: list[str]
    runs: list[_Run]
    source: str = ""
    retrieved_at: str = ""


def read_metro(path: Path, city: City, report: Report, date: str, transfers: Path | None = None) -> Imported:
    """The timetable as a layer's one row, with the walks between lines of Seoul Metro's list, and those of the edition where that says nothing.

    Raises UnreadableFile and WrongInput."""
    rail = Rail(city.edition)
    listed = read_transfers(transfers, rail, report) if transfers else []
    file = _read(path)
    writer = _read_runs(file, rail, report)
    _add_changes(writer, Transfers([*listed, *_unlisted(rail.transfers, listed)]))
    return Imported(rows=[writer.finish()] if report.taken else [], date=date or file.retrieved_at[:10], source=file.source)


def _unlisted(walks: Iterable[rows.Transfer], listed: Iterable[rows.Transfer]) -> Iterator[rows.Transfer]:
    """The walks between two lines of a station, either way, that are not listed."""
    ends = {(walk.station, frozenset((walk.from_line, walk.to_line))) for walk in listed}
    return (walk for walk in walks if (walk.station, frozenset((walk.from_line, walk.to_line))) not in ends)


def read_timetable(path: Path, rail: Rail, report: Report) -> TimetableWriter:
    """The timetable without changes. Raises UnreadableFile."""
    return _read_runs(_read(path), rail, report)


def _read_runs(file: _File, rail: Rail, report: Report) -> TimetableWriter:
    reading = _Reading(file, rail, report)
    for number, run in enumerate(progress(file.runs, "run"), start=1):
        report.read += 1
        try:
            reading.add(run)
        except BadRowError as error:
            report.refuse(f"run {number} ({run[0]} {run[1]} {run[2]})", error)
    reading.finish()
    return reading.writer


def _add_changes(writer: TimetableWriter, transfers: Transfers) -> None:
    lines_of: dict[str, list[str]] = {}
    for station, line in writer.platforms():
        lines_of.setdefault(station, []).append(line)
    for station, lines in lines_of.items():
        for origin, target, seconds in transfers.changes(station.removeprefix(f"{STATION}:"), lines):
            writer.add_change(writer.platform(station, origin), writer.platform(station, target), seconds)


def _read(path: Path) -> _File:
    try:
        content = path.read_bytes()
        return msgspec.json.decode(gzip.decompress(content) if path.suffix == ".gz" else content, type=_File)
    except (gzip.BadGzipFile, EOFError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path} is no timetable with `stations` and `runs`: {error}") from None


@dataclass
class _Reading:
    """What was read so far, and what was noticed on the way."""

    file: _File
    rail: Rail
    report: Report
    writer: TimetableWriter = field(default_factory=TimetableWriter)
    dropped: Counter[str] = field(default_factory=Counter)
    lines: dict[str, StoredLine] = field(default_factory=dict)
    stations: dict[tuple[str, int], StoredStation | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for day_type in _DAYS.values():
            self.writer.add_service(StoredService(id=day_type, day_types=(day_type,)))

    def add(self, run: _Run) -> None:
        """Add a run. Raises BadRowError."""
        name, number, day, direction, listed = run
        if day not in _DAYS:
            raise BadRowError("day", f"{day!r} is none of {', '.join(_DAYS)}")
        if direction not in _DIRECTIONS:
            raise BadRowError("direction", f"{direction!r} is none of {', '.join(_DIRECTIONS)}")
        line = self._line(name)
        stops = [stop for item in listed if (stop := self._stop(line.id, item))]
        ordered = in_order(stops)
        self.dropped["whose arrival goes back in time"] += len(stops) - len(ordered)
        calls = merged(ordered)
        check_times(calls, line.mode)
        timed = [(stop.platform, stop.arrival, stop.departure) for stop in calls]
        self.writer.add_run(number, line.id, _DIRECTIONS[direction], _DAYS[day], timed)
        self.report.taken += 1

    def _line(self, name: str) -> StoredLine:
        if name not in self.lines:
            line = self.rail.line(name)
            if line is None:
                raise BadRowError("line", f"{name!r} is no line of the edition")
            self.lines[name] = line
            self.writer.add_line(line)
        return self.lines[name]

    def _stop(self, line: str, listed: _Stop) -> StopTime | None:
        """A stop with its times; None when it has none, or its station is not known."""
        index, arrival, departure = listed
        if index is None or not 0 <= index < len(self.file.stations):
            raise BadRowError("stops", f"there is no station {index}; the file names {len(self.file.stations)}")
        there, left = _minute(arrival), _minute(departure)
        there, left = (left if there is None else there), (there if left is None else left)
        if there is None or left is None:
            self.dropped["without a time"] += 1
            return None
        station = self._station(line, index)
        if station is None:
            self.dropped["at stations that are not known"] += 1
            return None
        return StopTime(station, self.writer.platform(station.ref, line), there * _MINUTE_S, left * _MINUTE_S)

    def _station(self, line: str, index: int) -> StoredStation | None:
        key = (line, index)
        if key not in self.stations:
            name = self.file.stations[index]
            station = self.stations[key] = self.rail.station(line, name)
            if station is None:
                reason = f"{name!r} is no station of {line}; add the name to the edition's gazetteer"
                self.report.refused.append(Refusal(f"station {index}", "stations", reason))
            else:
                self.writer.add_station(station)
        return self.stations[key]

    def finish(self) -> None:
        """Say which lines are not whole, and what was dropped."""
        for line in self.lines.values():
            missing = self.rail.stations_of(line.id) - {station for station, of in self.writer.platforms() if of == line.id}
            self.writer.add_line(replace(line, incomplete=bool(missing)))
            if missing:
                some = ", ".join(sorted(missing)[:_NAMED])
                self.report.notes.append(f"{line.id} is incomplete: {len(missing)} of its stations have no train, e.g. {some}")
        self.report.notes += [f"{count} stops {what} were dropped" for what, count in self.dropped.items() if count]


def _minute(listed: int | None) -> int | None:
    if not listed:
        return None
    return listed - _DAY_MINUTES if listed > _LATEST_MINUTE else listed

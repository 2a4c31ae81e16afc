"""Write the facts that the Seoul edition carries of what Seoul Metro publishes: departures.csv, stop_patterns.csv, headways.csv, expresses.csv,
loops.csv and transfers.csv.

The timetable (`metro/timetable_lines1-9_2026-06.json.gz` in the reference data) is no part of this project. It is read as `city120 import` reads it
(city120_ingest.timetables.metro tells how), and what is kept are facts about it:

- for every station, line, direction, terminal and kind of day the first and the last departure in HH:MM of the service day, which runs past 24:00;
- for every line, direction and terminal the stations in their order with the seconds between them (the mean of all trains), from as many
  beginnings as there are;
- for terminals of at least TRAINS_A_DAY trains the longest wait after EVENING for a train that goes at least so far, at whichever station it is
  longest, and the longest one that any part of the DAY falls into; and the same from the station on from which it is much shorter, where more trains
  begin on the way (SHORTER);
- for expresses, which pass stations where others of their line and direction stop between at least PASSED pairs of their own stops, where at least
  TRAINS_A_DAY stop alike: their stations, the seconds between them, first and last departures and longest waits, by kind of day;
- the same of trains of a loop that go on where the timetable ends them: another number that leaves there within GOES_ON_S is the same train.

The walks between lines of a station come from `metro/transfers_2025-03-31.csv`; where it calls a line by its branch or railway, by LINE_NAMES.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from city120_edition import read_source
from city120_edition.timetables import DAYTIME_BEGINS_S, DAYTIME_ENDS_S, StoredTimetable, unpack
from city120_ingest.reading import Report
from city120_ingest.timetables.metro import read_timetable
from city120_ingest.timetables.rail import STATION, Rail

TIMETABLE = Path("metro/timetable_lines1-9_2026-06.json.gz")
TRANSFERS = Path("metro/transfers_2025-03-31.csv")
EDITION = Path(__file__).resolve().parents[2] / "libs/seoul/src/city120_seoul/rows"
HEADERS = {
    "departures": ("line", "direction", "station", "terminal", "day_type", "first", "last"),
    "stop_patterns": ("line", "direction", "terminal", "stations", "seconds"),
    "headways": ("line", "direction", "terminal", "day_type", "longest_wait", "day_wait", "station"),
    "expresses": ("line", "direction", "day_type", "stations", "seconds", "first", "last", "longest_wait", "day_wait"),
    "loops": ("line", "direction", "day_type", "stations", "seconds", "first", "last", "longest_wait", "day_wait"),
    "transfers": ("station", "from_line", "to_line", "seconds", "source", "data_date", "confidence"),
}
# Where the list of walks calls a line by its branch or its railway.
LINE_NAMES = {"경원선": "1호선", "국철": "수인분당선"}
TRANSFER_SOURCE = ("서울교통공사 환승역거리 소요시간 2025-03-31", "2025-03-31", "verified")
# Loop trains of line 2 change their number here and go on: the next train is the same one.
LOOP_CHANGE = ("seongsu", "line.2", "line.2", 0, "서울교통공사 열차시각표(1~9호선) 2026-06: 순환 열차는 여기서 번호만 바뀜", "2026-06", "verified")
# A train that goes on under another number waits at most so long.
GOES_ON_S = 150
EVENING, NIGHT, TRAINS_A_DAY, ROUNDED_S = 20 * 3600, 28 * 3600, 10, 5
# Between so many pairs of stops an express passes others; between fewer the timetable may have lost a stop.
PASSED = 2
# A wait is told once more from a station on where one of the two is so many minutes shorter there.
SHORTER = 4
DAY = DAYTIME_BEGINS_S, DAYTIME_ENDS_S
Row = tuple[str | int, ...]
Walk = tuple[str, str, str]
# Line, direction and terminal.
Way = tuple[str, str, str]


@dataclass(frozen=True)
class Stop:
    """One stop of a run; times in seconds of the service day."""

    station: str
    arrival: int
    departure: int


@dataclass(frozen=True)
class Run:
    """One train on the days of a kind."""

    line: str
    direction: str
    day_type: str
    stops: tuple[Stop, ...]

    @property
    def terminal(self) -> str:
        """Where it ends."""
        return self.stops[-1].station

    @property
    def way(self) -> Way:
        """Its line, direction and terminal."""
        return self.line, self.direction, self.terminal


def read_runs(table: StoredTimetable) -> Iterator[Run]:
    """The runs of a timetable."""
    station = [table.stations[number].ref.removeprefix(f"{STATION}:") for number in unpack(table.platform_station)]
    columns = (unpack(column).tolist() for column in (table.stop_platform, table.arrival, table.departure))
    stops = [Stop(station[platform], arrival, departure) for platform, arrival, departure in zip(*columns, strict=True)]
    begin = 0
    runs = (unpack(column).tolist() for column in (table.run_line, table.run_direction, table.run_service, table.run_stops))
    for line, direction, service, count in zip(*runs, strict=True):
        yield Run(table.lines[line].id, table.directions[direction], table.services[service].id, tuple(stops[begin : begin + count]))
        begin += count


def departures(runs: Iterable[Run]) -> Iterator[Row]:
    """First and last departure of every line, direction, station, terminal and kind of day."""
    times: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for run in runs:
        for stop in run.stops[:-1]:
            times[run.line, run.direction, stop.station, run.terminal, run.day_type].append(stop.departure)
    for key in sorted(times):
        yield *key, clock(min(times[key])), clock(max(times[key]))


def patterns(runs: Sequence[Run]) -> Iterator[Row]:
    """The stations on the way to each terminal: of all runs as few as serve every station, those with the most stations first."""
    hops: dict[tuple[str, ...], list[int]] = defaultdict(list)
    orders: dict[Way, set[tuple[str, ...]]] = defaultdict(set)
    for run in runs:
        orders[run.way].add(tuple(stop.station for stop in run.stops))
        for before, after in pairwise(run.stops):
            left = after.arrival if after is run.stops[-1] else after.departure
            hops[run.line, run.direction, before.station, after.station].append(left - before.departure)
    for way in sorted(orders):
        for stations in _covering(orders[way]):
            seconds = [_mean(hops[way[0], way[1], before, after]) for before, after in pairwise(stations)]
            yield *way, ";".join(stations), ";".join(map(str, seconds))


def _covering(orders: set[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    served: set[str] = set()
    for stations in sorted(orders, key=lambda order: (-len(order), order)):
        if not set(stations[:-1]) <= served:
            served |= set(stations[:-1])
            yield stations


def _mean(seconds: Sequence[int]) -> int:
    return round(sum(seconds) / len(seconds) / ROUNDED_S) * ROUNDED_S


def headways(runs: Sequence[Run]) -> Iterator[Row]:
    """The longest waits in the evening, and by day."""
    ending: dict[tuple[str, ...], int] = defaultdict(int)
    for run in runs:
        ending[*run.way, run.day_type] += 1
    for line, direction, terminal, day_type in sorted(key for key, count in ending.items() if count >= TRAINS_A_DAY):
        waits: dict[str, list[int]] = defaultdict(list)
        after: dict[str, set[str]] = defaultdict(set)
        for run in runs:
            if (run.line, run.direction, run.day_type) == (line, direction, day_type):
                stops = _before(run, terminal)
                for position, stop in enumerate(stops):
                    waits[stop.station].append(stop.departure)
                    after[stop.station] |= {later.station for later in stops[position:]}
        longest = {station: tuple(_longest_wait(times, *part) // 60 for part in ((EVENING, NIGHT), DAY)) for station, times in waits.items()}
        evening, by_day = _longest_of(longest, longest)
        yield line, direction, terminal, day_type, evening, by_day, ""
        own = {stop.station for run in runs if (*run.way, run.day_type) == (line, direction, terminal, day_type) for stop in run.stops[:-1]}
        onward = {station: waits_on for station in own if all(waits_on := _longest_of(longest, after[station]))}
        station = max(sorted(onward), key=lambda station: (evening + by_day - sum(onward[station])) * len(after[station]))
        if max(evening - onward[station][0], by_day - onward[station][1]) >= SHORTER:
            yield line, direction, terminal, day_type, *onward[station], station


def expresses(runs: Sequence[Run]) -> Iterator[Row]:
    """What is known of trains that pass stations at which others stop."""
    alike: dict[tuple[str, ...], list[Run]] = defaultdict(list)
    longest: dict[tuple[str, str], tuple[str, ...]] = {}
    for run in runs:
        stations = tuple(stop.station for stop in run.stops)
        alike[run.line, run.direction, run.day_type, *stations].append(run)
        longest[run.line, run.direction] = max(longest.get((run.line, run.direction), ()), stations, key=len)
    for way, trains in sorted(alike.items()):
        (line, direction, day_type), stations = way[:3], way[3:]
        if len(trains) < TRAINS_A_DAY or _passed(stations, longest[line, direction]) < PASSED:
            continue
        yield line, direction, day_type, *_of_trains(trains)


def loops(runs: Sequence[Run]) -> Iterator[Row]:
    """What is known of trains that go on past the station of a loop where the timetable ends them, for less than half a round before and after it."""
    station, line = LOOP_CHANGE[:2]
    ways: dict[tuple[str, str], list[Run]] = defaultdict(list)
    for run in runs:
        if run.line == line and station in (run.stops[0].station, run.terminal):
            ways[run.direction, run.day_type].append(run)
    for (direction, day_type), trains in sorted(ways.items()):
        half = max(len(run.stops) for run in trains) // 2 - 2
        going_on = list(_going_on([run for run in trains if len(run.stops) > half], station, half))
        if len(going_on) >= TRAINS_A_DAY:
            yield line, direction, day_type, *_of_trains(going_on)


def _going_on(runs: Sequence[Run], station: str, stops: int) -> Iterator[Run]:
    """So many stops of each run before it ends at a station and of the first one that leaves there, if that is soon enough; none goes on in two."""
    leaving = sorted((run for run in runs if run.stops[0].station == station), key=lambda run: run.stops[0].departure)
    for run in sorted((run for run in runs if run.terminal == station), key=lambda run: run.stops[-1].arrival):
        ends = run.stops[-1].arrival
        goes_on = next((other for other in leaving if ends <= other.stops[0].departure <= ends + GOES_ON_S), None)
        if goes_on is not None:
            leaving.remove(goes_on)
            there = Stop(station, ends, goes_on.stops[0].departure)
            yield Run(run.line, run.direction, run.day_type, (*run.stops[-1 - stops : -1], there, *goes_on.stops[1 : stops + 1]))


def _of_trains(trains: Sequence[Run]) -> Row:
    """Of trains that stop alike their stations, the seconds between them, the first and the last departures, and the longest waits."""
    stations = [stop.station for stop in trains[0].stops]
    times = [[run.stops[position].departure for run in trains] for position in range(len(stations) - 1)]
    hops = [[_left(run, position) - _left(run, position - 1) for run in trains] for position in range(1, len(stations))]
    waits = [max(_longest_wait(of_station, *part) // 60 for of_station in times) for part in ((EVENING, NIGHT), DAY)]
    first, last = (";".join(clock(end(of_station)) for of_station in times) for end in (min, max))
    return ";".join(stations), ";".join(str(_mean(hop)) for hop in hops), first, last, *waits


def _passed(stations: Sequence[str], course: Sequence[str]) -> int:
    """Between how many pairs of a train's stops there are others on a course of its line and direction, which may pass a station twice."""
    at: dict[str, list[int]] = defaultdict(list)
    for position, station in enumerate(course):
        at[station].append(position)
    hops = (min((after - before for before in at[here] for after in at[there] if after > before), default=0) for here, there in pairwise(stations))
    return sum(hop > 1 for hop in hops)


def _left(run: Run, position: int) -> int:
    """When a train leaves a stop; at its last one, when it is there."""
    stop = run.stops[position]
    return stop.arrival if stop is run.stops[-1] else stop.departure


def _longest_of(longest: Mapping[str, tuple[int, ...]], stations: Iterable[str]) -> tuple[int, int]:
    """The longest waits in the evening and by day at any of some stations."""
    evening, by_day = zip(*(longest[station] for station in stations), strict=True)
    return max(evening), max(by_day)


def _before(run: Run, terminal: str) -> tuple[Stop, ...]:
    """The stops of a run before it is at a station for the last time."""
    there = [position for position, stop in enumerate(run.stops) if stop.station == terminal]
    return run.stops[: there[-1]] if there else ()


def _longest_wait(times: list[int], begin: int, end: int) -> int:
    return max((after - before for before, after in pairwise(sorted(times)) if after >= begin and before <= end), default=0)


def transfers(listed: Path, edition: Path) -> Iterator[Row]:
    """Seconds between two lines of a station, each pair once.

    A walk of a line to itself leads to its branch, of which the timetable says nothing: it is left out, and so is one to a line that the edition
    does not have."""
    lines = {row["name_ko"]: row["id"] for row in rows_of(edition / "lines.csv")}
    stations = {(row["name_ko"], line): row["id"] for row in rows_of(edition / "stations.csv") for line in row["lines"].split(";")}
    stations |= {(name, line): station for (full, line), station in stations.items() for name in re.split(r"[()]", full) if name}
    walks: dict[Walk, int] = {}
    for row in rows_of(listed):
        origin, target = lines[f"{row['호선']}호선"], lines.get(LINE_NAMES.get(row["환승노선"], row["환승노선"]), "")
        if target and origin != target:
            minutes, seconds = row["환승소요시간"].split(":")
            first, second = sorted((origin, target))
            walks[stations[row["환승역명"], origin], first, second] = int(minutes) * 60 + int(seconds)
    yield from sorted([LOOP_CHANGE, *((*walk, seconds, *TRANSFER_SOURCE) for walk, seconds in walks.items())])


def rows_of(path: Path) -> list[Mapping[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def clock(seconds: int) -> str:
    """HH:MM of the service day; a quarter past midnight is 24:15."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Write the transit facts of the Seoul edition.")
    parser.add_argument(
        "reference_data",
        nargs="?",
        type=Path,
        default=os.environ.get("CITY120_REFERENCE_DATA"),
        help="folder of the reference data (default: the environment variable CITY120_REFERENCE_DATA)",
    )
    parser.add_argument("--edition", type=Path, default=EDITION, help="folder of the edition's rows (default: %(default)s)")
    options = parser.parse_args(arguments)
    if options.reference_data is None:
        parser.error("name the reference data folder, or set CITY120_REFERENCE_DATA")
    options.reference_data = Path(options.reference_data)
    return options


def main(arguments: list[str] | None = None) -> int:
    """Run the extraction; 0 when the files were written."""
    options = parse_arguments(arguments)
    source = options.reference_data / TIMETABLE
    if not source.is_file():
        print(f"no timetable at {source}", file=sys.stderr)
        return 1
    report = Report()
    runs = list(read_runs(read_timetable(source, Rail(read_source(options.edition)), report).finish()))
    for refusal in report.refused:
        print(f"{refusal.row}: {refusal.field}: {refusal.reason}", file=sys.stderr)
    facts: dict[str, Iterator[Row]] = {
        "departures": departures(runs),
        "stop_patterns": patterns(runs),
        "headways": headways(runs),
        "expresses": expresses(runs),
        "loops": loops(runs),
        "transfers": transfers(options.reference_data / TRANSFERS, options.edition),
    }
    for name, rows in facts.items():
        with (options.edition / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADERS[name])
            listed = list(rows)
            writer.writerows(listed)
        print(f"{len(listed)} {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

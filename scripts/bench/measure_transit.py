"""Ways by train beside others' and textbook means, on the whole timetable of Seoul Metro, which is optional reference data (CITY120_REFERENCE_DATA).

python3.11 -m venv build/raptor && build/raptor/bin/pip install pynigiri==0.1.5        once, for RAPTOR; without it that is skipped
python scripts/bench/measure_transit.py [--raptor PYTHON] [--queries N]

The timetable is imported by `city120 import`. Queries are drawn: kind of day, two stations, and a minute of the service day, to leave from then on or
to be there by then. The plain scan is the connection scan as textbooks have it, in Python over tuples, forward and backward. RAPTOR gets what was
imported as a feed, with every walk; it is asked forward alone, so a latest departure is held against it twice: who leaves then is there in time, and
who leaves a minute later is not. Exit status 1 when any answer differs.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import json
import os
import random
import subprocess
import sys
import time
import zipfile
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from transit import TIMETABLE, imported

from city120_edition.rows import DayType
from city120_edition.timetables import StoredService
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.journeys import earliest_journey, latest_journey
from city120_wayfinding.timetable.network import Network
from city120_wayfinding.timetable.trains import Trains

ROOT = Path(__file__).resolve().parents[2]
RAPTOR = ROOT / "build" / "raptor" / "bin" / "python"
# Far apart, so that who misses the last train of one does not find the first one of another.
DAYS: dict[DayType, dt.date] = {"weekday": dt.date(2026, 11, 24), "saturday": dt.date(2026, 11, 28), "holiday": dt.date(2026, 12, 6)}
UTC_OFFSET_MINUTES = 9 * 60
FIRST, LAST = 5 * 60, 25 * 60
FIRST_OF_DAY = 4 * 60
QUERIES = 500
EARLIEST, LATEST = "earliest arrival", "latest departure"
NEVER = 10**9


class Query(NamedTuple):
    """Kind of day, two stations by their numbers in the network, and a minute of the service day."""

    day_type: DayType
    origin: int
    goal: int
    minute: int


class Hop(NamedTuple):
    """From one platform to the next; times in seconds of the service day."""

    departure: int
    arrival: int
    origin: int
    target: int
    run: int


class Answers(NamedTuple):
    """Seconds of the service day by query, None for no way, and the milliseconds of processor time that each took."""

    seconds: list[int | None]
    took: list[float]


@dataclass
class PlainScan:
    """The connection scan of a day over tuples: each connection once, flags for runs, times for platforms."""

    hops: list[Hop]
    platforms: dict[int, list[int]]
    walks_from: dict[int, list[tuple[int, int]]]
    walks_to: dict[int, list[tuple[int, int]]]

    @classmethod
    def of(cls, network: Network, services: frozenset[int]) -> PlainScan:
        """The hops of some services by departure, those of one second as runs have them."""
        stops, runs, ways = network.stops, network.runs, network.ways
        platform, arrival, departure = (column.tolist() for column in (stops.platform, stops.arrival, stops.departure))
        hops = [
            Hop(departure[stop], arrival[stop + 1], platform[stop], platform[stop + 1], run)
            for run, service in enumerate(runs.service.tolist())
            if service in services
            for stop in range(runs.at[run], runs.at[run + 1] - 1)
        ]
        platforms, walks_from, walks_to = (defaultdict(list) for _ in range(3))
        for number, station in enumerate(ways.station.tolist()):
            platforms[station].append(number)
            for k in range(ways.forward_at[number], ways.forward_at[number + 1]):
                target, seconds = int(ways.forward_to[k]), int(ways.forward_seconds[k])
                walks_from[number].append((target, seconds))
                walks_to[target].append((number, seconds))
        hops.sort(key=lambda hop: (hop.departure, hop.arrival))
        return cls(hops, platforms, walks_from, walks_to)

    def earliest(self, origin: int, goal: int, begin: int) -> int | None:
        """The earliest arrival of who leaves from then on."""
        ready = dict.fromkeys(self.platforms[origin], begin)
        goals, aboard, best = set(self.platforms[goal]), set[int](), NEVER
        for index in range(bisect_left(self.hops, begin, key=lambda hop: hop.departure), len(self.hops)):
            departure, arrival, here, target, run = self.hops[index]
            if departure >= best:
                break
            if run in aboard or ready.get(here, NEVER) <= departure:
                aboard.add(run)
                best = min(best, arrival) if target in goals else best
                for beyond, walk in self.walks_from[target]:
                    ready[beyond] = min(ready.get(beyond, NEVER), arrival + walk)
        return None if best == NEVER else best

    def latest(self, origin: int, goal: int, end: int) -> int | None:
        """The latest departure of who is there by then."""
        deadline: dict[int, int] = {}
        origins, goals, useful, best = set(self.platforms[origin]), set(self.platforms[goal]), set[int](), -1
        for index in range(bisect_left(self.hops, end + 1, key=lambda hop: hop.departure) - 1, -1, -1):
            departure, arrival, here, target, run = self.hops[index]
            if departure < best:
                break
            if run in useful or arrival <= deadline.get(target, -1) or (target in goals and arrival <= end):
                useful.add(run)
                best = max(best, departure) if here in origins else best
                for before, walk in self.walks_to[here]:
                    deadline[before] = max(deadline.get(before, -1), departure - walk)
        return None if best == -1 else best


def drawn(network: Network, count: int) -> list[Query]:
    """Queries by chance."""
    dice, numbers = random.Random(120), range(len(network.stations))  # noqa: S311  (which queries, nothing secret)
    ends = [dice.sample(numbers, 2) for _ in range(count)]
    return [Query(dice.choice(list(DAYS)), origin, goal, dice.randrange(FIRST, LAST)) for origin, goal in ends]


def timed(queries: Iterable[Query], ask: Callable[[Query], int | None]) -> Answers:
    """The answers to queries."""
    answers = Answers([], [])
    for query in queries:
        began = time.process_time()
        answers.seconds.append(ask(query))
        answers.took.append((time.process_time() - began) * 1000)
    return answers


def feed(network: Network, path: Path) -> None:
    """What was imported, as GTFS: a stop a platform, and every walk."""
    stops, runs = network.stops, network.runs
    platform, arrival, departure = (column.tolist() for column in (stops.platform, stops.arrival, stops.departure))
    at, line, service = (column.tolist() for column in (runs.at, runs.line, runs.service))
    files: dict[str, Iterator[Sequence[object]] | list[Sequence[object]]] = {
        "agency": [("agency_id", "agency_name", "agency_url", "agency_timezone"), (1, "metro", "http://localhost", "Asia/Seoul")],
        "stops": [("stop_id", "stop_name", "stop_lat", "stop_lon"), *((f"p{n}", n, 37.5, 127) for n in range(network.ways.station.size))],
        "routes": [("route_id", "agency_id", "route_short_name", "route_type"), *((n, 1, row.id, 1) for n, row in enumerate(network.lines))],
        "calendar_dates": [("service_id", "date", "exception_type"), *(_on(number, row) for number, row in enumerate(network.services))],
        "trips": [("route_id", "service_id", "trip_id"), *((line[run], service[run], run) for run in range(len(line)))],
        "stop_times": [
            ("trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time"),
            *(
                (run, f"p{platform[stop]}", stop - at[run], _clock(arrival[stop]), _clock(departure[stop]))
                for run in range(len(line))
                for stop in range(at[run], at[run + 1])
            ),
        ],
        "transfers": [("from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time"), *_walks(network)],
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in files.items():
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(rows)
            archive.writestr(f"{name}.txt", text.getvalue())


def _on(number: int, service: StoredService) -> tuple[int, str, int]:
    (day_type,) = service.day_types
    return number, f"{DAYS[day_type]:%Y%m%d}", 1


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _walks(network: Network) -> Iterator[tuple[str, str, int, int]]:
    ways = network.ways
    for origin in range(ways.station.size):
        for k in range(ways.forward_at[origin], ways.forward_at[origin + 1]):
            yield f"p{origin}", f"p{ways.forward_to[k]}", 2, int(ways.forward_seconds[k])


def by_raptor(python: Path, feed_file: Path, network: Network, queries: Sequence[Query]) -> Answers:
    """The earliest arrivals by RAPTOR."""
    platforms: dict[int, list[str]] = defaultdict(list)
    for number, station in enumerate(network.ways.station.tolist()):
        platforms[station].append(f"p{number}")
    midnight = {day_type: (day - dt.date(1970, 1, 1)).days * 1440 - UTC_OFFSET_MINUTES for day_type, day in DAYS.items()}
    asked = [(platforms[query.origin], platforms[query.goal], midnight[query.day_type] + query.minute) for query in queries]
    written = feed_file.with_name("queries.json")
    written.write_text(json.dumps(asked), encoding="utf-8")
    command = [python, Path(__file__).with_name("raptor.py"), feed_file, written]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout)
    seconds = [None if minute is None else (minute - midnight[query.day_type]) * 60 for query, (minute, _) in zip(queries, told, strict=True)]
    return Answers(seconds, [took for _, took in told])


@dataclass
class Compared:
    """How many answers of a kind are those of another program, and how long both took."""

    name: str
    other: str
    same: int
    took: list[float]
    others: list[float]

    def line(self) -> str:
        """A row of the table in docs/wayfinding.md."""
        return f"| {self.name} | {_middle_and_worst(self.took)} | {self.other} | {_middle_and_worst(self.others)} | {self.same} of {len(self.took)} |"


def _middle_and_worst(took: Sequence[float]) -> str:
    ordered = sorted(took)
    return f"{ordered[len(ordered) // 2]:.2f} / {ordered[len(ordered) * 99 // 100]:.2f}"


def _same(ours: Sequence[int | None], others: Sequence[int | None]) -> int:
    return sum(own == other for own, other in zip(ours, others, strict=True))


def held(queries: Sequence[Query], latest: Sequence[int | None], ask: Callable[[Sequence[Query]], Answers]) -> int:
    """For how many latest departures a forward search says so: who leaves then is there in time, who leaves a minute later is not. Where there is
    none, nobody who leaves from the beginning of the day on is there in time."""
    left = [FIRST_OF_DAY if seconds is None else seconds // 60 for seconds in latest]
    then = ask([query._replace(minute=minute) for query, minute in zip(queries, left, strict=True)]).seconds
    after = ask([query._replace(minute=minute + 1) for query, minute in zip(queries, left, strict=True)]).seconds
    in_time = [
        [there is not None and there <= query.minute * 60 for there in pair]
        for query, pair in zip(queries, zip(then, after, strict=True), strict=True)
    ]
    return sum(pair == [seconds is not None, False] for pair, seconds in zip(in_time, latest, strict=True))


def compare(network: Network, queries: Sequence[Query], raptor: Path, folder: Path) -> Iterator[Compared]:
    """Ours beside the others."""
    services = {day_type: network.services_of(day, day_type) for day_type, day in DAYS.items()}
    days = {day_type: DayRuns.of(network, of_day) for day_type, of_day in services.items()}
    plain = {day_type: PlainScan.of(network, of_day) for day_type, of_day in services.items()}

    def earliest(query: Query) -> int | None:
        journey = earliest_journey(days[query.day_type], query.origin, query.goal, query.minute * 60)
        return journey.arrival if journey else None

    def latest(query: Query) -> int | None:
        journey = latest_journey(days[query.day_type], query.origin, query.goal, query.minute * 60)
        return journey.departure if journey else None

    for ask in (earliest, latest):
        ask(queries[0])  # compiled before it is timed
    first, last = timed(queries, earliest), timed(queries, latest)
    for name, ours, theirs in (
        (EARLIEST, first, timed(queries, lambda query: plain[query.day_type].earliest(query.origin, query.goal, query.minute * 60))),
        (LATEST, last, timed(queries, lambda query: plain[query.day_type].latest(query.origin, query.goal, query.minute * 60))),
    ):
        yield Compared(name, "plain scan", _same(ours.seconds, theirs.seconds), ours.took, theirs.took)
    if not raptor.exists():
        print(f"skipped: RAPTOR; {raptor} is absent (see --help)", file=sys.stderr)
        return
    feed(network, folder / "feed.zip")
    forward = by_raptor(raptor, folder / "feed.zip", network, queries)
    yield Compared(EARLIEST, "RAPTOR", _same(first.seconds, forward.seconds), first.took, forward.took)
    count = held(queries, last.seconds, lambda asked: by_raptor(raptor, folder / "feed.zip", network, asked))
    yield Compared(LATEST, "RAPTOR, forward", count, last.took, forward.took)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--raptor", type=Path, default=RAPTOR, metavar="PYTHON", help="that of an environment with pynigiri (default: build/raptor's)"
    )
    parser.add_argument("--queries", type=int, default=QUERIES, metavar="N", help="how many (default: %(default)s)")
    arguments = parser.parse_args()
    if not TIMETABLE.is_file():
        print(f"skipped: {TIMETABLE} is absent; set CITY120_REFERENCE_DATA", file=sys.stderr)
        return 0
    with imported() as timetable:
        network = Trains(timetable.edition).network
        compared = list(compare(network, drawn(network, arguments.queries), arguments.raptor, timetable.data))
    print("| asked | here, ms | beside | ms | same answer |\n|---|---:|---|---:|---:|")
    for row in compared:
        print(row.line())
    print(f"processor time, in the middle / at the 99th percentile; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", file=sys.stderr)
    return int(any(row.same < arguments.queries for row in compared))


if __name__ == "__main__":
    sys.exit(main())

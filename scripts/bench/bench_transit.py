"""Ways by train on the whole timetable of Seoul Metro (optional reference data): importing it, journeys and directions in process and over gRPC."""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from bench_points import process, wait
from city120.wayfinding.v1 import wayfinding_pb2 as pb
from grpc_load import milliseconds
from measuring import Row
from transit import TIMETABLE, Imported, imported

from city120_processes import free_ports
from city120_wayfinding.timetable.journeys import earliest_journey, latest_journey
from city120_wayfinding.wayfinding import Wayfinding

COMMAND = "python scripts/bench/bench.py wayfinding"
DAY = dt.date(2026, 11, 24)
JOURNEYS, DIRECTIONS, CALLS = 1_000, 300, 500
IMPORT_S, SCAN_MS, GRPC_MS = 20.0, 0.2, 5.0
# To compile, and to fill the memory of a processor that others use, before it is timed.
WARMING, ROUNDS = 50, 5
_Asked = TypeVar("_Asked")
_SERVICE = "/city120.wayfinding.v1.WayfindingService"


def transit() -> list[Row]:
    """All of them; none where the timetable is absent, which is said."""
    if not TIMETABLE.is_file():
        print(f"skipped: {TIMETABLE} is absent; set CITY120_REFERENCE_DATA", file=sys.stderr)
        return []
    with imported() as timetable:
        seconds = round(timetable.seconds, 1)
        loaded = Row("the whole timetable imported", seconds, "s", IMPORT_S, seconds <= IMPORT_S, "none", None, COMMAND)
        return [loaded, *_in_process(Wayfinding.load(timetable.edition)), *_over_grpc(timetable)]


def _in_process(wayfinding: Wayfinding) -> list[Row]:
    trains, dice = wayfinding.trains, random.Random(120)  # noqa: S311  (which journeys, nothing secret)
    day = trains.on(wayfinding.calendar.service_day(wayfinding.calendar.moment(f"{DAY}T12:00:00+09:00")))
    stations = trains.network.stations
    asked = [(*dice.sample(range(len(stations)), 2), dice.randrange(5 * 3600, 25 * 3600)) for _ in range(JOURNEYS)]
    ends = [
        (stations[origin].ref, stations[goal].ref, f"{DAY}T{6 + number % 17:02}:{number % 60:02}:00+09:00")
        for number, (origin, goal, _) in enumerate(asked[:DIRECTIONS])
    ]
    return [
        *_rows("earliest arrival, in process", _took(lambda journey: earliest_journey(day, *journey), asked), SCAN_MS),
        *_rows("latest journey, in process", _took(lambda journey: latest_journey(day, *journey), asked), SCAN_MS),
        *_rows("directions, in process", _took(lambda way: wayfinding.directions.find(way[0], way[1], depart_at=way[2]), ends), 0),
    ]


def _over_grpc(timetable: Imported) -> list[Row]:
    """One call after another over one connection."""
    (port,), dice = free_ports(1), random.Random(7)  # noqa: S311  (which journeys, nothing secret)
    refs = [station.ref for station in Wayfinding.load(timetable.edition).trains.network.stations]
    pairs, at = [dice.sample(refs, 2) for _ in range(CALLS)], f"{DAY}T20:00:00+09:00"
    latest = [pb.GetLatestJourneyRequest(origin=origin, destination=goal, at=at).SerializeToString() for origin, goal in pairs]
    ways = [pb.GetDirectionsRequest(origin_text=origin, destination_text=goal, depart_at=at).SerializeToString() for origin, goal in pairs]
    with process(["-m", "city120_wayfinding"], timetable.edition, timetable.data, WAYFINDING_PORT=port):
        wait(serving=f"127.0.0.1:{port}")
        took = {}
        for method, messages in (("GetLatestJourney", latest), ("GetDirections", ways)):
            milliseconds(port, f"{_SERVICE}/{method}", messages[:WARMING])
            took[method] = _least(partial(milliseconds, port, f"{_SERVICE}/{method}", messages))
    return [
        *_rows("latest journey, over gRPC, by the clock", took["GetLatestJourney"], GRPC_MS),
        *_rows("directions, over gRPC, by the clock", took["GetDirections"], 0),
    ]


def _took(ask: Callable[[_Asked], object], asked: Sequence[_Asked]) -> list[float]:
    """The milliseconds of processor time that each takes."""
    for one in asked[:WARMING]:
        ask(one)

    def once() -> Iterator[float]:
        for one in asked:
            began = time.process_time_ns()
            ask(one)
            yield (time.process_time_ns() - began) / 1e6

    return _least(once)


def _least(once: Callable[[], Iterable[float]]) -> list[float]:
    """Of each the least of ROUNDS times: what neighbours take away in between is not its own."""
    return [min(times) for times in zip(*(list(once()) for _ in range(ROUNDS)), strict=True)]


def _rows(name: str, took: Sequence[float], budget: float) -> list[Row]:
    """The middle and the slowest of a hundred; a budget of 0 is none."""
    ordered = sorted(took)
    return [
        Row(f"{name}, p{share}", round(value, 3), "ms", budget, not budget or value <= budget, "none", None, COMMAND)
        for share, value in ((50, ordered[len(ordered) // 2]), (99, ordered[len(ordered) * 99 // 100]))
    ]

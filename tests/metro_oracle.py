"""First and last trains between stations, counted out from the full timetable of the reference data by itself: no reader of ours, no network."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path

from city120_edition import Edition
from city120_edition.rows import DayType
from city120_ingest.timetables.rail import Rail

REFERENCE = Path(os.environ.get("CITY120_REFERENCE_DATA") or Path(__file__).parents[2] / "shared" / "data")
TIMETABLE = REFERENCE / "metro/timetable_lines1-9_2026-06.json.gz"
_DAYS: dict[str, DayType] = {"weekday": "weekday", "saturday": "saturday", "sunday_holiday": "holiday"}
# Station, arrival and departure, in minutes of the service day.
_Stop = tuple[str, int, int]
# Kind of day, station and goal.
Pair = tuple[DayType, str, str]


def first_and_last(edition: Edition) -> dict[Pair, tuple[int, int]]:
    """Of each kind of day and two stations that a train goes between without a change, the first and the last departure in minutes."""
    file = json.loads(gzip.decompress(TIMETABLE.read_bytes()))
    rail, spans = Rail(edition), dict[Pair, tuple[int, int]]()
    for line, _, day, _, stops in file["runs"]:
        known = rail.line(line)
        assert known is not None
        named = ((rail.station(known.id, file["stations"][number]), there, left) for number, there, left in stops)
        times = [(station.ref, _minute(there or left), _minute(left or there)) for station, there, left in named if station and (there or left)]
        for here, goal in combinations(_in_order(times), 2):
            first, last = spans.get((_DAYS[day], here[0], goal[0]), (here[2], here[2]))
            spans[_DAYS[day], here[0], goal[0]] = min(first, here[2]), max(last, here[2])
    return {pair: span for pair, span in spans.items() if pair[1] != pair[2]}


def _minute(listed: int) -> int:
    return listed - 1440 if listed > 1600 else listed


def _in_order(stops: Sequence[_Stop]) -> Sequence[_Stop]:
    """The stops without those that go back in time: as many as can be kept."""
    if all(there >= left for (_, _, left), (_, there, _) in pairwise(stops)):
        return stops
    return max(_rising(stops), key=len)


def _rising(stops: Sequence[_Stop]) -> Iterator[list[_Stop]]:
    """For each stop the longest row of stops in order that ends with it."""
    rising: list[list[_Stop]] = []
    for stop in stops:
        rising.append([*max((row for row in rising if row[-1][2] <= stop[1]), key=len, default=[]), stop])
        yield rising[-1]

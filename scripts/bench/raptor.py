"""Answers queries by RAPTOR, in an environment of its own: PYTHON raptor.py FEED QUERIES, where PYTHON has pynigiri 0.1.5 (Python 3.11 alone).

FEED is a zip of GTFS; QUERIES a JSON list of [stops where one may begin, stops where one may end, minutes since 1970]. Prints a JSON list of [minute
of the earliest arrival within a day, or null, and the milliseconds of processor time that it took].
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pynigiri

MARGIN = timedelta(days=2)
DAY_MINUTES = 24 * 60


def timetable(feed: Path, minutes: Sequence[int]) -> Any:
    """The feed on the days that are asked about. Walks are those of the feed alone."""
    config = pynigiri.LoaderConfig()
    config.link_stop_distance = 0
    first, last = (date(1970, 1, 1) + timedelta(minutes=minute) for minute in (min(minutes), max(minutes)))
    return pynigiri.load_timetable([pynigiri.TimetableSource("feed", str(feed), config)], str(first - MARGIN), str(last + MARGIN))


def offsets(table: Any, stops: Sequence[str]) -> list[Any]:
    """The stops as ends of a journey, without a walk."""
    return [pynigiri.Offset(table.find_location(stop, pynigiri.SourceIdx(0)), 0, 0) for stop in stops]


def answer(table: Any, begin: Sequence[str], end: Sequence[str], minute: int) -> tuple[int | None, float]:
    """The earliest arrival, and how long it took to find."""
    query = pynigiri.Query()
    query.start, query.destination, query.start_time = offsets(table, begin), offsets(table, end), minute
    query.max_travel_time = DAY_MINUTES
    began = time.process_time()
    journeys = pynigiri.route(table, query)
    taken = (time.process_time() - began) * 1000
    return min((int(journey.arrival_time()) for journey in journeys), default=None), taken


def main() -> int:
    feed, queries = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    table = timetable(feed, [minute for *_, minute in queries])
    print(json.dumps([answer(table, *query) for query in queries]))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Places open at a time, of 10,000 made-up ones with hours of their own: one search in process, with its ten hits as they are told."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from measuring import Row

from city120_edition import installed_city, read_source, rows
from city120_edition.opening import OpeningRows, OpeningTimes
from city120_wayfinding.places.gazetteer import Gazetteer
from city120_wayfinding.places.listed import PlaceKinds
from city120_wayfinding.places.open_places import OpenPlaces
from city120_wayfinding.places.place import OpeningHours, Place, Point
from city120_wayfinding.places.search import Query, Search

PLACES, SEARCHES = 10_000, 1_000
BUDGET_MS = 10.0
KIND = "pharmacy"
SEOUL = ZoneInfo("Asia/Seoul")
FIRST, MINUTES = dt.datetime(2026, 1, 1, tzinfo=SEOUL), 700 * 24 * 60
COMMAND = "python scripts/bench/bench.py wayfinding"


def made_up(dice: random.Random) -> Iterator[Place]:
    """Places over the city, each open at other hours on weekdays, Saturdays, some Sundays and holidays; one in ten until after midnight."""
    for number in range(PLACES):
        opens, closes = dice.randrange(7, 11), dice.randrange(24, 27) if number % 10 == 0 else dice.randrange(17, 23)
        half = dice.choice(("00", "10", "20", "30", "40", "50"))
        hours = f"Mo-Fr {opens:02}:{half}-{closes}:{half}; Sa {opens:02}:{half}-13:{half}"
        hours += f"; Su 10:{half}-14:00; PH 10:{half}-14:00" if number % 3 == 0 else "; PH off"
        point = Point(dice.uniform(37.43, 37.70), dice.uniform(126.77, 127.18))
        opening = OpeningHours(hours, "made up", "2026-11-01")
        yield Place(
            f"place:{number}", KIND, {"ko": f"약국 {number}"}, point=point, categories=(KIND,), opening=opening, data_date="2026-11-01", imported=True
        )


def searcher(dice: random.Random) -> Search:
    """A search over the made-up places, on the days of the installed city."""
    tables = read_source(installed_city().rows).tables
    places = list(made_up(dice))
    times = OpeningTimes(tables["holidays"], "Asia/Seoul")
    open_places = OpenPlaces(places, times, OpeningRows(()))
    open_places.warm()
    kinds: list[rows.PlaceKind] = tables["place_kinds"]
    return Search({}, Gazetteer([], {}), PlaceKinds(kinds), open_places, places, {})


def places() -> list[Row]:
    """The slowest of a hundred searches, by the clock and in processor time."""
    dice = random.Random(120)  # noqa: S311  (made-up places)
    search = searcher(dice)
    clock, processor = [], []
    for _ in range(SEARCHES):
        near, moment = Point(dice.uniform(37.43, 37.70), dice.uniform(126.77, 127.18)), FIRST + dt.timedelta(minutes=dice.randrange(MINUTES))
        began, worked = time.perf_counter(), time.process_time()
        hits = search.search(Query(kinds=(KIND,), near=near, at=moment, open_only=True)).hits[:10]
        clock.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - worked) * 1000)
        if hits and not all(hit.opening and hit.opening.open_now for hit in hits):
            raise AssertionError("a place that is closed was told")
    figures = [(name, sorted(times)) for name, times in (("by the clock", clock), ("processor time", processor))]
    return [
        Row(f"open at a time, {PLACES:,} places, {name}, p{share}", round(value, 2), "ms", BUDGET_MS, value <= BUDGET_MS, "none", None, COMMAND)
        for name, times in figures
        for share, value in ((50, times[SEARCHES // 2]), (99, times[SEARCHES * 99 // 100]))
    ]

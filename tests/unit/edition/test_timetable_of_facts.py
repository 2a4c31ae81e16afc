"""The timetable of an edition's facts is cautious, and as exact as they are."""

from __future__ import annotations

import os
import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from city120_edition import Source, rows
from city120_edition.timetable_of_facts import MARGIN_S, STEP_S, timetable_of_facts
from city120_edition.timetables import seconds_of
from city120_ingest.reading import City, Report
from city120_ingest.timetables.metro import read_metro
from city120_wayfinding.timetable.board import departures
from city120_wayfinding.timetable.clock import time_of
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.journeys import latest_journey
from city120_wayfinding.timetable.network import Network
from tests.bundled import bundled

REFERENCE = Path(os.environ.get("CITY120_REFERENCE_DATA") or Path(__file__).parents[4] / "shared" / "data")
TIMETABLE = REFERENCE / "metro/timetable_lines1-9_2026-06.json.gz"
SOURCED: dict[str, Any] = {"source": "test", "confidence": "known"}
PAIRS = 300


def leaving(station: str, terminal: str, first: str, last: str) -> rows.Departure:
    return rows.Departure(line="one", direction="up", station=station, terminal=terminal, day_type="weekday", first=first, last=last)


def made(
    *listed: rows.Departure, wait: int = 0, seconds: tuple[int, int, int] = (120, 120, 120), expresses: tuple[rows.Express, ...] = ()
) -> DayRuns:
    """A line a-b-c-d, mostly with two minutes from each to the next; some trains end at c."""
    tables: dict[str, list[Any]] = {
        "lines": [rows.Line(id="one", names={"ko": "하나"}, **SOURCED)],
        "stations": [rows.Station(id=name, names={"ko": name}, lines=("one",), **SOURCED) for name in "abcd"],
        "stop_patterns": [
            rows.StopPattern(line="one", direction="up", terminal="d", stations=tuple("abcd"), seconds=seconds),
            rows.StopPattern(line="one", direction="up", terminal="c", stations=tuple("abc"), seconds=(120, 120)),
        ],
        "departures": list(listed),
        "headways": [rows.Headway(line="one", direction="up", terminal="d", day_type="weekday", longest_wait=wait)] if wait else [],
        "expresses": list(expresses),
        "loops": [],
        "transfers": [],
    }
    network = Network.of([timetable_of_facts(Source(Path(), tables))])
    (weekday,) = (number for number, service in enumerate(network.services) if service.id == "weekday")
    return DayRuns.of(network, {weekday})


def ride(day: DayRuns, origin: str, goal: str, arrive_by: str = "28:00") -> tuple[str, str] | None:
    """When one leaves and arrives."""
    number = {station.ref: index for index, station in enumerate(day.network.stations)}
    journey = latest_journey(day, number[f"station:{origin}"], number[f"station:{goal}"], seconds_of(arrive_by))
    return (time_of(journey.departure), time_of(journey.arrival)) if journey else None


def test_times_that_fit_one_train_are_those_of_one_train() -> None:
    day = made(leaving("a", "d", "05:00", "24:00"), leaving("b", "d", "05:02", "24:02"), leaving("c", "d", "05:05", "24:05"))
    assert ride(day, "a", "c") == ("24:00", "24:05")
    assert ride(day, "b", "d") == ("24:02", time_of(seconds_of("24:07") + MARGIN_S))


def test_the_first_and_last_departures_are_those_of_the_facts() -> None:
    listed = leaving("a", "d", "05:00", "23:40"), leaving("b", "d", "05:02", "24:02"), leaving("b", "c", "06:00", "24:30")
    day = made(*listed, wait=10)
    network = day.network
    for number, station in enumerate(network.stations):
        values = {
            (network.stations[row.way[2]].ref[8:], time_of(row.first.departure), time_of(row.last.departure)) for row in departures(day, number)
        }
        assert values == {(row.terminal, row.first, row.last) for row in listed if f"station:{row.station}" == station.ref}


def test_a_train_goes_on_through_a_station_that_has_a_later_last_train() -> None:
    day = made(leaving("a", "d", "05:00", "23:40"), leaving("b", "d", "05:02", "24:02"))
    assert ride(day, "a", "d") == ("23:40", time_of(seconds_of("23:46") + MARGIN_S))


def test_a_train_does_not_stop_where_the_last_one_was_earlier() -> None:
    express = made(leaving("a", "d", "05:00", "24:00"), leaving("b", "d", "05:02", "22:00"), leaving("c", "d", "05:05", "24:03"))
    assert ride(express, "a", "b") == ("05:00", "05:02")
    assert ride(express, "a", "c") == ("24:00", "24:03")


def test_who_stands_there_as_long_as_one_may_wait_catches_a_train_between_the_first_and_the_last() -> None:
    day = made(leaving("a", "d", "05:00", "24:00"), leaving("b", "d", "05:02", "24:02"), leaving("c", "d", "05:04", "24:04"), wait=10)
    left, there = ride(day, "a", "d", "23:00") or ("", "")
    assert there <= "23:00"
    # The wait, the ride, the margin, and as much as trains stand apart in the timetable.
    assert 0 <= seconds_of("23:00") - seconds_of(left) - (10 * 60 + 6 * 60 + MARGIN_S) <= STEP_S


def test_nobody_waits_before_the_first_or_after_the_last_train() -> None:
    day = made(leaving("a", "d", "05:00", "05:30"), wait=10)
    assert ride(day, "a", "d", "05:00") is None
    assert ride(day, "a", "d") == ("05:30", time_of(seconds_of("05:36") + MARGIN_S))


def test_a_last_train_that_need_not_wait_as_others_do_is_one_train() -> None:
    """From b to c most take four minutes, for they are overtaken; the last one takes two."""
    listed = leaving("a", "d", "05:00", "24:00"), leaving("b", "d", "05:02", "24:02"), leaving("c", "d", "05:06", "24:04")
    assert ride(made(*listed, seconds=(120, 245, 120)), "a", "c") == ("24:00", "24:04")


def test_no_train_leaves_before_the_first_one_of_a_station() -> None:
    """The one train from a is the first at b, too, and not the last."""
    day = made(leaving("a", "d", "05:30", "05:30"), leaving("b", "d", "05:32", "24:00"))
    number = {station.ref: index for index, station in enumerate(day.network.stations)}
    (towards,) = departures(day, number["station:b"], number["station:d"])
    assert time_of(towards.first.departure) == "05:32"


def test_no_train_of_the_facts_goes_back_in_time() -> None:
    stops = Network.of([timetable_of_facts(bundled())]).stops
    goes_on = stops.run[:-1] == stops.run[1:]
    assert goes_on.any()
    assert not (goes_on & (stops.arrival[1:] < stops.departure[:-1])).any()


def test_an_express_is_caught_by_who_waits_as_long_as_one_may_for_it() -> None:
    express = rows.Express(
        line="one", direction="up", day_type="weekday", stations=("a", "d"), seconds=(240,), first=("06:00",), last=("23:00",), longest_wait=10
    )
    all_trains = leaving("a", "d", "05:00", "24:00"), leaving("b", "d", "05:10", "24:10"), leaving("c", "d", "05:20", "24:20")
    day = made(*all_trains, wait=10, seconds=(600, 600, 600), expresses=(express,))
    departure, arrival = ride(day, "a", "d", "12:00") or ("", "")
    assert seconds_of(arrival) - seconds_of(departure) == 600 + 240 + MARGIN_S
    # Before the first one, after the last one and to where it does not stop one takes another.
    for goal, by in (("d", "05:50"), ("d", "24:32"), ("c", "12:00")):
        departure, arrival = ride(day, "a", goal, by) or ("", "")
        assert seconds_of(arrival) - seconds_of(departure) >= (3 if goal == "d" else 2) * 600


def test_lines_that_an_import_has_are_left_out() -> None:
    assert {line.id for line in timetable_of_facts(bundled(), {"line.2", "line.9"}).lines} == {f"line.{number}" for number in (1, 3, 4, 5, 6, 7, 8)}


@pytest.mark.reference
@pytest.mark.skipif(not TIMETABLE.exists(), reason=f"the timetable is not in {REFERENCE} (CITY120_REFERENCE_DATA)")
def test_beside_the_full_timetable_it_is_never_a_minute_late_and_mostly_right() -> None:
    city = cast("City", SimpleNamespace(edition=bundled()))
    exact = Network.of(read_metro(TIMETABLE, city, Report(), "").rows)
    cautious = Network.of([timetable_of_facts(bundled())])
    number = {station.ref: index for index, station in enumerate(cautious.stations)}
    pick = random.Random(120)
    early = []
    for service in range(3):
        days = DayRuns.of(exact, {service}), DayRuns.of(cautious, {service})
        for _ in range(PAIRS):
            ends = pick.sample(range(len(exact.stations)), 2)
            real = latest_journey(days[0], *ends)
            told = latest_journey(days[1], *(number[exact.stations[end].ref] for end in ends))
            assert (real is None) == (told is None)
            if real and told:
                early.append((real.departure - told.departure) / 60)
    assert min(early) > -1
    assert np.mean(np.array(early) < 1) > 0.5
    assert np.percentile(early, 99) < 40

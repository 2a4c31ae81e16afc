"""Journeys as the rides that the scan tells, with the numbers of the network; how the scan finds them is in test_scan.py."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from city120_wayfinding.timetable import journeys
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.journeys import Journey, Ride, along, earliest_journey, latest_journey, walks
from city120_wayfinding.timetable.network import Network
from city120_wayfinding.timetable.scan import NEVER

# Station 0 has two platforms, stations 1 and 2 have one each. The day has the runs 7 and 9 of the network.
WAYS = SimpleNamespace(station=np.array([0, 1, 0, 2], dtype=np.int32))
DAY = cast("DayRuns", SimpleNamespace(hops="hops", network=SimpleNamespace(ways=WAYS), numbers=np.array([7, 9], dtype=np.int32)))
RIDES = np.array([[1, 0, 4, 86_000, 86_400, 0], [0, 4, 2, 86_640, 87_000, 240]], dtype=np.int32)


class Scan:
    """Tells the same rides, and remembers what it was asked."""

    def __init__(self, rides: Any) -> None:
        self.rides = rides
        self.asked: list[tuple[Any, ...]] = []

    def __call__(self, *asked: Any) -> Any:
        self.asked.append(asked)
        return self.rides


@pytest.mark.parametrize(("name", "journey", "bound"), [("leave_last", latest_journey, 87_000), ("arrive_first", earliest_journey, 80_000)])
def test_rides_have_the_numbers_of_the_network(monkeypatch: pytest.MonkeyPatch, name: str, journey: Any, bound: int) -> None:
    scan = Scan(RIDES)
    monkeypatch.setattr(journeys, name, scan)
    made: Journey = journey(DAY, 0, 2, bound)
    assert made.rides == (Ride(9, 0, 4, 86_000, 86_400), Ride(7, 4, 2, 86_640, 87_000, change_s=240))
    assert (made.departure, made.arrival) == (86_000, 87_000)
    ((hops, ways, access, egress, asked),) = scan.asked
    assert (hops, ways, asked) == ("hops", WAYS, bound)
    assert (access.tolist(), egress.tolist()) == ([0, NEVER, 0, NEVER], [NEVER, NEVER, NEVER, 0])


def test_where_nothing_connects_there_is_none_and_without_a_time_to_be_there_none_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    scan = Scan(np.empty((0, 6), dtype=np.int32))
    monkeypatch.setattr(journeys, "leave_last", scan)
    assert latest_journey(DAY, 0, 2) is None
    assert scan.asked[0][-1] == NEVER


def test_one_walks_to_every_platform_of_a_station_and_to_no_other() -> None:
    assert walks(DAY, {0: 120, 2: 300}).tolist() == [120, NEVER, 120, 300]


def test_a_ride_has_the_stops_from_where_one_boards_to_where_one_alights() -> None:
    stops = SimpleNamespace(station=np.array([5, 0, 1, 0, 2]), departure=np.array([0, 100, 200, 300, 400]), arrival=np.array([0, 100, 200, 300, 400]))
    network = cast("Network", SimpleNamespace(stops=stops, runs=SimpleNamespace(at=[0, 1, 5])))
    assert along(network, Ride(1, 0, 2, 100, 400)) == range(1, 5)
    assert along(network, Ride(1, 0, 2, 300, 400)) == range(3, 5)

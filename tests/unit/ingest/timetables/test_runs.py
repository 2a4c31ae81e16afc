"""What makes the stops of a run usable."""

from __future__ import annotations

import pytest

from city120_edition.timetables import StoredStation
from city120_ingest.reading import BadRowError
from city120_ingest.timetables.runs import DAY_BEGINS_S, DAY_ENDS_S, StopTime, check_times, clock, distance_m, in_order, merged

# A kilometre apart from each to the next.
STATIONS = [StoredStation(ref=f"stop:{number}", names={}, lat=37.5 + number * 0.009, lon=127.0) for number in range(3)]
NOON = 12 * 3600


def stop(number: int, arrival: int, departure: int | None = None, platform: int | None = None) -> StopTime:
    return StopTime(STATIONS[number], number if platform is None else platform, arrival, arrival if departure is None else departure)


def test_one_misplaced_row_costs_that_row_and_not_the_others() -> None:
    last_first = [stop(2, 300), stop(0, 100), stop(1, 200), stop(2, 300)]
    assert in_order(last_first) == last_first[1:]
    assert in_order(last_first[1:]) == last_first[1:]
    assert in_order([]) == []


def test_a_train_that_ends_and_begins_at_a_platform_only_waits() -> None:
    assert merged([stop(0, 100), stop(1, 200), stop(1, 250, 300), stop(2, 400)]) == [stop(0, 100), stop(1, 200, 300), stop(2, 400)]
    assert merged([stop(1, 200, platform=1), stop(1, 250, platform=2)]) == [stop(1, 200, platform=1), stop(1, 250, platform=2)]


@pytest.mark.parametrize(
    ("stops", "field", "says"),
    [
        ([stop(0, NOON)], "stops", "fewer than two"),
        ([stop(0, DAY_BEGINS_S - 1), stop(1, NOON)], "departure", "begins at 03:59, and a service day runs from 04:00"),
        ([stop(0, DAY_ENDS_S), stop(1, DAY_ENDS_S + 60)], "departure", "begins at 28:00"),
        ([stop(0, NOON, NOON - 60), stop(1, NOON + 60)], "departure", "leaves stop:0 at 11:59, before it arrives at 12:00"),
        ([stop(0, NOON), stop(1, NOON - 60)], "arrival", "arrives at stop:1 at 11:59, before it leaves stop:0"),
        ([stop(0, NOON), stop(2, NOON)], "arrival", "and a ferry never does"),
        ([stop(0, NOON), stop(1, NOON + 3600 + 361)], "arrival", "takes from stop:0 to stop:1 01:06 hours, and a metro never does"),
        ([stop(0, NOON), stop(1, NOON + 60, NOON + 3661), stop(2, NOON + 3721)], "departure", "stands at stop:1 from 12:01 to 13:01"),
    ],
)
def test_a_run_that_nobody_can_ride_is_refused(stops: list[StopTime], field: str, says: str) -> None:
    with pytest.raises(BadRowError, match=says) as refused:
        check_times(stops, "ferry" if "ferry" in says else "metro")
    assert refused.value.field == field


def test_times_that_are_rounded_to_minutes_are_no_flight() -> None:
    check_times([stop(0, NOON), stop(1, NOON)], "metro")
    check_times([stop(0, NOON), stop(1, NOON + 60), stop(2, NOON + 120, NOON + 150)], "bus")


def test_a_hop_may_take_an_hour_and_what_the_slowest_takes_for_it() -> None:
    check_times([stop(0, NOON), stop(1, NOON + 3600 + 360, NOON + 7560), stop(2, NOON + 7620)], "metro")


def test_a_distance_is_one_on_a_sphere_and_none_where_a_point_is_not_known() -> None:
    assert distance_m(STATIONS[0], STATIONS[1]) == pytest.approx(1000.8, abs=1)
    assert distance_m(STATIONS[0], StoredStation(ref="x", names={})) == 0.0


def test_a_clock_may_pass_midnight() -> None:
    assert (clock(NOON + 59), clock(25 * 3600 + 60)) == ("12:00", "25:01")

"""Times of a service day."""

from __future__ import annotations

import pytest

from city120_edition.timetables import seconds_of
from city120_wayfinding.timetable.clock import clock_of, time_of


@pytest.mark.parametrize(("time", "seconds", "clock"), [("05:30", 19_800, "05:30"), ("24:38", 88_680, "00:38"), ("27:59", 100_740, "03:59")])
def test_a_time_may_pass_midnight_and_a_clock_does_not(time: str, seconds: int, clock: str) -> None:
    assert (seconds_of(time), time_of(seconds), clock_of(seconds)) == (seconds, time, clock)


def test_seconds_beyond_the_minute_are_left_out() -> None:
    assert time_of(19_859) == "05:30"

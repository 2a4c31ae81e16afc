"""What is compiled ahead is compiled for the arguments that the service gives."""

from __future__ import annotations

import numba

from city120_wayfinding.timetable.ahead import empty_day
from tests.unit.wayfinding.timetable.oracle import Plan
from tests.unit.wayfinding.timetable.plans import PLATFORMS, compiled


def test_hops_and_ways_are_of_the_type_of_a_timetable() -> None:
    station = {number: name for number, (name, _) in enumerate(PLATFORMS)}
    day = compiled(Plan(station, {(0, 1): 60}, [[(0, 0, 0), (2, 60, 60)]]))
    assert day.hops.stop.size == 1
    empty = empty_day()
    assert numba.typeof(empty.hops) == numba.typeof(day.hops)
    assert numba.typeof(empty.network.ways) == numba.typeof(day.network.ways)

"""The straight line: how long it is taken to be, and that it knows nothing else."""

from __future__ import annotations

import pytest

from city120_wayfinding.places.place import Point, distance_m
from city120_wayfinding.streets.walks import Path, StraightLine, Walk, walk_m, walk_s

HERE = Point(37.5, 127.0)
DEGREE_M = distance_m(Point(37.0, 127.0), Point(38.0, 127.0))
NORTH = Point(37.5 + 1000 / DEGREE_M, 127.0)


def test_a_walk_is_three_tenths_longer_than_the_straight_line_and_takes_whole_minutes() -> None:
    assert walk_m(HERE, NORTH) == pytest.approx(1300)
    assert [walk_s(metres) for metres in (0.0, 1.0, 75.0, 76.0, 1300.0)] == [0, 60, 60, 120, 18 * 60]


@pytest.mark.parametrize("step_free", [False, True])
def test_it_says_what_it_is_and_knows_neither_turns_nor_steps(step_free: bool) -> None:
    straight = StraightLine()
    assert straight.walks(HERE, [NORTH, HERE], step_free=step_free) == [Walk(walk_m(HERE, NORTH), 18 * 60), Walk(0.0, 0)]
    assert straight.path(HERE, NORTH, step_free=step_free) == Path((HERE, NORTH), "straight_line", (), None)

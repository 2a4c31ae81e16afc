"""Trains that pass stations at which others stop."""

from __future__ import annotations

import pytest

from city120_wayfinding.timetable.expresses import Expresses

ALL = Expresses(
    [("9", "up", "abcdef"), ("9", "up", "acf"), ("9", "down", "fda"), ("2", "inner", "sabcs"), ("2", "inner", "cs"), ("6", "down", "eyged")]
)


@pytest.mark.parametrize(
    ("line", "direction", "stations", "passes"),
    [
        ("9", "up", "acf", True),
        ("9", "up", "cf", True),
        ("9", "up", "abc", False),
        # Nobody stops between them in that direction, or on that line.
        ("9", "down", "fda", False),
        ("1", "up", "acf", False),
        # On a loop the first station is the last, too.
        ("2", "inner", "sab", False),
        ("2", "inner", "bcs", False),
        # A loop that comes back to a station on the way, and goes on.
        ("6", "down", "ged", False),
        ("6", "down", "yed", True),
    ],
)
def test_a_train_is_an_express_where_others_of_its_line_and_direction_stop_between(line: str, direction: str, stations: str, passes: bool) -> None:
    assert ALL.passes(line, direction, stations) is passes

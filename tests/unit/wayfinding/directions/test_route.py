"""What a route says of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_wayfinding.directions.route import Leg
from city120_wayfinding.streets.walks import Path
from tests.unit.wayfinding.directions.made import CAREFUL, EXACT, HOME, ROUTE, WALK, B


def test_changes_are_between_rides_and_walks_add_up() -> None:
    assert (ROUTE.transfers, ROUTE.walking_m) == (1, 860.0)
    assert replace(ROUTE, legs=(WALK,)).transfers == 0


def test_it_is_exact_when_all_its_rides_are() -> None:
    assert [replace(ROUTE, legs=legs).exact for legs in ((WALK, EXACT), (WALK, CAREFUL, EXACT))] == [True, False]


def test_waiting_is_not_moving() -> None:
    assert (WALK.moving_s, CAREFUL.moving_s, EXACT.moving_s) == (720, 680, 240)


def test_a_name_of_several_places_is_ambiguous_at_either_end() -> None:
    assert [replace(ROUTE, origins=ends).ambiguous for ends in ((HOME,), (HOME, B))] == [False, True]


STREETS, STEPS, FREE = (replace(WALK, walk=Path((), "streets", (), step_free)) for step_free in (None, False, True))
STRAIGHT = replace(WALK, walk=Path(()))


@pytest.mark.parametrize(
    ("legs", "method", "step_free"),
    [
        ((STREETS,), "streets", None),
        ((FREE, FREE), "streets", True),
        ((FREE, EXACT, FREE), "streets", None),
        ((FREE, EXACT, STEPS), "streets", False),
        ((FREE, EXACT, STRAIGHT), "straight_line", None),
        ((STRAIGHT,), "straight_line", None),
        ((EXACT,), "straight_line", None),
    ],
)
def test_it_is_by_streets_and_without_steps_only_where_all_of_it_is(legs: tuple[Leg, ...], method: str, step_free: bool | None) -> None:
    """Of stations nobody says whether they have steps."""
    route = replace(ROUTE, legs=legs)
    assert (route.method, route.step_free) == (method, step_free)
    assert route.on_map == any(leg in (FREE, STEPS, STREETS) for leg in legs)

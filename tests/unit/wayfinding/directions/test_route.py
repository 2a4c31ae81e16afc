"""What a route says of itself."""

from __future__ import annotations

from dataclasses import replace

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

"""How many requests are let in at once."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from city120_errors import ResourceExhausted
from city120_gateway.admission import LATE_S, LEAST, Admission


class Clock:
    """Tells what it is told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def let_in(admission: Admission, caller: str = "a") -> int:
    """How many places there are."""
    with ExitStack() as stack:
        for count in range(1000):
            try:
                stack.enter_context(admission.place(caller, quick=False))
            except ResourceExhausted:
                return count
    raise AssertionError("no end of places")


def spend(admission: Admission, clock: Clock, seconds: float, requests: int = 1, *, quick: bool = True) -> None:
    """So many requests after one another that take so long."""
    for _ in range(requests):
        with admission.place("a", quick=quick):
            clock.now += seconds


@pytest.mark.parametrize(("seconds", "left"), [(LATE_S, 40), (LATE_S * 1.01, 36), (LATE_S / 0.76, 30), (LATE_S * 9, 20)])
def test_a_late_request_makes_room_for_fewer_the_later_the_fewer(clock: Clock, seconds: float, left: int) -> None:
    admission = Admission(40, 1.0, clock)
    spend(admission, clock, seconds)
    assert let_in(admission) == left


def test_those_that_were_let_in_together_count_once(clock: Clock) -> None:
    admission = Admission(40, 1.0, clock)
    with ExitStack() as stack:
        for _ in range(30):
            stack.enter_context(admission.place("a"))
        clock.now += 1.0
    assert let_in(admission) == 20


def test_quick_ones_bring_the_places_back_and_no_more(clock: Clock) -> None:
    admission = Admission(40, 1.0, clock)
    spend(admission, clock, 1.0, 3)
    few = let_in(admission)
    spend(admission, clock, 0.01, few + 1)
    assert let_in(admission) == few + 1
    spend(admission, clock, 0.01, 2000)
    assert let_in(admission) == 40


def test_a_part_that_hangs_leaves_some_places(clock: Clock) -> None:
    admission = Admission(40, 1.0, clock)
    spend(admission, clock, 3.0, 100)
    assert let_in(admission) == LEAST
    small = Admission(2, 1.0, clock)
    spend(small, clock, 3.0, 100)
    assert let_in(small) == 2


def test_what_may_take_long_says_nothing(clock: Clock) -> None:
    admission = Admission(40, 1.0, clock)
    spend(admission, clock, 20.0, 10, quick=False)
    assert let_in(admission) == 40


def test_a_caller_has_a_share_of_what_there_is_now(clock: Clock) -> None:
    admission = Admission(40, 0.5, clock)
    spend(admission, clock, 1.0)
    assert let_in(admission) == 10
    with ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(admission.place("a", quick=False))
        with pytest.raises(ResourceExhausted):
            admission.check("a")
        admission.check("b")

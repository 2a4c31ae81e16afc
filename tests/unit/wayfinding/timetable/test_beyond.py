"""Which known trains may get to a station at which none of them is known to stop."""

from __future__ import annotations

from city120_wayfinding.timetable.beyond import may_reach

# A line that forks at d; trains are known from b to e, and to x.
COURSES = [("a", "b", "c", "d", "e", "f", "g"), ("a", "b", "c", "d", "x", "y")]
NOWHERE: tuple[str, ...] = ()


def test_a_goal_on_the_way_is_reached_and_one_beyond_by_trains_that_head_so_far() -> None:
    terminals = {"c": NOWHERE, "d": ("f",), "e": ("f", "g")}
    assert may_reach(COURSES, "b", "g", terminals) == {"c": False, "d": False, "e": True}
    assert may_reach(COURSES, "b", "f", terminals) == {"c": False, "d": True, "e": True}
    assert may_reach(COURSES, "b", "d", {"c": NOWHERE, "e": NOWHERE}) == {"c": False, "e": True}


def test_where_nobody_tells_where_trains_head_those_to_the_farthest_terminal_may() -> None:
    assert may_reach(COURSES, "b", "g", {"c": NOWHERE, "e": NOWHERE}) == {"c": False, "e": True}
    assert may_reach(COURSES, "b", "g", {"c": NOWHERE, "e": ("f",)}) == {"c": False, "e": False}


def test_trains_on_another_branch_or_the_other_way_do_not_lead_there() -> None:
    assert may_reach(COURSES, "d", "y", {"e": ("g",), "x": NOWHERE, "a": NOWHERE}) == {"x": True}
    assert may_reach(COURSES, "e", "a", {"b": NOWHERE, "f": NOWHERE}) == {"b": True}


def test_a_goal_that_is_on_no_course_with_the_station_is_in_no_direction() -> None:
    assert may_reach(COURSES, "x", "e", {"y": NOWHERE, "c": NOWHERE}) == {}
    assert may_reach([], "b", "g", {"e": NOWHERE}) == {}

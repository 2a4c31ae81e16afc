"""Ways from door to door against a search that shares nothing with the scan, on made timetables of stations some hundred metres apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from city120_wayfinding.calendar.service_days import Calendar, ServiceDay
from city120_wayfinding.directions.planner import Planner, Way
from city120_wayfinding.directions.walking import LONGEST_WALK_S, NEAR_M
from city120_wayfinding.places.place import Place, Point, distance_m
from city120_wayfinding.streets.walks import Path, StraightLine, Streets, Walk, walk_m, walk_s
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.network import Network
from tests.unit.wayfinding.timetable.oracle import Plan, arrival
from tests.unit.wayfinding.timetable.plans import BEGIN, END, PLATFORMS, STATIONS, compiled, plans

STRAIGHT = StraightLine()
ZONE = ZoneInfo("Asia/Seoul")
DAY = dt.date(2026, 11, 27)
CALENDAR = Calendar([], "Asia/Seoul", dt.date(2023, 10, 1))
# From west to east: A and B some minutes apart on foot, the others too far to walk.
POINTS = {name: Point(37.5, 127.0 + east) for name, east in zip(STATIONS, (0.0, 0.01, 0.1, 0.2, 0.3), strict=True)}
HOME = Place("point:home", "point", {}, point=Point(37.503, 127.003))
GOALS = {name: Place(f"point:{name}", "point", {}, point=Point(37.502, point.longitude)) for name, point in POINTS.items()}


def planner(plan: Plan, streets: Streets = STRAIGHT) -> Planner:
    """All runs on one service day, none on others."""
    day = compiled(plan)
    stations = tuple(
        replace(station, lat=POINTS[name].latitude, lon=POINTS[name].longitude) for station, name in zip(day.network.stations, STATIONS, strict=True)
    )
    network = replace(day.network, stations=stations)
    runs, none = DayRuns.of(network, {0}), DayRuns.of(network, frozenset())
    return Planner(network, lambda asked: runs if asked.date == DAY else none, CALENDAR, streets)


def at(seconds: int) -> dt.datetime:
    """A time of the service day as a moment."""
    return CALENDAR.time_on(ServiceDay(DAY, "weekday"), seconds)


def there(way: Way | None) -> dt.datetime | None:
    return CALENDAR.time_on(way.day, way.arrival) if way else None


def left(way: Way | None) -> dt.datetime | None:
    return CALENDAR.time_on(way.day, way.departure) if way else None


def test_on_foot_there_is_a_way_of_any_length_between_points() -> None:
    nobody, begin = planner(Plan(dict(enumerate(STATIONS)), {})), at(BEGIN)
    near, far = (nobody.walk(HOME, GOALS[name], begin, arriving=False) for name in (STATIONS[0], STATIONS[-1]))
    assert near
    assert far
    assert (near.journey, far.journey, far.arrival - far.departure > LONGEST_WALK_S) == (None, None, True)
    assert there(nobody.walk(HOME, GOALS[STATIONS[-1]], begin, arriving=True)) == left(far) == begin
    assert nobody.walk(HOME, Place("station:x", "station", {}), begin, arriving=False) is None


def straight_s(here: Place, beyond: Point) -> int:
    assert here.point is not None
    return walk_s(walk_m(here.point, beyond))


def walkable(place: Place) -> dict[str, int]:
    """The stations within reach of a place, with the seconds."""
    return {name: straight_s(place, point) for name, point in POINTS.items() if place.point and distance_m(place.point, point) <= NEAR_M}


def brute(plan: Plan, goal: Place, begin: int) -> int | None:
    """The earliest arrival in seconds: every pair of stations is tried, and the walk."""
    assert goal.point is not None
    times = [
        there_at + after
        for first, before in walkable(HOME).items()
        for last, after in walkable(goal).items()
        if first != last and (there_at := arrival(plan, first, last, begin + before)) is not None
    ]
    # Who boards and alights at one station came round to it.
    times += [
        there_at + after
        for first, before in walkable(HOME).items()
        for last, after in walkable(goal).items()
        if first == last and (there_at := arrival(plan, first, last, begin + before)) is not None
    ]
    alone = straight_s(HOME, goal.point)
    return min([*times, begin + alone] if alone <= LONGEST_WALK_S else times, default=None)


@given(plan=plans(), begin=st.integers(BEGIN // 60 - 10, END // 60), goal=st.sampled_from(STATIONS))
@settings(max_examples=60, deadline=None)
def test_nobody_is_there_earlier(plan: Plan, begin: int, goal: str) -> None:
    way = planner(plan).depart(HOME, GOALS[goal], at(begin * 60))
    wanted = brute(plan, GOALS[goal], begin * 60)
    assert there(way) == (at(wanted) if wanted is not None else None)
    if way:
        assert left(way) >= at(begin * 60)  # type: ignore[operator]


@given(plan=plans(), end=st.integers(BEGIN // 60, END // 60 + 30), goal=st.sampled_from(STATIONS))
@settings(max_examples=60, deadline=None)
def test_who_must_be_there_by_a_time_is_and_nobody_leaves_later(plan: Plan, end: int, goal: str) -> None:
    made = planner(plan)
    way = made.arrive(HOME, GOALS[goal], at(end * 60))
    departure = left(way)
    if way and departure:
        assert there(way) <= at(end * 60)  # type: ignore[operator]
        later = [brute(plan, GOALS[goal], int((departure - at(0)).total_seconds()) + minutes * 60) for minutes in range(1, 60, 7)]
        assert all(seconds is None or seconds > end * 60 for seconds in later)
    else:
        assert all((brute(plan, GOALS[goal], begin * 60) or end * 60 + 1) > end * 60 for begin in range(BEGIN // 60 - 30, end, 10))


@given(plan=plans(), end=st.integers(BEGIN // 60, END // 60 + 30), goal=st.sampled_from(STATIONS))
@settings(max_examples=25, deadline=None)
def test_who_leaves_when_told_is_there_in_time(plan: Plan, end: int, goal: str) -> None:
    made = planner(plan)
    departure = left(made.arrive(HOME, GOALS[goal], at(end * 60)))
    if departure is not None:
        arrival = there(made.depart(HOME, GOALS[goal], departure))
        assert arrival is not None
        assert arrival <= at(end * 60)


@given(plan=plans(), goal=st.sampled_from(STATIONS))
@settings(max_examples=25, deadline=None)
def test_who_leaves_later_is_never_there_earlier(plan: Plan, goal: str) -> None:
    made = planner(plan)
    arrivals = [there(made.depart(HOME, GOALS[goal], at(begin))) for begin in range(BEGIN - 1800, END, 420)]
    known = [arrival for arrival in arrivals if arrival is not None]
    # Once there is no way any more there is none later.
    assert arrivals[: len(known)] == known
    assert all(earlier <= later for earlier, later in pairwise(known))


def test_one_may_leave_at_the_second_and_is_there_before_the_minute() -> None:
    empty = Planner(Network.of([]), lambda day: DayRuns.of(Network.of([]), frozenset()), CALENDAR, STRAIGHT)
    moment = dt.datetime(2026, 11, 27, 8, 12, 34, tzinfo=ZONE)
    assert left(empty.depart(HOME, GOALS["A"], moment)) == moment
    assert there(empty.arrive(HOME, GOALS["A"], moment)) == moment.replace(second=0)


def test_without_a_train_nobody_is_sent_on_a_long_walk() -> None:
    empty = Planner(Network.of([]), lambda day: DayRuns.of(Network.of([]), frozenset()), CALENDAR, STRAIGHT)
    assert empty.depart(HOME, GOALS["C"], at(BEGIN)) is None


A1, E1 = PLATFORMS.index(("A", "1")), PLATFORMS.index(("E", "1"))


class Hills:
    """Streets on which every walk takes half as long again, and twice as long without steps."""

    def walks(self, here: Point, there: Sequence[Point], *, step_free: bool = False) -> list[Walk]:
        return [Walk(walk.metres, walk.seconds * (4 if step_free else 3) // 2) for walk in STRAIGHT.walks(here, there)]

    def path(self, here: Point, there: Point, *, step_free: bool = False) -> Path:
        raise AssertionError("a plan needs no path")


@pytest.mark.parametrize(("step_free", "times"), [(False, 3), (True, 4)])
def test_walks_take_as_long_as_streets_say(step_free: bool, times: int) -> None:
    """Alone, and to a station, where one then boards later."""
    empty = Planner(Network.of([]), lambda day: DayRuns.of(Network.of([]), frozenset()), CALENDAR, Hills())
    way = empty.depart(HOME, GOALS["A"], at(BEGIN), step_free=step_free)
    assert way
    assert way.arrival - way.departure == straight_s(HOME, GOALS["A"].point or POINTS["A"]) * times // 2
    starts = range(BEGIN, BEGIN + 5400, 600)
    plan = Plan(
        {number: name for number, (name, _) in enumerate(PLATFORMS)}, {}, [[(A1, at_s, at_s), (E1, at_s + 1800, at_s + 1800)] for at_s in starts]
    )
    straight, hilly = (planner(plan, streets).arrive(HOME, GOALS["E"], at(BEGIN + 7200), step_free=step_free) for streets in (STRAIGHT, Hills()))
    assert straight
    assert hilly
    assert hilly.access_m == straight.access_m > 0
    assert hilly.journey
    assert hilly.departure == hilly.journey.departure - straight_s(HOME, POINTS["A"]) * times // 2

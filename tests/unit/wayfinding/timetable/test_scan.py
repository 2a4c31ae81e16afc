"""The connection scan against a search that shares nothing with it, on made timetables."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.journeys import Journey, earliest_journey, latest_journey
from tests.unit.wayfinding.timetable.oracle import Plan, arrival, departure, rides_hold
from tests.unit.wayfinding.timetable.plans import BEGIN, END, LATEST, PLATFORMS, compiled, plans

# Runs of which every stop is of one second: one comes from B back to A, so it is of no use to who goes from A to B.
AT_ONCE = Plan(
    station={number: name for number, (name, _) in enumerate(PLATFORMS)},
    walks={(0, 0): 0, (2, 2): 0},
    runs=[*([[(0, BEGIN, BEGIN), (0, BEGIN, BEGIN)]] * 2), [(2, BEGIN, BEGIN), (2, BEGIN, BEGIN), (0, BEGIN, BEGIN), (0, BEGIN, BEGIN)]],
)
# Two runs of one second, listed against their order; only the second can be changed to at once.
IN_TURN = Plan(
    station={number: name for number, (name, _) in enumerate(PLATFORMS)},
    walks={(0, 0): 60, (2, 2): 0, (4, 4): 0},
    runs=[[(4, BEGIN, BEGIN), (2, BEGIN, BEGIN)], [(0, BEGIN, BEGIN), (4, BEGIN, BEGIN)]],
)


# A train that arrives before it leaves.
BACK_IN_TIME = Plan(
    station={number: name for number, (name, _) in enumerate(PLATFORMS)},
    walks={(0, 0): 0, (2, 2): 0},
    runs=[[(0, BEGIN + 600, BEGIN + 600), (2, BEGIN, BEGIN)]],
)


def positions(day: DayRuns, journey: Journey) -> list[tuple[int, int, int]]:
    """The rides as run and positions, found by their times; a run has one stop of a station and time, or equal ones."""
    collected = []
    for ride in journey.rides:
        stops = range(day.network.runs.at[ride.run], day.network.runs.at[ride.run + 1])
        table = day.network.stops
        on = next(i for i in stops if (table.station[i], table.departure[i]) == (ride.origin, ride.departure))
        off = next(i for i in stops if i > on and (table.station[i], table.arrival[i]) == (ride.target, ride.arrival))
        collected.append((ride.run, on - stops[0], off - stops[0]))
    return collected


@given(plan=plans(), begin=st.integers(BEGIN // 60, END // 60))
@example(plan=AT_ONCE, begin=BEGIN // 60)
@example(plan=IN_TURN, begin=BEGIN // 60)
@settings(max_examples=300, deadline=None)
def test_the_earliest_arrival_is_that_of_the_search(plan: Plan, begin: int) -> None:
    day, wanted = compiled(plan), arrival(plan, "A", "B", begin * 60)
    journey = earliest_journey(day, 0, 1, begin * 60)
    assert (journey.arrival if journey else None) == wanted
    if journey:
        assert journey.departure >= begin * 60
        assert rides_hold(plan, positions(day, journey))


@given(plan=plans(), end=st.integers(BEGIN // 60, END // 60))
@example(plan=AT_ONCE, end=BEGIN // 60)
@example(plan=IN_TURN, end=BEGIN // 60)
@settings(max_examples=300, deadline=None)
def test_the_latest_departure_is_that_of_the_search(plan: Plan, end: int) -> None:
    day, wanted = compiled(plan), departure(plan, "A", "B", end * 60)
    journey = latest_journey(day, 0, 1, end * 60)
    assert (journey.departure if journey else None) == wanted
    if journey:
        assert journey.arrival == arrival(plan, "A", "B", journey.departure)
        assert journey.arrival <= end * 60
        assert rides_hold(plan, positions(day, journey))


@given(plan=plans())
@settings(max_examples=100, deadline=None)
def test_who_may_arrive_later_never_has_to_leave_earlier(plan: Plan) -> None:
    day = compiled(plan)
    values = [latest_journey(day, 0, 1, end) for end in (*range(BEGIN, END + 7200, 300), LATEST)]
    departures = [journey.departure if journey else 0 for journey in values]
    assert all(earlier <= later for earlier, later in pairwise(departures))


@given(plan=plans())
@settings(max_examples=100, deadline=None)
def test_no_journey_of_the_same_times_has_fewer_rides(plan: Plan) -> None:
    day = compiled(plan)
    journey = latest_journey(day, 0, 1)
    if journey and len(journey.rides) > 1:
        direct = [
            stops
            for stops in plan.runs
            for on, (platform, _, left) in enumerate(stops)
            if plan.station[platform] == "A" and left >= journey.departure
            if any(plan.station[target] == "B" and there <= journey.arrival for target, there, _ in stops[on + 1 :])
        ]
        assert direct == []


def test_a_train_that_goes_back_in_time_keeps_nobody_waiting() -> None:
    assert earliest_journey(compiled(BACK_IN_TIME), 0, 1, BEGIN) is None

"""First and last departures of a station, and those towards another, against every run looked at by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from city120_wayfinding.timetable.board import Departures, Train, Way, departures, towards
from city120_wayfinding.timetable.scan import NONE
from tests.unit.wayfinding.timetable.oracle import Plan
from tests.unit.wayfinding.timetable.plans import LINES, PLATFORMS, STATIONS, compiled, plans

HERE, GOAL = STATIONS.index("A"), STATIONS.index("B")
# Departure, arrival at the goal or NONE, and the stations that it goes to.
Leaving = tuple[int, int, frozenset[str]]


def leaving(plan: Plan) -> dict[Way, list[Leaving]]:
    """All departures of station A, by way. A line has one direction here."""
    by_key: dict[Way, list[Leaving]] = {}
    for stops in plan.runs:
        line = LINES.index(PLATFORMS[stops[0][0]][1])
        way = (line, 0, STATIONS.index(plan.station[stops[-1][0]]))
        for position, (platform, _, departure) in enumerate(stops[:-1]):
            if plan.station[platform] == "A":
                after = stops[position + 1 :]
                arrival = next((there for target, there, _ in after if plan.station[target] == "B"), NONE)
                by_key.setdefault(way, []).append((departure, arrival, frozenset(plan.station[target] for target, _, _ in after)))
    return by_key


@given(plan=plans())
@settings(max_examples=200, deadline=None)
def test_first_and_last_departures_are_those_of_the_runs(plan: Plan) -> None:
    by_key = {row.way: (row.first.departure, row.last.departure) for row in departures(compiled(plan), HERE)}
    assert by_key == {way: (min(trains)[0], max(trains)[0]) for way, trains in leaving(plan).items()}


@given(plan=plans())
@settings(max_examples=200, deadline=None)
def test_the_last_train_to_some_station_is_a_way_home_and_no_other(plan: Plan) -> None:
    wanted = leaving(plan)
    for row in departures(compiled(plan), HERE):
        others = [train for way, trains in wanted.items() if way[0] == row.way[0] for train in trains]
        mine = [stations for departure, _, stations in wanted[row.way] if departure == row.last.departure]
        later = [stations for departure, _, stations in others if departure > row.last.departure]
        home = [any(all(station not in other for other in later) for station in stations) for stations in mine]
        # Of several trains of one way and minute, one is told.
        assert row.way_home in home


@given(plan=plans())
@settings(max_examples=200, deadline=None)
def test_towards_a_station_the_last_train_that_reaches_it_stands_first(plan: Plan) -> None:
    day, trains = compiled(plan), [train for value in leaving(plan).values() for train in value]
    reaching = [(departure, -arrival) for departure, arrival, _ in trains if arrival != NONE]
    last, first = (towards(departures(day, HERE, GOAL), first=asked) for asked in (False, True))
    if not reaching:
        assert last == first == []
        return
    assert (last[0].last.departure, -last[0].last.arrival) == max(reaching)
    assert first[0].first.departure == min(departure for departure, _ in reaching)
    assert all(row.last.departure > last[0].last.departure for row in last if not row.reaches)
    assert all(row.first.departure < first[0].first.departure for row in first if not row.reaches)


@given(plan=plans())
@settings(max_examples=100, deadline=None)
def test_those_that_end_before_the_goal_come_after_those_that_reach_it(plan: Plan) -> None:
    rows: list[Departures] = towards(departures(compiled(plan), HERE, GOAL), first=False)
    assert [row.reaches for row in rows] == sorted((row.reaches for row in rows), reverse=True)


@pytest.mark.parametrize(
    ("short", "round_about", "told"),
    [
        ((24, 24), (23, 23), [0]),  # The long way leaves earlier.
        ((23, 23), (24, 24), [1, 0]),  # It leaves later than all others: it is the last one.
    ],
)
def test_the_long_way_round_a_loop_is_told_only_where_it_is_the_last(short: tuple[int, int], round_about: tuple[int, int], told: list[int]) -> None:
    def row(direction: int, hours: tuple[int, int], minutes: int) -> Departures:
        first, last = (Train(0, hour * 3600, hour * 3600 + minutes * 60) for hour in hours)
        return Departures((0, direction, 9), first, last, way_home=True)

    rows = [row(0, short, 14), row(1, round_about, 74)]
    assert [way.way[1] for way in towards(rows, first=False)] == told

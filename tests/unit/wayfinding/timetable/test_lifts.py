"""Which stations are open by a list of lifts, and journeys that board, alight and change at no others."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from city120_edition.lifts import Lift, LiftKind
from city120_wayfinding.places.place import Place
from city120_wayfinding.timetable.journeys import at_station, earliest_between, latest_between
from city120_wayfinding.timetable.lifts import Lifts, StepFreeNetwork
from city120_wayfinding.timetable.scan import NEVER
from tests.unit.wayfinding.timetable.oracle import Plan, arrival, departure
from tests.unit.wayfinding.timetable.plans import BEGIN, END, PLATFORMS, STATIONS, compiled, plans

A, B = (Place(f"station:{name}", "station", {"ko": name}) for name in "AB")


def lift(*floors: int, working: bool = True, station: str = "A", kind: LiftKind = "elevator") -> Lift:
    return Lift(station=f"station:{station}", line="1", name="l", kind=kind, working=working, floors=floors)


def out(*floors: int, kind: LiftKind = "elevator") -> Lift:
    return lift(*floors, working=False, kind=kind)


def works(*rows: Lift) -> bool | None:
    return Lifts(rows, "2026-11-29", "a list").works("station:A", "1")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((lift(0, -1), lift(-1, -2)), True),
        ((out(0, -1), lift(-1, -2)), False),
        ((lift(0, -1), out(-1, -2)), False),
        # Another one leads from the street to the same floor.
        ((out(0, -1), lift(0, -1), lift(-1, -2)), True),
        # The platforms have one each, and nobody knows whose it is.
        ((lift(0, -1), lift(-1, -2), out(-1, -2)), False),
        ((lift(0, -1), out(0, -1)), False),
        # Above the ground.
        ((lift(0, 1), out(0, 1), lift(1, 2)), True),
        # Floors that cannot be read.
        ((lift(0, -1), lift(-1, -2), out()), False),
        # Where there are only others there is none to ride in.
        ((lift(0, -1, kind="escalator"), lift(0, -1, kind="wheelchair_lift")), False),
        ((lift(0, -1), out(0, -1, kind="escalator")), True),
        ((lift(0, -1, station="B"),), None),
    ],
)
def test_a_station_is_open_where_no_lift_is_out_that_may_be_the_only_one(rows: tuple[Lift, ...], expected: bool | None) -> None:
    assert works(*rows) is expected


def test_of_both_ends_the_worse_counts_and_what_is_not_listed_is_named() -> None:
    open_a, open_both = Lifts([lift(0, -1)], "2026-11-29", "a list"), Lifts([lift(0, -1), lift(0, -1, station="B")], "2026-11-29", "a list")
    shut = Lifts([out(0, -1)], "2026-11-29", "a list")
    assert [lifts.both_work(A, B, "1") for lifts in (open_both, open_a, shut)] == [True, None, False]
    assert [lifts.unknown([(A, "1"), (B, "1"), (B, "1")]) for lifts in (open_both, open_a)] == [(), (B,)]


@pytest.mark.parametrize(("day", "freshness"), [(28, "fresh"), (29, "fresh"), (30, "stale")])
def test_a_list_is_that_of_its_day(day: int, freshness: str) -> None:
    assert Lifts([lift(0)], "2026-11-29", "a list").freshness(dt.date(2026, 11, day)) == freshness


def test_without_a_list_nothing_is_known() -> None:
    none = Lifts()
    assert (none.works("station:A", "1"), none.unknown([(A, "1")]), none.freshness(dt.date(2026, 11, 29))) == (None, (), "")
    assert none.networks(compiled(Plan({}, {}, [])).network) == ()


def test_networks_are_first_the_open_stations_and_then_also_those_not_listed() -> None:
    plan = Plan(
        {number: name for number, (name, _) in enumerate(PLATFORMS)},
        {(number, number): 0 for number in range(len(PLATFORMS))},
        [[(PLATFORMS.index((name, "1")), BEGIN + 60 * position, BEGIN + 60 * position) for position, name in enumerate("ABC")]],
    )
    network = compiled(plan).network
    sure, perhaps = Lifts([lift(0, -1), lift(0, -1, station="B", working=False)], "2026-11-29", "a list").networks(network)
    assert [{STATIONS[number] for number in free.stations} for free in (sure, perhaps)] == [{"A"}, {*STATIONS}]
    # Line 2 stops nowhere, so nobody knows of it; line 1 at B is closed.
    shut = PLATFORMS.index(("B", "1"))
    assert (bool(perhaps.open[shut]), perhaps.open.sum()) == (False, len(PLATFORMS) - 1)


@settings(deadline=None)
@given(plans(), st.sets(st.integers(0, len(PLATFORMS) - 1)), st.sampled_from(STATIONS), st.sampled_from(STATIONS), st.integers(BEGIN, END))
def test_journeys_are_those_of_a_plan_whose_closed_platforms_nobody_enters(plan: Plan, shut: set[int], origin: str, goal: str, begin: int) -> None:
    """Against the same search: closed platforms are no part of their station, and no walk leads from them or to them."""
    if origin == goal:
        return
    runs = compiled(plan)
    free = StepFreeNetwork.of(runs.network, np.array([number not in shut for number in range(len(PLATFORMS))]))
    access, egress = (free.walks(at_station(runs, STATIONS.index(name))) for name in (origin, goal))
    bounded = replace(
        plan,
        station={number: "" if number in shut else name for number, name in plan.station.items()},
        walks={ends: seconds for ends, seconds in plan.walks.items() if not shut.intersection(ends)},
    )
    earliest = earliest_between(free.day(runs), access, egress, begin)
    latest = latest_between(free.day(runs), access, egress, NEVER)
    assert (earliest.arrival if earliest else None) == arrival(bounded, origin, goal, begin)
    assert (latest.departure if latest else None) == departure(bounded, origin, goal, NEVER)
    for journey in filter(None, (earliest, latest)):
        assert all(free.stations >= {ride.origin, ride.target} for ride in journey.rides)

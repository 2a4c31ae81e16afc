"""The connection scan against a search that shares nothing with it, on made timetables."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from city120_edition.timetables import StoredLine, StoredService, StoredStation, TimetableWriter
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.journeys import Journey, earliest_journey, latest_journey
from city120_wayfinding.timetable.network import Network
from tests.unit.wayfinding.timetable.oracle import Plan, Stop, arrival, departure, rides_hold

STATIONS = "ABCDE"
LINES = ("1", "2")
PLATFORMS = [(station, line) for station in STATIONS for line in LINES]
# The night counts on: the last times are beyond midnight.
BEGIN, END = 23 * 3600, 25 * 3600
LATEST = 10**6


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A few runs, some of whose hops and changes take no time at all; runs may come back to a station."""
    station = {number: name for number, (name, _) in enumerate(PLATFORMS)}
    walks = {(a, b): draw(st.sampled_from((0, 60, 240))) for a in station for b in station if station[a] == station[b]}
    plan = Plan(station, walks)
    for _ in range(draw(st.integers(1, 7))):
        line, time, stops = draw(st.integers(0, 1)), draw(st.integers(BEGIN // 60, END // 60)) * 60, list[Stop]()
        for name in draw(st.lists(st.sampled_from(STATIONS), min_size=2, max_size=5)):
            there = time + draw(st.sampled_from((0, 60, 120, 600)))
            time = there + draw(st.sampled_from((0, 60)))
            stops.append((PLATFORMS.index((name, LINES[line])), there, time))
        plan.runs.append(stops)
    return plan


def compiled(plan: Plan) -> DayRuns:
    writer = TimetableWriter()
    for name in STATIONS:
        writer.add_station(StoredStation(ref=f"station:{name}", names={"ko": name}))
    for line in LINES:
        writer.add_line(StoredLine(id=line, names={"ko": line}))
    writer.add_service(StoredService(id="all", day_types=("weekday",)))
    for name, line in PLATFORMS:
        writer.platform(f"station:{name}", line)
    for (here, there), seconds in plan.walks.items():
        writer.add_change(here, there, seconds)
    for number, stops in enumerate(plan.runs):
        writer.add_run(str(number), PLATFORMS[stops[0][0]][1], "up", "all", stops)
    network = Network.of([writer.finish()])
    return DayRuns.of(network, {0})


def positions(day: DayRuns, journey: Journey) -> list[tuple[int, int, int]]:
    """The rides as run and positions, found by their times; a run has one stop of a station and time, or equal ones."""
    found = []
    for ride in journey.rides:
        stops = range(day.network.runs.at[ride.run], day.network.runs.at[ride.run + 1])
        table = day.network.stops
        on = next(i for i in stops if (table.station[i], table.departure[i]) == (ride.origin, ride.departure))
        off = next(i for i in stops if i > on and (table.station[i], table.arrival[i]) == (ride.target, ride.arrival))
        found.append((ride.run, on - stops[0], off - stops[0]))
    return found


@given(plan=plans(), begin=st.integers(BEGIN // 60, END // 60))
@settings(max_examples=300, deadline=None)
def test_the_earliest_arrival_is_that_of_the_search(plan: Plan, begin: int) -> None:
    day, wanted = compiled(plan), arrival(plan, "A", "B", begin * 60)
    journey = earliest_journey(day, 0, 1, begin * 60)
    assert (journey.arrival if journey else None) == wanted
    if journey:
        assert journey.departure >= begin * 60
        assert rides_hold(plan, positions(day, journey))


@given(plan=plans(), end=st.integers(BEGIN // 60, END // 60))
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
    found = [latest_journey(day, 0, 1, end) for end in (*range(BEGIN, END + 7200, 300), LATEST)]
    departures = [journey.departure if journey else 0 for journey in found]
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

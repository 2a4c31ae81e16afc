"""Made timetables: a few runs on two lines and five stations, around midnight."""

from __future__ import annotations

from hypothesis import strategies as st

from city120_edition.timetables import StoredLine, StoredService, StoredStation, TimetableWriter
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.network import Network
from tests.unit.wayfinding.timetable.oracle import Plan, Stop

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

"""The runs of one service day."""

from __future__ import annotations

from city120_edition.timetables import StoredLine, StoredService, StoredStation, TimetableWriter
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.network import Network

HOUR = 3600


def network() -> Network:
    """Line 1 through A, B and C: one run of each of two services, and one at a headway, which has no number."""
    writer = TimetableWriter()
    for name in "ABC":
        writer.add_station(StoredStation(ref=f"station:{name}", names={"ko": name}))
    writer.add_line(StoredLine(id="1", names={"ko": "1"}))
    for service in ("week", "feast"):
        writer.add_service(StoredService(id=service))
    platforms = [writer.platform(f"station:{name}", "1") for name in "ABC"]
    for number, service, start in (("late", "week", 23 * HOUR), ("early", "week", 9 * HOUR), ("feast", "feast", 9 * HOUR), ("", "week", 10 * HOUR)):
        stops = [(platform, start + 60 * place, start + 60 * place) for place, platform in enumerate(platforms)]
        writer.add_run(number, "1", "up", service, stops)
    return Network.of([writer.finish()])


NETWORK = network()
WEEK = DayRuns.of(NETWORK, {0})


def test_only_runs_of_the_day_are_there_their_hops_by_departure() -> None:
    assert [NETWORK.numbers[number] for number in WEEK.numbers.tolist()] == ["late", "early", ""]
    assert WEEK.hops.departure.tolist() == sorted(WEEK.hops.departure.tolist())
    assert WEEK.hops.departure.tolist()[:2] == [9 * HOUR, 9 * HOUR + 60]
    assert (WEEK.hops.runs, WEEK.hops.stop.size) == (3, 6)
    assert [NETWORK.numbers[int(WEEK.numbers[run])] for run in WEEK.hops.run.tolist()[:2]] == ["early", "early"]


def test_trains_leave_a_station_unless_they_end_there_or_stand_for_a_headway() -> None:
    at_a, at_c = WEEK.departing(0), WEEK.departing(2)
    assert [NETWORK.numbers[int(NETWORK.stops.run[stop])] for stop in at_a] == ["late", "early"]
    assert at_c.tolist() == []
    assert WEEK.end_of(int(at_a[0])) == 3


def test_on_a_day_without_a_train_there_is_no_hop() -> None:
    empty = DayRuns.of(NETWORK, frozenset())
    assert (empty.hops.runs, empty.hops.stop.size, empty.departing(0).size) == (0, 0, 0)

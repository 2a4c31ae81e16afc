"""Directions on the bundled edition: whatever the ends are called, legs that fit each other, and why there is no way."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest

from city120_edition import rows
from city120_edition.exits import Exit
from city120_edition.lifts import Lift
from city120_edition.timetables import StoredLine, StoredService, TimetableWriter, seconds_of
from city120_errors import City120Error, FailedPrecondition, InvalidArgument, NotFound
from city120_wayfinding.directions.directions import Directions, End
from city120_wayfinding.directions.last_way import LastWays
from city120_wayfinding.directions.planner import Planner
from city120_wayfinding.directions.route import Route
from city120_wayfinding.places.exits import Exits
from city120_wayfinding.places.place import Point, distance_m
from city120_wayfinding.streets.walks import Path, Step, StraightLine, Walk
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.lifts import Lifts
from city120_wayfinding.timetable.network import Network
from city120_wayfinding.wayfinding import Wayfinding

MORNING = "2026-11-27T08:12:34+09:00"
NIGHT = "2026-11-28T02:00:00+09:00"
ITAEWON = Point(37.5345, 126.9946)
PAIRS = 40


def way(wayfinding: Wayfinding, origin: End, destination: End, at: str = MORNING) -> Route:
    return wayfinding.directions.find(origin, destination, depart_at=at)


def test_legs_lead_on_from_each_other(wayfinding: Wayfinding) -> None:
    """For pairs drawn among all stations and points between them, to depart at a time and to arrive by it."""
    chance, stations = random.Random(PAIRS), [station for station in wayfinding.trains.network.stations if station.lat]
    for _ in range(PAIRS):
        first, last = chance.sample(stations, 2)
        ends = (first.ref, Point((last.lat or 0) + 0.004, last.lon or 0))
        for route in (way(wayfinding, *ends), wayfinding.directions.find(*ends, arrive_by=MORNING)):
            if route.estimate_s:
                assert (route.departure, route.arrival) == (None, None)
            else:
                assert route.departure
                assert route.arrival
                assert route.departure < route.arrival
            assert route.legs[0].origin.ref == first.ref
            assert all(before.destination.ref == after.origin.ref for before, after in pairwise(route.legs))
            assert all(before.arrival + after.change_s <= after.departure for before, after in pairwise(route.legs))
            assert all(leg.moving_s >= 0 for leg in route.legs)


@pytest.mark.parametrize("origin", ["강남역", "Gangnam Station", "江南站", "station:gangnam", Point(37.497952, 127.027619)], ids=str)
@pytest.mark.parametrize("destination", ["상계동", "Sanggye-dong", "노원구 상계동", "area:1135010500"])
def test_ends_are_called_in_many_ways(wayfinding: Wayfinding, origin: End, destination: str) -> None:
    route = way(wayfinding, origin, destination)
    assert route.destinations[0].ref == "area:1135010500"
    assert route.legs[-1].line is None
    assert any(leg.origin.ref == "station:gangnam" and leg.line for leg in route.legs)


def test_a_train_goes_to_a_station_whose_point_nobody_knows(wayfinding: Wayfinding) -> None:
    route = way(wayfinding, "강남역", "동구릉역")
    assert route.destinations[0].point is None
    assert route.legs[-1].line


def test_near_enough_one_walks(wayfinding: Wayfinding) -> None:
    (walk,) = way(wayfinding, "시청역", "명동역").legs
    assert (walk.line, walk.distance_m > 1000) == (None, True)


@pytest.mark.parametrize(
    ("origin", "destination", "stops"),
    [
        ("sadang", "gangnam", 4),
        ("jamsil", "gangnam", 6),
        ("gangnam", "hongik-univ", 17),
        ("hongik-univ", "jamsilsaenae", 21),
        ("sadang", "geumjeong", 10),
        ("geoyeo", "gongdeok", 25),
        ("gwanghwamun", "bangi", 18),
        ("misa", "yeouido", 29),
        ("itaewon", "hapjeong", 8),
        ("yeokchon", "taereung", 35),
        ("jamsil", "euljiro-1-ga", 14),
        ("wangsimni", "jamsil", 8),
    ],
)
def test_a_ride_has_as_many_stations_as_the_map(wayfinding: Wayfinding, origin: str, destination: str, stops: int) -> None:
    """Counted by hand on the map of lines 2, 4, 5 and 6, the loop of Eungam and line 4 beyond Namtaeryeong among them."""
    (ride,) = way(wayfinding, f"station:{origin}", f"station:{destination}").legs
    assert ride.stops == stops


@pytest.mark.parametrize("arrive_by", ["", MORNING])
def test_who_walks_is_sent_on_foot_however_far_it_is(wayfinding: Wayfinding, arrive_by: str) -> None:
    route = wayfinding.directions.find("강남역", "상계역", on_foot=True, arrive_by=arrive_by, depart_at="" if arrive_by else MORNING)
    (walk,) = route.legs
    assert (walk.line, walk.distance_m > 15_000, route.transfers) == (None, True, 0)
    assert route.departure
    assert route.arrival
    assert (route.arrival if arrive_by else route.departure).isoformat() == MORNING
    assert (route.arrival - route.departure).total_seconds() == walk.arrival - walk.departure > 3 * 3600
    assert wayfinding.directions.find("강남역", "동구릉역", depart_at=MORNING, on_foot=True).empty == "none_near"


def test_after_the_last_train_it_is_the_first_of_the_next_day(wayfinding: Wayfinding) -> None:
    route = way(wayfinding, "강남역", "상계역", NIGHT)
    assert route.departure
    assert (route.service_day.date.isoformat(), route.departure.isoformat()[:13]) == ("2026-11-28", "2026-11-28T05")


def test_who_must_be_there_before_the_first_train_leaves_the_evening_before(wayfinding: Wayfinding) -> None:
    route = wayfinding.directions.find("강남역", "상계역", arrive_by="2026-11-28T04:30:00+09:00")
    assert route.service_day.date.isoformat() == "2026-11-27"


def test_a_name_of_several_places_is_asked_back(wayfinding: Wayfinding) -> None:
    route = way(wayfinding, "신사동", "Синчон")
    assert (len(route.origins), len(route.destinations), route.legs, route.empty) == (3, 3, (), "")


def test_where_no_station_is_near_that_is_said(wayfinding: Wayfinding) -> None:
    far = Point(35.1, 129.0)
    assert (way(wayfinding, "강남역", far).empty, way(wayfinding, far, "강남역").legs) == ("none_near", ())


def test_where_no_train_of_a_line_is_known_it_is_the_way_without_times(wayfinding: Wayfinding) -> None:
    """From the office to Pangyo: a walk, and the line whose hours a newspaper told; at night as by day."""
    for at, last in ((MORNING, "25:00"), (NIGHT, "25:00"), ("2026-11-28T12:00:00+09:00", "24:00")):
        route = way(wayfinding, Point(37.4986, 127.0290), "판교역", at)
        walk, ride = route.legs
        assert (route.departure, route.arrival, route.exact, route.empty) == (None, None, False, "")
        assert (walk.line, walk.distance_m > 0, walk.arrival) == (None, True, ride.departure)
        assert (ride.line.id if ride.line else "", ride.stops, ride.terminal.ref if ride.terminal else "") == (
            "line.sinbundang",
            4,
            "station:gwanggyo",
        )
        assert (ride.times_unknown, ride.hours.first if ride.hours else "", ride.hours.last if ride.hours else "") == (True, "05:30", last)
        assert (route.estimate_s, "한국일보" in route.source, route.data_date) == (ride.arrival, True, "2025-10-27")
    assert wayfinding.directions.find("강남역", "판교역", arrive_by=MORNING).arrival is None


def test_on_a_way_with_changes_it_says_which_trains_are_not_known(wayfinding: Wayfinding) -> None:
    route = way(wayfinding, "상계역", "판교역")
    assert [(leg.line.id, leg.times_unknown) for leg in route.rides if leg.line][-1] == ("line.sinbundang", True)
    assert {leg.times_unknown for leg in route.rides} == {True, False}
    assert all(before.arrival + after.change_s == after.departure for before, after in pairwise(route.legs))


@pytest.mark.parametrize(
    ("origin", "goal", "at", "timed"),
    [
        ("강남역", "상계역", MORNING, True),
        # The airport railroad goes there at once; at night a timetable says when the first train goes.
        ("홍대입구역", "김포공항역", MORNING, False),
        ("홍대입구역", "김포공항역", NIGHT, True),
        # Half an hour on foot is much longer than two stations on a line without times.
        ("정자역", "미금역", MORNING, False),
        ("사당역", "과천역", MORNING, False),
        ("수서역", "복정역", MORNING, False),
        ("용산역", "서울역", MORNING, True),
    ],
    ids=str,
)
def test_known_trains_are_told_unless_they_take_much_longer(wayfinding: Wayfinding, origin: str, goal: str, at: str, timed: bool) -> None:
    assert (way(wayfinding, origin, goal, at).estimate_s == 0) is timed


def test_who_must_be_there_by_a_time_is_told_when_to_leave_where_any_timetable_says(wayfinding: Wayfinding) -> None:
    assert wayfinding.directions.find("홍대입구역", "김포공항역", arrive_by=MORNING).departure


def test_who_leaves_when_told_by_facts_is_there_in_time(wayfinding: Wayfinding) -> None:
    """200 pairs, at any time of day; a way that tells no times is none of them."""
    chosen, stations, compared = random.Random(7), [station.ref for station in wayfinding.trains.network.stations], 0
    begin = dt.datetime.fromisoformat("2026-12-05T06:00:00+09:00")
    while compared < 200:
        origin, goal = chosen.sample(stations, 2)
        by = begin + dt.timedelta(minutes=chosen.randrange(3 * 24 * 60))
        latest = wayfinding.directions.find(origin, goal, arrive_by=by.isoformat())
        if latest.departure is None:
            continue
        first = wayfinding.directions.find(origin, goal, depart_at=latest.departure.isoformat())
        if first.arrival is not None:
            compared += 1
            assert first.arrival <= by, (origin, goal, by)


def test_a_last_train_is_never_an_estimate(wayfinding: Wayfinding) -> None:
    for first in (True, False):
        last = wayfinding.last_ways.last("station:gangnam", "station:pangyo", at=MORNING, first=first)
        assert (last.legs, last.leave_by) == ((), None)


class Alleys:
    """Streets that know a corner on every walk, and where steps are asked not to be, that there are none."""

    def walks(self, here: Point, there: Sequence[Point], *, step_free: bool = False) -> list[Walk]:
        return [Walk(walk.metres + 100, walk.seconds + 60) for walk in StraightLine().walks(here, there)]

    def path(self, here: Point, there: Point, *, step_free: bool = False) -> Path:
        corner = Point(here.latitude, there.longitude)
        return Path((here, corner, there), "streets", (Step("left", 80.0, {"ko": "골목길"}),), step_free)


@pytest.mark.parametrize("step_free", [False, True])
def test_walks_are_those_of_the_streets_that_are_imported(wayfinding: Wayfinding, step_free: bool) -> None:
    """On the way to and from trains, and alone; at whole minutes that fit the trains."""
    network, calendar, plain = wayfinding.trains.network, wayfinding.calendar, wayfinding.directions
    planner = Planner(network, wayfinding.trains.on, calendar, Alleys())
    directions = Directions(network, planner, plain._by_courses, calendar, plain._stations, plain._ends, Alleys(), Lifts())
    there, beside = Point(37.6, 127.0), Point(37.5345, 126.9990)
    far, near = (directions.find(ITAEWON, end, depart_at=MORNING, step_free=step_free) for end in (there, beside))
    for walk in (far.legs[0], far.legs[-1], *near.legs):
        assert walk.origin.point
        assert walk.destination.point
        assert walk.path == Alleys().path(walk.origin.point, walk.destination.point).points
        assert walk.distance_m == pytest.approx(distance_m(walk.origin.point, walk.destination.point) * 1.3 + 100)
        assert walk.walk
        assert walk.walk.steps
    assert all(before.arrival + after.change_s <= after.departure for before, after in pairwise(far.legs))
    assert (far.method, near.method, len(near.legs), far.rides != []) == ("streets", "streets", 1, True)
    # Of the stations on the way nobody knows.
    assert (near.step_free, far.step_free) == ((True, None) if step_free else (False, False))


@pytest.mark.parametrize(("leaves", "exact", "rides"), [("08:32", True, 1), ("08:40", True, 2), ("08:32", False, 2)])
def test_a_train_that_goes_on_under_another_number_is_one_ride(wayfinding: Wayfinding, leaves: str, *, exact: bool, rides: int) -> None:
    """Where a timetable ends the trains of a loop one stays in; not in a train that comes later, nor where times are worked out."""
    plain, writer = wayfinding.directions, TimetableWriter()
    writer.add_line(StoredLine(id="line.2", names={"ko": "2호선"}, exact=exact))
    writer.add_service(StoredService(id="all", day_types=("weekday",)))
    stations = [row for row in wayfinding.trains.network.stations if row.ref in ("station:jamsil", "station:seongsu", "station:wangsimni")]
    for station in stations:
        writer.add_station(station)
    jamsil, seongsu, wangsimni = (writer.platform(f"station:{name}", "line.2") for name in ("jamsil", "seongsu", "wangsimni"))
    writer.add_change(seongsu, seongsu, 0)
    for number, times in (("1", ((jamsil, "08:20"), (seongsu, "08:31"))), ("2", ((seongsu, leaves), (wangsimni, "08:46")))):
        writer.add_run(number, "line.2", "outer", "all", [(platform, seconds_of(time), seconds_of(time)) for platform, time in times])
    network = Network.of([writer.finish()])
    planner = Planner(network, lambda day: DayRuns.of(network, {0}), wayfinding.calendar, StraightLine())
    directions = Directions(network, planner, plain._by_courses, wayfinding.calendar, plain._stations, plain._ends, StraightLine(), Lifts())
    route = directions.find("station:jamsil", "station:wangsimni", depart_at=MORNING)
    assert (len(route.legs), sum(leg.stops for leg in route.legs)) == (rides, 2)
    first, last = route.legs[0], route.legs[-1]
    assert (first.origin.ref, last.destination.ref, route.transfers) == ("station:jamsil", "station:wangsimni", rides - 1)
    assert (first.next_stop or first.origin).ref == "station:seongsu"
    assert (first.departure, last.arrival, len(first.path)) == (seconds_of("08:20"), seconds_of("08:46"), 4 - rides)


def test_without_streets_walks_say_that_they_are_straight_lines(wayfinding: Wayfinding) -> None:
    route = way(wayfinding, ITAEWON, "상계역")
    assert (route.method, route.step_free, next(len(leg.path) for leg in route.legs if leg.line is None)) == ("straight_line", None, 2)


def lifts_of(wayfinding: Wayfinding, *out: str, without: str = "") -> Lifts:
    """A list of the day in which the lifts of all stations work, but those of some; and in which one station is missing."""
    stations = [row for row in wayfinding.edition.rows("stations", rows.Station) if row.id != without]
    listed = [(row.id, line) for row in stations for line in row.lines]
    return Lifts(
        [
            Lift(station=f"station:{station}", line=line, name="1", kind="elevator", working=f"{station}/{line}" not in out)
            for station, line in listed
        ],
        MORNING[:10],
        "a list",
    )


def with_lifts(wayfinding: Wayfinding, lifts: Lifts) -> Directions:
    plain, network = wayfinding.directions, wayfinding.trains.network
    planner = Planner(network, wayfinding.trains.on, wayfinding.calendar, StraightLine(), lifts.networks(network))
    return Directions(network, planner, plain._by_courses, wayfinding.calendar, plain._stations, plain._ends, StraightLine(), lifts)


def step_free(wayfinding: Wayfinding, lifts: Lifts, origin: End = "강남역", destination: End = "상계역") -> Route:
    return with_lifts(wayfinding, lifts).find(origin, destination, depart_at=MORNING, step_free=True)


def stations_of(route: Route) -> list[str]:
    """Where one boards and alights, with the line."""
    return [f"{place.ref.removeprefix('station:')}/{leg.line.id}" for leg in route.legs if leg.line for place in (leg.origin, leg.destination)]


@pytest.mark.long
def test_a_lift_that_is_out_changes_the_route_and_one_that_is_mended_changes_it_back(wayfinding: Wayfinding) -> None:
    first = step_free(wayfinding, lifts_of(wayfinding))
    assert [leg.lifts for leg in first.rides] == [True] * len(first.rides)
    assert (first.lifts_unknown, first.legs) == ((), tuple(replace(leg, lifts=True) for leg in way(wayfinding, "강남역", "상계역").legs))
    change = stations_of(first)[1]
    around = step_free(wayfinding, lifts_of(wayfinding, change))
    assert around.rides
    assert change not in stations_of(around)
    assert around.arrival is not None
    assert first.arrival is not None
    assert around.arrival >= first.arrival
    assert [leg.lifts for leg in around.rides] == [True] * len(around.rides)
    assert step_free(wayfinding, lifts_of(wayfinding)) == first
    # Who can use stairs is led as before, and told.
    stairs = with_lifts(wayfinding, lifts_of(wayfinding, change)).find("강남역", "상계역", depart_at=MORNING)
    assert (stations_of(stairs), stairs.step_free) == (stations_of(first), False)


def test_where_the_lift_of_the_station_itself_is_out_one_walks_to_the_next(wayfinding: Wayfinding) -> None:
    route = step_free(wayfinding, lifts_of(wayfinding, "gangnam/line.2", "gangnam/line.sinbundang"))
    assert (route.legs[0].line, route.legs[0].origin.ref, route.legs[1].line is None) == (None, "station:gangnam", False)
    assert not any(end.startswith("gangnam/") for end in stations_of(route))


def test_a_station_that_the_list_does_not_have_is_used_where_there_is_no_other_and_named(wayfinding: Wayfinding) -> None:
    """From the station itself, for who is nearer to it than to others is led to those."""
    lifts = lifts_of(wayfinding, without="sanggye")
    route = with_lifts(wayfinding, lifts).find("강남역", "동구릉역", depart_at=MORNING, step_free=True)
    assert route.lifts_unknown == ()
    unlisted = lifts_of(wayfinding, without="donggureung")
    route = with_lifts(wayfinding, unlisted).find("강남역", "동구릉역", depart_at=MORNING, step_free=True)
    assert [place.ref for place in route.lifts_unknown] == ["station:donggureung"]
    assert (route.rides[-1].lifts, route.step_free) == (None, None)


def test_where_only_stations_are_left_whose_lifts_are_out_that_is_why_there_is_no_way(wayfinding: Wayfinding) -> None:
    every = [f"{row.id}/{line}" for row in wayfinding.edition.rows("stations", rows.Station) for line in row.lines]
    closed = lifts_of(wayfinding, *every)
    assert step_free(wayfinding, closed).empty == "no_lift"
    assert step_free(wayfinding, closed, "강남역", Point(35.1, 129.0)).empty == "none_near"
    by_lift = with_lifts(wayfinding, closed)
    last_ways = LastWays(by_lift, by_lift._planner, wayfinding.calendar)
    assert [last_ways.last("강남", "상계", at=MORNING, step_free=step_free).route.empty for step_free in (True, False)] == ["no_lift", ""]


@pytest.mark.long
def test_over_lines_without_times_lifts_count_as_well(wayfinding: Wayfinding) -> None:
    """And the way without times is told only where there is no other, however much longer that is."""
    route = step_free(wayfinding, lifts_of(wayfinding), "강남역", "판교역")
    assert (route.estimate_s > 0, {leg.lifts for leg in route.rides}, route.lifts_unknown) == (True, {True}, ())
    assert step_free(wayfinding, lifts_of(wayfinding, "pangyo/line.sinbundang", "pangyo/line.gyeonggang"), "강남역", "판교역").empty == "no_lift"
    unlisted = step_free(wayfinding, lifts_of(wayfinding, without="pangyo"), "강남역", "판교역")
    assert ([place.ref for place in unlisted.lifts_unknown], unlisted.rides[-1].lifts) == (["station:pangyo"], None)


EXIT_3, EXIT_9 = Point(37.4985, 127.0270), Point(37.4975, 127.0290)


def with_exits(wayfinding: Wayfinding) -> Directions:
    """Two exits of one station: the nearer one has steps."""
    plain, network = wayfinding.directions, wayfinding.trains.network
    listed = (("3", EXIT_3, False), ("9", EXIT_9, True))
    exits = Exits(
        [
            Exit(station="station:gangnam", number=number, lat=point.latitude, lon=point.longitude, step_free=step_free)
            for number, point, step_free in listed
        ]
    )
    planner = Planner(network, wayfinding.trains.on, wayfinding.calendar, StraightLine(), exits=exits)
    return Directions(network, planner, plain._by_courses, wayfinding.calendar, plain._stations, plain._ends, StraightLine(), Lifts(), exits)


@pytest.mark.parametrize(("step_free", "number", "point"), [(False, "3", EXIT_3), (True, "9", EXIT_9)])
def test_walks_to_and_from_stations_go_by_an_exit(wayfinding: Wayfinding, step_free: bool, number: str, point: Point) -> None:
    """The nearest, or without steps one that has none; and where one walks alone."""
    beside = Point(37.4995, 127.0262)
    find = partial(with_exits(wayfinding).find, depart_at=MORNING, step_free=step_free)
    there, back, alone = find(beside, "사당역"), find("사당역", beside), find("강남역", beside)
    for walk, end in ((there.legs[0], there.legs[0].destination), (back.legs[-1], back.legs[-1].origin), (alone.legs[0], alone.legs[0].origin)):
        assert (end.ref, end.exit, end.point, walk.line) == ("station:gangnam", number, point, None)
    assert (there.legs[0].path[-1], back.legs[-1].path[0], alone.legs[0].path[0]) == (point, point, point)
    assert (there.legs[1].origin.exit, alone.origins[0].exit) == ("", "")
    for language, words in EXIT_OF_GANGNAM.items():
        assert words.format(number) in wayfinding.wording(language).steps(there.legs[0])[0]


EXIT_OF_GANGNAM = {
    "ko": "강남 {}번 출구",
    "en": "Gangnam, exit {}",
    "zh": "江南{}号口",
    "ja": "江南{}番出口",
    "vi": "Gangnam, cửa ra số {}",
    "mn": "({}-р гарц)",
}


def test_without_a_list_a_way_without_steps_is_the_way_as_before(wayfinding: Wayfinding) -> None:
    route = step_free(wayfinding, Lifts())
    assert route == way(wayfinding, "강남역", "상계역")
    assert (route.lifts_unknown, [leg.lifts for leg in route.rides]) == ((), [None] * len(route.rides))


WRONG = [
    (("모르는 곳", "강남역", MORNING), NotFound, "origin"),
    (("강남역", "모르는 곳", MORNING), NotFound, "destination"),
    (("강남역", "station:gangnam", MORNING), InvalidArgument, "destination"),
    ((ITAEWON, ITAEWON, MORNING), InvalidArgument, "destination"),
    (("강남역", "사당역", "tonight"), InvalidArgument, "depart_at"),
    (("강남역", "사당역", "1999-01-01T12:00:00+09:00"), FailedPrecondition, "depart_at"),
]


@pytest.mark.parametrize(("asked", "error", "field"), WRONG, ids=str)
def test_a_mistake_is_named(wayfinding: Wayfinding, asked: tuple[End, End, str], error: type[City120Error], field: str) -> None:
    with pytest.raises(error) as raised:
        way(wayfinding, *asked)
    assert (raised.value.field, bool(raised.value.fix)) == (field, True)


@pytest.mark.parametrize(
    ("origin", "goal", "walks"), [("여의도", "강남", [False, True]), ("강남", "여의도", [True, False]), ("봉화산", "신촌", [False, False])]
)
def test_one_walks_between_a_station_and_another_near_it_where_that_usually_saves_its_worth(
    wayfinding: Wayfinding, origin: str, goal: str, walks: list[bool]
) -> None:
    """To Gangnam from the station of line 9 beside it, not round half the loop; but nobody walks for what the longest waits alone make earlier."""
    legs = way(wayfinding, origin, goal, "2026-12-01T08:00:00+09:00").legs
    assert [legs[0].line is None, legs[-1].line is None] == walks
    slowly = wayfinding.directions.find(origin, goal, depart_at="2026-12-01T08:00:00+09:00", step_free=True).legs
    assert [slowly[0].line is None, slowly[-1].line is None] == [False, False]

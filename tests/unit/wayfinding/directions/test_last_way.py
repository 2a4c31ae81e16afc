"""The last way home, by the facts of the bundled edition."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from city120_edition import rows
from city120_edition.lifts import Lift
from city120_edition.rows import DayType
from city120_edition.timetables import seconds_of
from city120_errors import City120Error, FailedPrecondition, InvalidArgument, NotFound
from city120_wayfinding.directions.directions import Directions
from city120_wayfinding.directions.last_way import ON_FOOT, LastWay, LastWays
from city120_wayfinding.directions.planner import Planner
from city120_wayfinding.timetable.clock import time_of
from city120_wayfinding.timetable.journeys import earliest_journey, latest_journey
from city120_wayfinding.timetable.lifts import Lifts
from city120_wayfinding.wayfinding import Wayfinding

FRIDAY = "2026-11-27T23:30:00+09:00"
PAIRS = 200


def way(wayfinding: Wayfinding, origin: str, destination: str, at: str = FRIDAY, day_type: DayType | None = None) -> LastWay:
    return wayfinding.last_ways.last(origin, destination, at=at, day_type=day_type)


def test_it_changes_where_it_must_and_says_when_to_be_on_the_platform(wayfinding: Wayfinding) -> None:
    home = way(wayfinding, "강남", "Sanggye")
    assert [(leg.line.id if leg.line else "", leg.origin.ref, leg.destination.ref) for leg in home.legs] == [
        ("line.2", "station:gangnam", "station:sadang"),
        ("line.4", "station:sadang", "station:sanggye"),
    ]
    assert home.leave_by is not None
    assert home.leave_by.isoformat() == f"2026-11-27T{time_of(home.legs[0].departure)}:00+09:00"
    assert home.slack_s == home.legs[0].departure - seconds_of("23:30")
    assert not home.route.exact


def test_after_midnight_it_is_still_the_day_before_and_what_has_left_says_so(wayfinding: Wayfinding) -> None:
    night = way(wayfinding, "강남", "상계", "2026-11-28T00:30:00+09:00")
    assert night.route.service_day.date.isoformat() == "2026-11-27"
    assert night.slack_s < 0
    assert night.tight


def test_ten_minutes_before_it_is_tight_and_not_before(wayfinding: Wayfinding) -> None:
    leave_by = way(wayfinding, "강남", "상계").leave_by
    assert leave_by is not None
    minutes = {minutes: way(wayfinding, "강남", "상계", leave_by.replace(minute=leave_by.minute - minutes).isoformat()).tight for minutes in (9, 10)}
    assert minutes == {9: True, 10: False}


def test_a_kind_of_day_is_the_next_one(wayfinding: Wayfinding) -> None:
    days = {name: way(wayfinding, "강남", "사당", day_type=name).route.service_day.date.isoformat() for name in ("weekday", "saturday", "holiday")}
    assert days == {"weekday": "2026-11-27", "saturday": "2026-11-28", "holiday": "2026-11-29"}


def test_a_name_of_several_stations_lists_them_and_no_way(wayfinding: Wayfinding) -> None:
    several = way(wayfinding, "Синчон", "Гангнам")
    assert {place.ref for place in several.route.origins} == {"station:sinchon", "station:sincheon", "station:sinchon-gyeongui-jungang-line"}
    assert (several.route.ambiguous, several.legs, several.leave_by) == (True, (), None)


@pytest.mark.parametrize(
    ("origin", "destination", "walks"),
    [
        ("코엑스", "상계", (True, False)),
        ("강남대로 396", "노원구청", (True, True)),
        ("상계동", "Itaewon-dong", (True, True)),
        ("37.5345,126.9946", "서울", (True, False)),
        ("이수", "江邊", (False, False)),
    ],
)
def test_it_leads_from_any_place_to_any_place(wayfinding: Wayfinding, origin: str, destination: str, walks: tuple[bool, bool]) -> None:
    home = way(wayfinding, origin, destination)
    assert (home.legs[0].line is None, home.legs[-1].line is None) == walks
    assert (home.legs[0].origin.ref, home.legs[-1].destination.ref) == (home.route.origins[0].ref, home.route.destinations[0].ref)
    assert home.leave_by == wayfinding.calendar.time_on(home.route.service_day, home.legs[0].departure)
    assert all(before.arrival <= after.departure for before, after in pairwise(home.legs))


def test_nobody_takes_a_train_to_what_is_round_the_corner(wayfinding: Wayfinding) -> None:
    near = way(wayfinding, "코엑스", "삼성")
    assert (near.route.empty, near.legs, near.leave_by) == (ON_FOOT, (), None)


def test_where_no_train_is_known_there_is_no_way(wayfinding: Wayfinding) -> None:
    """The bundled facts hold lines 1 to 9 of the city; Yongin's line is none of them."""
    assert way(wayfinding, "전대·에버랜드", "강남").legs == ()


@pytest.mark.parametrize(("origin", "goal"), [("수유", "회현"), ("강남", "상계")])
def test_a_first_journey_by_facts_can_be_made_and_nobody_is_there_earlier(wayfinding: Wayfinding, origin: str, goal: str) -> None:
    first = wayfinding.last_ways.last(origin, goal, at=FRIDAY, first=True)
    assert (first.route.exact, bool(first.legs), first.leave_by.hour if first.leave_by else 0) == (False, True, 5)
    early = wayfinding.directions.find(origin, goal, depart_at=FRIDAY[:11] + "04:00:00+09:00")
    assert (first.route.arrival, first.leave_by) == (early.arrival, early.departure)


def test_loops_tell_the_next_station_and_expresses_what_they_are(wayfinding: Wayfinding) -> None:
    """To Sadang and to Jamsil from one station all trains end at Seongsu; line 9's other trains stop at every station."""
    round_about = [wayfinding.last_ways.last("강남", goal, at=FRIDAY).legs[0] for goal in ("사당", "잠실")]
    assert len({leg.direction for leg in round_about}) == len({leg.next_stop.ref for leg in round_about if leg.next_stop}) == 2
    noon = FRIDAY[:11] + "12:00:00+09:00"
    ways = [wayfinding.directions.find("고속터미널", goal, depart_at=noon).rides for goal in ("김포공항", "흑석")]
    assert [[ride.express for ride in rides if ride.line and ride.line.id == "line.9"] for rides in ways] == [[True], [False]]


def test_who_leaves_later_does_not_arrive(wayfinding: Wayfinding) -> None:
    """And rides and changes fit each other, for pairs drawn among all stations."""
    chance, network = random.Random(PAIRS), wayfinding.trains.network
    runs = wayfinding.trains.on(wayfinding.calendar.service_day(wayfinding.calendar.moment(FRIDAY)))
    for _ in range(PAIRS):
        origin, goal = chance.sample(range(len(network.stations)), 2)
        journey = latest_journey(runs, origin, goal)
        if journey is None:
            assert earliest_journey(runs, origin, goal, 0) is None
            continue
        assert earliest_journey(runs, origin, goal, journey.departure + 1) is None
        assert all(before.arrival + after.change_s <= after.departure for before, after in pairwise(journey.rides))


def test_the_last_way_goes_round_a_station_whose_lift_is_out(wayfinding: Wayfinding) -> None:
    stations = [(row.id, line) for row in wayfinding.edition.rows("stations", rows.Station) for line in row.lines]

    def without(*out: tuple[str, str]) -> LastWay:
        listed = [Lift(station=f"station:{name}", line=line, name="1", kind="elevator", working=(name, line) not in out) for name, line in stations]
        lifts, loaded, network = Lifts(listed, FRIDAY[:10], "a list"), wayfinding.directions, wayfinding.trains.network
        planner = Planner(network, wayfinding.trains.on, wayfinding.calendar, loaded._streets, lifts.networks(network))
        by_lift = Directions(
            network, planner, loaded._by_courses, wayfinding.calendar, loaded._stations, loaded._ends, loaded._streets, lifts, loaded._exits
        )
        return LastWays(by_lift, planner, wayfinding.calendar).last("강남", "상계", at="2026-11-27T12:00:00+09:00", step_free=True)

    whole, around = without(), without(("sadang", "line.4"))
    assert ([leg.destination.ref for leg in whole.legs], [leg.lifts for leg in whole.legs]) == (["station:sadang", "station:sanggye"], [True, True])
    assert "station:sadang" not in {leg.destination.ref for leg in around.legs}
    assert around.leave_by is not None
    assert whole.leave_by is not None
    assert around.leave_by <= whole.leave_by
    assert without() == whole


WRONG = [
    (("모르는역", "강남", FRIDAY), NotFound, "origin"),
    (("강남", "모르는역", FRIDAY), NotFound, "destination"),
    (("강남", "station:gangnam", FRIDAY), InvalidArgument, "destination"),
    (("강남", "사당", "tonight"), InvalidArgument, "at"),
    (("강남", "사당", "1999-01-01T12:00:00+09:00"), FailedPrecondition, "at"),
]


@pytest.mark.parametrize(("asked", "error", "field"), WRONG)
def test_a_mistake_is_named(wayfinding: Wayfinding, asked: tuple[str, str, str], error: type[City120Error], field: str) -> None:
    with pytest.raises(error) as raised:
        wayfinding.last_ways.last(*asked[:2], at=asked[2])
    assert (raised.value.field, bool(raised.value.fix)) == (field, True)

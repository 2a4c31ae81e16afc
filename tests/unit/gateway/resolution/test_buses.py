"""Bus lines between the ends of a way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from city120_gateway.conversation.conversation import Earlier
from city120_gateway.conversation.hints import DeviceHint, Point
from city120_gateway.knowledge import BusLine, BusStop, Knowledge
from city120_gateway.resolution.answers import MatchDecision, Place, Route, RouteLeg
from city120_gateway.resolution.buses import Buses, between, buses, reason
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.whereabouts import Whereabouts
from tests.unit.gateway.samples import AT, conversation, departures, entry, findings, last_way, train

NIGHT, TRAINS = "transit.bus.night", "transit.subway.firstlast"


def stop(name: str, north: float) -> BusStop:
    """A stop so many kilometres north of the first."""
    return BusStop({"ko": name}, 37.5 + north / 111.32, 127.0)


def place(name: str, north: float, **values: Any) -> Place:
    return Place("", "legal_dong", {"ko": name}, point=Point(37.5 + north / 111.32, 127.0), **values)


A, C = {"ko": "a"}, {"ko": "c"}
LONG = BusLine("N1", (stop("a", 0), stop("b", 5), stop("c", 10)), "list", "2022")
SHORT = BusLine("N2", (stop("a", 0), stop("c", 10)), "list", "2020")
ELSEWHERE = BusLine("N3", (stop("d", 20), stop("e", 25)), "another", "2021")


def test_a_line_that_passes_near_both_ends_is_told_with_its_stops_the_nearest_stops_first() -> None:
    told = between((LONG, SHORT, ELSEWHERE), place("home", 10.5), place("here", 0.2))
    assert [(ride.line.line, ride.on["ko"], ride.off["ko"]) for ride in told.rides] == [("N1", "c", "a"), ("N2", "c", "a")]
    assert (told.origin["ko"], told.goal["ko"], told.near_origin, told.near_goal) == ("home", "here", (), ())


def test_without_a_change_those_near_each_end_are_told() -> None:
    told = between((LONG, ELSEWHERE), place("home", 5), place("here", 20))
    assert (told.rides, [line.line for line in told.near_origin], [line.line for line in told.near_goal]) == ((), ["N1"], ["N3"])
    assert between((LONG,), place("home", 50), place("here", 60)).told == ()
    assert between((LONG,), place("home", 0), place("here", 0.1)).rides == ()


def test_a_station_that_two_lines_pass_is_where_one_changes() -> None:
    across = BusLine("N4", (stop("x", 30), stop("b", 5), stop("d", 20)), "list", "2022")
    told = between((LONG, ELSEWHERE, across), place("home", 0), place("here", 20))
    assert [(ride.line.line, ride.on["ko"], ride.off["ko"]) for ride in told.change] == [("N1", "a", "b"), ("N4", "b", "d")]
    assert ([line.line for line in told.told], told.near_origin, told.near_goal) == (["N1", "N4"], (), ())


def test_nobody_is_sent_round_the_city_to_change() -> None:
    out, back = BusLine("N5", (stop("a", 0), stop("far", -30)), "list", "2019"), BusLine("N6", (stop("far", -30), stop("d", 20)), "list", "2019")
    told = between((out, back), place("home", 0), place("here", 20))
    assert (told.change, [line.line for line in told.near_origin], [line.line for line in told.near_goal]) == ((), ["N5"], ["N6"])


def test_a_dong_reaches_farther_than_a_station_and_no_farther_than_one_walks() -> None:
    assert between((LONG,), place("home", 0), place("here", 12.5)).rides == ()
    assert between((LONG,), place("home", 0), place("here", 11.5, precision_m=700.0)).rides
    assert between((LONG,), place("home", 0), place("here", 12.5, precision_m=9000.0)).rides == ()


def test_of_a_dong_without_a_point_the_station_called_like_it_counts_or_one_of_its_district() -> None:
    line = BusLine("N5", (stop("a", 0), *(replace(stop(name, 9), district="11305") for name in ("미아", "수유"))), "list", "2022")
    for names, off in (({"ko": "수유동"}, "수유"), ({"ko": "우이동"}, "미아")):
        told = between((line,), place("home", 0), Place("area:1", "legal_dong", names, district_code="11305"))
        assert [ride.off["ko"] for ride in told.rides] == [off]
    assert between((line,), place("home", 0), Place("area:1", "legal_dong", {"ko": "a"}, district_code="11110")).rides == ()


def asking(knowledge: Knowledge, affair: str, ends: tuple[Place | None, Place | None], **values: Any) -> Findings:
    return findings(knowledge, affair, where=Whereabouts(end_places=ends), **values)


def test_lines_answer_their_affair_when_it_is_certain(knowledge: Knowledge) -> None:
    known = replace(knowledge, bus_lines={NIGHT: (LONG,)})
    ends = place("home", 0), place("here", 10)
    told = buses(asking(known, NIGHT, ends), known)
    assert told is not None
    assert [ride.line.line for ride in told.rides] == ["N1"]
    assert buses(asking(known, NIGHT, ends, decision=MatchDecision.ASK), known) is None
    assert buses(asking(known, "road.pothole", ends), known) is None


def test_a_line_that_stops_farther_from_the_goal_is_told_where_none_goes_all_the_way(knowledge: Knowledge) -> None:
    def off(goal: float, *lines: BusLine) -> list[str]:
        known = replace(knowledge, bus_lines={NIGHT: lines})
        told = buses(asking(known, NIGHT, (place("home", 0), place("here", goal))), known)
        return [ride.off["ko"] for ride in told.rides] if told is not None else []

    assert off(11.5, LONG) == ["c"]
    assert off(12.5, LONG) == []
    assert off(11.5, LONG, BusLine("N9", (stop("a", 0), stop("x", 11.5)), "list", "2022")) == ["x"]


def test_a_change_spares_a_long_walk_at_both_ends_and_no_single_one() -> None:
    direct = BusLine("N7", (stop("x", 1.5), stop("y", 8.5)), "list", "2017")
    to_the_change, onward = BusLine("N8", (stop("a", 0), stop("b", 5)), "list", "2022"), BusLine("N9", (stop("b", 5), stop("c", 10)), "list", "2022")
    lines = (direct, to_the_change, onward)
    told = between(lines, place("home", 0), place("here", 10))
    assert (told.rides, [ride.line.line for ride in told.change]) == ((), ["N8", "N9"])
    assert [ride.line.line for ride in between(lines, place("home", 1.5), place("here", 10)).rides] == ["N7"]
    assert [ride.line.line for ride in between((direct,), place("home", 0), place("here", 10)).rides] == ["N7"]


def test_of_a_way_out_of_the_city_that_no_line_goes_is_no_news(knowledge: Knowledge) -> None:
    beyond = {"station:out": replace(stop("out", 40), district="")}
    known = replace(knowledge, bus_lines={NIGHT: (LONG,)}, stops=knowledge.stops | beyond)
    out = Place("station:out", "station", {"ko": "out"}, point=Point(37.5 + 40 / 111.32, 127.0))
    assert buses(asking(known, NIGHT, (place("home", 0), out)), known) is None
    assert buses(asking(known, NIGHT, (place("home", 0), Place("outside:41", "outside", {"ko": "out"}))), known) is None
    near = replace(out, point=Point(37.5 + 10 / 111.32, 127.0))
    told = buses(asking(known, NIGHT, (place("home", 0), near)), known)
    assert told is not None
    assert told.rides


@pytest.mark.parametrize("ends", [(None, place("here", 10)), (place("home", 0), None), (None, None), (Place("area:11", "city"), place("here", 10))])
def test_without_both_ends_a_caller_is_asked(knowledge: Knowledge, ends: tuple[Place | None, Place | None]) -> None:
    known = replace(knowledge, bus_lines={NIGHT: (LONG,)})
    names = [end.names if end is not None else {} for end in ends]
    assert buses(asking(known, NIGHT, ends), known) == Buses(names[0], names[1], asked=True)


def test_who_lies_nowhere_is_named_as_no_end(knowledge: Knowledge) -> None:
    known = replace(knowledge, bus_lines={NIGHT: (LONG,)})
    operator = Place("body:transit.metro", "body", {"ko": "operator"})
    assert buses(asking(known, NIGHT, (operator, place("here", 10))), known) == Buses({}, {"ko": "here"}, asked=True)


def test_where_the_device_is_the_way_begins(knowledge: Knowledge) -> None:
    known = replace(knowledge, bus_lines={NIGHT: (LONG,)})
    here = conversation("…", place=DeviceHint(Point(37.5, 127.0)))
    told = buses(asking(known, NIGHT, (None, place("here", 10)), conversation=here), known)
    assert told is not None
    assert (told.origin, [ride.on["ko"] for ride in told.rides]) == ({}, ["a"])


def test_where_the_way_before_ended_nobody_is(knowledge: Knowledge) -> None:
    goal = place("home", 5)
    assert goal.point is not None
    asked = asking(knowledge, NIGHT, (None, goal), conversation=conversation("심야버스는?", place=DeviceHint(goal.point)))
    told = buses(asked, knowledge)
    assert told is not None
    assert (told.asked, told.origin, told.goal) == (True, {}, goal.names)


def test_of_an_affair_of_trains_they_are_told_when_the_last_is_gone(knowledge: Knowledge) -> None:
    known = replace(knowledge, bus_lines={TRAINS: (LONG,)})
    ends = place("home", 0), place("here", 10)
    assert buses(asking(known, TRAINS, ends), known) is None
    assert buses(asking(known, TRAINS, ends, last_way=last_way()), known) is None
    assert buses(asking(known, TRAINS, ends, last_way=last_way(gone=True)), known) is not None
    assert buses(asking(known, TRAINS, ends, last_way=last_way(gone=True, first=True)), known) is None
    as_well = conversation(heard=frozenset({"bus", "train"}))
    assert buses(asking(known, TRAINS, ends, conversation=as_well), known) is not None
    assert buses(asking(known, TRAINS, (None, None), conversation=as_well), known) is None
    missed = conversation("…", heard=frozenset({f"entry:{TRAINS}.missed"}))
    assert buses(asking(known, TRAINS, ends, conversation=missed), known) is not None


def test_while_trains_go_what_goes_at_night_is_not_asked_for(knowledge: Knowledge) -> None:
    known = replace(knowledge, bus_lines={TRAINS: (LONG,)})
    ends, night = (None, place("here", 10)), replace(entry(TRAINS), id=f"{TRAINS}.missed")
    assert buses(asking(known, TRAINS, ends, entry=night), known) is not None
    assert buses(asking(known, TRAINS, ends, entry=night, departures=departures()), known) is not None
    goes, left = departures(train("24:46")), departures(train("24:46", gone=True))
    assert buses(asking(known, TRAINS, ends, entry=night, departures=goes), known) is None
    assert buses(asking(known, TRAINS, ends, entry=night, departures=left), known) is not None
    missed = conversation("…", heard=frozenset({f"entry:{TRAINS}.missed"}))
    assert buses(asking(known, TRAINS, ends, entry=night, departures=goes, conversation=missed), known) is not None


def test_who_missed_the_last_train_says_first_where_they_are_and_then_where_they_go(knowledge: Knowledge) -> None:
    missed = frozenset({f"entry:{TRAINS}.missed"})
    gangnam, nowon = (Place(f"station:{name}", "station", names, point=Point(37.5, 127.0)) for name, names in (("gangnam", A), ("nowon", C)))
    here = asking(knowledge, TRAINS, (None, gangnam), conversation=conversation("…", heard=missed))
    here = replace(here, where=replace(here.where, stations=(gangnam,)))
    assert buses(here, knowledge) == Buses(A, asked=True)
    # "종로에서 막차 놓쳤는데": no station, and the place where they are.
    around = asking(knowledge, TRAINS, (None, place("around", 0)), conversation=conversation("…", heard=missed))
    around = replace(around, where=replace(around.where, boards=True))
    assert buses(around, knowledge) == Buses({"ko": "around"}, asked=True)
    there = asking(knowledge, TRAINS, (None, nowon), conversation=conversation("…", heard=missed, earlier=Earlier(station="station:gangnam")))
    told = buses(there, knowledge)
    assert told is not None
    assert (told.origin["ko"], told.goal["ko"], told.asked) == ("강남", "c", False)


def test_a_line_that_is_named_by_its_number_is_told_unless_the_answer_is_about_it(knowledge: Knowledge) -> None:
    lines = (replace(LONG, line="N37"), replace(SHORT, line="N61"))
    known = replace(knowledge, bus_lines={NIGHT: lines})
    for text, entry_id, line in (
        ("N37 버스 언제 와요", f"{NIGHT}.routes", "N37"),
        ("N37路什么时候来", f"{NIGHT}.routes", "N37"),
        ("N61 버스 언제 와요", f"{NIGHT}.n61", ""),
        ("N99 버스 언제 와요", f"{NIGHT}.routes", ""),
    ):
        asks = asking(known, NIGHT, (None, None), conversation=conversation(text), entry=replace(entry(NIGHT), id=entry_id))
        told = buses(asks, known)
        assert told is not None
        assert (told.asked, [known_line.line for known_line in told.named]) == (True, [line] if line else [])


def test_who_heard_of_trains_and_asks_for_a_bus_is_asked_where_they_go(knowledge: Knowledge) -> None:
    answered = Earlier(station="station:gangnam", answered=True)
    asks = asking(knowledge, TRAINS, (None, None), conversation=conversation("버스는요?", heard=frozenset({"bus"}), earlier=answered))
    told = buses(asks, knowledge)
    assert told is not None
    assert (told.origin["ko"], told.asked) == ("강남", True)


def test_who_waits_for_the_first_trains_hears_of_night_buses(knowledge: Knowledge) -> None:
    known = replace(knowledge, bus_lines={TRAINS: (LONG,)})
    ends = place("home", 0), place("here", 10)
    leg = RouteLeg({}, {}, "", "", "", "", 60, line="line.2")
    waiting = Route({}, {}, (leg,), departure=AT.replace(hour=5), at=AT.replace(hour=2))
    assert buses(asking(known, "transit.route", ends, route=waiting), known) is not None
    for other in (
        replace(waiting, at=AT.replace(hour=4, minute=50)),
        replace(waiting, legs=()),
        replace(waiting, arrive_by=AT),
        replace(waiting, at=None),
    ):
        assert buses(asking(known, "transit.route", ends, route=other), known) is None


def test_what_is_told_names_its_sources() -> None:
    told = reason(between((LONG, ELSEWHERE), place("home", 5), place("here", 20)))
    assert (told.kind, told.ref, told.detail) == ("bus", "N1 N3", "list (2022); another (2021)")


def test_the_lines_of_the_edition_pass_where_they_are_said_to(knowledge: Knowledge) -> None:
    assert knowledge.bus_lines[NIGHT] == knowledge.bus_lines[TRAINS]
    assert all(len(line.stops) > 1 for line in knowledge.bus_lines[NIGHT])


def test_the_stations_of_a_way_before_are_its_ends_where_none_are_named(knowledge: Knowledge) -> None:
    before = conversation(earlier=Earlier(station="station:gangnam", goal="station:itaewon"))
    told = buses(asking(knowledge, NIGHT, (None, None), conversation=before), knowledge)
    assert told is not None
    assert (told.origin["ko"], told.goal["ko"], bool(told.told)) == ("강남", "이태원", True)
    nowhere = conversation(earlier=Earlier(station="station:gangnam", goal="place:parks/1"))
    assert buses(asking(knowledge, NIGHT, (None, None), conversation=nowhere), knowledge) == Buses(told.origin, asked=True)


def test_nobody_changes_to_the_line_that_one_is_on() -> None:
    """Both ends lie near one of its stations."""
    told = between((LONG,), place("home", 4.8), place("here", 5.2))
    assert (told.rides, told.change, [line.line for line in told.near_origin]) == ((), (), ["N1"])
    # Nor from a stop beside the goal to one beside the start, over a third.
    other = BusLine("N6", (stop("x", 4.2), stop("c", 10)), "list", "2022")
    assert between((LONG, other), place("home", 4.2), place("here", 5.6)).change == ()


def test_there_and_back_one_hears_of_the_same_lines() -> None:
    """A stop that is not far from an end is told whichever end that is."""
    there, back = between((LONG,), place("home", 0), place("here", 11.5)), between((LONG,), place("here", 11.5), place("home", 0))
    assert [[ride.line.line for ride in told.rides] for told in (there, back)] == [["N1"], ["N1"]]


def test_nobody_walks_farther_to_a_bus_than_to_the_goal() -> None:
    assert between((LONG,), place("home", 1.8), place("here", 3.3)).rides == ()
    assert between((LONG,), place("home", 0.9), place("here", 4.2)).rides


def test_of_a_tight_last_train_they_are_told_before_it_is_gone(knowledge: Knowledge) -> None:
    known = replace(knowledge, bus_lines={TRAINS: (LONG,)})
    assert buses(asking(known, TRAINS, (place("home", 0), place("here", 10)), last_way=last_way(tight=True)), known) is not None

"""Bus lines between two places as sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_gateway.knowledge import BusLine, BusStop, Knowledge
from city120_gateway.resolution.buses import Buses, BusRide
from city120_gateway.resolution.decide import Kind
from tests.unit.gateway.channels.test_sentences import names, said
from tests.unit.gateway.samples import LANGUAGES, answer, departures, last_way, train

OLD, NEW, THIRD, FOURTH = (BusLine(f"N{number}", (), "list", f"202{number}") for number in range(1, 5))
HOME, HERE = names("Home"), names("Here")
RIDES = Buses(HOME, HERE, rides=tuple(BusRide(line, names("On"), names("Off")) for line in (NEW, OLD, THIRD, FOURTH)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_is_told_with_where_to_get_on_and_off_before_the_answer(knowledge: Knowledge, language: str) -> None:
    head, lines, careful, *rest = said(knowledge, Kind.ANSWER, language, buses=RIDES, answer=answer())
    assert head == knowledge.say("bus.head", language, origin="Home", goal="Here")
    rides = lines.split("\n")
    assert [line.partition("N")[2][:1] for line in rides] == ["2", "1", "3"]
    assert all("On" in ride and "Off" in ride for ride in rides)
    assert "2021" in careful
    assert rest[0] == answer().text


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_not_said_both_ends_is_asked_for_them_after_the_answer(knowledge: Knowledge, language: str) -> None:
    told = said(knowledge, Kind.ANSWER, language, buses=Buses(asked=True), answer=answer())
    assert told[:2] == [answer().text, knowledge.say("bus.ask", language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_line_that_is_named_the_stations_are_told_that_it_passes(knowledge: Knowledge, language: str) -> None:
    named = BusLine("N37", (BusStop(HOME, 37.5, 127.0), BusStop(HERE, 37.6, 127.0)), "list", "2022")
    passes, careful, *rest = said(knowledge, Kind.ANSWER, language, buses=Buses(asked=True, named=(named,)), answer=answer())
    assert all(word in passes for word in ("N37", "Home, Here"))
    assert "2022" in careful
    assert rest[:2] == [answer().text, knowledge.say("bus.ask", language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_said_one_end_is_asked_for_the_other_only(knowledge: Knowledge, language: str) -> None:
    for buses, message, values in (
        (Buses(HOME, asked=True), "bus.ask.goal", {"origin": "Home"}),
        (Buses({}, HERE, asked=True), "bus.ask.origin", {"goal": "Here"}),
    ):
        asked = knowledge.say(message, language, **values)
        assert said(knowledge, Kind.ANSWER, language, buses=buses, answer=answer(), told_before=True) == [asked]
        assert said(knowledge, Kind.DEPARTURES, language, departures=departures(train("23:59")), buses=buses) == [asked]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_is_told_ride_by_ride(knowledge: Knowledge, language: str) -> None:
    rides = BusRide(NEW, names("On"), names("Change")), BusRide(OLD, names("Change"), names("Off"))
    head, lines, *_ = said(knowledge, Kind.ANSWER, language, buses=Buses(HOME, HERE, change=rides), answer=answer())
    assert head == knowledge.say("bus.head.change", language, origin="Home", goal="Here")
    assert [("Change" in line, "On" in line, "Off" in line) for line in lines.split("\n")[:2]] == [(True, True, False), (True, False, True)]


def test_without_a_line_from_end_to_end_those_near_each_are_told(knowledge: Knowledge) -> None:
    text = "\n".join(said(knowledge, Kind.ANSWER, "en", buses=Buses(HOME, HERE, near_origin=(OLD, NEW)), answer=answer()))
    assert "no night bus that goes from Home to Here" in text
    assert "Our list is not complete" in text
    assert "Lines near Home: N1, N2" in text
    assert "Lines near Here" not in text
    none = "\n".join(said(knowledge, Kind.ANSWER, "en", buses=Buses({}, HERE), answer=answer()))
    assert knowledge.say("bus.none", "en", origin=knowledge.say("places.here", "en"), goal="Here") in none


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_train_one_may_wait_for_is_told_between_its_times(knowledge: Knowledge, language: str) -> None:
    way = last_way(exact=False)
    way = replace(way, rides=(replace(way.rides[0], wait_s=780),))
    told = said(knowledge, Kind.DEPARTURES, language, departures=departures(train("23:59")), last_way=way)
    values = {"station": "Suyu", "goal": "Sadang", "time": "23:58", "day_type": knowledge.say("day_type.weekday", language)}
    assert knowledge.say("journey.head.careful", language, **values) in told
    ends = {"origin": "Suyu", "destination": "Sadang", "departure": "23:58", "arrival": "00:38"}
    assert any(knowledge.say("journey.ride.wait", language, line="4", terminal="Namtaeryeong", **ends) in sentence for sentence in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_way_that_is_surely_gone_is_told_so_before_the_trains_that_still_leave(knowledge: Knowledge, language: str) -> None:
    way = last_way(gone=True, exact=False)
    told = said(knowledge, Kind.DEPARTURES, language, departures=departures(train("23:59")), last_way=way, buses=Buses(HOME, HERE))
    assert "23:58" in told[0]
    assert told[1] == knowledge.say("bus.none", language, origin="Home", goal="Here")
    assert any("23:59" in sentence for sentence in told[2:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_buses_still_go_there_trains_that_surely_do_not_are_left_out(knowledge: Knowledge, language: str) -> None:
    way = last_way(gone=True, exact=False)
    told = said(knowledge, Kind.DEPARTURES, language, departures=departures(train("23:59")), last_way=way, buses=RIDES)
    assert "23:58" in told[0]
    assert knowledge.say("bus.head", language, origin="Home", goal="Here") in told
    assert not any("23:59" in sentence for sentence in told)


def test_a_way_that_is_gone_by_a_timetable_is_told_with_the_buses_alone(knowledge: Knowledge) -> None:
    told = said(knowledge, Kind.DEPARTURES, "en", departures=departures(train("23:59")), last_way=last_way(gone=True), buses=RIDES)
    assert not any("23:59" in sentence for sentence in told)
    assert "From Home towards Here:" in told


def test_a_voice_says_each_line_as_a_sentence(knowledge: Knowledge) -> None:
    (text,) = said(knowledge, Kind.ANSWER, "en", "voice", buses=RIDES, answer=answer())
    assert "N2: get on near On, get off near Off. N1:" in text
    assert ".." not in text


def test_a_way_worked_out_with_care_that_has_left_with_the_last_train_is_gone(knowledge: Knowledge) -> None:
    gone = last_way(gone=True, exact=False)
    text = "\n".join(said(knowledge, Kind.DEPARTURES, "en", departures=departures(train("23:59", gone=True)), last_way=gone))
    assert ("left at 23:58" in text, "taxi" in text, knowledge.say("journey.careful", "en") in text) == (True, True, False)

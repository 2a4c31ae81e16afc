"""The way from door to door, as each channel says it in each language."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from city120_gateway.channels.registry import render
from city120_gateway.channels.route import LiftWords
from city120_gateway.knowledge import BusLine, Knowledge
from city120_gateway.resolution.answers import Lifts, LineHours, Route, RouteLeg
from city120_gateway.resolution.buses import Buses, BusRide
from city120_gateway.resolution.decide import Kind
from city120_gateway.resolution.resolution import Answer, Handoff
from city120_gateway.words.caller_words import BUS, ON_FOOT, STEP_FREE, TRAIN
from tests.unit.gateway.samples import AT, CHANNELS, LANGUAGES, resolution

HOME, A, B, C = ({"ko": f"{name}역", "en": name.title()} for name in ("home", "a", "b", "c"))
LINE = {language: f"2-{language}" for language in LANGUAGES}
WALK = RouteLeg(HOME, A, "21:40", "21:52", "21:40", "21:52", 720, distance_m=860.0)
CAREFUL = RouteLeg(A, B, "21:52", "22:10", "21:52", "22:10", 600, "line.2", LINE, "up", C, stops=3, exact=False)
EXACT = RouteLeg(B, C, "22:14", "22:20", "22:14", "22:20", 360, "line.4", LINE, "up", C, stops=2, change_s=240)
ROUTE = Route(
    HOME, C, (WALK, CAREFUL, EXACT), AT, AT + dt.timedelta(minutes=40), transfers=1, walking_m=860.0, source="timetable", data_date="2026-06"
)


# The same without times: of one line none is known, of the other when it runs.
UNTIMED = (
    replace(WALK, departure="", arrival="", departure_clock="", arrival_clock=""),
    RouteLeg(A, B, "", "", "", "", 600, "line.2", LINE, "", C, stops=3, exact=False),
    RouteLeg(
        *(B, C, "", "", "", "", 360, "line.4", LINE, "", C),
        stops=2,
        change_s=240,
        exact=False,
        times_unknown=True,
        hours=LineHours("05:30", "25:00", "a newspaper", "2022-05"),
    ),
)
ESTIMATE = replace(ROUTE, legs=UNTIMED, departure=None, arrival=None, at=AT, estimate_s=1920, source="a list", data_date="2025-10")


def said(knowledge: Knowledge, route: Route, language: str = "en", channel: str = "web", **sections: Any) -> str:
    return "\n".join(render(resolution(Kind.DIRECTIONS, language, channel, route=route, **sections), knowledge))


def test_of_an_area_it_is_said_that_a_walk_begins_in_its_middle(knowledge: Knowledge) -> None:
    assert "Walk from the middle of Home (home역) to A (a역)" in said(
        knowledge, replace(ROUTE, legs=(replace(WALK, from_middle=True), CAREFUL, EXACT))
    )


def test_it_says_how_long_usually_when_at_the_latest_and_each_step(knowledge: Knowledge) -> None:
    assert said(knowledge, ROUTE).splitlines() == [
        (
            "From Home (home역) to C (c역) you usually need 36 minutes or less, with the waits for trains. "
            "Leave at 21:40 and, even if every wait is as long as it gets, you are there by 22:20 at the latest."
        ),
        "Walk from Home (home역) to A (a역), about 850 m, 12 min",
        "Take 2-en towards C (c역) from A (a역) to B (b역), 10 min, stops: 3",
        "Change at B (b역), 4 min on foot",
        "22:14 B (b역), 2-en to C (c역), arriving 22:20 at C (c역)",
        knowledge.say("route.straight", "en"),
        "Source: timetable (2026-06)",
    ]


def test_the_time_of_another_day_names_the_day_once(knowledge: Knowledge) -> None:
    by = AT.replace(day=25, hour=9, minute=0)
    route = replace(ROUTE, exact=True, arrive_by=by, departure=by.replace(hour=8), arrival=by.replace(hour=8, minute=50))
    head = said(knowledge, route, at=by.replace(hour=12), asked_on=AT.date()).splitlines()[0]
    assert head == "To be at C (c역) by Wednesday 09:00, leave Home (home역) at 08:00 at the latest; you arrive at 08:50."


def test_without_times_it_says_about_how_long_and_of_which_lines_they_are_not_known(knowledge: Knowledge) -> None:
    entry = Answer("transit.airport.bus", "The first train leaves early.", "", "")
    head, _, ride, change, last, unknown, hours, told, *rest = said(knowledge, ESTIMATE, answer=entry).splitlines()
    assert head == "From Home (home역) to C (c역) it takes about 32 minutes, waits for trains not included."
    assert ride == "Take 2-en towards C (c역) from A (a역) to B (b역), about 10 min, stops: 3"
    assert (change, last) == ("Change at B (b역), 4 min on foot", "Take 2-en towards C (c역) from B (b역) to C (c역), about 6 min, stops: 2")
    assert unknown == knowledge.say("route.times_unknown", "en", lines="2-en")
    assert hours == knowledge.say("route.hours", "en", hours="2-en 05:30~01:00 (2022-05)")
    assert (told, rest[-1]) == ("The first train leaves early.", "Source: a list (2025-10)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_that_times_are_not_known(knowledge: Knowledge, language: str) -> None:
    text = said(knowledge, ESTIMATE, language, "voice")
    assert all(part in text for part in ("32", f"2-{language}", "05:30"))
    assert "21:" not in text


def test_walks_by_streets_are_no_estimate(knowledge: Knowledge) -> None:
    on_map = replace(ROUTE, by_streets=True, map_source="OpenStreetMap", map_date="2026-10-02")
    by_streets = said(knowledge, on_map)
    assert (knowledge.say("route.straight", "en") in by_streets, "about 850 m" in by_streets) == (False, True)
    assert by_streets.splitlines()[-2:] == ["Source: timetable (2026-06)", "Source: OpenStreetMap (2026-10-02)"]
    assert "OpenStreetMap" not in said(knowledge, on_map, "en", "voice")


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_channel_has_all_steps_in_every_language(knowledge: Knowledge, language: str, channel: str) -> None:
    text = said(knowledge, ROUTE, language, channel)
    assert all(part in text for part in ("21:40", "22:14", f"2-{language}", "850"))
    assert "120" not in text
    short = channel in ("voice", "sms")
    assert (knowledge.say("route.straight", language) in text) is not short


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_walk_to_a_station_says_by_which_exit(knowledge: Knowledge, language: str) -> None:
    station = {language: "A"}
    route = replace(ROUTE, legs=(replace(WALK, destination=station, destination_exit="3-1"), CAREFUL, EXACT))
    assert knowledge.say("route.exit", language, station="A", exit="3-1") in said(knowledge, route, language, "voice")


def test_a_voice_says_names_without_brackets_and_no_source(knowledge: Knowledge) -> None:
    text = said(knowledge, ROUTE, "en", "voice")
    assert "(" not in text
    assert "2026-06" not in text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"exact": True, "legs": (WALK, EXACT)}, "in about 40 minutes"),
        ({"legs": (WALK,), "source": ""}, "it is best to walk: about 40 minutes"),
        ({"arrive_by": AT + dt.timedelta(hours=1), "exact": True}, "To be at C (c역) by 22:40, leave Home (home역) at 21:40 at the latest"),
        (
            {"arrive_by": AT + dt.timedelta(hours=1)},
            "You usually need 36 minutes or less, with the waits for trains; if every wait is as long as it gets",
        ),
        ({"origin": {}}, "From where you are to C (c역)"),
        ({"legs": (), "empty": "none_near"}, "near one end we know no station"),
        ({"legs": (), "empty": "no_timetable"}, "we know no trains that connect"),
    ],
)
def test_the_head_fits_what_is_known(knowledge: Knowledge, values: dict[str, Any], message: str) -> None:
    assert message in said(knowledge, replace(ROUTE, **values)).splitlines()[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("arrive_by", [None, AT + dt.timedelta(hours=1)])
def test_without_a_timetable_no_minutes_stand_beside_a_later_time_unexplained(
    knowledge: Knowledge, language: str, arrive_by: dt.datetime | None
) -> None:
    """The 32 minutes that one moves, and none of the up to 8 that one waits, would end before the latest arrival: the mean of both is told."""
    head = said(knowledge, replace(ROUTE, arrive_by=arrive_by), language).splitlines()[0]
    assert "36" in head
    assert "32" not in head
    assert "22:20" in head


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_cannot_use_stairs_hears_that_lifts_are_not_known_and_what_to_do(knowledge: Knowledge, language: str, channel: str) -> None:
    note = knowledge.say("route.step_free", language)
    assert note in said(knowledge, ROUTE, language, channel, heard=frozenset({STEP_FREE}))
    assert note not in said(knowledge, ROUTE, language, channel)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_with_a_list_they_hear_where_lifts_work_by_its_date_where_nobody_knows_and_that_it_is_old(
    knowledge: Knowledge, language: str, channel: str
) -> None:
    words = LiftWords(knowledge, language, lambda names: names["ko"])
    old = words.told(Lifts("L", "2026-11-29", "stale", (B,)), (A, B, B, C))
    assert old == [
        knowledge.say("route.lifts", language, date="2026-11-29", stations="a역, c역"),
        knowledge.say("route.lifts.unknown", language, date="2026-11-29", stations="b역"),
        knowledge.say("route.lifts.old", language),
    ]
    assert words.told(Lifts("L", "2026-11-29", "fresh", (A,)), (A,)) == [
        knowledge.say("route.lifts.unknown", language, date="2026-11-29", stations="a역")
    ]
    text = said(knowledge, replace(ROUTE, lifts=Lifts("L", "2026-11-29", "fresh")), language, channel, heard=frozenset({STEP_FREE}))
    assert ("2026-11-29" in text, knowledge.say("route.step_free", language) in text) == (True, False)
    assert "2026-11-29" not in said(knowledge, replace(ROUTE, lifts=Lifts("L", "2026-11-29", "fresh")), language, channel)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_for_a_bus_hears_first_that_none_is_known_and_last_who_looks_for_it(knowledge: Knowledge, language: str, channel: str) -> None:
    agent = Handoff("agent", "no bus is known")
    text = said(knowledge, ROUTE, language, channel, heard=frozenset({BUS}), handoff=agent)
    note = knowledge.say("route.bus", language, origin="§", goal="§").split("§")[-1]
    says = {"web": "handoff.agent", "voice": "handoff.agent.here", "agent": "handoff.agent.here"}
    who = knowledge.say(says.get(channel, "handoff.agent.written"), language, phone="120")
    assert text.index(note) < text.index("21:40") < text.index(who)
    assert note not in said(knowledge, ROUTE, language, channel, heard=frozenset({BUS, TRAIN}))
    names = dict.fromkeys(LANGUAGES, "Home")
    known = Buses(names, names, rides=(BusRide(BusLine("N2", (), "list", "2026"), names, names),))
    assert note not in said(knowledge, ROUTE, language, channel, heard=frozenset({BUS}), buses=known)
    again = said(knowledge, ROUTE, language, channel, heard=frozenset({BUS}), handoff=agent, told_before=True)
    assert (note in again, "21:40" in again, who in again) == (False, False, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_for_the_walk_is_not_told_that_it_is_best(knowledge: Knowledge, language: str) -> None:
    walk = replace(ROUTE, legs=(WALK,), source="")
    heads = [said(knowledge, walk, language, heard=frozenset(heard)).split("\n")[0] for heard in ((), {ON_FOOT})]
    assert heads[0] != heads[1]
    assert all("40" in head for head in heads)


@pytest.mark.parametrize(("step_free", "note"), [(True, "route.step_free.walk"), (False, "route.steps"), (None, "route.steps")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_walk_it_is_said_whether_the_map_has_steps(knowledge: Knowledge, language: str, step_free: bool | None, note: str) -> None:
    walk = replace(ROUTE, legs=(WALK,), source="", step_free=step_free)
    text = said(knowledge, walk, language, heard=frozenset({STEP_FREE}))
    assert knowledge.say(note, language) in text
    assert knowledge.say("route.step_free", language) not in text


LOOP = replace(CAREFUL, direction="inner", next_stop=B, express=True)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_both_ways_round_a_loop_and_an_express_are_told_apart(knowledge: Knowledge, language: str, channel: str) -> None:
    """All trains of a loop end at one station, so its name tells nobody the platform."""
    legs = (LOOP, replace(LOOP, direction="outer"), replace(LOOP, express=False), replace(CAREFUL, next_stop=B))
    told = {said(knowledge, replace(ROUTE, legs=(leg,)), language, channel) for leg in legs}
    exact = {said(knowledge, replace(ROUTE, legs=(replace(leg, exact=True),)), language, channel) for leg in legs}
    assert (len(told), len(exact)) == (4, 4)


def test_on_a_loop_the_next_station_stands_where_the_terminal_does(knowledge: Knowledge) -> None:
    text = said(knowledge, replace(ROUTE, legs=(replace(LOOP, direction="outer"),)), "ko")
    assert "2-ko 급행 외선순환 b역 방면을 타고" in text

"""Which fact is missing: the first that would change the result, and none when nothing would."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from city120_gateway.conversation.choices import Choices, ChosenAsset, Option
from city120_gateway.conversation.conversation import Earlier
from city120_gateway.conversation.hints import Point
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Location, MatchDecision, Outcome, Place
from city120_gateway.resolution.decide import Reason, decide
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.questions import Missing, missing, open_question
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.words.caller_words import STEP_FREE
from tests.unit.gateway.samples import conversation, departures, entry, findings, responsibility, ruling, train

ROAD, HOME, TRAINS, LOST = "road.pothole", "waste.bulky", "transit.subway.firstlast", "transit.subway.lost"
NEEDS_DISTRICT = ruling(Outcome.NEEDS_PLACE, missing=("district", "dong"))
SUYU, SINCHON = Place("station:suyu", "station"), (Place("station:sinchon", "station"), Place("station:sinchon-gj", "station"))


def findings_of(knowledge: Knowledge, affair: str = ROAD, **values: Any) -> Findings:
    return findings(knowledge, affair, **values)


def test_nothing_is_missing_when_a_body_is_known(knowledge: Knowledge) -> None:
    assert missing(findings_of(knowledge, rulings=(ruling(body="district.11440"),))) is None
    assert missing(findings_of(knowledge)) is None


@pytest.mark.parametrize(
    "values",
    [{"looked_up": False}, {"where": Whereabouts(outside="outside:26")}, {"decision": MatchDecision.HAND_OVER}],
    ids=["not looked up", "elsewhere", "unsure"],
)
def test_nothing_is_asked_where_no_reply_would_help(knowledge: Knowledge, values: dict[str, Any]) -> None:
    assert missing(findings_of(knowledge, rulings=(NEEDS_DISTRICT,), **values)) is None


def test_for_papers_and_prices_no_place_is_asked_and_for_hours_it_is(knowledge: Knowledge) -> None:
    lacking: dict[str, Any] = {"follows": True, "rulings": (ruling(Outcome.NEEDS_PLACE, missing=("district",)),)}
    assert missing(findings_of(knowledge, **lacking, conversation=conversation(heard=frozenset({"documents"})))) is None
    assert missing(findings_of(knowledge, **lacking, conversation=conversation(heard=frozenset({"hours"})))) is Missing.DISTRICT


@pytest.mark.parametrize(("text", "question"), [("예약 없이 가도 돼요?", None), ("큰 교회 옆이에요", Missing.DISTRICT)])
def test_who_asks_in_return_is_not_asked_the_same_again(knowledge: Knowledge, text: str, question: Missing | None) -> None:
    said = conversation(text, earlier=Earlier(options=(Option("1", "", Choices(area="11440")),)), turn=1)
    lacking = (ruling(Outcome.NEEDS_PLACE, missing=("district",)),)
    assert missing(findings_of(knowledge, conversation=said, resumed=True, rulings=lacking)) is question


def test_which_affair_is_asked_before_anything_else_about_it(knowledge: Knowledge) -> None:
    unsure = findings_of(knowledge, decision=MatchDecision.ASK, rulings=(NEEDS_DISTRICT,))
    assert missing(unsure) is Missing.AFFAIR
    assert missing(replace(unsure, agreed=True)) is None


@pytest.mark.parametrize(
    ("values", "question"),
    [
        ({}, Missing.STATION),
        ({"where": Whereabouts(stations=SINCHON)}, Missing.STATION),
        ({"where": Whereabouts(stations=(SUYU,))}, None),
        ({"conversation": conversation(choices=Choices(station="station:suyu"))}, None),
        ({"conversation": conversation(earlier=Earlier(station="station:suyu"))}, None),
        ({"departures": departures(train("23:10"))}, None),
    ],
    ids=["none named", "two of a name", "one named", "chosen", "named before", "trains are known"],
)
def test_last_trains_need_a_station(knowledge: Knowledge, values: dict[str, Any], question: Missing | None) -> None:
    assert missing(findings_of(knowledge, TRAINS, **values)) is question


@pytest.mark.parametrize(
    ("heard", "ends", "question"),
    [
        ("home", ("station:suyu", ""), Missing.GOAL),
        ("home", ("station:suyu", "station:sadang"), None),
        ("home", ("", "station:sadang"), Missing.STATION),
        ("going", ("station:suyu", ""), None),
    ],
)
def test_who_wants_to_get_home_and_says_where_they_are_is_asked_where_that_is(
    knowledge: Knowledge, heard: str, ends: tuple[str, str], question: Missing | None
) -> None:
    said = conversation(heard=frozenset({heard}))
    assert open_question(findings_of(knowledge, "transit.route", conversation=said, where=Whereabouts(ends=ends))) is question


@pytest.mark.parametrize(
    ("heard", "goal", "question"),
    [({"home", "leave_by"}, "", Missing.GOAL), ({"home", "leave_by"}, "station:sadang", None), ({"leave_by"}, "", None), ({"home"}, "", None)],
)
def test_until_when_to_leave_for_home_depends_on_where_that_is(knowledge: Knowledge, heard: set[str], goal: str, question: Missing | None) -> None:
    where = Whereabouts(stations=(SUYU,), goal=goal)
    leaving = departures(train("23:10"))
    asks = findings_of(knowledge, TRAINS, conversation=conversation(heard=frozenset(heard)), where=where, departures=leaving)
    assert missing(asks) is question
    # Whatever entry is told of such trains.
    assert missing(replace(asks, entry=entry(TRAINS, settles=True))) is question


def test_whether_one_lives_where_the_device_is_is_asked_before_the_district(knowledge: Knowledge) -> None:
    device = Whereabouts(point=Point(37.5, 127.0), from_device=True)
    made = findings_of(knowledge, HOME, where=device, located=Location(district="11440"), rulings=(NEEDS_DISTRICT,))
    assert missing(made) is Missing.RESIDENCE
    assert missing(replace(made, located=Location())) is Missing.DISTRICT
    assert missing(replace(made, located=None)) is Missing.DISTRICT
    assert missing(replace(made, rulings=())) is None


def test_which_of_the_places_of_one_name_is_asked_when_they_differ(knowledge: Knowledge) -> None:
    where = Whereabouts(area_codes=("11440", "11650"))
    two = (ruling(body="district.11440"), ruling(body="district.11650"))
    assert missing(findings_of(knowledge, where=where, rulings=two)) is Missing.PLACE
    assert missing(findings_of(knowledge, where=where, rulings=two[:1] * 2)) is None
    assert missing(findings_of(knowledge, where=where, rulings=(NEEDS_DISTRICT,) * 2)) is Missing.PLACE


@pytest.mark.parametrize(("lacking", "question"), [(("district", "dong"), Missing.DISTRICT), (("dong",), Missing.DONG), (("asset",), None)])
def test_a_place_is_asked_for_as_exactly_as_it_is_needed(knowledge: Knowledge, lacking: tuple[str, ...], question: Missing | None) -> None:
    assert missing(findings_of(knowledge, rulings=(ruling(Outcome.NEEDS_PLACE, missing=lacking),))) is question


def test_where_any_office_will_do_no_place_is_asked_for(knowledge: Knowledge) -> None:
    nearest = next(affair.code for affair in knowledge.affairs.values() if affair.place_role == "nearest")
    assert missing(findings_of(knowledge, nearest, rulings=(NEEDS_DISTRICT,))) is None


def test_the_side_of_a_border_is_asked_only_when_it_decides(knowledge: Knowledge) -> None:
    near = ruling(body="district.11440", district="11440", border_decides=True)
    assert missing(findings_of(knowledge, rulings=(near,))) is Missing.SIDE
    assert missing(findings_of(knowledge, rulings=(replace(near, border_decides=False),))) is None


@pytest.mark.parametrize(
    ("values", "question"),
    [
        ({}, Missing.LINE),
        ({"line_named": True}, None),
        ({"station_lines": ("line.4",)}, None),
        ({"station_lines": ("line.2", "line.4")}, Missing.LINE),
        ({"conversation": conversation(choices=Choices(line="line.4"))}, None),
        ({"conversation": conversation(heard=frozenset({STEP_FREE}))}, Missing.LINE),
        ({"conversation": conversation(heard=frozenset({STEP_FREE})), "entry": entry(LOST)}, None),
        ({"conversation": conversation(choices=Choices(thing=ChosenAsset("line.4")))}, None),
    ],
    ids=["none", "named", "one at the station", "two at the station", "chosen", "no stairs", "no stairs, with an answer", "chosen as an asset"],
)
def test_the_line_is_asked_when_the_operator_depends_on_it(knowledge: Knowledge, values: dict[str, Any], question: Missing | None) -> None:
    depends = ruling(responsibility=responsibility("transit.metro", depends_on=("asset",)))
    assert missing(findings_of(knowledge, LOST, rulings=(depends,), **values)) is question
    assert missing(findings_of(knowledge, LOST, rulings=(ruling(body="transit.metro"),), **values)) is None


def test_a_line_that_the_caller_was_asked_for_and_does_not_know_is_asked_by_a_person(knowledge: Knowledge) -> None:
    depends = ruling(responsibility=responsibility("transit.metro", depends_on=("asset",)))
    was_asked = conversation("모르겠어요", turn=1, earlier=Earlier(options=(Option("1", "2호선", Choices(line="line.2")),)))
    unknown = findings_of(knowledge, LOST, rulings=(depends,), conversation=was_asked, station_lines=("line.2", "line.sinbundang"))
    assert (missing(unknown), decide(unknown).reason) == (None, Reason.NO_BODY)
    told = replace(unknown, line_named=True)
    assert (missing(told), decide(told).reason) == (None, Reason.ANOTHER_BODY)


def test_which_of_the_bodies_that_share_a_place_is_asked(knowledge: Knowledge) -> None:
    assert missing(findings_of(knowledge, rulings=(ruling(Outcome.SHARED, "", "a", "b"),))) is Missing.BODY


def test_a_fact_that_decides_is_asked_for(knowledge: Knowledge) -> None:
    assert missing(findings_of(knowledge, rulings=(ruling(Outcome.NEEDS_FACT, missing=("road",)),))) is Missing.FACT


def test_the_place_of_what_an_entry_settles_is_not_asked_for(knowledge: Knowledge) -> None:
    affair = next(code for code, row in knowledge.affairs.items() if (row.answer_kind, row.place_role) == ("answer", "residence"))
    lacking = (ruling(Outcome.NEEDS_PLACE, missing=("district",)),)
    told = findings(knowledge, affair, rulings=lacking, entry=entry(affair))
    assert (missing(told), open_question(told)) == (None, Missing.DISTRICT)
    assert missing(findings(knowledge, affair, rulings=lacking)) is Missing.DISTRICT
    acting = next(code for code, row in knowledge.affairs.items() if row.answer_kind == "department")
    assert missing(findings(knowledge, acting, rulings=lacking, entry=entry(acting))) is Missing.DISTRICT
    settled = findings(knowledge, acting, rulings=lacking, entry=entry(acting, settles=True))
    assert (missing(settled), open_question(settled)) == (None, Missing.DISTRICT)


def test_neither_the_line_nor_the_body_of_what_an_entry_settles_is_asked_for(knowledge: Knowledge) -> None:
    depends = ruling(responsibility=responsibility("transit.metro", depends_on=("asset",)))
    by_line = findings(knowledge, LOST, rulings=(depends,), entry=entry(LOST, settles=True))
    assert (missing(by_line), open_question(by_line)) == (None, Missing.LINE)
    shared = findings(knowledge, ROAD, rulings=(ruling(Outcome.SHARED, "", "a", "b"),), entry=entry(ROAD, settles=True))
    assert (missing(shared), open_question(shared)) == (None, Missing.BODY)


@pytest.mark.parametrize(("candidates", "question"), [(("1123051500", "1123053300"), Missing.DONG), ((), None)])
def test_who_names_a_dong_that_was_split_is_asked_which_also_where_an_entry_settles(
    knowledge: Knowledge, candidates: tuple[str, ...], question: Missing | None
) -> None:
    there = Location(district="11230", admin_dong_candidates=candidates)
    lacking = (ruling(Outcome.NEEDS_PLACE, missing=("dong",), location=there),)
    assert missing(findings(knowledge, HOME, rulings=lacking, entry=entry(HOME, settles=True))) is question


def test_an_entry_in_another_language_than_the_caller_s_settles_nothing(knowledge: Knowledge) -> None:
    lacking = (ruling(Outcome.NEEDS_PLACE, missing=("district",)),)
    assert missing(findings(knowledge, ROAD, rulings=lacking, entry=entry(ROAD, "en", settles=True))) is Missing.DISTRICT


@pytest.mark.parametrize(
    ("values", "question"),
    [
        ({}, Missing.MATTER),
        ({"decision": MatchDecision.ASK}, Missing.MATTER),
        ({"decision": MatchDecision.STATE}, None),
        ({"where": Whereabouts(outside="outside:26")}, None),
        ({"conversation": conversation(turn=1)}, None),
        ({"conversation": conversation(earlier=Earlier(options=(Option("1", "마포구", Choices(area="11440")),))), "resumed": True}, None),
    ],
    ids=["handed over else", "asked which else", "certain all the same", "elsewhere", "a reply", "an offer taken up"],
)
def test_who_says_only_where_is_asked_what_it_is_about(knowledge: Knowledge, values: dict[str, Any], question: Missing | None) -> None:
    assert missing(findings_of(knowledge, **({"decision": MatchDecision.HAND_OVER} | values), says_where_alone=True)) is question

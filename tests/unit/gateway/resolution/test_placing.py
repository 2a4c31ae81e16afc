"""A question at its place, with the first reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_gateway.conversation.choices import Choices
from city120_gateway.conversation.conversation import Earlier
from city120_gateway.conversation.hints import AreaHint, Point, WordsHint
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Mention, Place, Role
from city120_gateway.resolution.builders import build
from city120_gateway.resolution.decide import Kind, Reason, decide
from city120_gateway.resolution.placing import placed, shared_out
from tests.unit.gateway.samples import conversation, findings

ROAD, TRAINS = "road.pothole", "transit.subway.firstlast"
MAPO = Place("area:11440", "district", district_code="11440")
SEOCHO = Place("area:11650", "district", district_code="11650")
SADANG = Place("station:sadang", "station", district_code="11590", point=Point(37.4766, 126.9816))
HAPJEONG = Place("station:hapjeong", "station", district_code="11440", point=Point(37.5494, 126.9136))


def mention(*candidates: Place, start: int = 0, surface: str = "", role: Role = Role.UNSPECIFIED) -> Mention:
    return Mention(start, surface, candidates, role)


def test_each_of_two_questions_has_the_places_that_stand_in_it() -> None:
    first, second = mention(MAPO, start=2), mention(SEOCHO, start=20)
    assert shared_out([first, second], 10) == ([first], [second])


@pytest.mark.parametrize("start", [0, 30])
def test_a_question_that_names_no_place_is_about_those_of_the_other(start: int) -> None:
    both = [mention(MAPO, start=2), mention(SEOCHO, start=20)]
    assert shared_out(both, start) == (both, both)


def test_the_chosen_area_beats_the_place_of_the_text(knowledge: Knowledge) -> None:
    chosen = findings(knowledge, ROAD, conversation=conversation(choices=Choices(area="11680")))
    assert placed(chosen, [mention(MAPO)], (), knowledge).where.area_codes == ("11680",)


def test_assets_of_an_earlier_turn_hold_until_others_are_named(knowledge: Knowledge) -> None:
    asked = findings(knowledge, ROAD, conversation=conversation(earlier=Earlier(assets=("line.2",))))
    assert placed(asked, (), (), knowledge).where.assets == ("line.2",)
    named = placed(asked, [mention(Place("asset:bridge.mapo", "asset"))], (), knowledge)
    assert (named.where.assets, named.line_named) == (("bridge.mapo",), False)
    assert placed(asked, (), (), knowledge).line_named


def test_the_lines_of_a_station_hold_for_the_reply_to_a_question(knowledge: Knowledge) -> None:
    earlier = Earlier(station=SADANG.ref)
    asked = findings(knowledge, "transit.subway.lost", conversation=conversation(turn=1, earlier=earlier))
    assert placed(asked, (), (), knowledge).station_lines == placed(asked, [mention(SADANG)], (), knowledge).station_lines != ()
    answered = replace(asked, conversation=conversation(turn=1, earlier=replace(earlier, answered=True)))
    assert placed(answered, (), (), knowledge).station_lines == ()


def test_words_that_are_no_known_place_are_named_and_give_way_to_what_else_is_known(knowledge: Knowledge) -> None:
    asked = findings(knowledge, ROAD, conversation=conversation(place=WordsHint("어디더라", AreaHint("11440"))))
    unknown = placed(asked, (), (), knowledge)
    assert unknown.where.area_codes == ("11440",)
    assert [(reason.kind, reason.detail) for reason in unknown.evidence][:2] == [
        ("place", "'어디더라' is no known place"),
        ("place_used", "'11440', from place.area_code"),
    ]
    assert placed(asked, (), [SEOCHO], knowledge).where.area_codes == ("11650",)


@pytest.mark.parametrize(
    ("mentions", "station", "goal"),
    [
        ((), "station:sadang", ""),
        ((mention(MAPO),), "station:sadang", ""),
        ((mention(HAPJEONG, role=Role.DESTINATION),), "station:sadang", "station:hapjeong"),
        ((mention(HAPJEONG),), "station:hapjeong", ""),
        ((mention(HAPJEONG, role=Role.ORIGIN),), "station:hapjeong", ""),
        ((mention(SADANG, role=Role.DESTINATION),), "station:sadang", "station:sadang"),
    ],
)
def test_a_journey_begins_at_the_station_of_a_hint_unless_the_text_says_where(
    knowledge: Knowledge, mentions: tuple[Mention, ...], station: str, goal: str
) -> None:
    asked = findings(knowledge, TRAINS, conversation=conversation(place=WordsHint("사당역")))
    where = placed(asked, mentions, [SADANG], knowledge).where
    assert (where.station, where.goal) == (station, goal)


def test_a_hint_is_no_station_of_what_is_no_journey_nor_beats_the_one_told_before(knowledge: Knowledge) -> None:
    hinted = conversation(place=WordsHint("사당역"))
    assert placed(findings(knowledge, ROAD, conversation=hinted), (), [SADANG], knowledge).where.stations == ()
    told = replace(hinted, earlier=Earlier(station="station:hapjeong"))
    assert placed(findings(knowledge, TRAINS, conversation=told), (), [SADANG], knowledge).start == "station:hapjeong"


def test_the_lines_of_one_operator_count_once(knowledge: Knowledge) -> None:
    at_sadang = placed(findings(knowledge, TRAINS), [mention(SADANG)], (), knowledge)
    operators = {knowledge.lines[line].operator for line in knowledge.station_lines[SADANG.ref]}
    assert len(knowledge.station_lines[SADANG.ref]) > len(operators)
    assert len(at_sadang.station_lines) == len(operators)
    two = [mention(SADANG, replace(SADANG, ref="station:suyu"))]
    assert placed(findings(knowledge, TRAINS), two, (), knowledge).station_lines == ()


def test_reasons_come_in_their_order(knowledge: Knowledge) -> None:
    asked = findings(knowledge, ROAD, conversation=conversation(day_word="내일"))
    busan = Place("outside:26", "outside")
    reasons = placed(asked, [mention(busan, surface="부산")], (), knowledge).evidence
    assert [reason.kind for reason in reasons] == ["time", "place", "place_used", "area", "affair"]
    assert knowledge.outside_name("26") in reasons[3].detail
    assert reasons[4].detail == "probability 0.90, stated from 1.00"


@pytest.mark.parametrize(("affair", "of_a_kind"), [("culture.library", True), ("office.location", False)])
def test_what_places_of_a_kind_answer_is_told_from_what_an_office_does(knowledge: Knowledge, affair: str, of_a_kind: bool) -> None:
    assert placed(findings(knowledge, affair), (), (), knowledge).of_a_kind is of_a_kind


SINSA = tuple(Place(f"area:{code}", "legal_dong", district_code=code[:5]) for code in ("1138010900", "1168010700"))
FROM_SINSA = mention(*SINSA, surface="신사동", role=Role.ORIGIN)
TO_SADANG = mention(SADANG, surface="사당역", start=6, role=Role.DESTINATION)


@pytest.mark.parametrize(("affair", "goal"), [("transit.route", "station:sadang"), (TRAINS, "station:sadang")])
def test_an_end_that_may_be_several_places_is_asked_for_and_the_choice_keeps_the_other(knowledge: Knowledge, affair: str, goal: str) -> None:
    asked = placed(findings(knowledge, affair), [FROM_SINSA, TO_SADANG], (), knowledge)
    assert asked.unclear_end == FROM_SINSA
    assert (asked.way if affair != TRAINS else (asked.start, asked.goal)) == ("", goal)
    reply = conversation(choices=Choices(area="1168010700"), turn=1, earlier=Earlier(edition_id="e", goal=goal))
    chosen = placed(findings(knowledge, affair, conversation=reply), (), (), knowledge)
    assert (chosen.way, chosen.unclear_end) == (("area:1168010700", goal), None)
    begins, ends = chosen.where.off_rails
    assert (begins and begins.ref, ends) == ("area:1168010700", None)


@pytest.mark.parametrize("affair", ["transit.route", TRAINS])
def test_what_is_chosen_after_where_it_begins_is_where_it_ends(knowledge: Knowledge, affair: str) -> None:
    earlier = Earlier(edition_id="e", station="station:sadang")
    reply = conversation(choices=Choices(station="station:hapjeong"), turn=1, earlier=earlier)
    chosen = placed(findings(knowledge, affair, conversation=reply), (), (), knowledge)
    assert (chosen.way if affair != TRAINS else (chosen.start, chosen.goal)) == ("station:sadang", "station:hapjeong")


def test_a_choice_that_is_sent_beside_the_text_tells_which_is_meant(knowledge: Knowledge) -> None:
    given = conversation(text="신사동에서 사당역", choices=Choices(area="1168010700"))
    chosen = placed(findings(knowledge, "transit.route", conversation=given), [FROM_SINSA, TO_SADANG], (), knowledge)
    assert (chosen.way, chosen.unclear_end) == (("area:1168010700", "station:sadang"), None)


@pytest.mark.parametrize(("text", "way"), [("집에 가고 싶어요 사당이에요", ("station:sadang", "")), ("사당이에요", ("", "station:sadang"))])
def test_who_wants_to_get_home_is_where_they_name_a_place(knowledge: Knowledge, text: str, way: tuple[str, str]) -> None:
    said = conversation(text, heard=knowledge.caller_words.heard(text))
    assert placed(findings(knowledge, "transit.route", conversation=said), [mention(SADANG)], (), knowledge).way == way


@pytest.mark.parametrize(("answered", "trip"), [(False, ("station:hapjeong", "station:sadang")), (True, ("station:sadang", ""))])
def test_who_was_asked_where_home_is_goes_there(knowledge: Knowledge, answered: bool, trip: tuple[str, str]) -> None:
    earlier = Earlier(edition_id="e", station="station:hapjeong", answered=answered)
    reply = conversation("사당역이요", heard=frozenset({"home", "leave_by"}), turn=1, earlier=earlier)
    asked = placed(findings(knowledge, TRAINS, conversation=reply), [mention(SADANG)], (), knowledge)
    assert (asked.start, asked.goal) == trip
    lives = placed(findings(knowledge, TRAINS, conversation=reply), [mention(SADANG, role=Role.RESIDENCE)], (), knowledge)
    assert (lives.start, lives.goal) == trip


@pytest.mark.parametrize(
    "begins", [mention(Place("outside:26", "outside"), role=Role.SITE), mention(*SINSA, role=Role.SITE)], ids=["beyond the city", "one of several"]
)
def test_the_only_station_is_where_it_ends_for_who_begins_elsewhere(knowledge: Knowledge, begins: Mention) -> None:
    asked = placed(findings(knowledge, TRAINS), [begins, mention(SADANG, start=6)], (), knowledge)
    assert (asked.start, asked.goal) == ("", "station:sadang")


HANAM = mention(Place("outside:41450", "outside"), surface="하남", role=Role.SITE)


def test_a_city_elsewhere_is_its_main_station_to_who_asks_for_trains_or_the_way_alone(knowledge: Knowledge) -> None:
    way = placed(findings(knowledge, "transit.route"), [HANAM, mention(SADANG, start=6, role=Role.DESTINATION)], (), knowledge)
    assert (way.way, [taken.name for taken in way.stand_ins]) == (("station:hanam-city-hall", "station:sadang"), ["하남"])
    trains = placed(findings(knowledge, TRAINS), [HANAM, mention(SADANG, start=6, role=Role.DESTINATION)], (), knowledge)
    assert (trains.start, trains.goal, len(trains.stand_ins)) == ("station:hanam-city-hall", "station:sadang", 1)
    assert placed(findings(knowledge, ROAD), [HANAM], (), knowledge).where.outside == "outside:41450"


def test_a_station_right_behind_its_town_is_where_it_ends(knowledge: Knowledge) -> None:
    said = conversation("사당에서 성남 모란역 막차")
    named = [mention(SADANG, surface="사당", role=Role.SITE), mention(Place("outside:4113", "outside"), start=5, surface="성남")]
    named.append(mention(Place("station:moran", "station"), start=8, surface="모란역"))
    asked = placed(findings(knowledge, TRAINS, conversation=said), named, (), knowledge)
    assert (asked.start, asked.goal) == ("station:sadang", "station:moran")


def test_a_city_elsewhere_of_which_no_station_is_known_is_told_and_nothing_is_asked(knowledge: Knowledge) -> None:
    busan = mention(Place("outside:26", "outside", {"ko": "부산광역시"}), role=Role.DESTINATION)
    asked = placed(findings(knowledge, "transit.route"), [busan, mention(SADANG, start=6, role=Role.SITE)], (), knowledge)
    assert asked.unreached
    decision = decide(asked)
    assert (decision.kind, decision.reason) == (Kind.HANDOFF, Reason.BEYOND_RAILS)
    assert build(asked, decision, knowledge).unreached == {"ko": "부산광역시"}
    assert not placed(findings(knowledge, ROAD), [busan], (), knowledge).unreached

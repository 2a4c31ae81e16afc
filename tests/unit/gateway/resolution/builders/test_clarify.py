"""The one question, with its choices."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from city120_edition.conditions import BUILDINGS, ROADS
from city120_gateway.conversation.choices import Choices, ChosenBody, ChosenFact
from city120_gateway.conversation.hints import Point
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Location, MatchDecision, Mention, NearBorder, Outcome, Place
from city120_gateway.resolution.builders import clarify
from city120_gateway.resolution.decide import Decision, Kind, Reason
from city120_gateway.resolution.questions import Missing
from city120_gateway.resolution.resolution import Clarification, Resolution
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.words.caller_words import LAST, TIMETABLE
from tests.unit.gateway.samples import LANGUAGES, OFFICE, conversation, entry, findings, match, responsibility, ruling

ROAD, GAS, LEAK = "road.pothole", "util.gas.move", "water.leak.street"


def built(knowledge: Knowledge, missing: Missing, affair: str = ROAD, **values: Any) -> Resolution:
    made = findings(knowledge, affair, **{"entry": entry(affair), **values})
    return clarify.build(made, Decision(Kind.CLARIFY, Reason.FACT_MISSING, missing), knowledge)


def asked(knowledge: Knowledge, missing: Missing, **values: Any) -> Clarification:
    clarification = built(knowledge, missing, **values).clarification
    assert clarification is not None
    assert [option.id for option in clarification.options] == [str(number + 1) for number in range(len(clarification.options))]
    return clarification


def choices(clarification: Clarification) -> list[Choices]:
    return [option.choices for option in clarification.options]


def test_which_affair_is_asked_without_stating_any_of_them(knowledge: Knowledge) -> None:
    likely = match(ROAD, GAS, LEAK, decision=MatchDecision.ASK)
    offered = replace(likely, affairs=(*likely.affairs[:2], replace(likely.affairs[2], offered=False)))
    resolution = built(knowledge, Missing.AFFAIR, match=offered, rulings=(ruling(body="district.11440"),))
    assert (resolution.answer, resolution.responsibility) == (None, None)
    assert resolution.clarification is not None
    assert (resolution.clarification.missing, choices(resolution.clarification)) == ("affair", [Choices(affair=ROAD), Choices(affair=GAS)])
    assert [option.label for option in resolution.clarification.options] == [knowledge.affairs[code].labels["ko"] for code in (ROAD, GAS)]


def test_what_is_done_about_the_likeliest_affair_is_a_suggestion(knowledge: Knowledge) -> None:
    resolution = built(knowledge, Missing.AFFAIR, match=match(ROAD, GAS, decision=MatchDecision.ASK))
    assert resolution.clarification is not None
    assert resolution.clarification.suggestion is not None
    assert resolution.clarification.suggestion.entry_id == entry(ROAD).id
    assert resolution.clarification.lead == knowledge.say("clarify.suggestion", "ko", affair=knowledge.affairs[ROAD].labels["ko"])
    assert resolution.clarification.question == knowledge.say("clarify.affair.other", "ko", affairs=knowledge.affairs[GAS].labels["ko"])
    without = built(knowledge, Missing.AFFAIR, match=match(ROAD, GAS, decision=MatchDecision.ASK), entry=None).clarification
    assert without is not None
    assert (without.suggestion, without.question) == (None, knowledge.say("clarify.affair", "ko"))


def test_another_question_leaves_the_answer_and_states_no_body(knowledge: Knowledge) -> None:
    resolution = built(knowledge, Missing.DISTRICT, rulings=(ruling(Outcome.NEEDS_PLACE, missing=("district",)),))
    assert resolution.answer is not None
    assert resolution.responsibility is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_districts_are_offered_with_their_official_names(knowledge: Knowledge, language: str) -> None:
    said = conversation(language=language)
    clarification = asked(knowledge, Missing.DISTRICT, conversation=said)
    assert (clarification.missing, len(clarification.options)) == ("district", 25)
    assert all(option.label == knowledge.area_name(option.choices.area, language) for option in clarification.options)


def test_who_has_said_too_few_digits_of_a_grid_number_is_asked_for_them(knowledge: Knowledge) -> None:
    clarification = asked(knowledge, Missing.DISTRICT, conversation=conversation(text="다사 5300 52 나무가 쓰러졌어요"))
    assert (clarification.question, clarification.options) == (knowledge.say("clarify.grid", "ko"), ())


def test_stations_of_one_name_are_offered_and_none_when_none_is_named(knowledge: Knowledge) -> None:
    stations = tuple(Place(f"station:{slug}", "station", {"ko": f"{slug}역"}) for slug in ("one", "two"))
    several = asked(knowledge, Missing.STATION, where=Whereabouts(stations=stations, station_name="신촌역"))
    assert (several.missing, choices(several)) == ("station", [Choices(station="station:one"), Choices(station="station:two")])
    assert "신촌역" in several.question
    assert asked(knowledge, Missing.STATION).options == ()


def test_the_home_that_a_device_suggests_is_the_only_choice(knowledge: Knowledge) -> None:
    clarification = asked(knowledge, Missing.RESIDENCE, located=Location(district="11140"))
    assert (clarification.missing, choices(clarification)) == ("place", [Choices(area="11140")])
    assert knowledge.area_name("11140", "ko") in clarification.question


def test_places_of_one_name_are_offered_but_not_what_the_edition_does_not_know(knowledge: Knowledge) -> None:
    where = Whereabouts(area_codes=("11440", "1199999900", "11650"), name="신사동")
    clarification = asked(knowledge, Missing.PLACE, where=where)
    assert (clarification.missing, choices(clarification)) == ("district", [Choices(area="11440"), Choices(area="11650")])
    assert "신사동" in clarification.question


def test_a_bridge_between_districts_is_no_name_of_several_places(knowledge: Knowledge) -> None:
    where = Whereabouts(area_codes=("11170", "11590"), name="한강대교", assets=("bridge.hangang",))
    clarification = asked(knowledge, Missing.PLACE, where=where)
    assert clarification.question == knowledge.say("clarify.border.named", "ko", place="한강대교")
    assert choices(clarification) == [Choices(area="11170"), Choices(area="11590")]


@pytest.mark.parametrize("possible", [("1168064000", "1168065000"), ()])
def test_the_possible_dongs_are_offered_or_else_all_that_stand_on_that_day(knowledge: Knowledge, possible: tuple[str, ...]) -> None:
    there = ruling(Outcome.NEEDS_PLACE, location=Location(district="11680", admin_dong_candidates=possible), missing=("dong",))
    clarification = asked(knowledge, Missing.DONG, rulings=(there,))
    standing = [dong.code for dong in knowledge.admin_dongs["11680"] if dong.valid_on(conversation().as_of)]
    assert clarification.missing == "dong"
    assert [choice.area for choice in choices(clarification)] == list(possible or standing)


@pytest.mark.parametrize(("here", "there"), [("11500", "41210"), ("", "11500"), ("11680", "11650")])
def test_at_a_border_both_sides_are_offered_also_the_city_beyond(knowledge: Knowledge, here: str, there: str) -> None:
    beyond = len(there) == 5 and not knowledge.has_area(there)
    border = NearBorder("" if beyond else there, there if beyond else "", 12.0)
    location = Location(district=here, outside_code="" if here else "41210", near_border=border)
    clarification = asked(knowledge, Missing.SIDE, rulings=(ruling(location=location, border_decides=True),))
    assert [choice.area for choice in choices(clarification)] == [here or "41210", there]
    at_exit = Whereabouts(point=Point(37.55, 126.92), name="홍대입구역 9번 출구")
    for where, named in ((at_exit, True), (replace(at_exit, from_device=True), False)):
        question = asked(knowledge, Missing.SIDE, where=where, rulings=(ruling(location=location, border_decides=True),)).question
        assert ("홍대입구역 9번 출구" in question) is named


@pytest.mark.parametrize("at_station", [("line.2", "line.4"), ()])
def test_the_lines_of_the_station_are_offered_or_else_all(knowledge: Knowledge, at_station: tuple[str, ...]) -> None:
    clarification = asked(knowledge, Missing.LINE, station_lines=at_station)
    assert clarification.missing == "line"
    assert [choice.line for choice in choices(clarification)] == list(at_station or knowledge.lines)


def test_bodies_that_share_a_place_are_offered_with_how_to_tell(knowledge: Knowledge) -> None:
    bodies = tuple(responsibility(body, how_to_tell={"ko": "고지서에 적혀 있습니다."}) for body in ("gas.seoul", "gas.koone"))
    clarification = asked(knowledge, Missing.BODY, rulings=(ruling(Outcome.SHARED, candidates=bodies),))
    assert "고지서에 적혀 있습니다." in clarification.question
    assert (clarification.missing, choices(clarification)) == (
        "asset",
        [Choices(thing=ChosenBody("gas.seoul")), Choices(thing=ChosenBody("gas.koone"))],
    )
    assert clarification.options[0].label == OFFICE["ko"]


@pytest.mark.parametrize(("fact", "values"), [("road", ROADS), ("building", BUILDINGS)])
def test_the_values_of_a_fact_that_decides_are_offered(knowledge: Knowledge, fact: str, values: tuple[str, ...]) -> None:
    clarification = asked(knowledge, Missing.FACT, rulings=(ruling(Outcome.NEEDS_FACT, missing=(fact,)),))
    assert (clarification.missing, choices(clarification)) == ("asset", [Choices(thing=ChosenFact(fact, value)) for value in values])


def test_a_way_that_lacks_its_beginning_alone_asks_for_no_more(knowledge: Knowledge) -> None:
    way = built(knowledge, Missing.STATION, "transit.route")
    assert way.answer is None
    assert way.clarification is not None
    assert way.clarification.question == knowledge.say("clarify.origin", way.language)
    home = built(knowledge, Missing.GOAL, "transit.route")
    assert home.answer is None
    assert home.clarification is not None
    assert (home.clarification.question, home.clarification.missing) == (knowledge.say("clarify.goal", home.language), "place")
    trains = built(knowledge, Missing.STATION, "transit.subway.firstlast")
    assert trains.answer is not None
    assert trains.clarification is not None
    assert trains.clarification.question == knowledge.say("clarify.station", trains.language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_by_which_timetable_trains_run_is_told_so_before_the_station_is_asked(knowledge: Knowledge, language: str) -> None:
    def question(*heard: str) -> str:
        said = conversation(language=language, heard=frozenset(heard))
        clarification = built(knowledge, Missing.STATION, "transit.subway.firstlast", conversation=said).clarification
        return clarification.question if clarification is not None else ""

    assert "2026-11-24" in question(TIMETABLE)
    assert knowledge.say("day_type.weekday", language) in question(TIMETABLE)
    assert question(TIMETABLE, LAST) == question() == knowledge.say("clarify.station", language)


def test_which_of_the_dongs_an_end_is_is_asked_without_the_entry_that_asks_for_both(knowledge: Knowledge) -> None:
    sinsa = Mention(0, "신사동", tuple(Place(f"area:{code}", "legal_dong", district_code=code[:5]) for code in ("1138010900", "1168010700")))
    where = Whereabouts(ends=("", "station:sadang"), unclear=(sinsa, None))
    resolution = built(knowledge, Missing.END, "transit.route", where=where)
    clarification = resolution.clarification
    assert clarification is not None
    assert (clarification.missing, choices(clarification)) == ("district", [Choices(area="1138010900"), Choices(area="1168010700")])
    assert (clarification.question, resolution.answer) == (knowledge.say("clarify.place", "ko", name="신사동"), None)


def test_who_says_where_they_go_from_here_is_asked_where_that_is(knowledge: Knowledge) -> None:
    gangnam = Place("station:gangnam", "station", {"ko": "강남"})
    where = Whereabouts(ends=("", gangnam.ref), stations=(gangnam,), station_name="강남역")
    clarification = asked(knowledge, Missing.STATION, affair="transit.route", where=where)
    assert (clarification.question, clarification.options) == (knowledge.say("clarify.origin", "ko"), ())

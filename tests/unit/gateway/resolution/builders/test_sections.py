"""What every resolution is made from."""

from __future__ import annotations

from dataclasses import replace

from city120_gateway.conversation.conversation import Earlier, RankedAffair
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Location, MatchDecision
from city120_gateway.resolution.builders.sections import known
from city120_gateway.resolution.decide import Decision, Kind, Reason
from city120_gateway.resolution.resolution import Answer
from tests.unit.gateway.samples import AT, conversation, departures, entry, findings, match, ruling, train

ROAD, GAS = "road.pothole", "util.gas.move"
DECISION = Decision(Kind.DEPARTMENT, Reason.BODY_MUST_ACT)


def test_all_that_is_known_is_in_it(knowledge: Knowledge) -> None:
    said = conversation(language="en", channel="sms", now=True)
    made = findings(
        knowledge,
        ROAD,
        conversation=said,
        rulings=(ruling(body="district.11440", district="11440"),),
        entry=entry(ROAD, "en"),
        departures=departures(train("23:10")),
    )
    resolution = known(made, DECISION, knowledge)
    assert (resolution.kind, resolution.reason, resolution.language, resolution.channel) == (Kind.DEPARTMENT, Reason.BODY_MUST_ACT, "en", "sms")
    assert (resolution.at, resolution.now, resolution.about, resolution.outside) == (AT, True, knowledge.affairs[ROAD], {})
    assert (resolution.responsibility, resolution.location) == (made.responsibility, Location(district="11440"))
    assert resolution.answer == Answer(
        "road.pothole.how", "먼저 신고하세요.", source="a source (2026-01-01)", reviewed_on="2026-11-24", publisher="city"
    )
    assert resolution.departures == made.departures
    assert [reason.kind for reason in resolution.evidence] == ["rule", "timetable"]


def test_probabilities_are_told_to_four_places(knowledge: Knowledge) -> None:
    heard = match(ROAD)
    made = findings(knowledge, ROAD, match=replace(heard, affairs=(RankedAffair(ROAD, 0.123456),)))
    resolution = known(made, DECISION, knowledge)
    assert (resolution.confidence, [affair.probability for affair in resolution.affairs]) == (0.1235, [0.1235])


def test_of_affairs_that_agree_the_confidence_is_that_of_all(knowledge: Knowledge) -> None:
    made = findings(knowledge, ROAD, GAS, decision=MatchDecision.ASK, agreed=True)
    assert known(made, DECISION, knowledge).confidence == 1.35
    assert known(replace(made, agreed=False), DECISION, knowledge).confidence == 0.9


def test_the_area_is_that_of_the_device_or_of_the_only_ruling(knowledge: Knowledge) -> None:
    result = findings(knowledge, ROAD, rulings=(ruling(district="11440"),))
    assert known(result, DECISION, knowledge).location == Location(district="11440")
    assert known(replace(result, located=Location(district="11140")), DECISION, knowledge).location == Location(district="11140")
    assert known(replace(result, rulings=result.rulings * 2), DECISION, knowledge).location is None
    assert known(replace(result, rulings=(ruling(),)), DECISION, knowledge).location is None


def test_a_place_beyond_the_border_and_an_imported_layer_are_reasons(knowledge: Knowledge) -> None:
    beyond = ruling(location=Location(outside_code="41130", outside_name="성남시"))
    layer = ruling(location=Location(district="11440", admin_dong="1144056500", admin_dong_layer="layer (2026-01)"))
    reasons = [known(findings(knowledge, ROAD, rulings=(made,)), DECISION, knowledge).evidence[0] for made in (beyond, layer)]
    assert [(reason.kind, reason.ref, reason.detail) for reason in reasons] == [
        ("area", "41130", "outside the city: 성남시"),
        ("area", "1144056500", "administrative dong by an imported layer: layer (2026-01)"),
    ]


def test_which_places_a_district_has_is_told_whole_to_who_has_not_heard_it(knowledge: Knowledge) -> None:
    clinic = "health.childnight"
    text = "마포구에서는 여기입니다. 밤에는 1,000원을 더 냅니다."
    own = replace(entry(clinic, text=text), publisher="11440")
    said = conversation("얼마예요?", heard=frozenset({"fee"}), earlier=Earlier(told=("health.childnight.find", "ko")))
    asking = findings(knowledge, clinic, conversation=said, follows=True, of_a_kind=True, entry=own)
    told = [known(made, DECISION, knowledge).answer for made in (asking, replace(asking, of_a_kind=False))]
    assert [answer is not None and answer.text == text for answer in told] == [True, False]

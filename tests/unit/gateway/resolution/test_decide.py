"""Which kind of outcome it is: the first that holds, and why. A pure function of the findings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from city120_gateway.conversation.choices import Choices, ChosenBody, Option
from city120_gateway.conversation.conversation import Earlier
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import LikelyGroup, MatchDecision, Outcome, Place
from city120_gateway.resolution.decide import Decision, Kind, Reason, decide
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.questions import Missing
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.words.caller_words import Manner
from tests.unit.gateway.samples import conversation, departures, entry, findings, last_way, responsibility, ruling, train

BODY = ruling(body="district.11440", district="11440")
STATED, ASKED, UNSURE, REFUSED = MatchDecision.STATE, MatchDecision.ASK, MatchDecision.HAND_OVER, MatchDecision.REFUSE


def affair_of(knowledge: Knowledge, answer_kind: str, *place_roles: str) -> str:
    """An affair of the edition that is answered in this way."""
    return next(
        affair.code
        for affair in knowledge.affairs.values()
        if affair.answer_kind == answer_kind and (not place_roles or affair.place_role in place_roles)
    )


def findings_of(knowledge: Knowledge, answer_kind: str = "department", decision: MatchDecision = STATED, **values: Any) -> Findings:
    affair = affair_of(knowledge, answer_kind, *values.pop("roles", ()))
    return findings(knowledge, affair, "road.pothole", decision=decision, **values)


def decided(findings: Findings) -> tuple[Kind, Reason]:
    decision = decide(findings)
    return decision.kind, decision.reason


def test_an_emergency_never_waits(knowledge: Knowledge) -> None:
    fire = tuple(knowledge.emergencies.rules[:1])
    for decision in MatchDecision:
        assert decided(findings_of(knowledge, decision=decision, emergencies=fire)) == (Kind.EMERGENCY, Reason.HEARD)
    assert decided(findings_of(knowledge, emergencies=fire, conversation=conversation(spoken=False))) == (Kind.EMERGENCY, Reason.HEARD)


@pytest.mark.parametrize("spoken", [True, False])
def test_what_is_surely_no_public_business_is_refused_in_any_language(knowledge: Knowledge, spoken: bool) -> None:
    made = findings_of(knowledge, decision=REFUSED, conversation=conversation(spoken=spoken))
    assert decided(made) == (Kind.OUT_OF_SCOPE, Reason.NO_PUBLIC_BUSINESS)


def test_what_is_refused_without_the_name_of_a_city_elsewhere_too_is_refused(knowledge: Knowledge) -> None:
    made = findings_of(knowledge, decision=REFUSED, where=Whereabouts(outside="outside:26"))
    assert decided(made) == (Kind.OUT_OF_SCOPE, Reason.NO_PUBLIC_BUSINESS)


def test_in_a_language_that_is_not_spoken_an_interpreter_takes_over(knowledge: Knowledge) -> None:
    for decision in (STATED, ASKED, UNSURE):
        made = findings_of(knowledge, decision=decision, rulings=(BODY,), conversation=conversation(spoken=False))
        assert decided(made) == (Kind.HANDOFF, Reason.NOT_SPOKEN)


def test_a_few_likely_affairs_are_asked_about(knowledge: Knowledge) -> None:
    assert decide(findings_of(knowledge, decision=ASKED)) == Decision(Kind.CLARIFY, Reason.FACT_MISSING, Missing.AFFAIR)


def test_who_chose_none_of_the_affairs_is_not_asked_again(knowledge: Knowledge) -> None:
    offered = Earlier(options=(Option("1", "", Choices(affair="road.pothole")),))
    made = findings_of(knowledge, decision=ASKED, conversation=conversation(earlier=offered, turn=1))
    assert decided(made) == (Kind.HANDOFF, Reason.NOT_CERTAIN)
    asked = findings_of(knowledge, decision=ASKED, conversation=conversation(earlier=replace(offered, answered=True)))
    assert decided(asked) == (Kind.CLARIFY, Reason.FACT_MISSING)


def test_papers_that_are_the_same_everywhere_need_nobody(knowledge: Knowledge) -> None:
    lacking = ruling(Outcome.NEEDS_PLACE, missing=("district",))
    asks = conversation(heard=frozenset({"documents"}))
    made = findings_of(knowledge, rulings=(lacking,), follows=True, conversation=asks)
    assert decided(made) == (Kind.HANDOFF, Reason.NO_BODY)
    assert decided(replace(made, entry=entry("a.papers"))) == (Kind.ANSWER, Reason.ENTRY_SETTLES)


def test_what_an_answer_asked_for_goes_to_whoever_acts(knowledge: Knowledge) -> None:
    told = findings_of(knowledge, "answer", reports=True, entry=entry("a.how"))
    assert decided(told) == (Kind.HANDOFF, Reason.REPORTED)
    assert decided(replace(told, rulings=(BODY,))) == (Kind.DEPARTMENT, Reason.BODY_MUST_ACT)
    assert decided(findings_of(knowledge, "handoff", reports=True, rulings=(BODY,))) == (Kind.HANDOFF, Reason.ANOTHER_BODY)


def test_likely_affairs_of_the_same_body_are_not_asked_about(knowledge: Knowledge) -> None:
    made = findings_of(knowledge, decision=ASKED, agreed=True, rulings=(BODY,))
    assert decided(made) == (Kind.DEPARTMENT, Reason.BODY_MUST_ACT)


def test_a_missing_place_is_asked_for(knowledge: Knowledge) -> None:
    lacking = ruling(Outcome.NEEDS_PLACE, missing=("district",))
    assert decide(findings_of(knowledge, rulings=(lacking,))) == Decision(Kind.CLARIFY, Reason.FACT_MISSING, Missing.DISTRICT)


def test_after_two_questions_a_person_takes_over(knowledge: Knowledge) -> None:
    lacking, asked_twice = ruling(Outcome.NEEDS_PLACE, missing=("district",)), conversation(turn=2)
    assert decided(findings_of(knowledge, rulings=(lacking,), conversation=asked_twice)) == (Kind.HANDOFF, Reason.NO_BODY)
    assert decided(findings_of(knowledge, decision=ASKED, conversation=asked_twice)) == (Kind.HANDOFF, Reason.NOT_CERTAIN)


def test_trains_that_were_asked_are_told(knowledge: Knowledge) -> None:
    made = findings_of(knowledge, "departures", departures=departures(train("23:10")), rulings=(BODY,))
    assert decided(made) == (Kind.DEPARTURES, Reason.TRAINS_ASKED)
    without = replace(made, departures=None, conversation=conversation(choices=Choices(station="station:suyu")))
    assert decided(without) == (Kind.DEPARTMENT, Reason.BODY_MUST_ACT)


def test_an_office_that_was_asked_is_told_when_its_address_is_known(knowledge: Knowledge) -> None:
    there = ruling(responsibility=responsibility(address="월드컵로 212"))
    assert decided(findings_of(knowledge, "places", rulings=(there,))) == (Kind.PLACES, Reason.OFFICE_ASKED)
    looked_for = findings_of(knowledge, "places", rulings=(there,), entry=entry(), of_a_kind=True)
    assert decided(looked_for) == (Kind.ANSWER, Reason.ENTRY_SETTLES)
    assert decided(findings_of(knowledge, "places", rulings=(BODY,))) == (Kind.DEPARTMENT, Reason.BODY_MUST_ACT)


@pytest.mark.parametrize("answer_kind", ["answer", "places", "departures"])
def test_an_entry_settles_what_needs_nobody_to_act(knowledge: Knowledge, answer_kind: str) -> None:
    known = conversation(choices=Choices(station="station:suyu"))
    made = findings_of(knowledge, answer_kind, entry=entry(), rulings=(BODY,), conversation=known)
    assert decided(made) == (Kind.ANSWER, Reason.ENTRY_SETTLES)
    assert decided(replace(made, entry=None)) == (Kind.DEPARTMENT, Reason.BODY_MUST_ACT)


def test_where_any_office_will_do_the_entry_settles_it_until_a_place_is_named(knowledge: Knowledge) -> None:
    affair = next(affair.code for affair in knowledge.affairs.values() if affair.place_role == "nearest" and affair.answer_kind == "department")
    lacking = ruling(Outcome.NEEDS_PLACE, missing=("district",))
    assert decided(findings(knowledge, affair, entry=entry(affair), rulings=(lacking,))) == (Kind.ANSWER, Reason.ENTRY_SETTLES)
    assert decided(findings(knowledge, affair, entry=entry(affair), rulings=(BODY,))) == (Kind.DEPARTMENT, Reason.BODY_MUST_ACT)


def test_a_body_that_must_act_comes_before_the_entry_about_it(knowledge: Knowledge) -> None:
    assert decided(findings_of(knowledge, entry=entry(), rulings=(BODY,))) == (Kind.DEPARTMENT, Reason.BODY_MUST_ACT)


@pytest.mark.parametrize("answer_kind", ["department", "handoff"])
def test_an_entry_that_settles_is_the_answer_before_the_body_within_the_city(knowledge: Knowledge, answer_kind: str) -> None:
    affair = affair_of(knowledge, answer_kind)
    made = findings(knowledge, affair, entry=entry(affair, settles=True), rulings=(BODY,))
    assert decided(made) == (Kind.ANSWER, Reason.ENTRY_SETTLES)
    assert decided(replace(made, rulings=(ruling(Outcome.NEEDS_PLACE, missing=("district",)),))) == (Kind.ANSWER, Reason.ENTRY_SETTLES)
    assert decided(replace(made, rulings=(ruling(Outcome.OUTSIDE),))) == (Kind.HANDOFF, Reason.OUTSIDE)


def test_a_body_outside_the_city_s_offices_takes_over(knowledge: Knowledge) -> None:
    assert decided(findings_of(knowledge, "handoff", rulings=(BODY,))) == (Kind.HANDOFF, Reason.ANOTHER_BODY)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"looked_up": False, "decision": UNSURE}, Reason.NOT_LOOKED_UP),
        ({"where": Whereabouts(outside="outside:26")}, Reason.OUTSIDE),
        ({"rulings": (ruling(Outcome.OUTSIDE),)}, Reason.OUTSIDE),
        ({"rulings": (ruling(Outcome.NO_RULE),)}, Reason.NO_BODY),
        ({"rulings": ()}, Reason.NO_BODY),
        ({"decision": UNSURE}, Reason.NOT_CERTAIN),
        ({"decision": ASKED, "conversation": conversation(turn=2)}, Reason.NOT_CERTAIN),
    ],
    ids=["faq is gone", "a city elsewhere", "a point elsewhere", "no rule", "jurisdiction is gone", "unsure", "asked enough"],
)
def test_who_takes_over_is_told_why(knowledge: Knowledge, values: dict[str, Any], reason: Reason) -> None:
    assert decided(findings_of(knowledge, **values)) == (Kind.HANDOFF, reason)


def test_without_any_affair_a_person_takes_over(knowledge: Knowledge) -> None:
    assert decided(findings(knowledge, decision=UNSURE)) == (Kind.HANDOFF, Reason.NOT_CERTAIN)


def test_a_chosen_body_of_several_is_stated(knowledge: Knowledge) -> None:
    shared = ruling(Outcome.SHARED, "", "a", "b")
    assert decide(findings_of(knowledge, rulings=(shared,))).missing is Missing.BODY
    chosen = conversation(choices=Choices(thing=ChosenBody("b")))
    assert decided(findings_of(knowledge, rulings=(shared,), conversation=chosen)) == (Kind.DEPARTMENT, Reason.BODY_MUST_ACT)


def test_the_same_findings_are_decided_the_same_and_left_as_they_are(knowledge: Knowledge) -> None:
    made = findings_of(knowledge, rulings=(BODY,), entry=entry())
    before = replace(made)
    assert decide(made) == decide(made)
    assert made == before


def test_a_last_way_is_told_also_where_the_trains_of_the_station_are_missing(knowledge: Knowledge) -> None:
    where = Whereabouts(stations=(Place("station:suyu", "station"),), goal="station:sadang")
    asked = findings(knowledge, "transit.subway.firstlast", where=where, last_way=last_way())
    assert (decide(asked).kind, decide(asked).reason) == (Kind.DEPARTURES, Reason.TRAINS_ASKED)


@pytest.mark.parametrize("decision", list(MatchDecision))
@pytest.mark.parametrize("turn", [0, 1, 2])
def test_who_wishes_for_a_person_gets_one_at_any_turn(knowledge: Knowledge, decision: MatchDecision, turn: int) -> None:
    wished = conversation("사람 바꿔줘요", manner=Manner.PERSON, turn=turn)
    assert decided(findings_of(knowledge, decision=decision, conversation=wished)) == (Kind.HANDOFF, Reason.PERSON_WISHED)


@pytest.mark.parametrize("manner", [Manner.GREETING, Manner.THANKS, Manner.GOODBYE])
def test_courtesies_are_returned_also_where_the_language_is_not_sure(knowledge: Knowledge, manner: Manner) -> None:
    for spoken in (True, False):
        said = conversation("…", spoken=spoken, manner=manner)
        assert decided(findings(knowledge, decision=UNSURE, conversation=said)) == (Kind.ANSWER, Reason.COURTESY)


def test_a_text_without_meaning_is_asked_about_once(knowledge: Knowledge) -> None:
    said = conversation("...", manner=Manner.NOTHING)
    made = findings(knowledge, decision=UNSURE, looked_up=False, conversation=said)
    assert decide(made) == Decision(Kind.CLARIFY, Reason.FACT_MISSING, Missing.MATTER)
    assert decide(replace(made, conversation=replace(said, turn=1))).kind is Kind.HANDOFF
    fire = tuple(knowledge.emergencies.rules[:1])
    assert decide(replace(made, emergencies=fire)).kind is Kind.EMERGENCY


def test_who_missed_the_last_train_is_not_asked_for_a_station(knowledge: Knowledge) -> None:
    missed = "transit.subway.firstlast.missed"
    asked = findings(knowledge, "transit.subway.firstlast", entry=replace(entry(), id=missed), rulings=(BODY,))
    assert decide(asked).missing is Missing.STATION
    heard = conversation(heard=frozenset({f"entry:{missed}"}))
    assert decided(replace(asked, conversation=heard)) == (Kind.ANSWER, Reason.ENTRY_SETTLES)


def test_a_group_that_is_certain_is_stated_where_no_affair_is(knowledge: Knowledge) -> None:
    for decision, certain, reason in ((UNSURE, True, Reason.GROUP_CERTAIN), (UNSURE, False, Reason.NOT_CERTAIN), (STATED, True, Reason.NO_BODY)):
        made = findings_of(knowledge, decision=decision)
        made = replace(made, match=replace(made.match, group=LikelyGroup("water", 0.9, certain)))
        assert decided(made) == (Kind.HANDOFF, reason)

"""What follows from what was found."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from city120_gateway.conversation.choices import Choices, ChosenAsset, ChosenBody, ChosenFact, ChosenThing
from city120_gateway.conversation.conversation import Earlier, RankedAffair
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import MatchDecision, Outcome, Ruling
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.whereabouts import Whereabouts
from tests.unit.gateway.samples import conversation, entry, findings, match, ruling

AFFAIR = "road.pothole"
MAPO, SEOCHO = "11440", "11650"


def findings_of(knowledge: Knowledge, *rulings: Ruling, thing: ChosenThing | None = None) -> Findings:
    return findings(knowledge, AFFAIR, rulings=rulings, conversation=conversation(choices=Choices(thing=thing)))


@pytest.mark.parametrize(
    ("probabilities", "decision", "suggested"),
    [
        ((0.6, 0.3), MatchDecision.ASK, True),
        ((0.59, 0.1), MatchDecision.ASK, False),
        ((0.9,), MatchDecision.ASK, False),
        ((0.6, 0.3), MatchDecision.STATE, False),
        ((0.6, 0.3), MatchDecision.HAND_OVER, False),
    ],
)
def test_a_likely_affair_is_suggested(knowledge: Knowledge, probabilities: tuple[float, ...], decision: MatchDecision, suggested: bool) -> None:
    codes = ("road.pothole", "util.gas.move")
    affairs = tuple(RankedAffair(code, probability, offered=True) for code, probability in zip(codes, probabilities, strict=False))
    made = findings(knowledge, "road.pothole", match=replace(match("road.pothole", decision=decision), affairs=affairs))
    assert made.suggested is suggested


def test_findings_are_never_changed(knowledge: Knowledge) -> None:
    with pytest.raises(FrozenInstanceError):
        findings_of(knowledge).agreed = True  # type: ignore[misc]


@pytest.mark.parametrize(
    ("rulings", "district"),
    [
        ((), ""),
        ((ruling(),), ""),
        ((ruling(district=MAPO),), MAPO),
        ((ruling(district=MAPO), ruling(district=MAPO)), MAPO),
        ((ruling(district=MAPO), ruling(district=SEOCHO)), ""),
        ((ruling(district=MAPO, border_decides=True),), ""),
    ],
    ids=["no place", "the whole city", "one", "two places in one", "two districts", "at a border that decides"],
)
def test_a_district_decides_when_there_is_only_one(knowledge: Knowledge, rulings: tuple[Ruling, ...], district: str) -> None:
    assert findings_of(knowledge, *rulings).district == district


def test_places_differ_when_their_bodies_do(knowledge: Knowledge) -> None:
    gangnam, seocho = ruling(body="district.11680"), ruling(body="district.11650")
    assert findings_of(knowledge, gangnam, seocho).places_differ
    assert not findings_of(knowledge, gangnam, gangnam, gangnam).places_differ
    assert not findings_of(knowledge, gangnam).places_differ
    assert not findings_of(knowledge).places_differ


def test_places_differ_when_one_of_them_lacks_something_or_is_shared_by_others(knowledge: Knowledge) -> None:
    shared = ruling(Outcome.SHARED, "", "a", "b")
    assert findings_of(knowledge, ruling(Outcome.NEEDS_PLACE)).places_differ
    assert findings_of(knowledge, ruling(Outcome.NEEDS_FACT)).places_differ
    assert findings_of(knowledge, shared, ruling(Outcome.SHARED, "", "a", "c")).places_differ
    assert not findings_of(knowledge, shared, shared).places_differ


def test_the_body_is_known_when_it_is_the_same_everywhere(knowledge: Knowledge) -> None:
    gangnam, seocho = ruling(body="district.11680"), ruling(body="district.11650")
    same = findings_of(knowledge, gangnam, gangnam).responsibility
    assert same is not None
    assert same.body.id == "district.11680"
    assert findings_of(knowledge, gangnam, seocho).responsibility is None
    assert findings_of(knowledge).responsibility is None


@pytest.mark.parametrize(
    ("thing", "body"),
    [
        (None, None),
        (ChosenBody("b"), "b"),
        (ChosenBody("c"), None),
        # A park can be an asset and a body under one id.
        (ChosenAsset("a"), "a"),
        (ChosenFact("road", "city"), None),
    ],
)
def test_of_bodies_that_share_a_place_the_chosen_one_is_responsible(knowledge: Knowledge, thing: ChosenThing | None, body: str | None) -> None:
    chosen = findings_of(knowledge, ruling(Outcome.SHARED, "", "a", "b"), thing=thing).responsibility
    assert (chosen.body.id if chosen is not None else None) == body


@pytest.mark.parametrize(
    ("decision", "certain", "refused"),
    [
        (MatchDecision.STATE, True, False),
        (MatchDecision.ASK, False, False),
        (MatchDecision.HAND_OVER, False, False),
        (MatchDecision.REFUSE, False, True),
    ],
)
def test_what_may_be_stated_is_what_faq_says(knowledge: Knowledge, decision: MatchDecision, certain: bool, refused: bool) -> None:
    made = findings(knowledge, AFFAIR, decision=decision)
    assert (made.certain, made.refused, made.settled) == (certain, refused, certain)
    assert replace(made, agreed=True).settled


def test_the_affairs_that_belong_in_a_question_are_those_that_faq_offers(knowledge: Knowledge) -> None:
    asked = match(AFFAIR, "util.gas.move", "water.leak.street", decision=MatchDecision.ASK)
    two = replace(asked, affairs=(*asked.affairs[:2], replace(asked.affairs[2], offered=False)))
    assert [affair.code for affair in findings(knowledge, AFFAIR, match=two).offered] == [AFFAIR, "util.gas.move"]


@pytest.mark.parametrize(
    ("outside", "outcome", "lies_outside"), [("outside:26", Outcome.RESOLVED, True), ("", Outcome.OUTSIDE, True), ("", Outcome.RESOLVED, False)]
)
def test_a_place_lies_outside_by_its_name_or_by_the_ruling(knowledge: Knowledge, outside: str, outcome: Outcome, lies_outside: bool) -> None:
    made = replace(findings_of(knowledge, ruling(outcome)), where=Whereabouts(outside=outside))
    assert made.outside is lies_outside


def test_an_answer_is_there_in_the_language_of_the_caller_or_not_at_all(knowledge: Knowledge) -> None:
    in_korean = findings(knowledge, AFFAIR, entry=entry(AFFAIR))
    assert in_korean.answer is not None
    assert replace(in_korean, conversation=conversation(language="vi")).answer is None
    assert findings(knowledge, AFFAIR).answer is None


def test_rulings_of_a_certain_affair_are_those_of_its_places_or_none(knowledge: Knowledge) -> None:
    here = ruling(body="district.11440")
    assert findings_of(knowledge).ruled([here, here]).rulings == (here, here)
    assert findings_of(knowledge).ruled([here, None]).rulings == ()
    assert findings_of(knowledge).ruled([]).rulings == ()


@pytest.mark.parametrize(
    ("rulings", "agreed"),
    [
        ([ruling(body="a"), ruling(body="a")], True),
        ([ruling(body="a"), ruling(body="b")], False),
        ([ruling(body="a"), None], False),
        ([ruling(body="a"), ruling(body="a", border_decides=True)], False),
        ([ruling(Outcome.SHARED, "", "a", "b")] * 2, False),
        ([], False),
    ],
    ids=["one body", "two bodies", "one is missing", "at a border", "shared", "not asked"],
)
def test_likely_affairs_agree_when_all_are_the_same_body_s(knowledge: Knowledge, rulings: list[Ruling | None], agreed: bool) -> None:
    unsure = findings(knowledge, AFFAIR, "util.gas.move", decision=MatchDecision.ASK).ruled(rulings)
    assert (unsure.agreed, unsure.rulings) == (agreed, tuple(rulings[:1]) if agreed else ())
    assert [reason.ref for reason in unsure.evidence] == ([f"{AFFAIR} util.gas.move"] if agreed else [])


@pytest.mark.parametrize("affair", ["health.nightpharm", "transit.subway.firstlast", "transit.route"])
def test_who_wants_a_list_or_a_time_is_asked_which_and_not_sent_to_a_body(knowledge: Knowledge, affair: str) -> None:
    rulings = [ruling(body="a"), ruling(body="a")]
    assert not findings(knowledge, affair, "health.holidayclinic", decision=MatchDecision.ASK).ruled(rulings).agreed


def test_an_entry_was_told_before_to_who_goes_on_in_the_same_language(knowledge: Knowledge) -> None:
    said = conversation(earlier=Earlier(told=(entry(AFFAIR).id, "ko")))
    heard = findings(knowledge, AFFAIR, entry=entry(AFFAIR), conversation=said)
    assert heard.told_before
    assert not replace(heard, follows=True).told_before
    assert not replace(heard, conversation=replace(said, heard=frozenset({"again"}))).told_before
    assert not replace(heard, entry=entry("waste.bulky")).told_before
    assert not replace(heard, entry=None).told_before
    assert not replace(heard, conversation=conversation(language="en", earlier=said.earlier)).told_before


@pytest.mark.parametrize(
    ("boards", "station", "turn", "way"),
    [(True, "", 0, ("a", "b")), (False, "", 1, ("a", "b")), (False, "", 0, ("", "a")), (True, "c", 0, ("c", "a"))],
)
def test_who_was_told_where_a_place_is_replies_from_where_they_come(
    knowledge: Knowledge, boards: bool, station: str, turn: int, way: tuple[str, str]
) -> None:
    said = conversation("잠실역에서요", turn=turn, earlier=Earlier(station=station, goal="b"))
    assert findings(knowledge, "transit.route", conversation=said, where=Whereabouts(ends=("", "a"), boards=boards)).way == way


@pytest.mark.parametrize(
    ("boards", "heard", "station", "way"),
    [(True, "home", "", ("a", "")), (False, "home", "", ("", "a")), (True, "going", "", ("", "a")), (True, "home", "c", ("c", "a"))],
)
def test_who_wants_to_get_home_says_first_where_they_are(knowledge: Knowledge, boards: bool, heard: str, station: str, way: tuple[str, str]) -> None:
    said = conversation("잠실역이에요", heard=frozenset({heard}), earlier=Earlier(station=station))
    assert findings(knowledge, "transit.route", conversation=said, where=Whereabouts(ends=("", "a"), boards=boards)).way == way

"""What is asked: the later word beats the earlier one, and an emergency beats all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from city120_gateway.conversation.choices import Choices
from city120_gateway.conversation.conversation import Conversation, Earlier, RankedAffair, RankedEntry, Waiting
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Match, MatchDecision
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.understanding import understand
from tests.unit.gateway.samples import conversation, match

ROAD, GAS, BULKY = "road.pothole", "util.gas.move", "waste.bulky"
STATE, ASK, HAND_OVER, REFUSE = MatchDecision.STATE, MatchDecision.ASK, MatchDecision.HAND_OVER, MatchDecision.REFUSE
BEFORE = Earlier(certain=True, affairs=(RankedAffair(BULKY, 0.8, offered=True),), entries=(RankedEntry("waste.bulky.how", BULKY),))


def questions(knowledge: Knowledge, said: Conversation, heard: Match | None, *, goes_on: bool = False) -> list[Findings]:
    return understand(said, heard, goes_on=goes_on, knowledge=knowledge)


def only(knowledge: Knowledge, said: Conversation, heard: Match | None, **values: Any) -> Findings:
    (question,) = questions(knowledge, said, heard, **values)
    return question


def codes(findings: Findings) -> list[str]:
    return [affair.code for affair in findings.match.affairs]


@pytest.mark.parametrize("decision", list(MatchDecision))
def test_what_faq_says_is_taken_as_it_is(knowledge: Knowledge, decision: MatchDecision) -> None:
    heard = match(ROAD, GAS, decision=decision, entries=(RankedEntry("a", ROAD),), jointly_certain=True, out_of_scope=0.2)
    asked = only(knowledge, conversation("도로"), heard)
    assert (asked.match, asked.looked_up, asked.affair) == (heard, True, knowledge.affairs[ROAD])


def test_without_faq_nothing_is_understood(knowledge: Knowledge) -> None:
    asked = only(knowledge, conversation("도로"), None)
    assert (asked.match.decision, asked.match.affairs, asked.looked_up, asked.affair) == (HAND_OVER, (), False, None)


@pytest.mark.parametrize(
    ("affairs", "decision", "left", "then"),
    [
        (("of.another.edition", ROAD), STATE, [ROAD], HAND_OVER),
        ((ROAD, "of.another.edition"), STATE, [ROAD], STATE),
        ((ROAD, "of.another.edition", GAS), ASK, [ROAD, GAS], ASK),
        (("of.another.edition",), ASK, [], HAND_OVER),
        (("of.another.edition",), REFUSE, [], REFUSE),
    ],
)
def test_a_decision_holds_only_for_affairs_of_this_edition(
    knowledge: Knowledge, affairs: tuple[str, ...], decision: MatchDecision, left: list[str], then: MatchDecision
) -> None:
    asked = only(knowledge, conversation("도로"), match(*affairs, decision=decision, jointly_certain=True))
    assert (codes(asked), asked.match.decision, asked.match.jointly_certain) == (left, then, False)


def test_a_chosen_affair_is_certain_whatever_the_text_says(knowledge: Knowledge) -> None:
    chosen = conversation("도로", choices=Choices(affair=GAS))
    for heard in (None, match(ROAD, decision=REFUSE)):
        asked = only(knowledge, chosen, heard)
        assert (codes(asked), asked.match.decision, asked.looked_up) == ([GAS], STATE, True)


@pytest.mark.parametrize(
    ("text", "heard", "goes_on", "affair"),
    [
        ("", None, False, BULKY),
        ("글쎄요", match(ROAD, decision=ASK), False, BULKY),
        ("글쎄요", None, False, BULKY),
        ("마포구 도로", match(ROAD), False, ROAD),
        ("마포구", match(ROAD), True, BULKY),
    ],
    ids=["a choice", "a reply that says nothing", "faq is gone", "a new question", "only a place"],
)
def test_a_reply_goes_on_with_what_was_asked_unless_it_asks_anew(
    knowledge: Knowledge, text: str, heard: Match | None, goes_on: bool, affair: str
) -> None:
    asked = only(knowledge, conversation(text, turn=1, earlier=BEFORE), heard, goes_on=goes_on)
    assert codes(asked) == [affair]
    assert (asked.match.decision, asked.match.entries) == (STATE, BEFORE.entries if affair == BULKY else ())


def test_what_was_uncertain_stays_so_and_a_place_alone_does_not_settle_it(knowledge: Knowledge) -> None:
    before = replace(BEFORE, certain=False, jointly_certain=True)
    asked = only(knowledge, conversation("글쎄요", turn=1, earlier=before), match(ROAD, decision=HAND_OVER))
    assert (codes(asked), asked.match.decision, asked.match.jointly_certain) == ([BULKY], ASK, True)
    stated = only(knowledge, conversation("마포구", turn=1, earlier=before), match(ROAD), goes_on=True)
    assert codes(stated) == [ROAD]


def test_nothing_is_carried_into_a_first_message(knowledge: Knowledge) -> None:
    assert codes(only(knowledge, conversation("글쎄요", earlier=BEFORE), match(ROAD, decision=ASK))) == [ROAD]


def test_an_emergency_is_heard_with_faq_gone_and_its_affair_is_certain(knowledge: Knowledge) -> None:
    heard = only(knowledge, conversation("옆집에서 가스 냄새가 심하게 나요"), None)
    assert heard.emergencies
    rule = next(rule for rule in knowledge.emergencies.rules if rule.affair)
    told = only(knowledge, conversation("도로"), match(ROAD, decision=REFUSE, emergencies=frozenset({rule.id})))
    assert (codes(told), told.match.decision) == ([rule.affair, ROAD], STATE)


def test_faq_knows_of_emergencies_better_than_the_patterns_alone(knowledge: Knowledge) -> None:
    assert not only(knowledge, conversation("옆집에서 가스 냄새가 심하게 나요"), match(ROAD)).emergencies


def test_a_second_question_has_its_own_text_and_affair(knowledge: Knowledge) -> None:
    text = "도로가 파였어요. 소파는 어떻게 버려요?"
    heard = match(ROAD, also=match(BULKY, start=9, end=len(text)))
    first, second = questions(knowledge, conversation(text, choices=Choices(area="11440", line="line.2")), heard)
    assert (codes(first), codes(second)) == ([ROAD], [BULKY])
    assert (second.conversation.text, second.conversation.choices) == (text[9:], Choices(area="11440"))
    assert (len(first.evidence), second.evidence) == (1, ())


def test_a_detail_is_asked_of_the_question_in_which_its_words_stand(knowledge: Knowledge) -> None:
    text = "景福宮は韓服を着ると無料ですか？区庁の休みの日は？"
    said = conversation(text, language="ja", heard=frozenset({"fee", "again"}))
    first, second = questions(knowledge, said, match(ROAD, also=match(BULKY, start=text.index("区"), end=len(text))))
    assert (first.conversation.heard, second.conversation.heard) == (frozenset({"fee", "again"}), frozenset({"again"}))


@pytest.mark.parametrize(
    ("text", "cut", "affair", "also"),
    [
        ("박물관은 월요일에 쉬나요? 몇 시까지 해요?", 15, "culture.museum", "culture.tour"),
        ("景福宮は無料ですか？休みの日は？", 10, "culture.tour", "city.holiday"),
        ("쓰레기는 어떻게 버려요? 쓰레기봉투 어디서 사요?", 14, "waste.bag", "waste.recycle"),
    ],
)
def test_a_detail_alone_and_what_an_entry_of_the_first_affair_tells_is_no_second_question(
    knowledge: Knowledge, text: str, cut: int, affair: str, also: str
) -> None:
    second = match(also, start=cut, end=len(text))
    said = conversation(text, heard=knowledge.caller_words.heard(text))
    assert only(knowledge, said, match(affair, also=second)).conversation == said
    assert len(questions(knowledge, said, match(affair, decision=ASK, also=second))) == 2
    fire = frozenset({knowledge.emergencies.rules[0].id})
    assert len(questions(knowledge, said, match(affair, also=replace(second, emergencies=fire)))) == 2


@pytest.mark.parametrize(
    ("part", "alone"),
    [
        ("landlord isn't picking up. What do I do", True),
        ("landlord isn't picking up and he has kept my deposit for three months", False),
    ],
)
def test_what_callers_add_to_the_first_matter_is_no_second_question(knowledge: Knowledge, part: str, alone: bool) -> None:
    text = f"No water since this morning and {part}"
    second = replace(match("housing.jeonse"), start=text.index(part), end=len(text))
    assert (len(questions(knowledge, conversation(text), match("water.outage", also=second))) == 1) is alone


def test_words_that_mean_what_faq_takes_a_second_question_for_are_a_question(knowledge: Knowledge) -> None:
    text = "재활용은요? 쓰레기봉투 어디서 사요?"
    heard = match("waste.recycle", also=match("waste.bag", start=7, end=len(text)))
    assert [codes(question) for question in questions(knowledge, conversation(text), heard)] == [["waste.recycle"], ["waste.bag"]]


@pytest.mark.parametrize("alone", ["emergency", "chosen"])
def test_beside_an_emergency_or_a_choice_of_affair_there_is_no_second_question(knowledge: Knowledge, alone: str) -> None:
    fire = frozenset({knowledge.emergencies.rules[0].id})
    heard = match(ROAD, also=match(BULKY), emergencies=fire if alone == "emergency" else frozenset())
    said = conversation("도로, 소파", choices=Choices(affair=GAS) if alone == "chosen" else Choices())
    assert len(questions(knowledge, said, heard)) == 1


def test_a_second_question_that_waited_is_taken_up_with_the_place(knowledge: Knowledge) -> None:
    waiting = Earlier(certain=True, affairs=BEFORE.affairs, waiting=Waiting(ROAD, (RankedEntry("road.pothole.how", ROAD),)))
    first, second = questions(knowledge, conversation("마포구", turn=1, earlier=waiting), match(GAS, decision=ASK), goes_on=True)
    assert (codes(first), codes(second)) == ([BULKY], [ROAD])
    assert (second.match.decision, second.match.entries, second.conversation.text) == (STATE, waiting.waiting.entries if waiting.waiting else (), "")
    assert len(questions(knowledge, conversation("여권은요?", turn=1, earlier=waiting), match("passport.apply"))) == 1


@pytest.mark.parametrize("follows", [True, False])
def test_a_second_question_that_waited_is_taken_up_with_the_place_beside_which_more_is_asked(knowledge: Knowledge, follows: bool) -> None:
    waiting = Earlier(certain=True, affairs=BEFORE.affairs, waiting=Waiting(ROAD, (RankedEntry("road.pothole.how", ROAD),)))
    said = conversation("구로구요. 와서 보는 데 돈이 드나요?", turn=1, earlier=waiting)
    asked = understand(said, match(BULKY), goes_on=False, follows=follows, tells_where=True, knowledge=knowledge)
    assert [codes(question)[0] for question in asked] == [BULKY, ROAD]
    assert len(understand(said, match(BULKY), goes_on=False, follows=follows, knowledge=knowledge)) == 1


def test_after_an_answer_only_a_place_or_nothing_is_about_the_same(knowledge: Knowledge) -> None:
    told = replace(BEFORE, answered=True, certain=True)
    for text, heard, goes_on in (("", None, False), ("마포구", match(GAS), True)):
        resumed = only(knowledge, conversation(text, earlier=told), heard, goes_on=goes_on)
        assert (codes(resumed), resumed.resumed) == ([affair.code for affair in told.affairs], True)
    anew = only(knowledge, conversation("가스요", earlier=told), match(GAS, decision=HAND_OVER))
    assert (codes(anew), anew.resumed) == ([GAS], False)

"""The case of an affair that a text is about, by the question of its entry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_edition import rows
from city120_gateway.conversation.conversation import Earlier
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.cases import further_in_words, is_asked_by, paid_otherwise
from city120_gateway.words.caller_words import CallerWords
from tests.unit.gateway.samples import conversation, findings

TAXI, CARD, CASH = "transit.taxi.lost", "t.card", "t.cash"


@pytest.mark.parametrize(
    ("text", "asked"),
    [("경찰 부르면 와요", True), ("얼마예요?", False), ("그럼 누구한테 말해요?", False)],
)
def test_a_rare_word_of_the_question_asks_it_and_the_word_for_a_detail_does_not(knowledge: Knowledge, text: str, asked: bool) -> None:
    question = {"ko": rows.EntryText(question="경찰을 불러도 되나요? 벌금은 얼마예요?", answer="네.")}
    known = replace(knowledge, texts={"t.police": question})
    assert is_asked_by(conversation(text), "t.police", known) is asked
    assert not is_asked_by(conversation(text, "en"), "t.police", known), "without a text in the language"


@pytest.mark.parametrize(("text", "case"), [("현금으로 냈으면요?", CASH), ("카드로 냈어요", ""), ("얼마예요?", "")])
def test_another_entry_is_about_who_paid_as_what_was_told_does_not_say(knowledge: Knowledge, text: str, case: str) -> None:
    texts = {
        CARD: {"ko": rows.EntryText(question="택시에 두고 내렸어요.", answer="카드로 냈으면 영수증의 번호로 거세요.")},
        CASH: {"ko": rows.EntryText(question="현금으로 냈는데 찾을 수 있나요?", answer="차 번호를 말씀하세요.")},
    }
    known = replace(knowledge, texts=texts, city_entries={TAXI: (CARD, CASH)})
    asks = findings(knowledge, TAXI, follows=True, conversation=conversation(text, earlier=Earlier(told=(CARD, "ko"))))
    assert paid_otherwise(asks, known) == case
    heard = replace(known, texts={**texts, CARD: {"ko": rows.EntryText(question="?", answer="현금으로 냈으면 차 번호를 말씀하세요.")}})
    assert paid_otherwise(asks, heard) == ""


@pytest.mark.parametrize(("told", "meant"), [(CARD, CARD), (CASH, CASH), ("t.none", CARD)])
def test_of_entries_that_words_mean_the_one_that_was_told_is_meant(knowledge: Knowledge, told: str, meant: str) -> None:
    words = [rows.CallerWord(means=f"further:{entry}", language="ko", text="번호를 몰라") for entry in (CARD, CASH)]
    known = replace(knowledge, caller_words=CallerWords(words), settling={CARD: TAXI, CASH: TAXI})
    asks = findings(knowledge, TAXI, follows=True, conversation=conversation("번호를 몰라요", earlier=Earlier(told=(told, "ko"))))
    assert further_in_words(asks, known) == meant


@pytest.mark.parametrize(("text", "meant"), [("서울런은 소득이 얼마까지예요?", CASH), ("소득이 얼마까지예요?", CARD)])
def test_an_entry_that_is_named_goes_before_the_one_that_was_told(knowledge: Knowledge, text: str, meant: str) -> None:
    words = [rows.CallerWord(means=f"further:{entry}", language="ko", text="소득이 얼마") for entry in (CARD, CASH)]
    words.append(rows.CallerWord(means=f"entry:{CASH}", language="ko", text="서울런"))
    known = replace(knowledge, caller_words=CallerWords(words), settling={CARD: TAXI, CASH: TAXI})
    asks = findings(knowledge, TAXI, follows=True, conversation=conversation(text, earlier=Earlier(told=(CARD, "ko"))))
    assert further_in_words(asks, known) == meant

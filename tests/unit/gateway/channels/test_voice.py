"""A voice: one text that is heard once."""

from __future__ import annotations

import pytest

from city120_gateway.channels.voice import Voice
from city120_gateway.conversation.choices import Choices, Option
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.decide import Kind
from city120_gateway.resolution.resolution import Clarification, Handoff
from tests.unit.gateway.samples import LANGUAGES, OFFICE, answer, departures, resolution, responsibility, train


def test_all_sentences_are_one_text_without_the_usual_unit(knowledge: Knowledge) -> None:
    told = resolution(Kind.ANSWER, channel="voice", answer=answer(), responsibility=responsibility(usual_unit="청소행정과"))
    (text,) = Voice(told, knowledge).render()
    assert text.startswith(answer().text)
    assert OFFICE["ko"] in text
    assert "청소행정과" not in text


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.DEPARTMENT, Kind.HANDOFF])
def test_the_spoken_form_is_heard_where_somebody_wrote_one(knowledge: Knowledge, kind: Kind) -> None:
    forms = answer("09:00~18:00", spoken="09시부터", plain="문을 엽니다.")
    (text,) = Voice(resolution(kind, answer=forms, handoff=Handoff("agent", "")), knowledge).render()
    assert ("09시부터" in text, "09:00~18:00" in text, "문을 엽니다." in text) == (True, False, False)
    (written,) = Voice(resolution(kind, answer=answer(), handoff=Handoff("agent", "")), knowledge).render()
    assert answer().text in written


def test_a_body_is_heard_in_the_caller_s_language_alone(knowledge: Knowledge) -> None:
    (text,) = Voice(resolution(Kind.DEPARTMENT, "en", "voice", responsibility=responsibility()), knowledge).render()
    assert OFFICE["en"] in text
    assert OFFICE["ko"] not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_departures_are_heard_without_brackets_dates_and_sources(knowledge: Knowledge, language: str) -> None:
    trains = departures(train("23:10"), train("24:38", clock="00:38", next_day=True))
    (text,) = Voice(resolution(Kind.DEPARTURES, language, "voice", departures=trains), knowledge).render()
    assert "23:10" in text
    assert "00:38" in text
    assert ("Suyu" in text) == (language != "ko")
    assert not any(sign in text for sign in "()（）")
    assert "2026" not in text
    assert "\n" not in text


@pytest.mark.parametrize(("count", "listed"), [(5, True), (6, False)])
def test_choices_are_not_read_out_when_they_are_many(knowledge: Knowledge, count: int, listed: bool) -> None:
    options = tuple(Option(str(number), f"구 {number}", Choices(area="11440")) for number in range(1, count + 1))
    told = resolution(Kind.CLARIFY, channel="voice", clarification=Clarification("어느 구인가요?", "district", options))
    (text,) = Voice(told, knowledge).render()
    assert text.startswith("어느 구인가요?")
    assert (f"{count}. 구 {count}" in text) is listed

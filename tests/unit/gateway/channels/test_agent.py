"""The screen of an agent: all sentences as they are."""

from __future__ import annotations

from city120_gateway.channels.agent import Agent
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.decide import Kind
from tests.unit.gateway.samples import answer, resolution, responsibility

UNIT = "청소행정과"


def test_each_sentence_is_a_text_of_its_own_and_the_usual_unit_is_general_knowledge(knowledge: Knowledge) -> None:
    told = resolution(Kind.ANSWER, "en", "agent", answer=answer(), responsibility=responsibility(usual_unit=UNIT))
    texts = Agent(told, knowledge).render()
    assert len(texts) == 4
    assert UNIT in texts[-1]
    assert "general guidance" in texts[-1]


def test_the_answer_is_as_written(knowledge: Knowledge) -> None:
    told = resolution(Kind.ANSWER, answer=answer("09:00~18:00", spoken="09시부터", plain="문을 엽니다."))
    assert Agent(told, knowledge).render() == ("09:00~18:00",)

"""A messenger: all sentences as they are, without what only an agent can weigh."""

from __future__ import annotations

from city120_gateway.channels.chat import Chat
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.decide import Kind
from tests.unit.gateway.samples import OFFICE, answer, resolution, responsibility


def test_each_sentence_is_a_text_of_its_own_without_the_usual_unit(knowledge: Knowledge) -> None:
    told = resolution(Kind.ANSWER, "en", "chat", answer=answer(), responsibility=responsibility(usual_unit="청소행정과"))
    texts = Chat(told, knowledge).render()
    assert len(texts) == 3
    assert "청소행정과" not in " ".join(texts)
    assert f"{OFFICE['en']} ({OFFICE['ko']})" in texts[1]


def test_the_answer_is_as_written(knowledge: Knowledge) -> None:
    told = resolution(Kind.ANSWER, answer=answer("09:00~18:00", spoken="09시부터", plain="문을 엽니다."))
    assert Chat(told, knowledge).render() == ("09:00~18:00",)

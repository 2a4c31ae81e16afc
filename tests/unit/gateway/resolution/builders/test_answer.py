"""An answer that settles the question."""

from __future__ import annotations

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders import answer
from city120_gateway.resolution.decide import Decision, Kind, Reason
from tests.unit.gateway.samples import entry, findings, ruling


def test_the_answer_is_stated_with_the_body_behind_it(knowledge: Knowledge) -> None:
    made = findings(knowledge, "waste.bulky", entry=entry("waste.bulky"), rulings=(ruling(body="district.11440"),))
    resolution = answer.build(made, Decision(Kind.ANSWER, Reason.ENTRY_SETTLES), knowledge)
    assert (resolution.kind, resolution.clarification, resolution.handoff) == (Kind.ANSWER, None, None)
    assert resolution.answer is not None
    assert resolution.answer.text == "먼저 신고하세요."
    assert resolution.responsibility == made.responsibility

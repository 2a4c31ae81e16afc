"""The script of an interpreter: plain language, and how to reach help without a voice."""

from __future__ import annotations

import pytest

from city120_gateway.channels.sign import Sign
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.decide import Kind
from city120_gateway.resolution.resolution import Emergency, Handoff
from tests.unit.gateway.samples import OFFICE, answer, resolution, responsibility


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.DEPARTMENT, Kind.HANDOFF])
def test_the_plain_form_is_told_where_somebody_wrote_one(knowledge: Knowledge, kind: Kind) -> None:
    forms = answer("09:00~18:00", spoken="09시부터", plain="문을 엽니다.")
    text = "\n".join(Sign(resolution(kind, answer=forms, handoff=Handoff("agent", "")), knowledge).render())
    assert ("문을 엽니다." in text, "09:00~18:00" in text, "09시부터" in text) == (True, False, False)
    assert answer().text in "\n".join(Sign(resolution(kind, answer=answer(), handoff=Handoff("agent", "")), knowledge).render())


def test_who_signs_is_told_how_to_reach_the_first_number_without_a_voice(knowledge: Knowledge) -> None:
    told = resolution(Kind.EMERGENCY, "en", "sign", emergency=Emergency(("112", "119"), "Get out."), responsibility=responsibility())
    texts = Sign(told, knowledge).render()
    assert texts[0] == "Get out."
    assert "by text or video call" in texts[1]
    assert "call 112" in texts[1]
    assert OFFICE["en"] in texts[2]


def test_the_usual_unit_is_not_told(knowledge: Knowledge) -> None:
    told = resolution(Kind.DEPARTMENT, channel="sign", responsibility=responsibility(usual_unit="청소행정과"))
    assert "청소행정과" not in " ".join(Sign(told, knowledge).render())

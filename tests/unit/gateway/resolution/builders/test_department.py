"""A body that must act."""

from __future__ import annotations

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders import department
from city120_gateway.resolution.decide import Decision, Kind, Reason
from tests.unit.gateway.samples import entry, findings, ruling


def test_the_body_is_stated_with_the_answer_about_it(knowledge: Knowledge) -> None:
    made = findings(knowledge, "road.pothole", entry=entry("road.pothole"), rulings=(ruling(body="district.11440"),))
    resolution = department.build(made, Decision(Kind.DEPARTMENT, Reason.BODY_MUST_ACT), knowledge)
    assert (resolution.kind, resolution.responsibility) == (Kind.DEPARTMENT, made.responsibility)
    assert resolution.answer is not None
    assert resolution.answer.entry_id == "road.pothole.how"

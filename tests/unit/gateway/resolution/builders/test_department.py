"""A body that must act."""

from __future__ import annotations

from dataclasses import replace

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import MatchDecision
from city120_gateway.resolution.builders import department
from city120_gateway.resolution.builders.sections import known
from city120_gateway.resolution.decide import Decision, Kind, Reason
from tests.unit.gateway.samples import findings, ruling

ACTS = Decision(Kind.DEPARTMENT, Reason.BODY_MUST_ACT)


def test_of_likely_affairs_of_one_body_it_is_offered_to_say_which(knowledge: Knowledge) -> None:
    likely = findings(knowledge, "waste.bulky", "waste.bag", decision=MatchDecision.ASK, rulings=(ruling(body="district.11440"),))
    agreed = department.build(replace(likely, agreed=True), ACTS, knowledge)
    assert [option.choices.affair for option in agreed.offers] == ["waste.bulky", "waste.bag"]
    assert agreed.responsibility is not None


def test_of_an_affair_that_is_certain_all_is_told_that_is_known(knowledge: Knowledge) -> None:
    certain = findings(knowledge, "waste.bulky", rulings=(ruling(body="district.11440"),))
    assert department.build(certain, ACTS, knowledge) == known(certain, ACTS, knowledge)

"""A human takes over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import LikelyGroup, MatchDecision
from city120_gateway.resolution.builders import handoff
from city120_gateway.resolution.decide import Decision, Kind, Reason
from city120_gateway.resolution.resolution import Handoff, StatedGroup
from tests.unit.gateway.samples import entry, findings, ruling


@pytest.mark.parametrize(
    ("reason", "queue", "names_body"),
    [
        (Reason.NOT_SPOKEN, "interpreter", False),
        (Reason.PERSON_WISHED, "agent", False),
        (Reason.NOT_LOOKED_UP, "agent", False),
        (Reason.OUTSIDE, "agent", False),
        (Reason.ANOTHER_BODY, "body:util.kepco", True),
        (Reason.NO_BODY, "agent", False),
        (Reason.NOT_CERTAIN, "agent", False),
    ],
)
def test_the_reason_says_who_and_a_body_is_named_only_to_who_goes_there(knowledge: Knowledge, reason: Reason, queue: str, names_body: bool) -> None:
    made = findings(knowledge, "road.pothole", rulings=(ruling(body="util.kepco"),))
    resolution = handoff.build(made, Decision(Kind.HANDOFF, reason), knowledge)
    assert resolution.handoff == Handoff(queue, reason.value)
    assert (resolution.responsibility is not None) is names_body


@pytest.mark.parametrize(
    ("decision", "reason", "tells"),
    [
        (MatchDecision.STATE, Reason.NO_BODY, True),
        (MatchDecision.HAND_OVER, Reason.NOT_CERTAIN, False),
        (MatchDecision.STATE, Reason.NOT_SPOKEN, False),
    ],
)
def test_the_answer_is_told_only_where_it_is_certain_and_understood(
    knowledge: Knowledge, decision: MatchDecision, reason: Reason, tells: bool
) -> None:
    made = findings(knowledge, "road.pothole", decision=decision, entry=entry("road.pothole"))
    resolution = handoff.build(made, Decision(Kind.HANDOFF, reason), knowledge)
    assert (resolution.answer is not None) is tells


@pytest.mark.parametrize(
    ("reason", "queue", "group"),
    [
        (Reason.GROUP_CERTAIN, "group:water", "water"),
        (Reason.NOT_CERTAIN, "agent", ""),
    ],
)
def test_a_group_takes_over_where_it_is_certain_and_goes_along_where_it_is_not(knowledge: Knowledge, reason: Reason, queue: str, group: str) -> None:
    made = findings(knowledge, "water.outage", decision=MatchDecision.HAND_OVER)
    made = replace(made, match=replace(made.match, group=LikelyGroup("water", 0.91234, bool(group))))
    resolution = handoff.build(made, Decision(Kind.HANDOFF, reason), knowledge)
    assert resolution.handoff == Handoff(queue, reason.value, group)
    assert resolution.group == StatedGroup(knowledge.groups["water"], 0.9123)
    assert handoff.build(made, Decision(Kind.HANDOFF, Reason.PERSON_WISHED), knowledge).group is None

"""No public business."""

from __future__ import annotations

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import MatchDecision
from city120_gateway.resolution.builders import out_of_scope
from city120_gateway.resolution.decide import Decision, Kind, Reason
from tests.unit.gateway.samples import entry, findings, match, ruling


def test_nothing_is_stated_but_how_sure_it_is(knowledge: Knowledge) -> None:
    heard = match("road.pothole", decision=MatchDecision.REFUSE, out_of_scope=0.98765, refused_as="private")
    made = findings(knowledge, "road.pothole", match=heard, entry=entry("road.pothole"), rulings=(ruling(body="district.11440"),))
    resolution = out_of_scope.build(made, Decision(Kind.OUT_OF_SCOPE, Reason.NO_PUBLIC_BUSINESS), knowledge)
    assert (resolution.affairs, resolution.responsibility, resolution.answer) == ((), None, None)
    assert resolution.refused_as == "private"
    assert (resolution.confidence, resolution.evidence[-1].ref, resolution.evidence[-1].detail) == (0.9877, "out_of_scope", "probability 0.99")

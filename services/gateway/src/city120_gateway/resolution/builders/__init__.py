"""One builder a kind of outcome: each makes the resolution from the findings and the decision."""

from __future__ import annotations

from collections.abc import Callable

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders import answer, clarify, department, departures, directions, emergency, handoff, out_of_scope, places
from city120_gateway.resolution.decide import Decision, Kind
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.resolution import Resolution

BUILDERS: dict[Kind, Callable[[Findings, Decision, Knowledge], Resolution]] = {
    Kind.EMERGENCY: emergency.build,
    Kind.OUT_OF_SCOPE: out_of_scope.build,
    Kind.CLARIFY: clarify.build,
    Kind.DEPARTURES: departures.build,
    Kind.DIRECTIONS: directions.build,
    Kind.PLACES: places.build,
    Kind.ANSWER: answer.build,
    Kind.DEPARTMENT: department.build,
    Kind.HANDOFF: handoff.build,
}


def build(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """The resolution that was decided for."""
    return BUILDERS[decision.kind](findings, decision, knowledge)

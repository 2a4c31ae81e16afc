"""A human takes over: which, and why."""

from __future__ import annotations

from dataclasses import replace

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders.sections import known
from city120_gateway.resolution.decide import Decision, Reason
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.resolution import Handoff, Resolution

_AGENT, _INTERPRETER, _BODY = "agent", "interpreter", "body:"


def build(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """The hand-over, with what is known for certain. An agent and an interpreter find out the body themselves; it is not stated to the caller."""
    resolution = known(findings, decision, knowledge)
    queue = _INTERPRETER if decision.reason is Reason.NOT_SPOKEN else _AGENT
    if decision.reason is Reason.ANOTHER_BODY and resolution.responsibility is not None:
        queue = _BODY + resolution.responsibility.body.id
    return replace(
        resolution,
        handoff=Handoff(queue, decision.reason.value),
        responsibility=None if queue in (_AGENT, _INTERPRETER) else resolution.responsibility,
        answer=resolution.answer if queue != _INTERPRETER and findings.certain else None,
    )

"""A human takes over: which, and why."""

from __future__ import annotations

from dataclasses import replace

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders.sections import known, rounded
from city120_gateway.resolution.decide import Decision, Reason
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.resolution import Handoff, Resolution, StatedGroup

_AGENT, _INTERPRETER, _BODY = "agent", "interpreter", "body:"


def build(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """The hand-over, with what is known for certain. An agent and an interpreter find out the body themselves; it is not stated to the caller."""
    resolution = known(findings, decision, knowledge)
    group = _group(findings, decision, knowledge)
    queue = _INTERPRETER if decision.reason is Reason.NOT_SPOKEN else _AGENT
    stated = group is not None and decision.reason is Reason.GROUP_CERTAIN
    if group is not None and stated:
        queue = group.queue
    if decision.reason is Reason.ANOTHER_BODY and resolution.responsibility is not None:
        queue = _BODY + resolution.responsibility.body.id
    return replace(
        resolution,
        handoff=Handoff(queue, decision.reason.value, group.row.code if group is not None and stated else ""),
        group=group,
        responsibility=resolution.responsibility if queue.startswith(_BODY) else None,
        answer=resolution.answer if queue != _INTERPRETER and findings.certain and not findings.unreached else None,
    )


def _group(findings: Findings, decision: Decision, knowledge: Knowledge) -> StatedGroup | None:
    """The likeliest group, where the affair is not certain."""
    likely = findings.match.group
    if likely is None or likely.code not in knowledge.groups or decision.reason not in (Reason.GROUP_CERTAIN, Reason.NOT_CERTAIN):
        return None
    return StatedGroup(knowledge.groups[likely.code], rounded(likely.probability))

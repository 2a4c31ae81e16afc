"""A body that must act, with the answer where there is one."""

from __future__ import annotations

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders.sections import known
from city120_gateway.resolution.decide import Decision
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.resolution import Resolution


def build(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """The body, with all else that is known."""
    return known(findings, decision, knowledge)

"""A body that must act."""

from __future__ import annotations

from dataclasses import replace

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders import clarify
from city120_gateway.resolution.builders.sections import known
from city120_gateway.resolution.decide import Decision
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.questions import Missing
from city120_gateway.resolution.resolution import Resolution


def build(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """All that is known; where all likely affairs are the body's, the offer to say which it is, for only then it is told what to do."""
    resolution = known(findings, decision, knowledge)
    return replace(resolution, offers=clarify.offers(findings, Missing.AFFAIR, knowledge)) if findings.agreed else resolution

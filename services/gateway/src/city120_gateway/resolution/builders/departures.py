"""The trains of a station, or the way home; where no train is known that gets there, somebody who finds out."""

from __future__ import annotations

from dataclasses import replace

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders.sections import known
from city120_gateway.resolution.decide import Decision
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.resolution import Handoff, Resolution

_AGENT = "agent"


def build(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """All that is known; where no train gets there, the entry that tells of a line at one end, and no body."""
    resolution = known(findings, decision, knowledge)
    return replace(resolution, responsibility=None, handoff=Handoff(_AGENT, "no train is known that connects")) if findings.no_way else resolution

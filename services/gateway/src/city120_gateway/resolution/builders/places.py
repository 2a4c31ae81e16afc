"""Where the responsible body's office is."""

from __future__ import annotations

from dataclasses import replace

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders.sections import known
from city120_gateway.resolution.decide import Decision
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.resolution import Office, Resolution


def build(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """The office, with all else that is known."""
    resolution = known(findings, decision, knowledge)
    offices = [responsibility.body for responsibility in (resolution.responsibility,) if responsibility is not None]
    return replace(resolution, offices=tuple(Office(f"body:{body.id}", body.names, body.address, body.phone, body.point) for body in offices))

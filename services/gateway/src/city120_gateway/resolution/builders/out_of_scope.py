"""No public business: nothing is stated but that."""

from __future__ import annotations

from dataclasses import replace

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders.sections import known, rounded
from city120_gateway.resolution.decide import Decision
from city120_gateway.resolution.evidence import Evidence
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.resolution import Resolution


def build(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """The refusal, with how sure it is and why."""
    resolution, probability = known(findings, decision, knowledge), findings.match.out_of_scope
    note = Evidence("affair", "out_of_scope", f"probability {probability:.2f}")
    return replace(
        resolution,
        affairs=(),
        responsibility=None,
        answer=None,
        refused_as=findings.match.refused_as,
        confidence=rounded(probability),
        evidence=(*resolution.evidence, note),
    )

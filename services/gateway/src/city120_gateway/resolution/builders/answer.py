"""An answer that settles the question, with the body behind it where one is known; or a greeting that is returned."""

from __future__ import annotations

from dataclasses import replace

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders import clarify
from city120_gateway.resolution.builders.sections import known
from city120_gateway.resolution.decide import Decision, Reason
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.questions import PLACES, open_question
from city120_gateway.resolution.resolution import Answer, Resolution

_CERTAIN = 1.0


def build(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """The answer, with all else that is known, and an offer to say who is there where the place would tell; of a greeting nothing else."""
    resolution, manner = known(findings, decision, knowledge), findings.conversation.manner
    if decision.reason is not Reason.COURTESY or manner is None:
        place = open_question(findings)
        return replace(resolution, offers=clarify.offers(findings, place, knowledge)) if place in PLACES else resolution
    returned = Answer("", knowledge.say(f"courtesy.{manner.name.lower()}", resolution.language))
    return replace(resolution, about=None, affairs=(), responsibility=None, answer=returned, confidence=_CERTAIN)

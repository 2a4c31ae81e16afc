"""An answer that settles the question, with the body behind it where one is known; or a greeting that is returned."""

from __future__ import annotations

from dataclasses import replace

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.builders import clarify
from city120_gateway.resolution.builders.sections import known
from city120_gateway.resolution.decide import Decision, Reason
from city120_gateway.resolution.dong_offices import offices_whose_hours
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.questions import open_question
from city120_gateway.resolution.resolution import Answer, Resolution

_CERTAIN = 1.0


def build(findings: Findings, decision: Decision, knowledge: Knowledge) -> Resolution:
    """The answer, with all else that is known; where a place or a line would tell who is there, the offer to say it, and no body before that. Of a
    greeting nothing else."""
    resolution, manner = known(findings, decision, knowledge), findings.conversation.manner
    if decision.reason is not Reason.COURTESY or manner is None:
        left_open = open_question(findings)
        if left_open is None:
            return replace(resolution, offices=offices_whose_hours(findings, knowledge))
        return replace(resolution, responsibility=None, offers=clarify.offers(findings, left_open, knowledge))
    returned = Answer("", knowledge.say(f"courtesy.{manner.name.lower()}", resolution.language))
    return replace(resolution, about=None, affairs=(), responsibility=None, answer=returned, confidence=_CERTAIN)

"""A date in a text: the day that is asked about, where the affair has days; elsewhere a day of the story that is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.findings import Findings
from city120_gateway.words.caller_words import HOURS

_BY_ANY_DAY, _PLACES = ("departures", "directions"), "places"
# What comes only after so long was more likely a day of the last weeks: somebody tells what happened then.
_OVER = dt.timedelta(days=300)


def undated(findings: Findings, knowledge: Knowledge) -> Findings:
    """The same about the moment of asking, where the text names a date and nothing that goes by it is asked: trains and ways do, and places, events
    and hours by a day that is not more likely over."""
    conversation, affair = findings.conversation, findings.affair
    if findings.follows or not knowledge.days.is_date(conversation.day_word) or (affair is not None and affair.answer_kind in _BY_ANY_DAY):
        return findings
    searched = affair is not None and (affair.answer_kind == _PLACES or affair.code in knowledge.place_searches)
    to_come = conversation.asked_at is not None and conversation.at - conversation.asked_at < _OVER
    if (searched or HOURS in conversation.heard) and to_come:
        return findings
    return replace(findings, conversation=conversation.at_present())

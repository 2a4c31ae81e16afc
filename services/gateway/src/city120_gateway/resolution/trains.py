"""What a caller asks of trains: which, from where, towards where, when; and that trains are asked about where only the words say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from city120_gateway.conversation.conversation import Conversation, RankedAffair
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution import ways
from city120_gateway.resolution.answers import Match, MatchDecision, Mention
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.other_services import Stop, Trip
from city120_gateway.words.caller_words import AFTER_MIDNIGHT, DIRECTIONS, FIRST, LAST, LEAVE_BY, entry_of

# Words of the edition's rows are as sure as the patterns of its emergencies.
_SURE = 0.98
_TRAINS, _WAY, _PLACES = "departures", "directions", "places"
_OF_A_STATION = {FIRST, LAST, AFTER_MIDNIGHT}
# So many parts of their codes affairs of one kind share.
_OF_A_KIND = 2
_LINE = "line."
_STATION = "station"
# By then the first trains have left; a service day runs until 04:00 of the next.
_LEFT_BY, _DAY_BEGINS = dt.time(9), dt.time(4)


def meant(match: Match | None, conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> Match | None:
    """What is asked, by what words of the edition's rows tell besides: that it is about trains, where they ask for a first or last one at a station
    that is named, or until when to leave for another; that it is about the way; that the last train is missed; or that it is what one entry is about,
    where faq takes it for something of the same kind and does not state it."""
    if match is None:
        return None
    settled, best = knowledge.settling.get(entry_of(conversation.heard), ""), match.affairs[0].code if match.affairs else ""
    if settled == knowledge.affair_of(_TRAINS) and settled and _alike(settled, best, parts=1):
        # How to get home is no second question then.
        return replace(_stating(match, settled, knowledge), also=None)
    unsure, way = match.decision is not MatchDecision.STATE, knowledge.affair_of(_WAY)
    about_it = _alike(way, best, parts=1) or (best in knowledge.affairs and knowledge.affairs[best].answer_kind == _PLACES)
    if (unsure or about_it) and ways.asks_for_the_way(conversation, mentions, knowledge):
        return match if _stated(match, _WAY, knowledge) else _stating(match, way, knowledge)
    if _asks_for_trains(match, conversation, mentions):
        return _stating(match, knowledge.affair_of(_TRAINS), knowledge)
    return _stating(match, settled, knowledge) if settled and unsure and _alike(settled, best, parts=_OF_A_KIND) else match


def _alike(code: str, other: str, *, parts: int) -> bool:
    """Whether two affairs share so many first parts of their codes."""
    return code.split(".")[:parts] == other.split(".")[:parts]


def _asks_for_trains(match: Match, conversation: Conversation, mentions: Sequence[Mention]) -> bool:
    stations = sum(any(place.kind == _STATION for place in mention.candidates) for mention in mentions)
    if LEAVE_BY in conversation.heard and stations > 1:
        return True
    return match.decision is not MatchDecision.STATE and stations > 0 and bool(conversation.heard & _OF_A_STATION)


def _stated(match: Match, answer_kind: str, knowledge: Knowledge) -> bool:
    """Whether an affair of a kind is stated as it is."""
    affair = knowledge.affairs.get(match.affairs[0].code) if match.affairs else None
    return match.decision is MatchDecision.STATE and affair is not None and affair.answer_kind == answer_kind


def _stating(match: Match, affair: str, knowledge: Knowledge) -> Match:
    stated = match.decision is MatchDecision.STATE and match.affairs[0].code == affair
    if stated or affair not in knowledge.affairs:
        return match
    others = (other for other in match.affairs if other.code != affair)
    return replace(match, decision=MatchDecision.STATE, affairs=(RankedAffair(affair, _SURE), *others))


def asked(findings: Findings) -> bool:
    """Whether first and last trains are asked for."""
    return findings.affair is not None and findings.affair.answer_kind == _TRAINS


def stop(findings: Findings) -> Stop | None:
    """The station whose trains are asked, when it is known."""
    conversation, choices = findings.conversation, findings.conversation.choices
    if not asked(findings) or not findings.start or _missed(findings):
        return None
    return Stop(
        station=findings.start,
        line=choices.line or next((asset for asset in findings.where.assets if asset.startswith(_LINE)), ""),
        direction=choices.direction or next(iter(sorted(conversation.heard & DIRECTIONS)), ""),
        at=_moment(conversation),
        towards=findings.goal if findings.goal != findings.start else "",
        first=FIRST in conversation.heard,
        station_chosen=bool(choices.station),
        line_chosen=bool(choices.line),
        direction_chosen=bool(choices.direction),
    )


def trip(findings: Findings) -> Trip | None:
    """From the station where the caller gets on to the one where the journey ends, if both are known."""
    start, goal = findings.start, findings.goal
    if not asked(findings) or not start or goal in ("", start) or _missed(findings):
        return None
    return Trip(start, goal, _moment(findings.conversation), FIRST in findings.conversation.heard)


def _missed(findings: Findings) -> bool:
    """Whether the words mean an entry of the affair: who has missed the last train is told what goes now, and no times of trains that went."""
    affair = findings.affair
    return affair is not None and entry_of(findings.conversation.heard).startswith(f"{affair.code}.")


def next_day(findings: Findings) -> bool:
    """Whether the first trains are those of the day after the one of the moment."""
    return FIRST in findings.conversation.heard and _moment(findings.conversation).date() > findings.conversation.at.date()


def _moment(conversation: Conversation) -> dt.datetime:
    """The moment asked about. Once the first trains of a day have left, those of the next are asked for, unless a day is named."""
    at = conversation.at
    if FIRST not in conversation.heard or conversation.day_word or _DAY_BEGINS <= at.time() < _LEFT_BY:
        return at
    day = at.date() if at.time() < _DAY_BEGINS else at.date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, _DAY_BEGINS, at.tzinfo)

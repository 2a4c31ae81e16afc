"""Whether an office that is named is open: at the moment that is asked about, or when who sets out from another place gets there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from city120_gateway.conversation.conversation import Conversation
from city120_gateway.conversation.hints import DeviceHint
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution import ways
from city120_gateway.resolution.answers import Match, MatchDecision, Mention, Place, alike, without_names
from city120_gateway.resolution.ends import end
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.nearby import Nearby, NearbySearch, Visit, Visiting
from city120_gateway.resolution.other_services import Case, Services, Way
from city120_gateway.words.caller_words import BUS, FROM_HERE, GOING, HOURS, ON_FOOT, OPEN

_OFFICE, _BODY = "office", "body:"
# So many letters beside the places and the words for opening are no business of the office.
_NO_BUSINESS = 16
_ON_THE_WAY = (OPEN, HOURS, GOING, FROM_HERE, ON_FOOT)


def visiting(conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge) -> Visiting | None:
    """The office of which a text asks whether it is open, and nothing else; None for anything else. Where words say that one goes, one sets out at
    another place that is named, or where the channel knows that the caller is. Who neither goes there nor names a time, and surely asks for hours,
    hears more of them than that."""
    words, rest = knowledge.caller_words, without_names(conversation.text, mentions)
    heard = words.heard(rest)
    named = [(mention, office) for mention in mentions if (office := _office(mention)) is not None]
    if match.emergencies or len(named) != 1 or not heard & {OPEN, HOURS} or BUS in heard or not _of_offices(match, knowledge):
        return None
    less = knowledge.arrival_times.without(knowledge.days.without(rest))
    if words.beside_details(words.without(less, _ON_THE_WAY)) > _NO_BUSINESS:
        return None
    mention, office = named[0]
    time, goes = ways.said_to_leave(conversation, knowledge), bool(heard & {GOING, FROM_HERE, ON_FOOT})
    if match.decision is MatchDecision.STATE and time is None and not goes:
        return None
    others = [end(other.candidates) for other in mentions if other is not mention]
    here = conversation.place
    origin = next(filter(None, others), f"{here.point.latitude},{here.point.longitude}" if isinstance(here, DeviceHint) else "")
    return Visiting(office, time or conversation.at, origin if goes else "", ON_FOOT in heard)


def with_hours(conversation: Conversation, mentions: Sequence[Mention]) -> Conversation:
    """The same as asking for hours, where it is asked whether an office that is named is open."""
    asks = OPEN in conversation.heard and any(_office(mention) is not None for mention in mentions)
    return replace(conversation, heard=conversation.heard | {HOURS}) if asks else conversation


def _office(mention: Mention) -> Place | None:
    """The office that a name is of; a station may be called after it."""
    offices = [place for place in mention.candidates if place.ref.startswith(_BODY) and place.kind == _OFFICE]
    return offices[0] if len(offices) == 1 and offices[0].point is not None and offices[0].address else None


def _of_offices(match: Match, knowledge: Knowledge) -> bool:
    """Whether nothing is stated, or no more than something of offices."""
    return match.decision is not MatchDecision.STATE or alike(match.affairs[0].code, affair_of_offices(match, knowledge))


def affair_of_offices(match: Match, knowledge: Knowledge) -> str:
    """The affair of offices: the likeliest of them, or where they are."""
    where = next((code for code, search in knowledge.place_searches.items() if search.only_near), "")
    return next((ranked.code for ranked in match.affairs if alike(where, ranked.code, parts=1)), where)


async def when_there(visit: Visiting, findings: Findings, services: Services) -> Nearby | None:
    """The office, and whether it is open then: who gets there by no known way is told of the moment that is asked about. None where the hours are
    not known: those of the office that the rules name, where it keeps the same."""
    office, route = visit.office, None
    if visit.origin:
        route = await services.route(Way(visit.origin, office.ref, visit.at, on_foot=visit.on_foot))
    arrival = route.arrival if route is not None else None
    there = arrival or visit.at
    case = Case(findings.affair.code if findings.affair is not None else "", there, findings.conversation.as_of, area=office.district_code)
    ruling, around = await asyncio.gather(services.rule(case), services.nearby(NearbySearch((_OFFICE,), there, open_only=False, point=office.point)))
    told = next((place for place in around.places if place.ref == office.ref), None) if around is not None else None
    opening = ruling.responsibility.department.opening if ruling is not None and ruling.responsibility is not None else None
    if told is None or told.opening is None or opening is None or opening.open_now is None or opening.hours != told.opening.hours:
        return None
    origin = route.origin if route is not None and arrival is not None else {}
    dated = replace(opening, source=told.opening.source, data_date=told.opening.data_date)
    visited = Visit(there, origin, departure=visit.at if arrival is not None else None)
    return Nearby((replace(told, opening=dated, distance_m=0.0),), sought=True, visit=visited)

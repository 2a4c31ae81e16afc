"""Whether an office or a sight that is named is open: at the moment or on the day that is asked about, or when who sets out elsewhere gets there."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from city120_gateway.conversation.conversation import Conversation
from city120_gateway.conversation.hints import DeviceHint
from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.resolution import ways
from city120_gateway.resolution.answers import Match, MatchDecision, Mention, Opening, Place, Role, Route, alike, without_names
from city120_gateway.resolution.ends import end
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.nearby import DayHours, Nearby, NearbyPlace, NearbySearch, Visit, Visiting
from city120_gateway.resolution.other_services import Case, Services, Way
from city120_gateway.words.caller_words import (
    AT_NIGHT,
    BUS,
    DETAILS,
    FREE,
    FROM_HERE,
    GET_THERE,
    GOING,
    HOURS,
    LOST,
    ON_FOOT,
    OPEN,
    REPORT,
    TRAIN,
    WEEKEND,
)

_OFFICE, _BODY, _WAY = "office", "body:", "directions"
# So many letters beside the places and the words for opening are no business of the office; of a sight it is less: it has gardens and a car park.
_NO_BUSINESS, _NO_PART = 16, 3
_ON_THE_WAY = (OPEN, HOURS, GOING, FROM_HERE, ON_FOOT)
# What is asked of a sight beside its hours, or instead of them.
_MORE = frozenset({*DETAILS, AT_NIGHT, FREE, GET_THERE, LOST, REPORT, TRAIN, WEEKEND}) - {HOURS}


def visiting(conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge) -> Visiting | None:
    """The office or the sight of which a text asks whether it is open, or when, and nothing else; None for anything else. Where words say that one
    goes, one sets out at another place that is named, or where the channel knows that the caller is. Who neither goes to an office nor names a
    time, and surely asks for hours, hears more of them than that. None for a day of which nobody has told when it is."""
    rest = without_names(conversation.text, mentions)
    heard = knowledge.caller_words.heard(rest)
    named = [(mention, place) for mention in mentions if (place := _office(mention) or _sight(mention, knowledge)) is not None]
    if match.emergencies or len(named) != 1 or not heard & {OPEN, HOURS} or BUS in heard:
        return None
    mention, place = named[0]
    others = [other for other in mentions if other is not mention]
    goes = bool(heard & {GOING, FROM_HERE, ON_FOOT}) or any(other.role is Role.ORIGIN for other in others)
    time = ways.said_to_leave(conversation, knowledge)
    alone = _of_office_alone if _is_office(place) else _of_sight_alone
    if not alone(place, match, heard, knowledge) or _says_more(place, rest, others, goes, knowledge):
        return None
    here = conversation.place
    origin = next(filter(None, (end(other.candidates) for other in others)), "")
    origin = origin or (f"{here.point.latitude},{here.point.longitude}" if isinstance(here, DeviceHint) else "")
    visit = Visiting(place, time or conversation.at, origin if goes else "", ON_FOOT in heard)
    if any(knowledge.days.unknown(conversation.day_word)):
        return None
    if time is not None or visit.origin or (goes and _is_office(place)):
        return visit
    if _is_office(place):
        return visit if match.decision is not MatchDecision.STATE else None
    return _on_a_day(visit, conversation, heard, match, knowledge)


def with_hours(conversation: Conversation, mentions: Sequence[Mention]) -> Conversation:
    """The same as asking for hours, where it is asked whether an office that is named is open."""
    asks = OPEN in conversation.heard and any(_office(mention) is not None for mention in mentions)
    return replace(conversation, heard=conversation.heard | {HOURS}) if asks else conversation


def affair_of(visit: Visiting, match: Match, knowledge: Knowledge) -> str:
    """The affair of who asks whether a place is open: that of offices, or the likeliest whose entries name the sight; else that of the way there."""
    if _is_office(visit.place):
        return _affair_of_offices(match, knowledge)
    codes = (*(ranked.code for ranked in match.affairs), *knowledge.city_entries)
    return next((code for code in codes if any(_naming(visit.place, code, knowledge))), knowledge.affair_of(_WAY))


def _office(mention: Mention) -> Place | None:
    """The office that a name is of; a station may be called after it."""
    offices = [place for place in mention.candidates if _is_office(place)]
    return offices[0] if len(offices) == 1 and offices[0].point is not None and offices[0].address else None


def _is_office(place: Place) -> bool:
    return place.ref.startswith(_BODY) and place.kind == _OFFICE


def _sight(mention: Mention, knowledge: Knowledge) -> Place | None:
    """The palace, museum or the like that a name is of, if its hours are known; a station may be called after it. A part of it that is named with it
    may have hours of its own."""
    sights = [place for place in mention.candidates if place.ref in knowledge.sights]
    of_a_part = any(place.names[OFFICIAL] in mention.surface.removesuffix(place.names[OFFICIAL]) for place in sights)
    return sights[0] if len(sights) == 1 and not of_a_part else None


def _of_office_alone(_: Place, match: Match, __: Collection[str], knowledge: Knowledge) -> bool:
    """Whether nothing is stated, or no more than something of offices."""
    return match.decision is not MatchDecision.STATE or alike(match.affairs[0].code, _affair_of_offices(match, knowledge))


def _of_sight_alone(sight: Place, match: Match, heard: Collection[str], knowledge: Knowledge) -> bool:
    """Whether no more is asked than hours, and nothing is stated but an affair whose entries name the sight."""
    stated = match.affairs[0].code if match.decision is MatchDecision.STATE else ""
    return _MORE.isdisjoint(heard) and (not stated or any(_naming(sight, stated, knowledge)))


def _says_more(place: Place, rest: str, others: Sequence[Mention], goes: bool, knowledge: Knowledge) -> bool:
    """Whether a text says more than who asks for hours, or goes there, would."""
    words, less = knowledge.caller_words, knowledge.arrival_times.without(knowledge.days.without(rest))
    if _is_office(place) or goes:
        beside = words.beside_details(words.without(less, _ON_THE_WAY))
        on_the_way = words.beside_way(words.without(less, (OPEN, HOURS)), [other.cue for other in others])
        return min(beside, on_the_way if goes else beside) > _NO_BUSINESS
    # A month is no day, and a number is none of a day.
    return words.beside_opening(less) > _NO_PART or any(letter.isdecimal() for letter in less)


def _on_a_day(visit: Visiting, conversation: Conversation, heard: Collection[str], match: Match, knowledge: Knowledge) -> Visiting | None:
    """The same for the hours of the day that is named. Who asks for hours at any time hears those of today, and what the entry tells of others; who
    asks whether it is open, and names no day, hears whether it is now."""
    at_any_time = OPEN not in heard and not conversation.day_word
    entry = _entry(visit, match, knowledge) if at_any_time else ""
    return replace(visit, of_day=bool(conversation.day_word) or at_any_time, entry=entry)


def _entry(visit: Visiting, match: Match, knowledge: Knowledge) -> str:
    """The entry that tells more of the sight: the likeliest that names it."""
    naming = [*_naming(visit.place, affair_of(visit, match, knowledge), knowledge)]
    return next((ranked.id for ranked in match.entries if ranked.id in naming), naming[0] if naming else "")


def _naming(place: Place, affair: str, knowledge: Knowledge) -> Iterator[str]:
    """The entries of the city for an affair that name a place."""
    return (entry for entry in knowledge.city_entries.get(affair, ()) if place.names[OFFICIAL] in knowledge.texts[entry][OFFICIAL].answer)


def _affair_of_offices(match: Match, knowledge: Knowledge) -> str:
    """The affair of offices: the likeliest of them, or where they are."""
    where = next((code for code, search in knowledge.place_searches.items() if search.only_near), "")
    return next((ranked.code for ranked in match.affairs if alike(where, ranked.code, parts=1)), where)


async def when_there(visit: Visiting, findings: Findings, knowledge: Knowledge, services: Services) -> Nearby | None:
    """The place, and whether it is open then: who gets there by no known way is told of the moment that is asked about. None where the hours are
    not known."""
    route = await services.route(Way(visit.origin, visit.place.ref, visit.at, on_foot=visit.on_foot)) if visit.origin else None
    arrival = route.arrival if route is not None else None
    there = replace(visit, at=arrival or visit.at)
    told = await (_office_at(there, findings, services) if _is_office(visit.place) else _sight_at(there, knowledge, services))
    if told is None:
        return None
    moment = _moment(route, visit.at) if route is not None and arrival is not None else Visit(visit.at)
    if _is_office(visit.place) or visit.origin:
        return _seen(told, moment)
    return _on_its_day(visit, told, knowledge)


def _moment(route: Route, departure: dt.datetime) -> Visit:
    """When one gets there by a way."""
    return Visit(route.arrival or departure, route.origin, departure=departure)


def _seen(told: NearbyPlace, visit: Visit) -> Nearby:
    return Nearby((replace(told, distance_m=0.0),), sought=True, visit=visit)


async def _office_at(visit: Visiting, findings: Findings, services: Services) -> NearbyPlace | None:
    """The office with its hours: those of the office that the rules name, where it keeps the same."""
    office = visit.place
    case = Case(findings.affair.code if findings.affair is not None else "", visit.at, findings.conversation.as_of, area=office.district_code)
    search = NearbySearch((_OFFICE,), visit.at, open_only=False, point=office.point)
    ruling, around = await asyncio.gather(services.rule(case), services.nearby(search))
    told = next((place for place in around.places if place.ref == office.ref), None) if around is not None else None
    opening = ruling.responsibility.department.opening if ruling is not None and ruling.responsibility is not None else None
    if told is None or told.opening is None or opening is None or opening.open_now is None or opening.hours != told.opening.hours:
        return None
    return replace(told, opening=replace(opening, source=told.opening.source, data_date=told.opening.data_date))


async def _sight_at(visit: Visiting, knowledge: Knowledge, services: Services) -> NearbyPlace | None:
    """The sight with its hours, as they are at the moment."""
    found = await services.nearby(NearbySearch((), visit.at, open_only=False, words=visit.place.names[OFFICIAL]))
    told = next((place for place in found.places if place.ref == visit.place.ref), None) if found is not None else None
    opening = _opening_at(visit.at, told.opening, knowledge) if told is not None and told.opening is not None else None
    return replace(told, opening=opening) if told is not None and opening is not None else None


def _opening_at(at: dt.datetime, opening: Opening, knowledge: Knowledge) -> Opening | None:
    """Whether it is open at a moment, and when that changes; None where either is not known."""
    state = knowledge.opening_times.state(opening.hours, at)
    if state is None or state.next_change is None:
        return None
    return replace(opening, open_now=state.open_now, next_change=state.next_change.isoformat())


def _on_its_day(visit: Visiting, told: NearbyPlace, knowledge: Knowledge) -> Nearby | None:
    """The sight with the hours of the day that is asked about, or of the next one on which it opens, where it is closed then or nothing is left of
    them. None where they are not known, or are more than one span."""
    opening = told.opening
    if opening is None or (opening.open_now and not visit.of_day):
        return _seen(told, Visit(visit.at))
    day = knowledge.opening_times.spans(opening.hours, visit.at.date()) if visit.of_day else ()
    if day is None:
        return None
    opens = dt.datetime.fromisoformat(opening.next_change)
    spans = day if any(closes > visit.at for _, closes in day) else knowledge.opening_times.spans(opening.hours, opens.date())
    if spans is None or len(spans) != 1:
        return None
    return _seen(told, Visit(visit.at, hours=DayHours(*spans[0], rests=visit.of_day and not day)))

"""Whether an office, a sight or another place that is named is open: at the moment or on the day that is asked about, or when who sets out elsewhere
gets there; and whether one gets in without steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from city120_edition.week_hours import ALWAYS
from city120_gateway.conversation.conversation import Conversation
from city120_gateway.conversation.hints import DeviceHint
from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.resolution import ways
from city120_gateway.resolution.answers import AREA_KINDS, Match, MatchDecision, Mention, Opening, Place, Role, Route, alike, without_names
from city120_gateway.resolution.ends import end
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.named_ones import search_of
from city120_gateway.resolution.nearby import DayHours, Nearby, NearbyPlace, NearbySearch, Visit, Visiting
from city120_gateway.resolution.other_services import Services, Way
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
    ROUTE,
    STEP_FREE,
    TRAIN,
    WEEKEND,
    says,
)

_OFFICE, _BODY, _WAY = "office", "body:", "directions"
_PLACE, _ASSET, _OUTSIDE = "place:", "asset:", "outside"
# So many letters beside the places and the words for opening are no business of the office; of a sight it is less: it has gardens and a car park.
_NO_BUSINESS, _NO_PART = 16, 3
# The same of a place whose hours no row tells: a particle.
_PARTICLE = 2
_ON_THE_WAY = (OPEN, HOURS, GOING, FROM_HERE, ON_FOOT)
# What is asked of a sight beside its hours, or instead of them.
_MORE = frozenset({*DETAILS, AT_NIGHT, FREE, GET_THERE, LOST, REPORT, TRAIN, WEEKEND}) - {HOURS}
# The same beside getting in without steps.
_BESIDE_STEPS = frozenset({*DETAILS, FROM_HERE, GET_THERE, GOING, LOST, REPORT, ROUTE, TRAIN})


def visiting(conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge) -> Visiting | None:
    """The office, the sight or another place of which a text asks whether it is open, or when, or whether one gets in without steps, and nothing
    else; None for anything else. Where words say that one goes, one sets out at another place that is named, or where the channel knows that the
    caller is. Who asks for the hours of an office at any time hears more of them than that. None for a holiday of which nobody knows when it is."""
    rest = without_names(conversation.text, mentions)
    heard = knowledge.caller_words.heard(rest)
    named = [(mention, place) for mention in mentions if (place := _known(mention, knowledge)) is not None]
    if match.emergencies or len(named) != 1 or BUS in heard or any(knowledge.days.unknown(conversation.day_word)):
        return None
    mention, place = named[0]
    others = [other for other in mentions if other is not mention]
    if not heard & {OPEN, HOURS}:
        return _getting_in(place, rest, others, heard, conversation, knowledge)
    goes = bool(heard & {GOING, FROM_HERE, ON_FOOT}) or any(other.role is Role.ORIGIN for other in others)
    time = ways.moment_said(conversation, knowledge)
    if not _asked_alone(place, match, rest, heard, knowledge) or _says_more(place, rest, others, goes, knowledge):
        return None
    here = conversation.place
    origin = next(filter(None, (end(other.candidates) for other in others)), "")
    origin = origin or (f"{here.point.latitude},{here.point.longitude}" if isinstance(here, DeviceHint) else "")
    visit = Visiting(place, time or conversation.at, origin if goes else "", ON_FOOT in heard)
    if not _is_office(place, knowledge):
        visit = replace(visit, instead=_entry_instead(place, match, {HOURS}, knowledge))
        return visit if time is not None or visit.origin else _on_a_day(visit, conversation, heard, match, knowledge)
    at_any_time = OPEN not in heard or HOURS in knowledge.caller_words.heard(knowledge.caller_words.without(rest, (OPEN,)))
    if time is None and not goes and match.decision is MatchDecision.STATE and at_any_time:
        return None
    return replace(visit, entry=_entry_of_offices(place, match, knowledge))


def with_hours(conversation: Conversation, mentions: Sequence[Mention]) -> Conversation:
    """The same as asking for hours, where it is asked whether an office that is named is open."""
    asks = OPEN in conversation.heard and any(_office(mention) is not None for mention in mentions)
    return replace(conversation, heard=conversation.heard | {HOURS}) if asks else conversation


def affair_of(visit: Visiting, match: Match, knowledge: Knowledge) -> str:
    """The affair of who asks whether a place is open: that of offices, or the likeliest whose entries name the sight; else that of the way there."""
    return _affair_of_offices(match, knowledge) if _is_office(visit.place, knowledge) else _affair_naming(visit.place, match, knowledge)


def _affair_naming(place: Place, match: Match, knowledge: Knowledge) -> str:
    codes = (*(ranked.code for ranked in match.affairs), *knowledge.city_entries)
    return next((code for code in codes if any(_naming(place, code, knowledge))), knowledge.affair_of(_WAY))


def _known(mention: Mention, knowledge: Knowledge) -> Place | None:
    """The one place that a name is of, of which it may be asked whether it is open: a sight, an office, or what has a row of its own with a kind, an
    address or a phone. A station may be called after it."""
    if any(place.ref in knowledge.sights for place in mention.candidates):
        return _sight(mention, knowledge)
    if (office := _office(mention)) is not None or any(place.kind in (*AREA_KINDS, _OUTSIDE) for place in mention.candidates):
        return office
    places = sorted((place for place in mention.candidates if _has_a_row(place, knowledge)), key=lambda place: not place.ref.startswith(_PLACE))
    return places[0] if places else None


def _has_a_row(place: Place, knowledge: Knowledge) -> bool:
    """Whether a place is a landmark, or a thing that has an office, as a park on the river has."""
    landmark = place.ref.startswith(_PLACE) and bool(place.kind in knowledge.place_kinds or place.address or place.phone)
    return landmark or (place.ref.startswith(_ASSET) and bool(place.phone))


def _office(mention: Mention) -> Place | None:
    """The office that a name is of; a station may be called after it."""
    offices = [place for place in mention.candidates if place.ref.startswith(_BODY) and place.kind == _OFFICE]
    return offices[0] if len(offices) == 1 and (offices[0].address or offices[0].phone) else None


def _is_office(place: Place, knowledge: Knowledge) -> bool:
    """Whether a place is one of many offices of a kind, as those of districts are; a zoo has an office of its own."""
    body = place.ref.removeprefix(_BODY).partition(".")[0]
    return place.ref.startswith(_BODY) and any(kind.bodies == body for kind in knowledge.place_kinds.values())


def _sight(mention: Mention, knowledge: Knowledge) -> Place | None:
    """The palace, museum or the like that a name is of, if its hours are known; a station may be called after it. A part of it that is named with it
    may have hours of its own."""
    sights = [place for place in mention.candidates if place.ref in knowledge.sights]
    of_a_part = any(place.names[OFFICIAL] in mention.surface.removesuffix(place.names[OFFICIAL]) for place in sights)
    return sights[0] if len(sights) == 1 and not of_a_part else None


def _asked_alone(place: Place, match: Match, rest: str, heard: Collection[str], knowledge: Knowledge) -> bool:
    """Whether no more is asked than hours: of an office nothing is stated, or something of offices, or nothing else is said; of a sight nothing is
    stated but an affair whose entries name it, if any do."""
    states = match.decision is MatchDecision.STATE
    stated = match.affairs[0].code if states else ""
    if _is_office(place, knowledge):
        return not states or alike(stated, _affair_of_offices(match, knowledge)) or _beside_hours(rest, knowledge) <= _NO_PART
    if not _MORE.isdisjoint(heard) or (place.ref not in knowledge.sights and not _any_place_alone(place, match, rest, heard, knowledge)):
        return False
    told_of = place.ref in knowledge.sights and _affair_naming(place, match, knowledge) != knowledge.affair_of(_WAY)
    return not stated or not told_of or any(_naming(place, stated, knowledge))


def _any_place_alone(place: Place, match: Match, rest: str, heard: Collection[str], knowledge: Knowledge) -> bool:
    """The same of a place whose hours no row of the edition tells: who surely asks for hours at any time hears what answers that, and what is no
    public business stays that, but of an embassy, or the like."""
    if match.decision is MatchDecision.REFUSE and search_of(place, knowledge) is None:
        return False
    surely = match.decision is MatchDecision.STATE and OPEN not in heard
    return not surely and _beside_hours(rest, knowledge) <= _PARTICLE


def _beside_hours(rest: str, knowledge: Knowledge) -> int:
    """How much a text without names says beside a day, a time and asking for hours."""
    return knowledge.caller_words.beside_opening(knowledge.arrival_times.without(knowledge.days.without(rest)))


def _getting_in(
    place: Place, rest: str, others: Sequence[Mention], heard: Collection[str], conversation: Conversation, knowledge: Knowledge
) -> Visiting | None:
    """The place where it is asked whether one gets in without steps, and nothing else; the areas around it may be named."""
    areas = all(candidate.kind in AREA_KINDS for other in others for candidate in other.candidates)
    if STEP_FREE not in heard or not areas or not _BESIDE_STEPS.isdisjoint(heard):
        return None
    if says(knowledge.caller_words.without_steps(knowledge.days.without(rest))) > _NO_PART:
        return None
    naming = (entry for affair in knowledge.city_entries for entry in _naming(place, affair, knowledge))
    telling = (entry for entry in naming if STEP_FREE in knowledge.caller_words.heard(knowledge.texts[entry][OFFICIAL].answer))
    return Visiting(place, conversation.at, step_free=True, instead=next(telling, ""))


def _says_more(place: Place, rest: str, others: Sequence[Mention], goes: bool, knowledge: Knowledge) -> bool:
    """Whether a text says more than who asks for hours, or goes there, would."""
    words, less = knowledge.caller_words, knowledge.arrival_times.without(knowledge.days.without(rest))
    if _is_office(place, knowledge) or goes:
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
    naming = [*_naming(visit.place, _affair_naming(visit.place, match, knowledge), knowledge)]
    return next((ranked.id for ranked in match.entries if ranked.id in naming), naming[0] if naming else "")


def _entry_instead(place: Place, match: Match, details: Collection[str], knowledge: Knowledge) -> str:
    """The entry that helps where details of a place are not known: of an embassy, or the like, what holds for all; else the likeliest that names it
    and tells such details."""
    if (search := search_of(place, knowledge)) is not None:
        return search.named
    naming = {entry for ranked in match.affairs for entry in _naming(place, ranked.code, knowledge)}
    likely = (ranked.id for ranked in match.entries if ranked.id in naming)
    return next((entry for entry in likely if set(details) <= set(knowledge.details.get(entry, ()))), "")


def _entry_of_offices(office: Place, match: Match, knowledge: Knowledge) -> str:
    """The entry that tells more of the hours of such offices: the likeliest, where the affair of offices is stated and it says what they are."""
    stated = match.affairs[0].code if match.decision is MatchDecision.STATE else ""
    if not stated or not match.entries or not alike(stated, _affair_of_offices(match, knowledge)):
        return ""
    text = knowledge.texts.get(match.entries[0].id, {}).get(OFFICIAL)
    body = office.ref.removeprefix(_BODY).partition(".")[0]
    kinds = [kind.names[OFFICIAL] for kind in knowledge.place_kinds.values() if kind.bodies == body]
    return match.entries[0].id if text is not None and any(kind in text.question or kind in text.answer for kind in kinds) else ""


def _naming(place: Place, affair: str, knowledge: Knowledge) -> Iterator[str]:
    """The entries of the city for an affair that name a place."""
    texts = ((entry, knowledge.texts[entry][OFFICIAL]) for entry in knowledge.city_entries.get(affair, ()))
    return (entry for entry, text in texts if place.names[OFFICIAL] in text.answer or place.names[OFFICIAL] in text.question)


def _affair_of_offices(match: Match, knowledge: Knowledge) -> str:
    """The affair of offices: the likeliest of them, or where they are."""
    where = knowledge.offices_affair
    return next((ranked.code for ranked in match.affairs if alike(where, ranked.code, parts=1)), where)


async def when_there(visit: Visiting, findings: Findings, knowledge: Knowledge, services: Services) -> Nearby | None:
    """The place, and whether it is open then, as far as that is known: who gets there by no known way is told of the moment that is asked about. Of
    several of one name each. None where they cannot be looked up."""
    route = await services.route(Way(visit.origin, visit.place.ref, visit.at, on_foot=visit.on_foot)) if visit.origin else None
    arrival = route.arrival if route is not None else None
    told = await _told_at(replace(visit, at=arrival or visit.at), knowledge, services)
    if len(told) != 1:
        return Nearby(told, namesakes=True) if told else None
    if visit.step_free:
        return _seen(told[0], Visit(visit.at, step_free=True))
    moment = _moment(route, visit.at) if route is not None and arrival is not None else Visit(visit.at)
    if _is_office(visit.place, knowledge) or visit.origin:
        return _seen(told[0], moment)
    return _on_its_day(visit, told[0], knowledge)


def _moment(route: Route, departure: dt.datetime) -> Visit:
    """When one gets there by a way."""
    return Visit(route.arrival or departure, route.origin, departure=departure)


def _seen(told: NearbyPlace, visit: Visit) -> Nearby:
    return Nearby((told,), sought=True, visit=visit)


async def _told_at(visit: Visiting, knowledge: Knowledge, services: Services) -> tuple[NearbyPlace, ...]:
    """The place, and those of its name, each with its hours as they are at the moment, where they are known."""
    found = await services.nearby(NearbySearch((), visit.at, open_only=False, words=visit.place.names[OFFICIAL]))
    if found is None:
        return ()
    by_ref = {place.ref: place for place in found.places}
    places = [by_ref.get(place.ref) or as_told(place) for place in (visit.place, *visit.others)]
    return tuple(replace(place, distance_m=0.0, opening=opening_at(visit.at, place.opening, knowledge)) for place in places)


def as_told(place: Place) -> NearbyPlace:
    """A place that is named as one of those that are looked for."""
    return NearbyPlace(
        place.ref,
        place.kind,
        place.names,
        place.district_code,
        place.point,
        place.address,
        place.phone,
        source=place.source,
        data_date=place.data_date,
    )


def opening_at(at: dt.datetime, opening: Opening | None, knowledge: Knowledge) -> Opening | None:
    """Whether it is open at a moment, and when that changes, if that is known; None where nothing is."""
    state = knowledge.opening_times.state(opening.hours, at) if opening is not None else None
    if opening is None or state is None:
        return None
    change = state.next_change.isoformat() if state.next_change is not None else ""
    return replace(opening, open_now=state.open_now, next_change=change)


def _on_its_day(visit: Visiting, told: NearbyPlace, knowledge: Knowledge) -> Nearby:
    """The place with the hours of the day that is asked about, or of the next one on which it opens, where it is closed then or nothing is left of
    them; with those of the moment where a day has none, or more than one span."""
    opening = told.opening
    if opening is None or opening.hours == ALWAYS or (opening.open_now and not visit.of_day):
        return _seen(told, Visit(visit.at))
    day = knowledge.opening_times.spans(opening.hours, visit.at.date()) if visit.of_day else ()
    if day is None:
        return _seen(replace(told, opening=None), Visit(visit.at))
    left = any(closes > visit.at for _, closes in day)
    spans = day if left or not opening.next_change else knowledge.opening_times.spans(opening.hours, _date(opening.next_change))
    if spans is None or len(spans) != 1:
        return _seen(told, Visit(visit.at))
    return _seen(told, Visit(visit.at, hours=DayHours(*spans[0], rests=visit.of_day and not day, shut=not visit.of_day)))


def _date(written: str) -> dt.date:
    return dt.datetime.fromisoformat(written).date()

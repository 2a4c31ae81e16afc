"""Which places to look for around the caller, by the rows of the edition, and what to call what was found."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from city120_edition import rows
from city120_gateway.conversation.conversation import Conversation
from city120_gateway.knowledge import EVENT, Knowledge
from city120_gateway.resolution import ways
from city120_gateway.resolution.cases import LEAST, asked_alike
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.nearby import NOT_LOADED, Nearby, NearbyPlace, NearbySearch
from city120_gateway.resolution.visits import opening_at
from city120_gateway.resolution.whereabouts import Whereabouts
from city120_gateway.words.caller_words import (
    APPLY,
    CHILDREN,
    DETAILS,
    ELDERLY,
    FREE,
    HOURS,
    NEAR,
    OF_EVENTS,
    OPEN,
    REPORT,
    WEEK,
    WEEKEND,
    entries_of,
    says,
)
from city120_gateway.words.patterns import plain

_SATURDAY, _DAYS_OF_WEEK = 5, 7
# For whom an event may be asked for.
_AUDIENCES = (CHILDREN, ELDERLY)
# So many are told.
_MOST = 5
# A walk of which only the straight line is known, as wayfinding reckons it.
_DETOUR, _WALK_M_PER_MINUTE = 1.3, 75.0
# Letters; a syllable or an ideograph counts for two.
_FEW, _VERY_FEW = 50, 6
_DISTRICT_DIGITS, _DONG_DIGITS = 5, 10


def search_around(findings: Findings, entry: str, knowledge: Knowledge) -> NearbySearch | None:
    """What to look for near the one place that is known, when an affair is certain that places answer and the entry that would be told asks where.
    Without a place it is looked whether there is a list at all, where something else helps without one: nobody is asked where they are in vain."""
    search, where = _row(findings, knowledge), findings.where
    if search is None or findings.follows or not findings.certain:
        return None
    near = NEAR in knowledge.caller_words.heard(findings.conversation.text)
    # What words mean is told wherever it is: who swallowed a battery looks for no clinic near.
    meant = entry in entries_of(findings.conversation.heard)
    named_near = near and not meant and not search.only_near and where.known and _in_few_words(findings.conversation, search, knowledge)
    events = search.kinds == (EVENT,)
    # What holds on a day is looked up whatever entry is best, unless that is about the one that is asked for.
    other = not named_near and (of_its_own(entry, findings, knowledge) if events else bool(entry) and entry not in search.entries)
    if other or (search.only_near and not (near and _asks_no_more(entry, findings.conversation, search, knowledge))):
        return None
    if not (_names_events(findings.conversation) if events else where.known or _in_vain(search, findings, knowledge)):
        return None
    days = _event_days(findings.conversation) if events else ()
    heard = findings.conversation.heard if days else frozenset[str]()
    open_only = _open_only(search, findings, knowledge)
    return NearbySearch(
        kinds=findings.kinds or search.kinds,
        at=_moment(findings, knowledge),
        open_only=open_only,
        point=where.point,
        area=_area(where),
        days=days,
        audience=next((audience for audience in _AUDIENCES if audience in heard), ""),
        free=FREE in heard,
        open_first=not (open_only or events) and OPEN in findings.conversation.heard,
        some=not (open_only or events) and where.known,
    )


def of_its_own(entry: str, findings: Findings, knowledge: Knowledge) -> bool:
    """Whether an entry about events is about the one that is asked for: words mean it, or its question says much more of it than those
    about events at all."""
    conversation, general = findings.conversation, _general(findings, knowledge)
    if not entry or entry in general:
        return False
    if entry in entries_of(conversation.heard):
        return True
    said = replace(conversation, text=knowledge.days.without(conversation.text))
    at_all = max((asked_alike(said, other, knowledge) for other in general), default=0.0)
    return asked_alike(said, entry, knowledge) - at_all >= LEAST


def tells_of_events(entry: str, findings: Findings, knowledge: Knowledge) -> bool:
    """Whether an entry is about events at all, or about the one that is asked for."""
    return entry in _general(findings, knowledge) or of_its_own(entry, findings, knowledge)


def _general(findings: Findings, knowledge: Knowledge) -> tuple[str, ...]:
    """The entries that ask where, whatever of their kind is asked for."""
    search = _row(findings, knowledge)
    return search.entries if search is not None else ()


def _open_only(search: rows.PlaceSearch, findings: Findings, knowledge: Knowledge) -> bool:
    """Whether only what is open is told: always, or, of places of which the edition has all, to who asks for that near."""
    return search.open_only or (search.only_near and _all_known(search, knowledge) and OPEN in findings.conversation.heard)


def _all_known(search: rows.PlaceSearch, knowledge: Knowledge) -> bool:
    """Whether the edition itself has all places that a search is for."""
    return all(knowledge.place_kinds[kind].listed for kind in search.kinds)


def _asks_no_more(entry: str, conversation: Conversation, search: rows.PlaceSearch, knowledge: Knowledge) -> bool:
    """Whether places of which the edition has only some are asked for by who says little and asks for no detail, and not by words of an entry:
    to others is told what they cost."""
    meant = entry in entries_of(conversation.heard)
    return _all_known(search, knowledge) or (not meant and _in_few_words(conversation, search, knowledge))


def _moment(findings: Findings, knowledge: Knowledge) -> dt.datetime:
    """The moment at which places are to be open: when one gets there, as far as words say."""
    return ways.moment_said(findings.conversation, knowledge) or findings.conversation.at


def at_moment(nearby: Nearby, search: NearbySearch, knowledge: Knowledge) -> Nearby:
    """What was found, open or closed as it is at the moment that is asked about; where those are asked for that are open, they alone, or the nearest
    where none is known to be."""
    places = tuple(_at(search.at, place, knowledge) for place in nearby.places)
    are_open = tuple(place for place in places if place.opening is not None and place.opening.open_now)
    only = search.open_first and bool(are_open)
    told = (are_open if only else places)[:_MOST]
    none_open = search.open_first and bool(places) and not are_open
    return replace(nearby, places=told, at=search.at, open_only=search.open_only or only, none_open=none_open)


def _at(at: dt.datetime, place: NearbyPlace, knowledge: Knowledge) -> NearbyPlace:
    """A place with what of its hours holds at a moment: none where its list tells none, and not whether it is open where that is not known then."""
    opening = opening_at(at, place.opening, knowledge)
    if opening is None or place.opening is None:
        unknown = replace(place.opening, open_now=None, next_change="") if place.opening is not None else None
        return replace(place, opening=unknown, closes_before_arrival=False)
    walk = dt.timedelta(minutes=place.distance_m * _DETOUR / _WALK_M_PER_MINUTE)
    closes = opening.open_now and opening.next_change and dt.datetime.fromisoformat(opening.next_change) <= at + walk
    return replace(place, opening=opening, closes_before_arrival=bool(closes))


def _in_vain(search: rows.PlaceSearch, findings: Findings, knowledge: Knowledge) -> bool:
    """Whether a caller who names no place would be asked for one where perhaps no list is loaded: of who asks where, or what is open."""
    asks = search.open_only or _looks_for(findings, search, knowledge)
    return asks and bool(search.otherwise) and not findings.where.area_codes


def _names_both(findings: Findings, search: rows.PlaceSearch, knowledge: Knowledge) -> bool:
    """Whether hardly more than a kind of places and where is said: the entry would ask for that."""
    told = any(entry.id in (search.otherwise, *search.entries) for entry in findings.match.entries[:1])
    return told and findings.where.known and _says_little_else(findings, search, knowledge)


def _says_little_else(findings: Findings, search: rows.PlaceSearch, knowledge: Knowledge) -> bool:
    """Whether a text says little beside a place, a kind of places and that it is near or open."""
    conversation = findings.conversation
    rest = knowledge.caller_words.without(conversation.text, {NEAR, HOURS}).replace(" ", "")
    for name in (findings.where.name, *(knowledge.place_kinds[kind].names[conversation.language] for kind in search.kinds)):
        rest = rest.replace(plain(name).replace(" ", ""), "")
    return says(rest) <= _VERY_FEW and _in_few_words(conversation, search, knowledge)


def _looks_for(findings: Findings, search: rows.PlaceSearch, knowledge: Knowledge) -> bool:
    """Whether a text asks where something is, and not where to report it, or, in few words, for something near, and for no detail of it: a story
    tells what is near, too."""
    conversation = findings.conversation
    heard = _heard_beside(conversation, search, knowledge)
    if REPORT in heard:
        return False
    asks = knowledge.replies.asks(conversation.text) or _says_little_else(findings, search, knowledge)
    return (NEAR in heard and asks and _in_few_words(conversation, search, knowledge)) or knowledge.caller_words.says_where(conversation.text)


def _heard_beside(conversation: Conversation, search: rows.PlaceSearch, knowledge: Knowledge) -> frozenset[str]:
    """What words mean beside the name of a kind of places: a certificate machine is called after requests."""
    text = conversation.text
    for kind in search.kinds:
        text = text.replace(knowledge.place_kinds[kind].names[conversation.language], " ")
    return knowledge.caller_words.heard(text)


def _in_few_words(conversation: Conversation, search: rows.PlaceSearch, knowledge: Knowledge) -> bool:
    """Whether a text says little, and asks for no detail."""
    heard = _heard_beside(conversation, search, knowledge)
    return says(conversation.text) <= _FEW and heard.isdisjoint({REPORT, *DETAILS} - {APPLY, HOURS})


def _area(where: Whereabouts) -> str:
    """The code of the area that is named, where no point is."""
    if where.point is not None or not where.known:
        return ""
    code = where.area_codes[0]
    return code if len(code) == _DISTRICT_DIGITS else code.ljust(_DONG_DIGITS, "0")


def _names_events(conversation: Conversation) -> bool:
    """Whether words tell when events are to be, for whom, or that they are to be free: who asks for events at all is told where they are listed."""
    return bool(conversation.day_word or conversation.heard & OF_EVENTS)


def _event_days(conversation: Conversation) -> tuple[dt.date, ...]:
    """The day that is asked about; of a weekend both, of this week all that are left."""
    day, heard = conversation.at.date(), conversation.heard
    if WEEK in heard and WEEKEND not in heard and not conversation.day_word:
        return tuple(day + dt.timedelta(days=ahead) for ahead in range(_DAYS_OF_WEEK - day.weekday()))
    return (day, day + dt.timedelta(days=1)) if WEEKEND in conversation.heard and day.weekday() == _SATURDAY else (day,)


def otherwise(findings: Findings, knowledge: Knowledge) -> str:
    """The entry that tells what else helps where no such place is found; empty for none."""
    row = _row(findings, knowledge)
    return row.otherwise if row is not None and findings.nearby is not None and findings.nearby.empty else ""


def tells(nearby: Nearby, findings: Findings, knowledge: Knowledge) -> bool:
    """Whether what was looked for says something: that no list is loaded does so only with what else helps. Otherwise the affair is answered as it is
    without a search, for a caller who complains of a place, or asks what it costs, does not look for one: who does asks where, what is near, or what
    is open."""
    row = _row(findings, knowledge)
    if findings.kinds:
        return True
    if nearby.empty != NOT_LOADED:
        return findings.where.known or (row is not None and row.kinds == (EVENT,))
    if row is None or not row.otherwise:
        return False
    # Who asked where one is hears of no list where they say in which district, too.
    if row.open_only or row.kinds == (EVENT,) or findings.says_where_alone:
        return True
    return _names_both(findings, row, knowledge) or _looks_for(findings, row, knowledge)


def labelled(nearby: Nearby, findings: Findings, knowledge: Knowledge) -> Nearby:
    """What was found, with what it is called and where that is."""
    row = _row(findings, knowledge)
    kinds = [knowledge.place_kinds[kind].names for kind in findings.kinds or row.kinds] if row is not None else []
    labels = {language: ", ".join(names[language] for names in kinds) for language in rows.LANGUAGES}
    days = _event_days(findings.conversation) if row is not None and row.kinds == (EVENT,) else ()
    where, area, language = findings.where, _area(findings.where), findings.conversation.language
    # Of a dong, or an address of which no more is known, distances are from its middle.
    in_dong = len(area) == _DONG_DIGITS and area in knowledge.areas and not days
    near = knowledge.say("route.middle", language, place=knowledge.area_name(area, language)) if in_dong else where.name
    return replace(
        nearby,
        open_only=nearby.open_only or (row is not None and _open_only(row, findings, knowledge)),
        labels=labels,
        place=near,
        days=days,
        named=knowledge.area_name(where.name, language) if knowledge.has_area(where.name) else where.name,
    )


def _row(findings: Findings, knowledge: Knowledge) -> rows.PlaceSearch | None:
    searches = knowledge.kind_searches if findings.kinds else knowledge.place_searches
    return searches.get(findings.affair.code) if findings.affair is not None else None

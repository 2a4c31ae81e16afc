"""The one place of a kind of which only that is looked for which is named: an embassy, by its name, or by its country where it is about those.

"I'm Canadian", behind an answer about a lost passport, names the embassy of Canada; "phone number?" behind its address asks for that of the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from city120_edition import rows
from city120_gateway.conversation.conversation import Conversation
from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.resolution.answers import Match, MatchDecision, Mention, Place, without_names
from city120_gateway.resolution.asked_by_words import stating
from city120_gateway.resolution.other_services import Services
from city120_gateway.words.caller_words import DETAILS, DOCUMENTS, FEE, GET_THERE, GOING, HOURS, NAMED, NATIONAL, OPEN, PHONE, ROUTE

_IN_LANGUAGE, _WAY = "in_language", "directions"
_OF_A_PLACE, _OF_AN_EMBASSY = (OPEN, ROUTE, GET_THERE), (HOURS, PHONE, DOCUMENTS, FEE)
# So likely an affair of such places is that a text may be about it, or was found before.
_LIKELY = 0.1
# So much is said beside a country by who says no more than that they are of it, and beside a place by who asks nothing else of it; a syllable or an
# ideograph counts for two.
_OF_COUNTRY, _NOTHING_ELSE = 16, 4


def search_of(place: Place, knowledge: Knowledge) -> rows.PlaceSearch | None:
    """The search for places of the kind of one that is looked for only where it is named; None for other kinds."""
    return next((search for search in knowledge.kind_searches.values() if search.named and place.kind in search.kinds), None)


def named_ones(mentions: Sequence[Mention], knowledge: Knowledge) -> dict[str, Place]:
    """The places of such kinds that a text names, by their references."""
    return {place.ref: place for mention in mentions for place in mention.candidates if place.address and search_of(place, knowledge) is not None}


async def the_one(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge, services: Services) -> Place | None:
    """The one such place that a text names, if only by its country; None where it names none, or several, or a language."""
    if named := named_ones(mentions, knowledge):
        return next(iter(named.values())) if len(named) == 1 else None
    refs, _ = knowledge.country_names.find(conversation.text, conversation.language)
    if len(refs) != 1 or _IN_LANGUAGE in knowledge.caller_words.heard(conversation.text):
        return None
    return await _of_ref(next(iter(refs)), knowledge, services)


async def asked_of_one(
    conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge, services: Services
) -> Place | None:
    """The one such place of which a text asks where it is, or a detail: that it names, and says little else, or behind an answer on such places; or
    that was told before. None for what is about anything else."""
    if match.emergencies or not conversation.asks:
        return None
    if mentions:
        named = named_ones(mentions, knowledge)
        alone = len(named) == len(mentions) == 1
        return next(iter(named.values())) if alone and _asks_of_it(conversation, match, mentions, knowledge) else None
    if not (told := _told_before(conversation, knowledge)):
        return None
    if _says_only_country(conversation, match, knowledge) and (place := await the_one(conversation, (), knowledge, services)) is not None:
        return place
    asks = _asks(conversation, knowledge) and _beside(conversation.text, conversation.language, knowledge) <= _NOTHING_ELSE
    return await _of_ref(told, knowledge, services) if asks else None


async def of_a_national(
    conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge, services: Services
) -> tuple[Match, Place | None]:
    """What a text is about that names the country of its caller: of the affairs that it may be, or that was found before, the one of such places,
    also where it would be one for citizens and the caller is of another country, by their words or language; and the place."""
    before = _affair_before(conversation, knowledge)
    likely = next((ranked.code for ranked in match.affairs if _named(ranked.code, knowledge) and ranked.probability >= _LIKELY), "")
    theirs = _for_others(match, knowledge)
    if match.emergencies or not conversation.asks or not (before or likely or theirs):
        return match, None
    place = await the_one(conversation, mentions, knowledge, services)
    states = match.decision is MatchDecision.STATE
    if place is None or (states and _named(match.affairs[0].code, knowledge)):
        return match, place
    heard = knowledge.caller_words.heard(conversation.text)
    national = NATIONAL in heard
    if theirs and GOING not in heard and (national or conversation.language != OFFICIAL):
        return replace(stating(match, theirs, knowledge), also=None), place
    if before and _says_only_country(conversation, match, knowledge):
        return replace(stating(match, before, knowledge), entries=(*conversation.earlier.entries, *match.entries), also=None), place
    return (replace(stating(match, likely, knowledge), also=None), place) if likely and national and not states else (match, None)


def _asks_of_it(conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether a text asks for no more of the place that it names, or asks for a detail where faq is sure of nothing else; or is nothing else, by faq
    or behind an answer on such places. What is asked back, or offered, may be any place."""
    before, earlier = _affair_before(conversation, knowledge), conversation.earlier
    of_a_way = bool(earlier.affairs) and earlier.affairs[0].code == knowledge.affair_of(_WAY)
    if conversation.goes_on and not before and (not earlier.answered or of_a_way):
        return False
    detail = not knowledge.caller_words.heard(conversation.text).isdisjoint(_OF_AN_EMBASSY)
    if match.decision is MatchDecision.REFUSE or (match.decision is not MatchDecision.STATE and (before or detail)):
        return True
    return _beside(without_names(conversation.text, mentions), conversation.language, knowledge) <= _NOTHING_ELSE


def _asks(conversation: Conversation, knowledge: Knowledge) -> bool:
    """Whether a text asks for a detail, or where something is."""
    words = knowledge.caller_words
    return words.says_where(conversation.text) or not words.heard(conversation.text).isdisjoint({*DETAILS, *_OF_A_PLACE})


def _beside(text: str, language: str, knowledge: Knowledge) -> int:
    """How much a text says beside what a place is, and asking for details of one, where it is, how one gets there and whether it is open."""
    words = knowledge.caller_words
    _, text = knowledge.kind_names.find(text, language)
    rest = words.without(words.without(knowledge.days.without(text), DETAILS), _OF_A_PLACE)
    return words.beside_details(words.beside_kinds(rest))


def _says_only_country(conversation: Conversation, match: Match, knowledge: Knowledge) -> bool:
    """Whether a text says little more than a country, and that the caller is of it, or nothing that is surely about anything else."""
    refs, rest = knowledge.country_names.find(conversation.text, conversation.language)
    national = NATIONAL in knowledge.caller_words.heard(conversation.text)
    little = knowledge.caller_words.beside_details(rest) <= _OF_COUNTRY
    return bool(refs) and little and (national or not rest or not _states_other(match, knowledge))


def _told_before(conversation: Conversation, knowledge: Knowledge) -> str:
    """The reference of the place that was told before, or the affair of such places of which an entry was; empty for none."""
    told = next((meaning.removeprefix(NAMED) for meaning in sorted(conversation.heard) if meaning.startswith(NAMED)), "")
    affair = _affair_before(conversation, knowledge)
    return told or (affair if conversation.earlier.told[0] in knowledge.city_entries.get(affair, ()) else "")


def _affair_before(conversation: Conversation, knowledge: Knowledge) -> str:
    """The affair of such places that was told, or found to be likely, before; empty for none."""
    if any(meaning.startswith(NAMED) for meaning in conversation.heard):
        return next(code for code, search in knowledge.kind_searches.items() if search.named)
    found = (ranked.code for ranked in conversation.earlier.affairs if ranked.probability >= _LIKELY)
    return next((code for code in found if _named(code, knowledge)), "")


def _named(affair: str, knowledge: Knowledge) -> bool:
    """Whether an affair is that of such places."""
    return affair in knowledge.kind_searches and bool(knowledge.kind_searches[affair].named)


def _for_others(match: Match, knowledge: Knowledge) -> str:
    """The affair of such places that is, for who is of another country, what the likeliest one is for citizens; empty for none."""
    first = match.affairs[0].code if match.affairs and match.decision is not MatchDecision.REFUSE else ""
    return next((code for code, search in knowledge.kind_searches.items() if first and first in search.ours), "")


def _states_other(match: Match, knowledge: Knowledge) -> bool:
    return match.decision is MatchDecision.STATE and not _named(match.affairs[0].code, knowledge)


async def _of_ref(ref: str, knowledge: Knowledge, services: Services) -> Place | None:
    """The place of a reference, by its official name."""
    name = knowledge.country_names.official(ref)
    places = await services.geocode(name) if name else ()
    return next((replace(place, names=place.names or {OFFICIAL: name}) for place in places if place.ref == ref), None)

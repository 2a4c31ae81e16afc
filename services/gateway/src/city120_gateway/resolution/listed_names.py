"""A place that only an imported list has, or none, of which it is asked whether it is open, or whether one gets in without steps.

Its name is what a text says beside asking that, and ends, or begins, with a word for what it is: 성도약국, Jongno Library.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from city120_gateway.conversation.conversation import Conversation
from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.resolution import ways
from city120_gateway.resolution.answers import AREA_KINDS, Match, Mention, Place, without_names
from city120_gateway.resolution.kinds_asked import as_written
from city120_gateway.resolution.nearby import NearbyPlace, NearbySearch, Visiting
from city120_gateway.resolution.other_services import Services
from city120_gateway.words.caller_words import AT_HOME, HOURS, NEAR, OPEN, REPORT, STEP_FREE, says
from city120_gateway.words.patterns import plain
from city120_text import name_key
from city120_text.place_endings import HANGUL_KIND

# Languages in which a name begins with a capital, and those in which what it is does, too.
_CAPITALS, _KIND_TOO = ("en", "vi", "mn"), ("en",)
# A particle beside it.
_PARTICLE = 2
_ASSET = "asset:"
_ELSE = frozenset({AT_HOME, NEAR, REPORT})


@dataclass(frozen=True)
class NameAsked:
    """The name, as the caller put it; the kind that it says; what it may be called in the official language; the district that is named beside it."""

    name: str
    kind: str
    official: tuple[str, ...] = ()
    district: str = ""


def name_asked(conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge) -> NameAsked | None:
    """The name of which a text asks that, and nothing else; None where it has none, or an answer tells of it."""
    heard = knowledge.caller_words.heard(conversation.text)
    if match.emergencies or not heard & {OPEN, HOURS, STEP_FREE} or heard & _ELSE or (conversation.goes_on and not conversation.earlier.answered):
        return None
    areas = [mention for mention in mentions if all(place.kind in AREA_KINDS for place in mention.candidates)]
    name, kind = _name_in(conversation, mentions, heard, knowledge)
    if not name or any(plain(name) == plain(mention.surface) for mention in mentions) or _is_told(name, match, knowledge):
        return None
    if _of_several(name, kind, mentions, conversation.language, knowledge):
        return None
    apart = {place.district_code for mention in areas if mention.surface not in name for place in mention.candidates}
    official = tuple(_official(name, kind, mentions, conversation.language, knowledge))
    return NameAsked(name, kind, official, apart.pop() if len(apart) == 1 else "")


def _of_several(name: str, kind: str, mentions: Sequence[Mention], language: str, knowledge: Knowledge) -> bool:
    """Whether a name says no more than of which area's office, or of which line's, it is: what has several has none of that name."""
    offices = kind in knowledge.place_kinds and bool(knowledge.place_kinds[kind].bodies)
    _, beside = knowledge.place_names.find(name, language)
    for mention in mentions:
        surface, areas = plain(mention.surface), all(place.kind in AREA_KINDS for place in mention.candidates)
        of_a_line = any(place.ref.removeprefix(_ASSET) in knowledge.lines for place in mention.candidates)
        _, rest = knowledge.place_names.find(plain(name).replace(surface, " "), language)
        if ((areas and offices) or of_a_line) and (not rest or (beside and surface.startswith(beside))):
            return True
    return False


def _name_in(conversation: Conversation, mentions: Sequence[Mention], heard: frozenset[str], knowledge: Knowledge) -> tuple[str, str]:
    """The name and the kind beside which a text says nothing but what it asks; empty where it says anything else. Names of lists are in the official
    language, whatever is spoken; one of several words begins with a place."""
    text, language, names = conversation.text, conversation.language, knowledge.place_names
    surfaces = [plain(mention.surface) for mention in mentions]
    areas = [mention for mention in mentions if all(place.kind in AREA_KINDS for place in mention.candidates)]
    for name, kind in names.names_within(text):
        begins = any(name.split()[0] in surface for surface in surfaces)
        others = [mention for mention in areas if plain(mention.surface) not in name]
        if (begins or " " not in name) and says(_beside(without_names(plain(text).replace(name, " "), others), heard, knowledge)) <= _PARTICLE:
            return as_written(name, text), kind
    name, kind = names.name_in(_beside(text, heard, knowledge), language)
    written = as_written(name, text)
    own = names.find(written, language)[1].split()
    capitals = [word for word in written.split() if plain(word) in own or language in _KIND_TOO]
    is_name = language not in _CAPITALS or (bool(own) and all(word[:1].isupper() for word in capitals))
    return (written, kind) if name and is_name else ("", "")


def _beside(text: str, heard: frozenset[str], knowledge: Knowledge) -> str:
    """What a text says beside what it asks, a day and a time."""
    words, less = knowledge.caller_words, knowledge.arrival_times.without(knowledge.days.without(text))
    return words.without_opening(less) if heard & {OPEN, HOURS} else words.without_steps(less)


def _is_told(name: str, match: Match, knowledge: Knowledge) -> bool:
    """Whether an entry of the affairs that a text may be about tells of what is called so, as of a kind of pharmacies."""
    texts = (knowledge.texts[entry] for ranked in match.affairs for entry in knowledge.city_entries.get(ranked.code, ()))
    return any(name in part for languages in texts for text in languages.values() for part in (text.question, text.answer))


def _official(name: str, kind: str, mentions: Sequence[Mention], language: str, knowledge: Knowledge) -> Iterator[str]:
    """What a place may be called in the official language that is called after another one: Jongno Library, 종로도서관."""
    after = (mention for mention in mentions if language != OFFICIAL and mention.surface in name)
    names = (place.names.get(OFFICIAL, "") for mention in after for place in mention.candidates)
    for stem in dict.fromkeys(HANGUL_KIND.sub("", named) for named in names if named):
        yield from (f"{stem}{end}" for end in knowledge.place_names.official(kind))


async def visiting_listed(asked: NameAsked, conversation: Conversation, knowledge: Knowledge, services: Services) -> Visiting | None:
    """The places of a list that are called so, in the district that is named; None where there are none."""
    heard = knowledge.caller_words.heard(conversation.text)
    for name in (asked.name, *asked.official):
        search = NearbySearch((), conversation.at, open_only=False, words=name, area=asked.district)
        found = await services.nearby(search)
        called = [_place(place) for place in (found.places if found is not None else ()) if _is_called(place, name)]
        if called:
            at = ways.moment_said(conversation, knowledge) or conversation.at
            of_day = bool(conversation.day_word) and at == conversation.at
            step_free = not heard & {OPEN, HOURS}
            return Visiting(called[0], at, of_day=of_day, step_free=step_free, others=tuple(called[1:]))
    return None


def _is_called(place: NearbyPlace, name: str) -> bool:
    return name_key(name) in {name_key(called) for called in place.names.values()}


def _place(place: NearbyPlace) -> Place:
    return Place(
        place.ref,
        place.kind,
        place.names,
        place.district_code,
        place.point,
        address=place.address,
        phone=place.phone,
        source=place.source,
        data_date=place.data_date,
    )

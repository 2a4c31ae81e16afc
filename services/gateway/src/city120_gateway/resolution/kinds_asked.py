"""Places of a kind that words ask for, whatever faq makes of them: schools near a place, or one by its name; of embassies the one that is named.

The affair of such places is about other things, complaints for one. So a text must say where, which kind, and that one asks, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from city120_gateway.conversation.conversation import Conversation
from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.resolution.answers import AREA_KINDS, Mention, without_names
from city120_gateway.words.caller_words import AT_HOME, DETAILS, GET_THERE, KIND, NEAR, ROUTE, says
from city120_gateway.words.patterns import plain, without_cues
from city120_text.place_endings import HANGUL_KIND, NAME_WRITTEN

# Languages in which a name begins with a capital. Chinese and Japanese write on to a word whatever else is said of the place.
_CAPITALS, WRITTEN_ON = ("en", "vi", "mn"), ("zh", "ja")
_BETWEEN = r"[\W_]+"
# The most words of the name of a country, how much the shortest says, and its letters where none is a capital.
_MOST_WORDS, _SHORTEST = 3, 4
_OF_THE_WAY, _JAPANESE = (ROUTE, GET_THERE), "ja"


@dataclass(frozen=True)
class KindsAsked:
    """The affair of the kinds of places that are asked for. `name`: that of the one such place that is asked for, as the caller put it, and
    `official`: what it may be called in the official language."""

    affair: str
    kinds: tuple[str, ...]
    name: str = ""
    official: tuple[str, ...] = ()

    def carried(self, conversation: Conversation) -> Conversation:
        """A conversation that carries the kinds on, so that the next turn may say no more than where."""
        before = {meaning for meaning in conversation.heard if not meaning.startswith(KIND)}
        return replace(conversation, heard=frozenset(before | {f"{KIND}{kind}" for kind in self.kinds}))


def kinds_asked(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> KindsAsked | None:
    """The kinds of places, or the one place by its name, that a text asks for; None where it asks for anything else."""
    rest = without_names(conversation.text, mentions)
    if not knowledge.kind_names.said(rest, conversation.language):
        return None
    kinds, beside = knowledge.kind_names.find(rest, conversation.language)
    less = without_cues(beside, (mention.cue for mention in mentions))
    if not kinds or says(knowledge.caller_words.beside_kinds(less)):
        return _by_name(conversation, rest, mentions, knowledge) or _by_country(conversation, kinds, less, mentions, knowledge)
    affair = _affair(kinds, knowledge)
    if not affair or knowledge.kind_searches[affair].named or _replies(conversation, affair):
        return None
    if (named := next(_called(conversation, mentions, knowledge), None)) is not None:
        mention, name = named
        official = (f"{stem}{end}" for stem in _stems(mention) for kind in kinds for end in knowledge.kind_names.official(kind))
        where = knowledge.caller_words.says_where(rest)
        return KindsAsked(affair, kinds, as_written(name, conversation.text), tuple(official)) if where else None
    says_so = _asks(conversation, knowledge) or (not conversation.goes_on and bool(mentions))
    return KindsAsked(affair, kinds) if says_so else None


def kinds_before(conversation: Conversation, knowledge: Knowledge) -> tuple[str, ...]:
    """The kinds of places that were asked for last, where nothing else was asked since."""
    affairs = conversation.earlier.affairs
    asked = bool(affairs) and affairs[0].code in knowledge.kind_searches
    return tuple(sorted(meaning.removeprefix(KIND) for meaning in conversation.heard if asked and meaning.startswith(KIND)))


def _by_name(conversation: Conversation, rest: str, mentions: Sequence[Mention], knowledge: Knowledge) -> KindsAsked | None:
    """The place of a kind of which it is asked where it is, by a name that nothing else has."""
    words, language = knowledge.caller_words, conversation.language
    asked = words.says_where(rest) and language not in WRITTEN_ON
    name, kind = knowledge.kind_names.name_in(words.beside_kinds(rest), language) if asked else ("", "")
    affair, written = _affair((kind,), knowledge), as_written(name, conversation.text)
    if not name or not affair or _replies(conversation, affair):
        return None
    # "A good High School" is none, and of a name that begins with a place the rest alone is none either.
    of_its_own = knowledge.kind_names.find(written, language)[1].split()
    called = [word for word in written.split() if plain(word) in of_its_own]
    is_name = language not in _CAPITALS or (bool(called) and all(word[:1].isupper() for word in called) and not mentions)
    return KindsAsked(affair, (kind,), written) if is_name else None


def _by_country(
    conversation: Conversation, kinds: Sequence[str], beside: str, mentions: Sequence[Mention], knowledge: Knowledge
) -> KindsAsked | None:
    """The place of a kind of which only the one that is named is looked for, by the country that stands beside the word for it, however it is asked
    where that is. A country that no list has begins with a capital, or is a word that no answer and no question has, and in Japanese one of foreign
    letters."""
    affair, words, language = _affair(kinds, knowledge), knowledge.caller_words, conversation.language
    if len(kinds) != 1 or mentions or not affair or not knowledge.kind_searches[affair].named or _replies(conversation, affair):
        return None
    country = words.beside_kinds(words.without(words.without(beside, _OF_THE_WAY), DETAILS))
    called, written = country.split(), as_written(country, conversation.text)
    if not called or len(called) > _MOST_WORDS or says(country) < _SHORTEST:
        return None
    if language in _CAPITALS:
        is_name = all(word[:1].isupper() for word in written.split())
    else:
        known = language != _JAPANESE and any(words_of.knows(country, language) for words_of in (knowledge.likeness, knowledge.questions))
        is_name = bool(NAME_WRITTEN[language].fullmatch(country)) and not known
    # Words of Chinese and Japanese are written on to it.
    texts = (conversation.text, conversation.text[max(conversation.text.find(written), 0) :])
    name = next(filter(None, (knowledge.kind_names.beside(text, country, language) for text in texts)), "")
    return KindsAsked(affair, tuple(kinds), as_written(name, conversation.text) if name else written) if is_name else None


def _affair(kinds: Sequence[str], knowledge: Knowledge) -> str:
    """The affair of places of these kinds; empty for none."""
    return next((code for code, search in knowledge.kind_searches.items() if set(kinds) <= set(search.kinds)), "")


def _replies(conversation: Conversation, affair: str) -> bool:
    """Whether a text replies to a question about another affair."""
    earlier = conversation.earlier
    return conversation.goes_on and not earlier.answered and not (earlier.affairs and earlier.affairs[0].code == affair)


def _asks(conversation: Conversation, knowledge: Knowledge) -> bool:
    """Whether a text asks something, where something is, or what is near, or where the caller lives."""
    text, words = conversation.text, knowledge.caller_words
    return words.says_where(text) or knowledge.replies.asks(text) or not words.heard(text).isdisjoint({NEAR, AT_HOME})


def _called(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> Iterator[tuple[Mention, str]]:
    """The short names of a text, each as a place of a kind is called after it: Banpo Elementary School is one, those of Banpo-dong are several."""
    text, language = conversation.text, conversation.language
    for mention in mentions:
        if _is_short(mention, language) and (name := knowledge.kind_names.beside(text, mention.surface, language)):
            yield mention, name


def _is_short(mention: Mention, language: str) -> bool:
    """Whether a name does not say that it is of an area or a station: Banpo, and neither Banpo-dong nor Banpo station."""
    said = len(plain(mention.surface))
    lengths = [(place.kind in AREA_KINDS, len(plain(place.names.get(language, "")))) for place in mention.candidates]
    return all(said < length if area else said <= length for area, length in lengths)


def _stems(mention: Mention) -> Iterator[str]:
    """What places are called after a name in the official language."""
    names = (place.names[OFFICIAL] for place in mention.candidates if OFFICIAL in place.names)
    return iter(dict.fromkeys(HANGUL_KIND.sub("", name) for name in names))


def as_written(name: str, text: str) -> str:
    """A name as a text has it."""
    written = re.search(_BETWEEN.join(map(re.escape, name.split())), text, re.IGNORECASE)
    return written[0] if written else name

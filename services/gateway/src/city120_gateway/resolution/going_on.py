"""A text that goes on about what was answered before: whether it does, and what faq makes of it then.

"카드는요?" says no more than that something else is asked of the same. By itself faq takes it for what it is heard in most often, and may be sure of
that; beside the name of what was answered it is about that. Only a text that says enough of its own jumps to what faq is sure of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from city120_edition import rows
from city120_gateway.conversation.conversation import Conversation, RankedAffair
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Match, MatchDecision, Mention, alike
from city120_gateway.resolution.cases import is_asked_by
from city120_gateway.resolution.other_services import Services
from city120_gateway.words.caller_words import AGAIN, DETAILS, entries_of, further_of, says
from city120_gateway.words.patterns import plain
from city120_gateway.words.replies import PAUSE

# So many letters a text has at most that may leave out what it is about: thirty syllables.
_SHORT = 60
# So many letters of its own, beside details, places and courtesy, a text has at most that is not believed to jump to something else; more where an
# entry of what was answered is asked so, fewer where it names a place, which may be what it asks about (scripts/audit/measure_turns.py).
_OWN, _OWN_ALIKE, _BESIDE_PLACE = 10, 14, 8
# So many letters words of the rows have at least that are as sure as faq of what is asked further: more than the name of something.
_IN_WORDS = 8
# So much at most is said beside the name of a kind of places by who asks for another kind.
_BESIDE_KIND = 4
# So many times as likely as what was answered before another affair may be, and the text is still about that.
_NEAR = 2.0


async def going_on(
    conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge, services: Services
) -> tuple[Match, bool]:
    """What a text is about, read beside what was asked or answered before; and whether it asks more of what was answered."""
    match = await _corrected(conversation, match, knowledge, services)
    if offered := _offered(conversation, match, mentions, knowledge):
        return _about(offered, match), False
    before, meant = _subject(conversation, match, knowledge, mentions), _meant(conversation, mentions, knowledge)
    heard = knowledge.caller_words.heard(conversation.text)
    # Who says what callers ask further ("I have no receipt") asks what then; and who names a detail, with no question mark, asks for that.
    further = before is not None and before.code in meant - _meant_alone(conversation, knowledge)
    # A story whose words mean what was told is more than was said before.
    further = further or (says(conversation.text) > _SHORT and _means_what_was_told(conversation, knowledge))
    asks = (knowledge.replies.asks(conversation.text) or further or not heard.isdisjoint(DETAILS)) and AGAIN not in heard
    if before is None or not (asks or conversation.earlier.answered or before.code in meant):
        return match, False
    # At any length, once it is about the same.
    asks = asks or (AGAIN not in heard and before.code in _behind(heard, knowledge) - _meant_alone(conversation, knowledge))
    likeliest, best = (match.affairs[0].probability, match.affairs[0].code) if match.affairs else (0.0, "")
    sure = _sure(conversation, match, knowledge)
    # What who tells where it is asks further may look like something else of its family: formula with tap water, behind water that is brown.
    tells_where = bool(mentions) and not conversation.earlier.answered
    of_it = tells_where and before.code in _behind(heard, knowledge) and alike(best, before.code)
    of_it = of_it or _says_it_further(conversation, before, mentions, knowledge)
    if sure and not of_it and before.code not in {*meant, best} and _says_enough(conversation, best, before, mentions, knowledge):
        return match, False
    near = any(affair.code == before.code and affair.probability * _NEAR >= likeliest for affair in match.affairs)
    if (near and best == before.code) or (not sure and (near or before.code in meant)):
        return _about(before.code, _ranking(match, before.code)), asks
    again = await services.match(f"{before.labels[conversation.language]} {conversation.text}", conversation.language, conversation.as_of)
    # What is sure of nothing by itself need not be sure beside the name.
    stated = again is not None and (again.decision is MatchDecision.STATE or not sure)
    if again is None or not stated or not again.affairs or again.affairs[0].code != before.code:
        return (_about(before.code, _ranking(match, before.code)), asks) if of_it else (match, False)
    return replace(_about(before.code, again), also=None, emergencies=match.emergencies), asks


async def calmed(conversation: Conversation, match: Match, knowledge: Knowledge, services: Services) -> Match:
    """Of a short question about what was answered, or for a detail of it, by which no words call for help, what faq says without an emergency that it
    hears no more beside the name of that: "would the police come?" """
    subject = _subject(conversation, replace(match, emergencies=frozenset()), knowledge)
    doubtful = bool(match.emergencies) and bool(conversation.earlier.told[0]) and not any(knowledge.emergencies.match(conversation.text))
    asks = knowledge.replies.asks(conversation.text) or not knowledge.caller_words.heard(conversation.text).isdisjoint(DETAILS)
    if subject is None or not (doubtful and asks):
        return match
    again = await services.match(f"{subject.labels[conversation.language]} {conversation.text}", conversation.language, conversation.as_of)
    return match if again is None or again.emergencies else replace(match, emergencies=frozenset())


def another_kind(conversation: Conversation, match: Match, knowledge: Knowledge) -> str:
    """The affair of the kind of places that a text names, and little else, behind an answer about places of other kinds: "and a pharmacy?" Empty for
    none."""
    before, text = _subject(conversation, match, knowledge), plain(conversation.text)
    search = knowledge.place_searches.get(before.code) if before is not None else None
    if search is None:
        return ""
    for other in knowledge.place_searches.values():
        names = [plain(knowledge.place_kinds[kind].names[conversation.language]) for kind in other.kinds if kind not in search.kinds]
        named = next((name for name in names if name in text), "")
        if named and not other.only_near and knowledge.caller_words.beside_details(text.replace(named, " ")) <= _BESIDE_KIND:
            return other.affair
    return ""


def _sure(conversation: Conversation, match: Match, knowledge: Knowledge) -> bool:
    """Whether faq is sure what the text is, or that it is nothing; of a correction it is not sure that it is nothing."""
    refused = match.decision is MatchDecision.REFUSE and not knowledge.replies.corrects(conversation.text)
    return refused or match.decision is MatchDecision.STATE


def _says_enough(conversation: Conversation, best: str, before: rows.Affair, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether a text says enough to be about what faq is sure of, the affair `best`, and no more about what was answered `before`: words that mean
    one of its entries do, and a place that is named says something, unless a detail is asked for there. A question of an entry of the affair before
    has to say more."""
    if best in _meant(conversation, mentions, knowledge):
        return True
    if not mentions:
        asked_there = any(is_asked_by(conversation, entry, knowledge) for entry in knowledge.city_entries.get(before.code, ()))
        return own(conversation, mentions, knowledge) > (_OWN_ALIKE if asked_there else _OWN)
    detail = not knowledge.caller_words.heard(conversation.text).isdisjoint(DETAILS)
    return not detail or own(conversation, mentions, knowledge) > _BESIDE_PLACE


def _meant(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> set[str]:
    """The affairs of the entries that words of the text mean; behind an answer, where it says little."""
    heard = knowledge.caller_words.heard(conversation.text)
    little = own(conversation, mentions, knowledge) <= _OWN_ALIKE
    return ((_behind(heard, knowledge) if little else set[str]()) | _meant_alone(conversation, knowledge)) - {""}


def _says_it_further(conversation: Conversation, before: rows.Affair, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether a text says what callers ask behind the answer `before` in more than a word, and little else: "I called and nobody answers", of a bag.
    Not where words mean an entry of something else wherever they stand, nor beside a place, which may be what it asks about."""
    words, text = knowledge.caller_words, conversation.text
    heard = words.heard(text)
    if mentions or before.code not in _behind(heard, knowledge) or _meant_alone(conversation, knowledge) - {"", before.code}:
        return False
    of_it = {meaning for meaning in heard if before.code in _behind(frozenset({meaning}), knowledge)}
    rest = words.without(text, of_it)
    return says(text) - says(rest) > _IN_WORDS and words.beside_details(rest) <= _OWN


def _behind(heard: frozenset[str], knowledge: Knowledge) -> set[str]:
    """The affairs of the entries that words mean behind an answer."""
    return {knowledge.settling.get(entry, "") for entry in further_of(heard)}


def _meant_alone(conversation: Conversation, knowledge: Knowledge) -> set[str]:
    """The affairs of the entries that words of the text mean wherever they stand."""
    return {knowledge.settling.get(entry, "") for entry in entries_of(knowledge.caller_words.heard(conversation.text))}


def own(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> int:
    """How much a text says beside details that it asks for, places and days."""
    return knowledge.caller_words.beside_details(knowledge.days.without(_beside(conversation.text, mentions)))


async def _corrected(conversation: Conversation, match: Match, knowledge: Knowledge, services: Services) -> Match:
    """Of a text that says what was not meant and then what was, what faq is sure of the latter: "not sign language, a Mongolian interpreter"."""
    suggested, (_, *meant) = _suggested(conversation), PAUSE.split(conversation.text, maxsplit=1)
    if not (suggested and meant and meant[0].strip()) or not knowledge.replies.corrects(conversation.text) or match.emergencies:
        return match
    again = await services.match(meant[0], conversation.language, conversation.as_of)
    sure = again is not None and again.decision is MatchDecision.STATE and again.affairs[0].code != suggested
    return replace(again, also=None) if again is not None and sure else match


def _suggested(conversation: Conversation) -> str:
    """The affair of the first choice that was offered; empty for none."""
    return conversation.earlier.options[0].choices.affair if conversation.earlier.options else ""


def _offered(conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge) -> str:
    """Of the affairs that the caller was asked to choose from the one that the text may well be about, where it states none; not the first where it
    is a correction. Empty for none, and where nothing but a detail is asked for: "is it free?" """
    offered = {option.choices.affair for option in conversation.earlier.options} - {""}
    if knowledge.replies.corrects(conversation.text):
        offered -= {_suggested(conversation)}
    if match.decision is MatchDecision.STATE or match.emergencies or not match.affairs or not own(conversation, mentions, knowledge):
        return ""
    likely = (affair.code for affair in match.affairs if affair.probability * _NEAR >= match.affairs[0].probability)
    return next((code for code in likely if code in offered), "")


def _subject(conversation: Conversation, match: Match, knowledge: Knowledge, mentions: Sequence[Mention] = ()) -> rows.Affair | None:
    """The affair that was answered before, if only beside a question where it is, where a text that is short beside the places that it names, or
    says what was asked for, may go on about it."""
    earlier = conversation.earlier
    told = earlier.certain and (earlier.answered or earlier.told[0])
    if match.emergencies or not (told and earlier.affairs):
        return None
    goes_on = (
        says(_beside(conversation.text, mentions)) <= _SHORT
        or tells_what_was_asked(conversation, knowledge)
        or _means_what_was_told(conversation, knowledge)
    )
    return knowledge.affairs.get(earlier.affairs[0].code) if goes_on else None


def tells_what_was_asked(conversation: Conversation, knowledge: Knowledge) -> bool:
    """Whether a text says something, and no place alone, that the answer before asked for: the number of a bus."""
    asked = knowledge.asks.get(conversation.earlier.told[0], ())
    return any(knowledge.said_by[asks].search(conversation.text) for asks in asked if asks in knowledge.said_by)


def _beside(text: str, mentions: Sequence[Mention]) -> str:
    """A text without the places that it names, and what marks them."""
    for words in (words for mention in mentions for words in (mention.surface, mention.cue) if words):
        text = text.replace(words, " ")
    return text


def _means_what_was_told(conversation: Conversation, knowledge: Knowledge) -> bool:
    """Whether words of the text mean the entry that was told before, wherever they stand."""
    return conversation.earlier.told[0] in entries_of(knowledge.caller_words.heard(conversation.text))


def _ranking(match: Match, affair: str) -> Match:
    """A match that ranks an affair, perhaps as likely as nothing."""
    ranked = any(other.code == affair for other in match.affairs)
    return match if ranked else replace(match, affairs=(*match.affairs, RankedAffair(affair, 0.0)))


def _about(affair: str, match: Match) -> Match:
    """A match that is about one of its affairs."""
    first, *others = sorted(match.affairs, key=lambda ranked: ranked.code != affair)
    return replace(match, decision=MatchDecision.STATE, affairs=(first, *others))

"""Details of an affair that a caller asks for: what it costs, when it is open, what to bring. An entry tells them, or it is said that none does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from city120_edition import rows
from city120_gateway.conversation.conversation import Conversation
from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.resolution.answers import Entry, EntryText, Match, MatchDecision, Mention
from city120_gateway.resolution.findings import Findings
from city120_gateway.words.caller_words import BESIDE_ALL, DETAILS, HOURS, PHONE, says

# Letters that may stand beside a question for a detail; a syllable or an ideograph counts for two.
_BESIDE = 2
# So many letters a text has at most that may leave out what it is about: thirty syllables.
_SHORT = 60
ASKING = ("?", "？")
_BETWEEN = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
# Kinds of places that tell where something is, and not only which office is meant.
_EXACT = ("road_address", "lot_address")
_FIGURE = re.compile(r"\d")
_FIGURES = re.compile(r"\d[\d,.:]*\d|\d")
# Details that one case has and another of the same affair has not, and how many entries that faq ranks first are near enough.
_OF_A_CASE, _NEAR = frozenset({"deadline", "foreigners", "in_language"}), 3
# Of an affair with more entries than this each is about a case of its own.
_ONE_CASE = 6
# Trains, ways and places tell their own times.
_TOLD_BY_ENTRIES = ("answer", "department", "handoff")


def follows(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether the text asks for a detail of what was found before, or for another day, perhaps elsewhere, and for nothing else."""
    text = conversation.text
    detail = not knowledge.caller_words.heard(text).isdisjoint(DETAILS) or knowledge.days.find(text, conversation.at) is not None
    if not conversation.earlier.certain or not detail:
        return False
    for words in (words for mention in mentions for words in (mention.surface, mention.cue) if words):
        text = text.replace(words, " ")
    return knowledge.caller_words.beside_details(knowledge.days.without(text)) <= _BESIDE


def carried_affair(conversation: Conversation, match: Match, knowledge: Knowledge) -> rows.Affair | None:
    """The affair that was answered before, where a short text that tells nothing sure by itself may go on about it."""
    earlier = conversation.earlier
    refused = match.decision is MatchDecision.REFUSE and not knowledge.replies.corrects(conversation.text)
    sure = match.decision is MatchDecision.STATE or refused or bool(match.emergencies)
    if sure or not (earlier.certain and earlier.answered and earlier.affairs) or says(conversation.text) > _SHORT:
        return None
    return knowledge.affairs.get(earlier.affairs[0].code)


def reports(conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge, *, only_a_place: bool) -> bool:
    """Whether the text tells what the answer before asked for: an address, a number, a time. It asks nothing, and is surely about nothing else."""
    earlier, text = conversation.earlier, conversation.text
    if only_a_place and not any(place.kind in _EXACT for mention in mentions for place in mention.candidates):
        return False
    if not (earlier.certain and earlier.answered and knowledge.asks.get(earlier.told[0])) or match.emergencies or text.rstrip().endswith(ASKING):
        return False
    if not (mentions or _FIGURE.search(text)) or knowledge.replies.corrects(text):
        return False
    # A number is as likely told as asked for.
    no_detail = knowledge.caller_words.heard(text).isdisjoint(set(DETAILS) - {PHONE})
    same = match.decision is not MatchDecision.STATE or match.affairs[0].code == earlier.affairs[0].code
    return no_detail and (only_a_place or same)


def asked(findings: Findings) -> tuple[str, ...]:
    """The details that are asked for; beside another question not all of their words are sure."""
    affair = findings.affair
    if affair is None or not findings.certain or affair.answer_kind not in _TOLD_BY_ENTRIES:
        return ()
    return tuple(detail for detail in (DETAILS if findings.follows else BESIDE_ALL) if detail in findings.conversation.heard)


def entries(findings: Findings, best: str, knowledge: Knowledge) -> tuple[str, str]:
    """The entry that answers and one that is told beside it, each empty for none. `best`: the one that answers what was asked first; to who goes on
    to ask for a detail only what tells it is told."""
    wanted = set(asked(findings)) - {PHONE}
    if not wanted:
        return ("" if asked(findings) else best), ""
    told = _told(best, knowledge)
    telling = next(_telling(findings, best, wanted - told, knowledge), "")
    if findings.follows:
        return (best if told & wanted else telling), ""
    return (best, telling) if best else (telling, "")


def told_alone(entry: Entry, language: str, wanted: Collection[str], knowledge: Knowledge) -> EntryText:
    """Of a text that the caller has heard the sentences that tell some details, by those of the official one; a form with another number of
    sentences or with other figures stays whole."""
    official, text = _sentences(entry.texts[OFFICIAL].text), entry.texts[language]
    telling = [
        number
        for number, sentence in enumerate(official)
        if any(knowledge.told_by[detail].search(sentence) for detail in wanted if detail in knowledge.told_by)
    ]

    def cut(form: str) -> str:
        sentences = _sentences(form)
        return " ".join(sentences[number] for number in telling) if telling and len(sentences) == len(official) else form

    alone = EntryText(cut(text.text), cut(text.plain), cut(text.spoken))
    return alone if _figures(" ".join(official[number] for number in telling)) <= _figures(alone.text) else text


def _figures(text: str) -> set[str]:
    return {figure.replace(",", "") for figure in _FIGURES.findall(text)}


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _BETWEEN.split(text.strip()) if sentence]


def untold(findings: Findings, knowledge: Knowledge) -> tuple[str, ...]:
    """The details that nothing tells which is stated; a number is told with the body, and hours where they are known."""
    told = set().union(*(_told(entry.id, knowledge) for entry in (findings.entry, findings.beside) if entry is not None))
    responsibility = findings.responsibility
    opening = responsibility.department.opening if responsibility is not None else None
    known = {PHONE} | ({HOURS} if opening is not None and opening.open_now is not None else set())
    return tuple(detail for detail in asked(findings) if detail not in told | known)


def _told(entry: str, knowledge: Knowledge) -> frozenset[str]:
    return frozenset(knowledge.details.get(entry, ()))


def _telling(findings: Findings, best: str, wanted: Collection[str], knowledge: Knowledge) -> Iterator[str]:
    """The other entries of the affair that tell some details, those that faq ranks first; what depends on the case only by entries near it."""
    about = knowledge.city_entries.get(findings.match.affairs[0].code, ())
    ranked = [entry.id for entry in findings.match.entries if entry.id in about]
    for entry in dict.fromkeys((*ranked, *about)):
        tells = _told(entry, knowledge) & set(wanted)
        anywhere = tells - _OF_A_CASE if len(about) <= _ONE_CASE or findings.follows else set()
        if entry != best and (anywhere or (tells and entry in ranked[:_NEAR])):
            yield entry

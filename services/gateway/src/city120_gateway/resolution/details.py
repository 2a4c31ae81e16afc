"""Details of an affair that a caller asks for: what it costs, when it is open, what to bring. An entry tells them, or it is said that none does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from city120_edition import rows
from city120_gateway.conversation.conversation import TRAIN_RIDE, Conversation
from city120_gateway.knowledge import OFFICIAL, Knowledge
from city120_gateway.resolution.answers import Match, MatchDecision, Mention
from city120_gateway.resolution.cases import further_in_words, paid_otherwise
from city120_gateway.resolution.findings import LACKING, Findings
from city120_gateway.resolution.further import ONE_CASE, further, told_apart, told_in_few_sentences
from city120_gateway.resolution.going_on import own
from city120_gateway.words.caller_words import APPLY, BESIDE_ALL, DETAILS, DOCUMENTS, FEE, HOURS, INCOME, MORE, PAYMENT, PENALTY, PHONE

# Letters that may stand beside a question for a detail; a syllable or an ideograph counts for two.
_BESIDE = 2
# Of what was told, and of nothing else of the same affair, is asked by who says so little beside the detail.
_ALMOST_ALONE = 4
_SUMS = {PENALTY, INCOME}
# Kinds of places that tell where something is, and not only which office is meant.
_EXACT = ("road_address", "lot_address")
_FIGURE = re.compile(r"\d")
# Details that one case has and another of the same affair has not, and how many entries that faq ranks first are near enough.
_OF_A_CASE, _NEAR = frozenset({"deadline", "foreigners", "in_language"}), 3
# Trains, ways and places tell their own times.
_TIMES, _PLACES = ("departures", "directions"), "places"


def follows(conversation: Conversation, match: Match | None, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether the text asks for a detail of what was found before, or for another day, perhaps elsewhere, and for nothing else. Of a way and of
    trains nothing tells a detail but the entry that was told beside them: what faq is sure of does."""
    heard = knowledge.caller_words.heard(conversation.text)
    before = knowledge.affairs.get(conversation.earlier.affairs[0].code) if conversation.earlier.affairs else None
    told = not heard.isdisjoint(_told(conversation.earlier.told[0], knowledge))
    if before is not None and before.answer_kind in _TIMES and match is not None and match.decision is MatchDecision.STATE and not told:
        return False
    if conversation.earlier.ride == TRAIN_RIDE and HOURS in heard:
        # Trains tell until when they run.
        return False
    detail = not heard.isdisjoint(DETAILS) or _another_day(conversation, before, knowledge)
    return conversation.earlier.certain and detail and own(conversation, mentions, knowledge) <= _BESIDE


def _another_day(conversation: Conversation, before: rows.Affair | None, knowledge: Knowledge) -> bool:
    """Whether the text asks for another day. A date is as likely told as asked for, but of trains and ways."""
    day = knowledge.days.find(conversation.text, conversation.at)
    if day is None or not knowledge.days.is_date(day[0]):
        return day is not None
    return (before is not None and before.answer_kind in _TIMES) or knowledge.replies.asks(conversation.text)


def reports(conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge, *, only_a_place: bool) -> bool:
    """Whether the text tells what the answer before asked for: an address, a number, a time. It asks nothing, and is surely about nothing else."""
    earlier, text = conversation.earlier, conversation.text
    if only_a_place and not any(place.kind in _EXACT for mention in mentions for place in mention.candidates):
        return False
    if not (earlier.certain and earlier.answered and knowledge.asks.get(earlier.told[0])) or match.emergencies or knowledge.replies.asks(text):
        return False
    if not (mentions or _FIGURE.search(text)) or knowledge.replies.corrects(text):
        return False
    # A number, and by what one paid, is as likely told as asked for.
    no_detail = knowledge.caller_words.heard(text).isdisjoint(set(DETAILS) - {PHONE, PAYMENT})
    same = match.decision is not MatchDecision.STATE or match.affairs[0].code == earlier.affairs[0].code
    return no_detail and (only_a_place or same)


def asked(findings: Findings) -> tuple[str, ...]:
    """The details that are asked for; beside another question not all of their words are sure."""
    affair = findings.affair
    if affair is None or not findings.certain or (affair.answer_kind in (*_TIMES, _PLACES) and not findings.follows):
        return ()
    # Who asks how much a penalty or an income is asks for no other sum.
    heard = findings.conversation.heard - ({FEE} if findings.conversation.heard & _SUMS else set())
    return tuple(detail for detail in (DETAILS if findings.follows else BESIDE_ALL) if detail in heard)


def of_what_was_told(findings: Findings, knowledge: Knowledge) -> bool:
    """Whether who goes on asks for a detail that the entry tells which was told before, and says little else: trains and ways are not looked for
    anew."""
    conversation, wanted = findings.conversation, set(asked(findings)) - ({PHONE} if not findings.of_a_kind else set())
    if not (findings.follows and wanted) or knowledge.caller_words.beside_details(findings.beside_place) > _ALMOST_ALONE:
        return False
    if (PAYMENT in wanted and paid_otherwise(findings, knowledge)) or further_in_words(findings, knowledge) not in {"", conversation.earlier.told[0]}:
        return False
    return wanted <= _told(conversation.earlier.told[0], knowledge) and told_apart(findings, wanted, knowledge)


def entries(findings: Findings, best: str, knowledge: Knowledge) -> tuple[str, str]:
    """The entry that answers and one that is told beside it, each empty for none. `best`: the one that answers what was asked first; to who goes on
    to ask only what tells that is told."""
    if of_what_was_told(findings, knowledge):
        return findings.conversation.earlier.told[0], ""
    if _asks_on(findings) and not (best and _tells_where(findings, knowledge)):
        details = asked(findings)
        by_little = told_in_few_sentences(findings, knowledge) if not details else ""
        return further(findings, details, knowledge) or _instead(findings, details, knowledge) or by_little, ""
    wanted = set(asked(findings)) - {PHONE} - _told(best, knowledge)
    telling = next(_telling(findings, best, wanted, knowledge), "") or _instead(findings, wanted, knowledge)
    return (best, telling) if best else (telling, "")


def _tells_where(findings: Findings, knowledge: Knowledge) -> bool:
    """Whether who was asked where they are tells it, perhaps with a day, and asks for no detail in the same text: what was promised is told."""
    conversation, where = findings.conversation, findings.where
    asked_where = any(asks not in knowledge.said_by for asks in knowledge.asks.get(conversation.earlier.told[0], ()))
    # What was said before is carried as a code.
    told_now = where.known and not where.from_device and where.name not in knowledge.areas
    return asked_where and told_now and knowledge.caller_words.heard(conversation.text).isdisjoint(DETAILS)


def _instead(findings: Findings, details: Collection[str], knowledge: Knowledge) -> str:
    """What tells the detail that is asked for where no entry of the affair does, to who asks for nothing else if it is so after some texts alone;
    empty for none."""
    conversation = findings.conversation
    told = knowledge.texts.get(conversation.earlier.told[0], {})
    official = told[OFFICIAL].answer if OFFICIAL in told else ""
    alone = knowledge.caller_words.beside_details(conversation.text) <= _ALMOST_ALONE
    rows_of = (row for row in knowledge.instead if row.detail in details and (alone or not row.after))
    return next((row.entry for row in rows_of if re.search(row.after, official)), "")


def untold(findings: Findings, knowledge: Knowledge) -> tuple[str, ...]:
    """The details that nothing tells which is stated; a number is told with the body, and hours where they are known."""
    details = asked(findings)
    told = set().union(*(_told(entry.id, knowledge) for entry in (findings.entry, findings.beside) if entry is not None))
    responsibility = findings.responsibility
    # An entry about who pays so says what then.
    of_the_case = findings.entry is not None and PAYMENT in details and paid_otherwise(findings, knowledge) == findings.entry.id
    opening = responsibility.department.opening if responsibility is not None else None
    # The body tells where one goes, and whose place it is is asked.
    asked_for = findings.only_ruling is not None and findings.only_ruling.outcome in LACKING
    known = {PHONE} | ({APPLY} if responsibility is not None or asked_for else set())
    known |= {PAYMENT} if of_the_case else set()
    known |= {HOURS} if opening is not None and opening.open_now is not None else set()
    # Who is told what to say needs nothing else.
    known |= {DOCUMENTS} if findings.entry is not None and knowledge.asks.get(findings.entry.id) and not findings.follows else set()
    nothing = _asks_on(findings) and findings.entry is None and not details
    return (MORE,) if nothing else tuple(detail for detail in details if detail not in told | known)


def untold_in(findings: Findings) -> str:
    """The code of the district that who was answered, or asked for a detail, tells or chooses and nothing else, where all that is known was told
    before; empty for none."""
    conversation = findings.conversation
    asked_there = not conversation.turn or not conversation.heard.isdisjoint(BESIDE_ALL)
    alone = findings.says_where_alone or (not conversation.text and bool(conversation.choices.area))
    tells = findings.resumed and alone and findings.told_before and findings.responsibility is not None
    return findings.district if tells and asked_there else ""


def _asks_on(findings: Findings) -> bool:
    """Whether more is asked of what an entry told."""
    return findings.follows and findings.affair is not None and findings.affair.answer_kind not in _TIMES


def _told(entry: str, knowledge: Knowledge) -> frozenset[str]:
    return frozenset(knowledge.details.get(entry, ()))


def _telling(findings: Findings, best: str, wanted: Collection[str], knowledge: Knowledge) -> Iterator[str]:
    """The other entries of the affair that tell some details, those that faq ranks first; what depends on the case only by entries near it."""
    about = knowledge.city_entries.get(findings.match.affairs[0].code, ())
    ranked = [entry.id for entry in findings.match.entries if entry.id in about]
    for entry in dict.fromkeys((*ranked, *about)):
        tells = _told(entry, knowledge) & set(wanted)
        anywhere = tells - _OF_A_CASE if len(about) <= ONE_CASE else set()
        if entry != best and (anywhere or (tells and entry in ranked[:_NEAR])):
            yield entry

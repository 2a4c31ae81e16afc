"""What is asked: by the text, by what the conversation found before, by the caller's choice, by an emergency; the later beats the earlier."""

from __future__ import annotations

from dataclasses import replace

from city120_gateway.conversation.conversation import Conversation, Earlier, RankedAffair, RankedEntry
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution import evidence
from city120_gateway.resolution.answers import Match, MatchDecision
from city120_gateway.resolution.cases import in_words
from city120_gateway.resolution.findings import NOT_UNDERSTOOD, Findings
from city120_gateway.words.caller_words import DETAILS, FURTHER, entries_of, further_of, says
from city120_text import EmergencyRule

_CERTAIN = 1.0
# So much a part of a text says at most beside a detail that it asks for, and is no question of its own; a syllable or an ideograph counts for two.
_BESIDE = 2
# So much beside what callers add to what they ask first: "what do I do"; a syllable or an ideograph counts for two.
_BESIDE_WHAT_IS_ADDED = 16


def understand(
    conversation: Conversation, match: Match | None, *, goes_on: bool, follows: bool = False, tells_where: bool = False, knowledge: Knowledge
) -> list[Findings]:
    """The question of a caller, and beside it the second one of the text, if there are two. `match`: what faq says of the text, if it was asked
    and answered; `goes_on`: the text does no more than name places, say yes, or tell what was asked for; `follows`: it asks for a detail of what was
    found before; `tells_where`: it asks more of that, and names the place that was asked for, so that what waits for it is answered too."""
    first = replace(_first(conversation, match, goes_on=goes_on or follows, knowledge=knowledge), follows=follows)
    if follows and not tells_where:
        return [first]
    if match is not None and match.also is not None and not first.emergencies and not conversation.choices.affair:
        if not match.also.emergencies and _of_the_first(first, match.also, knowledge):
            return [first]
        of_first, of_second = _parted(conversation, match.also, knowledge)
        return [replace(first, conversation=of_first), _question(of_second, match.also, _emergencies(match.also, knowledge), knowledge)]
    waiting = conversation.earlier.waiting
    if waiting is None or (conversation.asks and not (goes_on or tells_where)):
        return [first]
    left_open = Match(MatchDecision.STATE, _certainly(waiting.affair), waiting.entries)
    return [first, _question(conversation.beside(""), left_open, (), knowledge)]


def _of_the_first(first: Findings, also: Match, knowledge: Knowledge) -> bool:
    """Whether a part of a text, which faq takes for a question of its own, is none: it asks for a detail and says nothing else, or its words mean an
    entry of the first affair, and none of what faq takes it for."""
    if first.affair is None or not first.certain:
        return False
    words, part = knowledge.caller_words, first.conversation.text[also.start : also.end]
    heard = words.heard(part)
    if not heard.isdisjoint(DETAILS) and words.beside_details(part) <= _BESIDE:
        return True
    of_the_first, of_its_own = (in_words(entries_of(heard), code, knowledge) for code in (first.affair.code, also.affairs[0].code))
    told_of = in_words(further_of(heard), first.affair.code, knowledge)
    # Who says little beside what callers add to the first matter adds it: a landlord who does not answer, where there is no water.
    adds = bool(told_of) and says(words.without(part, {f"{FURTHER}{told_of}"})) <= _BESIDE_WHAT_IS_ADDED
    return (bool(of_the_first) or adds) and not of_its_own


def _parted(conversation: Conversation, also: Match, knowledge: Knowledge) -> tuple[Conversation, Conversation]:
    """What the caller has said with each question of a text: a detail is asked for where its words stand."""
    text, words = conversation.text, knowledge.caller_words
    own, rest = text[also.start : also.end], f"{text[: also.start]} {text[also.end :]}"
    details = words.heard(text) & set(DETAILS)
    of_first, of_second = (conversation.heard - (details - words.heard(part)) for part in (rest, own))
    return replace(conversation, heard=of_first), replace(conversation.beside(own), heard=of_second)


def _first(conversation: Conversation, match: Match | None, *, goes_on: bool, knowledge: Knowledge) -> Findings:
    looked_up = match is not None
    meant = _of_this_edition(match, knowledge) if match is not None else NOT_UNDERSTOOD
    earlier, chosen = conversation.earlier, conversation.choices.affair
    uncertain = meant.decision is not MatchDecision.STATE
    says_no_more = not conversation.asks or (goes_on and earlier.certain)
    resumed = (earlier.answered and says_no_more) or bool(conversation.turn and not earlier.answered and (says_no_more or uncertain))
    if resumed:
        looked_up, meant = True, _carried(conversation, meant, knowledge)
    if chosen:
        looked_up, meant = True, replace(meant, decision=MatchDecision.STATE, affairs=_certainly(chosen))
    # faq reads the same patterns, and knows more than they do: without it they stand alone.
    emergencies = _emergencies(match, knowledge) if match is not None else tuple(knowledge.emergencies.match(conversation.said))
    if emergencies and (affair := emergencies[0].affair):
        others = (other for other in meant.affairs if other.code != affair)
        meant = replace(meant, decision=MatchDecision.STATE, affairs=(*_certainly(affair), *others))
    question = _question(conversation, meant, emergencies, knowledge, looked_up=looked_up)
    return replace(question, resumed=resumed, evidence=(evidence.of_speech(conversation.speech),))


def _question(
    conversation: Conversation, match: Match, emergencies: tuple[EmergencyRule, ...], knowledge: Knowledge, *, looked_up: bool = True
) -> Findings:
    meant = _of_this_edition(match, knowledge)
    affair = knowledge.affairs[meant.affairs[0].code] if meant.affairs else None
    return Findings(conversation, match=meant, looked_up=looked_up, emergencies=emergencies, affair=affair)


def _carried(conversation: Conversation, match: Match, knowledge: Knowledge) -> Match:
    """What the conversation found before, in place of a reply that says nothing new."""
    earlier = conversation.earlier
    carried = Match(
        decision=MatchDecision.STATE if earlier.certain else MatchDecision.ASK,
        affairs=earlier.affairs,
        entries=(*_told(earlier), *earlier.entries),
        jointly_certain=earlier.jointly_certain,
        stated_from=0.0 if earlier.certain else match.stated_from,
    )
    return _of_this_edition(carried, knowledge)


def _told(earlier: Earlier) -> tuple[RankedEntry, ...]:
    """The entry that was told, which comes first."""
    return (RankedEntry(earlier.told[0], earlier.affairs[0].code),) if earlier.told[0] and earlier.affairs else ()


def _of_this_edition(match: Match, knowledge: Knowledge) -> Match:
    """A match without the affairs that this edition does not have. What was decided holds only for affairs that are left."""
    known = tuple(affair for affair in match.affairs if affair.code in knowledge.affairs)
    if len(known) == len(match.affairs):
        return match
    decision = match.decision
    if (decision is MatchDecision.STATE and known[:1] != match.affairs[:1]) or (
        decision is MatchDecision.ASK and not any(affair.offered for affair in known)
    ):
        decision = MatchDecision.HAND_OVER
    all_left = all(affair in known for affair in match.affairs if affair.offered)
    return replace(match, decision=decision, affairs=known, jointly_certain=match.jointly_certain and all_left)


def _emergencies(match: Match, knowledge: Knowledge) -> tuple[EmergencyRule, ...]:
    return tuple(rule for rule in knowledge.emergencies.rules if rule.id in match.emergencies)


def _certainly(affair: str) -> tuple[RankedAffair]:
    return (RankedAffair(affair, _CERTAIN),)

"""By what means somebody goes who was told a way, and that they ask next what that costs, or what a taxi would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from city120_gateway.conversation.conversation import NIGHT_BUS, TAXI, TRAIN_RIDE, Conversation, RankedAffair, RankedEntry
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Match, MatchDecision, Mention, alike
from city120_gateway.resolution.ends import between
from city120_gateway.resolution.going_on import own
from city120_gateway.resolution.resolution import Resolution
from city120_gateway.words.caller_words import BUS, BY_TAXI, DETAILS, FEE, HOURS, TRAIN, entries_of

# So many letters may stand beside the question for a price that has nothing of its own, or beside the name of another means.
_BESIDE = 4
# Whose words name which means, by the entry that tells what it costs: its affair stands beside the others of that means.
_MEANS = {TRAIN: TRAIN_RIDE, BUS: NIGHT_BUS, BY_TAXI: TAXI}
_CERTAIN = 1.0


def told(resolution: Resolution) -> str:
    """The means that a resolution tells first; empty where it tells none, or an entry beside the way tells of it."""
    route, way, buses = resolution.route, resolution.last_way, resolution.buses
    at_night = (route is not None and route.waits) or (way is not None and way.gone and not way.first)
    if way is not None and not at_night:
        return TRAIN_RIDE
    if buses is not None and (buses.rides or buses.change) and (at_night or resolution.departures is None):
        return NIGHT_BUS
    if at_night:
        return TAXI
    by_train = route is not None and resolution.answer is None and any(leg.line for leg in route.legs)
    return TRAIN_RIDE if by_train or resolution.departures is not None else ""


def priced(conversation: Conversation, match: Match, mentions: Sequence[Mention], knowledge: Knowledge) -> Match | None:
    """That the entry is asked for which tells what the ride costs that was told before, or what a taxi costs instead; None where something else is
    asked."""
    earlier, fares, heard = conversation.earlier, knowledge.fares, knowledge.caller_words.heard(conversation.text)
    # Who asks the price of a taxi from one place to another asks for no other way.
    taxi_price = TAXI in fares and between(mentions) and FEE in heard and BY_TAXI in knowledge.caller_words.means(conversation.text)[0]
    by_taxi = taxi_price or (TAXI in fares and fares[TAXI].id in entries_of(heard))
    entry = fares.get(TAXI if by_taxi else earlier.ride)
    if entry is None or not earlier.answered or not earlier.affairs or other_means(conversation, knowledge) or (mentions and not taxi_price):
        return None
    if not alike(earlier.affairs[0].code, entry.affair) or not (by_taxi or _asks_for_it(conversation, heard, knowledge)):
        return None
    return replace(
        match, decision=MatchDecision.STATE, affairs=(RankedAffair(entry.affair, _CERTAIN),), entries=(RankedEntry(*entry, _CERTAIN),), also=None
    )


def other_means(conversation: Conversation, knowledge: Knowledge) -> str:
    """The affair that is the same of another means, which the text names and little else, as that which was answered: "and the bus?" behind a fare,
    "what if it was a taxi?" behind a loss. Empty for none."""
    earlier, words = conversation.earlier, knowledge.caller_words
    if not (earlier.certain and (earlier.answered or earlier.told[0]) and earlier.affairs):
        return ""
    of = {means: knowledge.fares[ride].affair.rpartition(".")[0] for means, ride in _MEANS.items() if ride in knowledge.fares}
    kind, _, same = earlier.affairs[0].code.rpartition(".")
    means, beside = words.means(conversation.text)
    named = {of[one] for one in means & of.keys()} - {kind}
    detail = not words.heard(conversation.text).isdisjoint(DETAILS)
    if kind not in of.values() or len(named) != 1 or detail or beside > _BESIDE:
        return ""
    affair = f"{named.pop()}.{same}"
    return affair if affair in knowledge.affairs else ""


def by_other_means(match: Match, affair: str, knowledge: Knowledge) -> Match:
    """A match that is about the same of another means: what is told of it in general, unless words mean another entry."""
    entries = (RankedEntry(entry, affair, _CERTAIN) for entry in knowledge.city_entries.get(affair, ())[:1])
    return replace(match, decision=MatchDecision.STATE, affairs=(RankedAffair(affair, _CERTAIN),), entries=tuple(entries), also=None)


def _asks_for_it(conversation: Conversation, heard: frozenset[str], knowledge: Knowledge) -> bool:
    """Whether a text asks for a price, or until when a night bus runs, and names no other means."""
    ride = conversation.earlier.ride
    other = {BUS} if ride == TRAIN_RIDE else {TRAIN}
    asked = {FEE, HOURS} if ride == NIGHT_BUS else {FEE}
    return bool(asked & heard) and not other & heard and own(conversation, (), knowledge) <= _BESIDE

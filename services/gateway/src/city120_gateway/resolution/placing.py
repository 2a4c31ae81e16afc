"""A question at the place that decides it, with the first reasons for what is concluded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from city120_gateway.conversation.choices import Choices
from city120_gateway.conversation.conversation import Conversation
from city120_gateway.conversation.hints import PlaceHint, WordsHint
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution import trains, ways
from city120_gateway.resolution.answers import Mention, Place, Role
from city120_gateway.resolution.ends import in_their_towns, reached, several, taking_the_only_one
from city120_gateway.resolution.evidence import Evidence
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.whereabouts import Whereabouts, choose
from city120_gateway.words.caller_words import AT_HOME, HOME

# Where nothing tells what is asked, a place is taken for the scene of it.
_ROLE_UNKNOWN = "site"
# What words may tell of the place where somebody lives who was asked for it.
_AT_HOME = (Role.UNSPECIFIED, Role.RESIDENCE, Role.SITE)
_AREA, _STATION, _DONG = "area:", "station", "legal_dong"


def shared_out(mentions: Sequence[Mention], start: int) -> tuple[list[Mention], list[Mention]]:
    """The places of two questions, of which the second starts there; a question that names none is about those of the other."""
    first = [mention for mention in mentions if mention.start < start]
    second = [mention for mention in mentions if mention.start >= start]
    return first or second, second or first


def _of_who_goes_home(mentions: Sequence[Mention], conversation: Conversation, knowledge: Knowledge) -> Sequence[Mention]:
    """The places of who wants to get home: they are at the only one that they name; who was asked where that is goes there."""
    earlier = conversation.earlier
    if HOME in knowledge.caller_words.heard(conversation.text):
        return taking_the_only_one(mentions, Role.SITE)
    asked = HOME in conversation.heard and conversation.goes_on and not earlier.answered and earlier.station and not earlier.goal
    return taking_the_only_one(mentions, Role.DESTINATION, _AT_HOME) if asked else mentions


def placed(findings: Findings, mentions: Sequence[Mention], places: Sequence[Place], knowledge: Knowledge) -> Findings:
    """The question with the place that decides it; the caller's choice beats all. `places`: what a hint in words may mean."""
    conversation, affair = findings.conversation, findings.affair
    hint, unknown = _hint(conversation.place, places)
    between = trains.asked(findings) or ways.asked(findings)
    if between:
        mentions = in_their_towns(conversation.text, mentions)
        mentions = [reached(_as_chosen(mention, conversation.choices), knowledge.elsewhere) for mention in mentions]
        mentions = _of_who_goes_home(mentions, conversation, knowledge)
    role = affair.place_role if affair is not None and not findings.refused else _ROLE_UNKNOWN
    where = choose(knowledge, role, mentions, places, hint, at_home=AT_HOME in conversation.heard)
    where = replace(where, assets=where.assets or conversation.earlier.assets)
    if trains.asked(findings) and not conversation.earlier.station and isinstance(hint, WordsHint):
        where = where.boarding(places, hint.text)
    if conversation.choices.area:
        where = where.chosen(conversation.choices.area)
    if between and (end := _chosen_end(conversation, knowledge)) is not None:
        where = where.ending(end, begins=bool(conversation.earlier.goal) or (trains.asked(findings) and not conversation.earlier.station))
    return replace(
        findings,
        where=where,
        of_a_kind=affair is not None and (search := knowledge.place_searches.get(affair.code)) is not None and not search.only_near,
        station_lines=_lines(where, conversation, knowledge),
        line_named=any(asset in knowledge.lines for asset in where.assets),
        evidence=(*findings.evidence, *_reasons(findings, where, unknown, knowledge)),
    )


def _as_chosen(mention: Mention, choices: Choices) -> Mention:
    """A name of several places as the one that the caller chose."""
    chosen = tuple(place for place in mention.candidates if place.ref in (choices.station, f"{_AREA}{choices.area}"))
    return replace(mention, candidates=chosen or mention.candidates) if several(mention.candidates) else mention


def _chosen_end(conversation: Conversation, knowledge: Knowledge) -> Place | None:
    """What the caller chose when asked which place an end of a journey is."""
    choices, answers = conversation.choices, conversation.turn and not conversation.text and not conversation.earlier.answered
    if not answers:
        return None
    if choices.station:
        return Place(choices.station, _STATION)
    area = knowledge.areas.get(choices.area)
    return Place(f"{_AREA}{area.code}", _DONG, area.names, area.district_code) if area is not None else None


def _hint(hint: PlaceHint | None, places: Sequence[Place]) -> tuple[PlaceHint | None, str]:
    """What the channel knows of the place, and its words when they are no known place."""
    return (hint.otherwise, hint.text) if isinstance(hint, WordsHint) and not places else (hint, "")


def _lines(where: Whereabouts, conversation: Conversation, knowledge: Knowledge) -> tuple[str, ...]:
    """The lines of the station that is named, when only one is, or else of the one that was named before the caller was asked something; lines of one
    operator count once."""
    before = conversation.earlier.station if conversation.turn and not conversation.earlier.answered and not where.stations else ""
    lines = knowledge.station_lines.get(where.station or before, ())
    return tuple({knowledge.lines[line].operator: line for line in reversed(lines)}.values())


def _reasons(findings: Findings, where: Whereabouts, unknown: str, knowledge: Knowledge) -> Iterator[Evidence]:
    """The words for a place that are none, the word for a day, the places, and the affair."""
    conversation = findings.conversation
    if unknown:
        yield Evidence("place", "", f"{unknown!r} is no known place")
    if conversation.day_word:
        yield Evidence("time", conversation.at.date().isoformat(), f"{conversation.day_word!r} in the text")
    yield from where.evidence
    if where.outside:
        yield Evidence("area", where.outside, f"outside the city: {knowledge.outside_name(where.outside.partition(':')[2])}")
    for affair in findings.match.affairs[:1]:
        yield Evidence("affair", affair.code, f"probability {affair.probability:.2f}, stated from {findings.match.stated_from:.2f}")

"""A caller who asks for the way: from where, to where, and when; and that the way is asked for where only the words say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from city120_gateway.conversation.conversation import Conversation
from city120_gateway.conversation.hints import AreaHint, DeviceHint, PlaceHint, WordsHint
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import AREA_KINDS, Mention, Role, Route, alike, without_names
from city120_gateway.resolution.ends import between, both, directed, from_one_to_another, unreached
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.other_services import Way
from city120_gateway.words.caller_words import (
    AT_NIGHT,
    BUS,
    DETAILS,
    DIRECTIONS,
    DURATION,
    FIRST,
    FROM_HERE,
    GET_THERE,
    GOING,
    HOME,
    LAST,
    LEAVE_BY,
    ON_FOOT,
    ROUTE,
    STEP_FREE,
    TIMETABLE,
    WHICH_BUS,
    asks_for_a_bus,
    entry_of,
)
from city120_gateway.words.replies import beside_places

_KIND, _ANSWER, _TRAINS = "directions", "answer", "departures"
# So many letters beside two places say no more than that one goes from one to the other.
_GOES = 12
# So many are no more than a particle, or than how a verb ends.
_NO_MORE, _ENDS = 2, 6
# Nobody who leaves before that goes by train.
TRAINS_RUN = dt.time(5)
_OF_TRAINS = frozenset({FIRST, LAST, LEAVE_BY})
# What else is asked of a journey than how long it takes.
_OF_THE_JOURNEY = frozenset({*DETAILS, BUS, WHICH_BUS, TIMETABLE}) - {DURATION}


def asked(findings: Findings) -> bool:
    """Whether the way is asked for."""
    return findings.affair is not None and findings.affair.answer_kind == _KIND


def which_bus(findings: Findings, knowledge: Knowledge) -> bool:
    """Whether it is asked which bus goes from one place to another, and no rows of bus lines, nor an entry that words mean, tell it."""
    affair, heard = findings.affair, findings.conversation.heard
    if affair is None or WHICH_BUS not in heard or entry_of(heard) or not all(findings.where.ends):
        return False
    return alike(affair.code, knowledge.affair_of(_KIND)) and affair.answer_kind == _ANSWER and affair.code not in knowledge.bus_lines


def asks_for_the_way(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether words ask how to get from one place to another, or when to leave to be there by a time; and not for a first or last train."""
    heard = conversation.heard
    if not between(mentions) or heard & {FIRST, LAST}:
        return False
    by = LEAVE_BY in heard and arrive_by(conversation, knowledge) is not None
    # Who has heard the way and goes on may ask something else.
    return by or ROUTE in (knowledge.caller_words.heard(conversation.text) if conversation.earlier.answered else heard)


def asks_the_way_beyond(conversation: Conversation, mentions: Sequence[Mention]) -> bool:
    """Whether words ask how to get between a place here and a city elsewhere of which no station is known."""
    heard = conversation.heard
    return ROUTE in heard and not heard & {FIRST, LAST} and unreached(mentions) is not None and any(both(mentions))


def surely_asked(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether words ask how to get from one place to another, name both and say no more, or say that one goes there, by a time or nothing else; and
    can ask for nothing else, whatever is known of the places."""
    heard = conversation.heard
    if not between(mentions) or heard & {FIRST, LAST} or entry_of(heard):
        return False
    by = arrive_by(conversation, knowledge)
    # "From Hongdae, at Gimpo Airport by eight": one must be there.
    heads_there = directed(mentions) or (by is not None and from_one_to_another(mentions))
    if not heads_there or _says_no_more(conversation, mentions, knowledge):
        return _says_no_more(conversation, mentions, knowledge)
    said = _beside_names(conversation, mentions, knowledge)
    if GET_THERE in said or GOING not in said:
        return GET_THERE in said
    words = [words for mention in mentions for words in (mention.surface, mention.cue)]
    alone = LEAVE_BY not in heard and beside_places(conversation.text, words, knowledge.replies) <= _GOES
    return alone or by is not None


def to_one_place(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether words ask how to get to the only place that they name, or how long that takes from here, and nothing else."""
    origin, goal = both(mentions)
    if origin is not None or goal is None or goal.role not in (Role.DESTINATION, Role.UNSPECIFIED) or conversation.goes_on:
        return False
    said = _beside_names(conversation, mentions, knowledge)
    if not said & {ROUTE, GET_THERE, FROM_HERE} or said & (_OF_THE_JOURNEY | _OF_TRAINS) or entry_of(said):
        return False
    return _beside_the_way(conversation, mentions, knowledge) <= _NO_MORE


def _beside_the_way(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> int:
    """How much a text says beside places and days and asking for a way."""
    text = knowledge.arrival_times.without(knowledge.days.without(without_names(conversation.text, mentions)))
    return knowledge.caller_words.beside_way(text, [mention.cue for mention in mentions])


def _says_no_more(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether words name where a way begins and where it ends, and say nothing but how, when or how long one goes; of who was asked something only
    words that tell both."""
    asked, said = conversation.goes_on and not conversation.earlier.answered, knowledge.caller_words.heard(conversation.text)
    if said & _OF_THE_JOURNEY or not from_one_to_another(mentions) or (asked and not directed(mentions)):
        return False
    return _beside_the_way(conversation, mentions, knowledge) <= _NO_MORE


def asks_how(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether words ask how one gets somewhere, to one place or from one to another."""
    return ROUTE in conversation.heard or GET_THERE in _beside_names(conversation, mentions, knowledge)


def goes(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether somebody goes from one place to another, perhaps on foot or to be there by a time, and does not ask when to leave."""
    heard = conversation.heard
    if not between(mentions) or not directed(mentions) or heard & {FIRST, LAST, LEAVE_BY} or entry_of(heard):
        return False
    return bool({GOING, ON_FOOT} & _beside_names(conversation, mentions, knowledge)) or arrive_by(conversation, knowledge) is not None


def _beside_names(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> frozenset[str]:
    """What words mean beside the names of places, which may stand between them."""
    return knowledge.caller_words.heard(without_names(conversation.text, mentions))


def arrive_by(conversation: Conversation, knowledge: Knowledge) -> dt.datetime | None:
    """By when one is to be there, where words say so."""
    return _time(conversation, knowledge, "arrive")


def of_the_night(conversation: Conversation, knowledge: Knowledge) -> bool:
    """Whether words say that one leaves at night, or at an hour at which no trains run."""
    leaves = said_to_leave(conversation, knowledge)
    return leaves.time() < TRAINS_RUN if leaves is not None else AT_NIGHT in conversation.heard


def said_to_leave(conversation: Conversation, knowledge: Knowledge) -> dt.datetime | None:
    """When one leaves, where words say so."""
    return _time(conversation, knowledge, "leave") or _time(conversation, knowledge, "clock")


def moment_said(conversation: Conversation, knowledge: Knowledge) -> dt.datetime | None:
    """The moment for which it is asked whether something is open, where words say more than a day: in how long one gets there, or at what time."""
    ahead = knowledge.arrival_times.in_a_while(knowledge.days.without_dates(conversation.text)) if not conversation.other_day else None
    if ahead is not None:
        return conversation.at + ahead
    return said_to_leave(conversation, knowledge)


def at_night(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> str:
    """The entry that tells what goes at night from or to a station where one line alone stops, where words say that it is at night and which way one
    goes; empty for none."""
    if conversation.heard & {FIRST, LAST} or not of_the_night(conversation, knowledge):
        return ""
    for number, end in enumerate(_one_after_the_other(mentions)):
        stations = [place.ref for place in end.candidates if place.ref in knowledge.station_lines] if end is not None else []
        entries = [knowledge.lines[line].night for station in stations for line in knowledge.station_lines[station]]
        told = end is not None and (len(mentions) > 1 or end.role in (Role.ORIGIN, Role.DESTINATION))
        if told and entries and all(entries):
            return entries[0][number]
    return ""


def _one_after_the_other(mentions: Sequence[Mention]) -> Sequence[Mention | None]:
    """Where a way begins and where it ends; who gets to two places goes on from the first."""
    ends = both(mentions)
    going = [end for end in ends if end is not None and end.role is Role.DESTINATION]
    if len(going) < len(ends):
        return ends
    return sorted(going, key=lambda end: end.start)


def only_home(text: str, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether a text says that somebody wants to get home, and perhaps when, where from and where that is, and nothing else."""
    words = knowledge.caller_words
    if HOME not in words.heard(text):
        return False
    rest = words.without(knowledge.arrival_times.without(knowledge.days.without(without_names(text, mentions))), {LEAVE_BY})
    return words.beside_way(rest, [mention.cue for mention in mentions]) <= _NO_MORE


def only_trains(conversation: Conversation, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether a text asks for a first or last train, or for those of a direction, or says that the last one is missed, names where it goes from or
    to, and says nothing else that is no asking for the way."""
    words, heard = knowledge.caller_words, knowledge.caller_words.heard(conversation.text)
    trains = f"{knowledge.affair_of(_TRAINS)}."
    missed = {means for means in heard if entry_of((means,)).startswith(trains)}
    if not mentions or not (missed or heard & (_OF_TRAINS | DIRECTIONS)) or BUS in heard:
        return False
    text = knowledge.arrival_times.without(knowledge.days.without(without_names(conversation.text, mentions)))
    rest = words.without(words.without(text, missed), _OF_TRAINS | DIRECTIONS)
    return min(words.beside_way(rest, [mention.cue for mention in mentions]), words.beside_trains(rest)) <= _ENDS


def _leave_at(conversation: Conversation, knowledge: Knowledge) -> dt.datetime:
    """When one leaves: as words say, or at the moment asked about."""
    return said_to_leave(conversation, knowledge) or conversation.at


def _time(conversation: Conversation, knowledge: Knowledge, means: str) -> dt.datetime | None:
    """The time that words tell beside a date."""
    text = knowledge.days.without_dates(conversation.text)
    return knowledge.arrival_times.find(text, conversation.at, day_named=conversation.other_day, means=means)


def way(findings: Findings, knowledge: Knowledge) -> Way | None:
    """From where to where, if both are known, each one place: as the text says, or the conversation before, or from where the caller is."""
    if findings.unclear_end is not None or (not asked(findings) and not which_bus(findings, knowledge)):
        return None
    conversation = findings.conversation
    origin, goal = findings.way
    here = "" if origin or findings.conversation.turn or not goal else _here(conversation.place)
    if not goal or not (origin or here) or goal in (origin, here):
        return None
    by = arrive_by(conversation, knowledge)
    at = conversation.at if by is not None else _leave_at(conversation, knowledge)
    step_free = STEP_FREE in conversation.heard
    # Who asks for the bus, or says how far one cannot walk, does not walk.
    on_foot = ON_FOOT in conversation.heard and not step_free and not asks_for_a_bus(conversation.heard)
    return Way(origin or here, goal, at, by, here=not origin, step_free=step_free, on_foot=on_foot)


def as_called(route: Route | None, findings: Findings) -> Route | None:
    """The way with its ends as the caller calls them, where they are buildings or sites whose point is known."""
    if route is None:
        return None
    places = dict(zip(findings.where.ends, findings.where.end_places, strict=True))
    origin, goal = (
        place.names if place is not None and place.kind in AREA_KINDS and place.point is not None else None for place in map(places.get, findings.way)
    )
    legs = list(route.legs)
    if legs and origin is not None and not legs[0].line:
        legs[0] = replace(legs[0], origin=origin)
    if legs and goal is not None and not legs[-1].line:
        legs[-1] = replace(legs[-1], destination=goal)
    return replace(route, origin=origin or route.origin, destination=goal or route.destination, legs=tuple(legs))


def otherwise(findings: Findings, knowledge: Knowledge) -> str:
    """The entry that is told where no way is known: that of the lines of a station at one of the ends, where no others stop; empty where none is."""
    stations = [knowledge.station_lines.get(place.ref, ()) for place in findings.where.end_places if place is not None]
    told = [[knowledge.lines[line].otherwise for line in lines] for lines in stations if lines]
    return next((entries[0] for entries in told if all(entries)), "")


def _here(hint: PlaceHint | None) -> str:
    """Where the channel says that the caller is."""
    if isinstance(hint, DeviceHint):
        return f"{hint.point.latitude},{hint.point.longitude}"
    if isinstance(hint, WordsHint):
        return hint.text
    return f"area:{hint.code}" if isinstance(hint, AreaHint) else ""

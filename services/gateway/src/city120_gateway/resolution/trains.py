"""What a caller asks of trains: which, from where, towards where, when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from city120_gateway.conversation.conversation import Conversation
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import LastWay
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.other_services import Stop, Trip
from city120_gateway.resolution.ways import TRAINS_RUN
from city120_gateway.words.caller_words import DIRECTIONS, FIRST, LAST, STEP_FREE, TIMETABLE, entries_of

_TRAINS = "departures"
_LINE = "line."
# By then the first trains have left; a service day runs until 04:00 of the next.
_LEFT_BY, _DAY_BEGINS = dt.time(9), dt.time(4)


def asked(findings: Findings) -> bool:
    """Whether first and last trains are asked for."""
    return findings.affair is not None and findings.affair.answer_kind == _TRAINS


def which_timetable(findings: Findings) -> bool:
    """Whether it is asked by which day's timetable trains run, and for none of them."""
    heard = findings.conversation.heard
    return asked(findings) and TIMETABLE in heard and not heard & {FIRST, LAST}


def stop(findings: Findings, knowledge: Knowledge) -> Stop | None:
    """The station whose trains are asked, when it is known; else any of a line that is named alone."""
    conversation, choices = findings.conversation, findings.conversation.choices
    station = findings.start or _of_the_line(findings, knowledge)
    if not asked(findings) or not station:
        return None
    return Stop(
        station=station,
        line=choices.line or next((asset for asset in findings.where.assets if asset.startswith(_LINE)), ""),
        direction=choices.direction or next(iter(sorted(conversation.heard & DIRECTIONS)), ""),
        at=_moment(conversation),
        towards=findings.goal if findings.goal != findings.start else "",
        first=_first_alone(conversation),
        station_chosen=bool(choices.station),
        line_chosen=bool(choices.line),
        direction_chosen=bool(choices.direction),
        anywhere=not findings.start,
    )


def _of_the_line(findings: Findings, knowledge: Knowledge) -> str:
    """A station of the only line that is named where no station is, one at which no other line stops if there is one; empty for a line whose times
    are known in part."""
    lines = [asset for asset in findings.where.assets if asset in knowledge.lines]
    if len(lines) != 1 or findings.goal or findings.where.stations or knowledge.lines[lines[0]].incomplete:
        return ""
    stops = [station for station, stopping in knowledge.station_lines.items() if lines[0] in stopping]
    return min(stops, key=lambda station: len(knowledge.station_lines[station]), default="")


def trip(findings: Findings) -> Trip | None:
    """From the station where the caller gets on to the one where the journey ends, if both are known."""
    start, goal = findings.start, findings.goal
    if not asked(findings) or not start or goal in ("", start) or missed(findings):
        return None
    return Trip(start, goal, _moment(findings.conversation), _first_alone(findings.conversation), STEP_FREE in findings.conversation.heard)


def next_first(trip: Trip, way: LastWay) -> Stop:
    """The first trains of the service day after that of a last way, where it begins and in its direction."""
    day = (trip.at - dt.timedelta(hours=_DAY_BEGINS.hour)).date() + dt.timedelta(days=1)
    begin = dt.datetime.combine(day, _DAY_BEGINS, trip.at.tzinfo)
    return Stop(trip.origin, way.rides[0].line, way.rides[0].direction, begin, first=True)


def missed(findings: Findings) -> bool:
    """Whether the words mean an entry of the affair: who has missed the last train is told what goes now, and no times of trains that went; not where
    the first one is asked for."""
    affair, heard = findings.affair, findings.conversation.heard
    return affair is not None and FIRST not in heard and any(entry.startswith(f"{affair.code}.") for entry in entries_of(heard))


def may_have_left(findings: Findings) -> bool:
    """Whether the last train of lines whose times nobody here knows may have left: it is after midnight, and no other train is asked for."""
    leaving, conversation = findings.departures, findings.conversation
    untimed = leaving is not None and not leaving.departures and not leaving.first
    return untimed and not conversation.other_day and conversation.at.time() < TRAINS_RUN


def next_day(findings: Findings) -> bool:
    """Whether the first trains are those of the day after the one of the moment."""
    return _first_alone(findings.conversation) and _moment(findings.conversation).date() > findings.conversation.at.date()


def first_too(heard: Collection[str]) -> bool:
    """Whether the first trains are asked for beside the last ones, which somebody missed who says so by words of an entry."""
    return FIRST in heard and LAST in heard and not entries_of(heard)


def _first_alone(conversation: Conversation) -> bool:
    return FIRST in conversation.heard and not first_too(conversation.heard)


def _moment(conversation: Conversation) -> dt.datetime:
    """The moment asked about. Once the first trains of a day have left, those of the next are asked for, unless a day is named."""
    at = conversation.at
    if not _first_alone(conversation) or conversation.day_word or _DAY_BEGINS <= at.time() < _LEFT_BY:
        return at
    day = at.date() if at.time() < _DAY_BEGINS else at.date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, _DAY_BEGINS, at.tzinfo)

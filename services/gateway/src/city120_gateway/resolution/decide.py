"""Which kind of outcome it is, and why: the first that holds, in the order of the contract. Pure: of the findings, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.questions import Missing, answered_anywhere, line_unknown, missing, same_anywhere, says_nothing
from city120_gateway.words.caller_words import COURTESIES, Manner


class Kind(Enum):
    """Named as in the contract."""

    EMERGENCY = auto()
    OUT_OF_SCOPE = auto()
    CLARIFY = auto()
    DEPARTURES = auto()
    DIRECTIONS = auto()
    PLACES = auto()
    ANSWER = auto()
    DEPARTMENT = auto()
    HANDOFF = auto()


class Reason(Enum):
    """Why it is of that kind, in one sentence."""

    PERSON_WISHED = "the caller wishes to speak to a person, or takes none of what was offered"
    COURTESY = "a greeting, thanks or a goodbye is returned"
    HEARD = "an emergency is heard in the text"
    NO_PUBLIC_BUSINESS = "it is surely no public business"
    FACT_MISSING = "a missing fact would change the result"
    REPORTED = "the caller tells what was asked for, and a person takes it"
    TRAINS_ASKED = "last trains were asked, and a timetable has them"
    WAY_ASKED = "the way was asked, and looked for"
    PLACES_ASKED = "places near the caller were asked, and looked for"
    PLACE_SOUGHT = "it was asked where a place is, and that is known"
    NO_SUCH_PLACE = "it was asked where a place is, and no list has one of that name"
    OFFICE_ASKED = "a place was asked, and the body's address is known"
    ENTRY_SETTLES = "an entry settles it"
    BEYOND_RAILS = "no station is known where the way begins or ends, beyond the city"
    BODY_MUST_ACT = "a body must act"
    NOT_SPOKEN = "the language is none of the six"
    NOT_LOOKED_UP = "what is asked could not be looked up"
    OUTSIDE = "the place lies outside the city"
    ANOTHER_BODY = "a body outside the city's own offices must take over"
    GROUP_CERTAIN = "it is certain which group it belongs to, not which affair it is"
    NO_BODY = "no responsible body is known"
    NOT_CERTAIN = "not certain enough what is asked"


@dataclass(frozen=True)
class Decision:
    """The kind, the reason, and of a question what it asks for."""

    kind: Kind
    reason: Reason
    missing: Missing | None = None


# What any entry settles where there are no places, no way and no trains to tell.
_SETTLED_BY_ENTRY = ("places", "directions", "departures")


def decide(findings: Findings) -> Decision:
    """The first that holds. What is understood of a language that the service does not speak is a hint for the interpreter, unless it is an
    emergency or surely no public business: letters typed at random are no language either."""
    rules = _ORDER if findings.conversation.speech.spoken else _UNSPOKEN
    return next(decision for rule in rules if (decision := rule(findings)) is not None)


def _emergency(findings: Findings) -> Decision | None:
    return Decision(Kind.EMERGENCY, Reason.HEARD) if findings.emergencies else None


def _person(findings: Findings) -> Decision | None:
    return Decision(Kind.HANDOFF, Reason.PERSON_WISHED) if findings.conversation.manner is Manner.PERSON else None


def _courtesy(findings: Findings) -> Decision | None:
    return Decision(Kind.ANSWER, Reason.COURTESY) if findings.conversation.manner in COURTESIES else None


def _out_of_scope(findings: Findings) -> Decision | None:
    """What is no public business of anybody, with or without the name of a city elsewhere."""
    return Decision(Kind.OUT_OF_SCOPE, Reason.NO_PUBLIC_BUSINESS) if findings.refused else None


def _sought(findings: Findings) -> Decision | None:
    return Decision(Kind.PLACES, Reason.PLACE_SOUGHT) if findings.sought is not None and findings.nearby is not None else None


def _unlisted(findings: Findings) -> Decision | None:
    return Decision(Kind.HANDOFF, Reason.NO_SUCH_PLACE) if findings.unlisted else None


def _unreached(findings: Findings) -> Decision | None:
    """Where no known line goes nothing that is missing would help."""
    return Decision(Kind.HANDOFF, Reason.BEYOND_RAILS) if findings.unreached else None


def _clarify(findings: Findings) -> Decision | None:
    question = missing(findings) if findings.conversation.may_be_asked else None
    return Decision(Kind.CLARIFY, Reason.FACT_MISSING, question) if question is not None else None


def _clarify_nothing(findings: Findings) -> Decision | None:
    return _clarify(findings) if says_nothing(findings) else None


def _reported(findings: Findings) -> Decision | None:
    """What the answer before asked for is told to whoever acts."""
    if not findings.reports or not findings.certain or findings.affair is None:
        return None
    if findings.responsibility is None:
        return Decision(Kind.HANDOFF, Reason.REPORTED)
    handed_over = findings.affair.answer_kind == "handoff"
    return Decision(Kind.HANDOFF, Reason.ANOTHER_BODY) if handed_over else Decision(Kind.DEPARTMENT, Reason.BODY_MUST_ACT)


def _departures(findings: Findings) -> Decision | None:
    known = any(trains is not None for trains in (findings.departures, findings.last_way, findings.no_way))
    return Decision(Kind.DEPARTURES, Reason.TRAINS_ASKED) if known and _wants(findings, "departures") else None


def _directions(findings: Findings) -> Decision | None:
    """Nobody looks for a way that was not asked for."""
    return Decision(Kind.DIRECTIONS, Reason.WAY_ASKED) if findings.certain and findings.route is not None else None


def _places(findings: Findings) -> Decision | None:
    if findings.nearby is not None:
        return Decision(Kind.PLACES, Reason.PLACES_ASKED)
    # Who looks for a library does not want the address of the office that keeps it.
    office = _wants(findings, "places") and not findings.of_a_kind
    known = office and findings.responsibility is not None and bool(findings.responsibility.body.address)
    return Decision(Kind.PLACES, Reason.OFFICE_ASKED) if known else None


def _answer(findings: Findings) -> Decision | None:
    """Where any office will do and no place is named, the answer is what can be told; and so is a detail that is the same everywhere."""
    if not findings.certain or findings.affair is None or findings.answer is None:
        return None
    anywhere = findings.affair.place_role == "nearest" and findings.responsibility is None
    anywhere = anywhere or (findings.responsibility is None and same_anywhere(findings))
    settles = anywhere or answered_anywhere(findings) or findings.affair.answer_kind in _SETTLED_BY_ENTRY
    return Decision(Kind.ANSWER, Reason.ENTRY_SETTLES) if settles else None


def _department(findings: Findings) -> Decision | None:
    acts = findings.affair is not None and findings.affair.answer_kind != "handoff"
    known = findings.settled and acts and findings.responsibility is not None and not line_unknown(findings)
    return Decision(Kind.DEPARTMENT, Reason.BODY_MUST_ACT) if known else None


def _handoff(findings: Findings) -> Decision:
    reasons = (
        (Reason.NOT_SPOKEN, not findings.conversation.speech.spoken),
        (Reason.NOT_LOOKED_UP, not findings.looked_up),
        (Reason.OUTSIDE, findings.outside),
        (Reason.ANOTHER_BODY, findings.settled and findings.responsibility is not None and not line_unknown(findings)),
        (Reason.NO_BODY, findings.certain),
        (Reason.GROUP_CERTAIN, findings.group_certain),
    )
    return Decision(Kind.HANDOFF, next((reason for reason, holds in reasons if holds), Reason.NOT_CERTAIN))


def _wants(findings: Findings, answer_kind: str) -> bool:
    return findings.certain and findings.affair is not None and findings.affair.answer_kind == answer_kind


_ORDER: tuple[Callable[[Findings], Decision | None], ...] = (
    _emergency,
    _person,
    _courtesy,
    _out_of_scope,
    _sought,
    _unlisted,
    _unreached,
    _clarify,
    _reported,
    _departures,
    _directions,
    _places,
    _answer,
    _department,
    _handoff,
)
_UNSPOKEN = (_emergency, _person, _courtesy, _out_of_scope, _clarify_nothing, _handoff)

"""Which fact is missing, where one would change the result: the first of a fixed order."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from city120_edition.rows import DISTRICT_TIERS
from city120_gateway.resolution.answers import MatchDecision, Outcome
from city120_gateway.resolution.details import asked
from city120_gateway.resolution.findings import Findings
from city120_gateway.words.caller_words import APPLY, FEE, HOME, HOURS, LEAVE_BY, PHONE, STEP_FREE, Manner
from city120_gateway.words.replies import ASKING


class Missing(Enum):
    """What a question asks for."""

    MATTER = "what it is about at all"
    AFFAIR = "which affair it is"
    END = "which of the places of one name a journey begins or ends at"
    STATION = "from which station"
    GOAL = "where to"
    RESIDENCE = "whether the caller lives where the device is"
    PLACE = "which of the places of one name"
    DISTRICT = "in which district"
    DONG = "in which dong"
    SIDE = "on which side of a border"
    LINE = "on which line"
    BODY = "which of the bodies that share the place"
    FACT = "the class of the road or the kind of building"


def missing(findings: Findings) -> Missing | None:
    """What to ask for, or None when nothing that is missing would change the result: no place and no line of what an entry settles anywhere, and no
    side of a border of what was found near."""
    if says_nothing(findings):
        return Missing.MATTER
    if findings.affair is None or not findings.looked_up or findings.where.outside:
        return None
    if not findings.certain:
        asks = findings.match.decision is MatchDecision.ASK and not findings.agreed and not _was_asked_which(findings)
        return Missing.AFFAIR if asks else None
    if _goal(findings):
        return Missing.GOAL
    if findings.nearby is not None or answered_anywhere(findings) or same_anywhere(findings) or _asks_in_return(findings) or line_unknown(findings):
        return None
    return open_question(findings)


def _was_asked_which(findings: Findings) -> bool:
    """Whether the caller was asked which affair it is, and chose none: a person asks on, and no list is read out again but to who said where."""
    earlier = findings.conversation.earlier
    if findings.says_where_alone and findings.resumed:
        return False
    asked_about = {option.choices.affair for option in earlier.options} - {""}
    return bool(asked_about) and (not earlier.answered or {affair.code for affair in findings.offered} <= asked_about)


def open_question(findings: Findings) -> Missing | None:
    """The first fact that is missing and would tell more, whether or not it is asked for."""
    return next((question for question, is_open in _ORDER if is_open(findings)), None)


def answered_anywhere(findings: Findings) -> bool:
    """Whether an entry tells all there is to do, which no place within the city changes: it then only tells who is there, which may be offered."""
    if findings.affair is None or findings.entry is None or findings.answer is None:
        return False
    return findings.affair.answer_kind == "answer" or (findings.entry.settles and not findings.outside and not _one_of_several_dongs(findings))


def same_anywhere(findings: Findings) -> bool:
    """Whether the caller goes on to ask what is the same everywhere, as papers are, and prices but those of districts."""
    details, affair = set(asked(findings)), findings.affair
    districts = affair is not None and affair.tier in DISTRICT_TIERS and FEE in details
    # Where one does it is told by an entry, or by whose place it is.
    of_a_place = {HOURS, PHONE} | ({APPLY} if findings.entry is None else set())
    return findings.follows and details.isdisjoint(of_a_place) and not districts


def _asks_in_return(findings: Findings) -> bool:
    """Whether a caller who was asked for a place asks something instead: the same is not asked again, a person answers."""
    conversation = findings.conversation
    was_asked = not conversation.earlier.answered and any(option.choices.area for option in conversation.earlier.options)
    return was_asked and findings.resumed and not findings.where.known and conversation.text.rstrip().endswith(ASKING)


def _one_of_several_dongs(findings: Findings) -> bool:
    """Whether the caller has named a dong that is several, of which the office was to be told: a name that was split, a legal dong of many."""
    ruling = findings.only_ruling
    return ruling is not None and _dong(findings) and bool(ruling.location.admin_dong_candidates)


def says_nothing(findings: Findings) -> bool:
    """Whether the caller has said nothing yet that could be answered or handed over: nothing at all, or no more than where something is."""
    only_where = findings.says_where_alone and not findings.certain and not findings.where.outside
    takes_up_an_offer = findings.resumed and bool(findings.conversation.earlier.options)
    return (findings.conversation.manner is Manner.NOTHING or only_where) and not findings.conversation.turn and not takes_up_an_offer


def _end(findings: Findings) -> bool:
    return findings.unclear_end is not None


def _station(findings: Findings) -> bool:
    if findings.affair is None or findings.departures is not None or findings.route is not None or findings.no_way is not None:
        return False
    if findings.affair.answer_kind == "directions":
        origin, goal = findings.way
        return bool(goal) and not origin
    return findings.affair.answer_kind == "departures" and not findings.start and not findings.told_entry


def _goal(findings: Findings) -> bool:
    """Whether who wants to get home, or asks until when to leave for it, has said where they are, and not where they live."""
    heard, kind = findings.conversation.heard, findings.affair.answer_kind if findings.affair is not None else ""
    if HOME not in heard or findings.route is not None or findings.no_way is not None:
        return False
    if kind == "departures":
        return LEAVE_BY in heard and bool(findings.start) and not findings.goal and findings.last_way is None
    origin, goal = findings.way
    return kind == "directions" and bool(origin) and not goal


def _residence(findings: Findings) -> bool:
    return findings.located is not None and findings.where.from_device and bool(findings.located.district) and _needs(findings, "district")


def _place(findings: Findings) -> bool:
    return len(findings.where.area_codes) > 1 and findings.places_differ


def _district(findings: Findings) -> bool:
    return _needs(findings, "district")


def _dong(findings: Findings) -> bool:
    return _needs(findings, "dong")


def _needs(findings: Findings, what: str) -> bool:
    ruling, affair = findings.only_ruling, findings.affair
    if affair is None or affair.place_role == "nearest" or ruling is None:
        return False
    return ruling.outcome is Outcome.NEEDS_PLACE and what in ruling.missing


def _side(findings: Findings) -> bool:
    return findings.only_ruling is not None and findings.only_ruling.border_decides


def _line(findings: Findings) -> bool:
    """Whether the operator decides, operators differ by line, and no line is named."""
    affair, choices, ruling = findings.affair, findings.conversation.choices, findings.only_ruling
    if affair is None or affair.place_role != "operator" or affair.answer_kind == "departures" or ruling is None:
        return False
    told = choices.line or choices.thing is not None or findings.line_named or len(findings.station_lines) == 1
    # Who needs a way without stairs hears what to do at any station.
    told = told or (STEP_FREE in findings.conversation.heard and findings.entry is not None)
    return not told and ruling.responsibility is not None and "asset" in ruling.responsibility.depends_on


def line_unknown(findings: Findings) -> bool:
    """Whether it depends on a line that the caller was asked for and does not know: the same is not asked again, a person finds out."""
    earlier = findings.conversation.earlier
    return not earlier.answered and any(option.choices.line for option in earlier.options) and _line(findings)


def _body(findings: Findings) -> bool:
    ruling = findings.only_ruling
    return ruling is not None and ruling.outcome is Outcome.SHARED and findings.responsibility is None


def _fact(findings: Findings) -> bool:
    return findings.only_ruling is not None and findings.only_ruling.outcome is Outcome.NEEDS_FACT


_ORDER: tuple[tuple[Missing, Callable[[Findings], bool]], ...] = (
    (Missing.END, _end),
    (Missing.STATION, _station),
    (Missing.GOAL, _goal),
    (Missing.RESIDENCE, _residence),
    (Missing.PLACE, _place),
    (Missing.DISTRICT, _district),
    (Missing.DONG, _dong),
    (Missing.SIDE, _side),
    (Missing.LINE, _line),
    (Missing.BODY, _body),
    (Missing.FACT, _fact),
)

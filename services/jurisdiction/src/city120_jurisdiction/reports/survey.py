"""The whole grid of affairs and districts on a day: where no rule applies, where two are equally strong, and which rules never win.

The grid holds conditions of rules against one moment, which is the afternoon of a working day unless another is asked for. Gaps and conflicts are
looked for at all times: also at every moment from which on other conditions hold.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from city120_edition import rows
from city120_edition.conditions import Circumstances, read_condition
from city120_jurisdiction.areas.location import Location
from city120_jurisdiction.jurisdiction import Jurisdiction, Question
from city120_jurisdiction.rules.resolver import Decision, Outcome, strength

_ANYWHERE = ""
_AFTERNOON = dt.time(14)
_MINUTES = 24 * 60


class State(Enum):
    """How far the rules come for an affair in a district; the last that holds is told."""

    RESOLVED = "resolved"
    SHARED = "shared"
    UNVERIFIED = "unverified"
    NEEDS_DONG = "needs_dong"
    NEEDS_FACT = "needs_fact"
    CONFLICT = "conflict"
    GAP = "gap"


_WORSE = tuple(State)


@dataclass(frozen=True)
class Finding:
    """One thing to look at: an affair (or the beginning of codes), a district (empty: all), the rules concerned, and a sentence."""

    affair: str
    district: str
    rules: tuple[str, ...]
    detail: str


@dataclass
class Report:
    """What was found; only gaps and conflicts are faults. `at`: the moment of the grid; `grid`: the state then of each affair in each of `districts`,
    or the fault that there is at another time."""

    at: dt.datetime
    gaps: list[Finding] = field(default_factory=list)
    conflicts: list[Finding] = field(default_factory=list)
    shadowed: list[Finding] = field(default_factory=list)
    expired: list[Finding] = field(default_factory=list)
    unverified: list[Finding] = field(default_factory=list)
    districts: list[str] = field(default_factory=list)
    grid: dict[str, list[State]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Case:
    """A place to ask about; `district` is empty when the place does not matter."""

    district: str
    location: Location
    assets: tuple[str, ...] = ()


def survey(loaded: Jurisdiction, day: dt.date, at: dt.datetime | None = None) -> Report:
    """The report of a directory date. `at`: the moment of the grid; None is the afternoon of that day, or of the next working day."""
    at = at or _working_hours(loaded, day)
    circumstances, year = loaded.directory.circumstances(at), _kinds_of_day(loaded, at)
    findings, won, acting = Report(at, districts=_districts(loaded)), set[str](), dict[str, str]()
    for affair in sorted(loaded.directory.affairs.values(), key=lambda row: row.code):
        if not affair.valid_on(day):
            continue
        states: dict[str, State] = defaultdict(lambda: State.RESOLVED)
        others = _other_times(loaded, loaded.resolver.rules_for(affair.code, day), year)
        for case in _cases(loaded, affair, day):
            asked = Question(affair, case.location, case.assets, day, circumstances)
            decision = loaded.decide(asked)
            decisions = [(decision, ""), *((loaded.decide(replace(asked, known=other)), _told(other)) for other in others)]
            fault = next(filter(None, (_fault(loaded, findings, asked, case.district, verdict, when) for verdict, when in decisions)), None)
            state = fault or _state(loaded, decision)
            # A dong, or a named thing, tells of its district only what is wrong there.
            if fault or (case.location.legal_dong is None and not case.location.admin_dongs and not case.assets):
                states[case.district] = max(states[case.district], state, key=_WORSE.index)
            for rule, body_ids in (pair for verdict, _ in decisions for pair in _acting(verdict)):
                won.add(rule.id)
                acting |= {body_id: affair.code for body_id in body_ids if body_id not in acting}
        findings.grid[affair.code] = [max(states[district], states[_ANYWHERE], key=_WORSE.index) for district in findings.districts]
    _judge_rules(findings, loaded.directory.rules, won, day)
    findings.unverified = list(_unverified(loaded, acting))
    return findings


def _working_hours(loaded: Jurisdiction, day: dt.date) -> dt.datetime:
    """The afternoon of a day, or of the next working day."""
    at = dt.datetime.combine(day, _AFTERNOON, loaded.directory.zone)
    while loaded.directory.circumstances(at).day != "weekday":
        at += dt.timedelta(days=1)
    return at


def _kinds_of_day(loaded: Jurisdiction, at: dt.datetime) -> list[dt.datetime]:
    """The first day of each type in each month of the year that begins at a moment, at midnight."""
    begin = at.replace(hour=0, minute=0, second=0, microsecond=0)
    days: dict[tuple[int, str | None], dt.datetime] = {}
    for number in range(366):
        day = begin + dt.timedelta(days=number)
        days.setdefault((day.month, loaded.directory.circumstances(day).day), day)
    return list(days.values())


def _other_times(loaded: Jurisdiction, rules: Iterable[rows.Rule], year: list[dt.datetime]) -> list[Circumstances]:
    """Moments of every kind between which the conditions of some rules tell: from each on other ones hold, or fail. None without such conditions."""
    allowed = [dict(read_condition(rule.condition).allowed) for rule in rules]
    keys = {key for condition in allowed for key in condition} & {"hours", "day", "months"}
    if not keys:
        return []
    spans = [condition["hours"] for condition in allowed if "hours" in condition]
    edges = {minute for span in spans for minute in range(_MINUTES) if (minute in span) != ((minute - 1) % _MINUTES in span)}
    days: dict[tuple[int | None, str | None], dt.datetime] = {}
    for day in year:
        days.setdefault((day.month if "months" in keys else None, loaded.directory.circumstances(day).day if "day" in keys else None), day)
    return [loaded.directory.circumstances(day + dt.timedelta(minutes=minute)) for day in days.values() for minute in sorted(edges or {0})]


def _told(circumstances: Circumstances) -> str:
    return f" on a {circumstances.day} at {circumstances.at:%H:%M}, as on {circumstances.at:%Y-%m-%d}" if circumstances.at else ""


def _acting(decision: Decision) -> Iterator[tuple[rows.Rule, tuple[str, ...]]]:
    """The rules that win, now or in other circumstances, and the bodies that they give."""
    if decision.rule is not None:
        yield decision.rule, decision.body_ids
    if decision.rule is not None and decision.rule.condition and decision.runner_up is not None:
        yield decision.runner_up, (decision.runner_up_body,)
    yield from ((other.rule, other.body_ids) for other in decision.otherwise)


def _districts(loaded: Jurisdiction) -> list[str]:
    return sorted(code for code, area in loaded.directory.areas.items() if area.kind == "district")


def _fault(loaded: Jurisdiction, findings: Report, asked: Question, district: str, decision: Decision, when: str) -> State | None:
    """Add a gap (no rule, or none whose body exists), or a conflict: another rule, as strong but for its id, gives another body. `when`: in words, if
    it is not the moment of the grid."""
    rule, rival, affair = decision.rule, decision.runner_up, asked.affair
    if rule is None:
        findings.gaps.append(Finding(affair.code, district, (), f"no rule says who is responsible for {affair.code}{when}"))
        return State.GAP
    if unknown := [body_id for body_id in decision.body_ids if body_id not in loaded.directory.bodies]:
        findings.gaps.append(Finding(affair.code, district, (rule.id,), f"{unknown[0]}, which the rule gives{when}, is no body"))
        return State.GAP
    if rival and decision.runner_up_body and strength(rule)[:-1] == strength(rival)[:-1] and decision.runner_up_body not in decision.body_ids:
        bodies = " and ".join(sorted((*decision.body_ids, decision.runner_up_body)))
        findings.conflicts.append(Finding(affair.code, district, tuple(sorted((rule.id, rival.id))), f"equally strong rules give {bodies}{when}"))
        return State.CONFLICT
    return None


def _state(loaded: Jurisdiction, decision: Decision) -> State:
    if decision.outcome is Outcome.NEEDS_PLACE:
        return State.NEEDS_DONG
    if decision.outcome is Outcome.NEEDS_FACT:
        return State.NEEDS_FACT
    if not all(_reachable(loaded, body_id) for body_id in decision.body_ids):
        return State.UNVERIFIED
    return State.SHARED if decision.outcome is Outcome.SHARED else State.RESOLVED


def _reachable(loaded: Jurisdiction, body_id: str) -> bool:
    """Whether a body has a telephone that may be told, or another body's desk takes the calls for it."""
    body = loaded.directory.bodies.get(body_id)
    return body is not None and (bool(body.verified and body.phone) or bool(loaded.directory.taken_by(body)))


def _judge_rules(findings: Report, rules: Iterable[rows.Rule], won: set[str], day: dt.date) -> None:
    """Add the rules that are over, and those that hold and never won."""
    for rule in rules:
        if rule.valid_to and rule.valid_to <= day:
            findings.expired.append(Finding(rule.affair, _ANYWHERE, (rule.id,), f"ended on {rule.valid_to}"))
        elif rule.valid_on(day) and rule.id not in won:
            findings.shadowed.append(Finding(rule.affair, _ANYWHERE, (rule.id,), "a stronger rule wins wherever it applies"))


def _cases(loaded: Jurisdiction, affair: rows.Affair, day: dt.date) -> Iterator[_Case]:
    """The places to ask about: every district; every dong and named thing that a rule of the affair names; nowhere when the place does not matter."""
    rules = loaded.resolver.rules_for(affair.code, day)
    if affair.place_role == "none":
        yield _Case(_ANYWHERE, Location())
        return
    codes = [*_districts(loaded), *(code for rule in rules for code in _named_areas(loaded, rule, day))]
    for code in dict.fromkeys(codes):
        yield _Case(code[:5], loaded.locator.by_code(code, day))
    for rule in rules:
        if rule.scope_kind == "asset":
            yield _Case(_ANYWHERE, Location(), (_whole_id(loaded, rule.scope_value),))


def _named_areas(loaded: Jurisdiction, rule: rows.Rule, day: dt.date) -> list[str]:
    """The areas below a district that a rule tells apart."""
    if rule.scope == "coverage:dong":
        return [code for code, area in loaded.directory.areas.items() if area.kind == "admin_dong" and area.row.valid_on(day)]
    if rule.scope_kind == "coverage":
        return loaded.directory.areas_of(rule.scope_value)
    return [rule.scope_value] if rule.scope_kind == "legal_dong" else []


def _whole_id(loaded: Jurisdiction, beginning: str) -> str:
    """A named thing that an asset rule speaks of: itself, or one whose id it begins."""
    return next((asset for asset in sorted(loaded.directory.assets) if f"{asset}.".startswith(f"{beginning}.")), beginning)


def _unverified(loaded: Jurisdiction, acting: dict[str, str]) -> Iterator[Finding]:
    """Bodies that act, have no verified telephone, and whose calls nobody is known to take: callers get the city's own number."""
    for body_id, affair in sorted(acting.items()):
        if body_id in loaded.directory.bodies and not _reachable(loaded, body_id):
            yield Finding(affair, _ANYWHERE, (), f"{body_id} has no verified telephone")

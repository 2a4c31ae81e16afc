"""The whole grid of affairs and districts on a day: where no rule applies, where two are equally strong, and which rules never win.

Conditions of rules are held against the afternoon of a working day; what acts in other circumstances is looked at too.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from city120_edition import rows
from city120_jurisdiction.domain import Jurisdiction, Question
from city120_jurisdiction.location import Location
from city120_jurisdiction.resolver import Decision, Outcome, strength

_ANYWHERE = ""
_AFTERNOON = dt.time(14)


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
    """What was found; only gaps and conflicts are faults. `at`: the moment against which conditions are held; `grid`: the state of each affair in
    each of `districts`."""

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


def report(loaded: Jurisdiction, day: dt.date) -> Report:
    """The report of a day."""
    at = _working_hours(loaded, day)
    known = loaded.directory.circumstances(at)
    found, won, acting = Report(at, districts=_districts(loaded)), set[str](), dict[str, str]()
    for affair in sorted(loaded.directory.affairs.values(), key=lambda row: row.code):
        if not affair.valid_on(day):
            continue
        states: dict[str, State] = defaultdict(lambda: State.RESOLVED)
        for case in _cases(loaded, affair, day):
            decision = loaded.decide(Question(affair, case.location, case.assets, day, known))
            fault = _fault(loaded, found, affair, case.district, decision)
            state = fault or _state(loaded, decision)
            # A dong, or a named thing, tells of its district only what is wrong there.
            if fault or (case.location.legal_dong is None and not case.location.admin_dongs and not case.assets):
                states[case.district] = max(states[case.district], state, key=_WORSE.index)
            for rule, body_ids in _acting(decision):
                won.add(rule.id)
                acting |= {body_id: affair.code for body_id in body_ids if body_id not in acting}
        found.grid[affair.code] = [max(states[district], states[_ANYWHERE], key=_WORSE.index) for district in found.districts]
    _judge_rules(found, loaded.directory.rules, won, day)
    found.unverified = list(_unverified(loaded, acting))
    return found


def _working_hours(loaded: Jurisdiction, day: dt.date) -> dt.datetime:
    """The afternoon of a day, or of the next working day."""
    at = dt.datetime.combine(day, _AFTERNOON, loaded.directory.zone)
    while loaded.directory.circumstances(at).day != "weekday":
        at += dt.timedelta(days=1)
    return at


def _acting(decision: Decision) -> Iterator[tuple[rows.Rule, tuple[str, ...]]]:
    """The rules that win, now or in other circumstances, and the bodies that they give."""
    if decision.rule is not None:
        yield decision.rule, decision.body_ids
    if decision.rule is not None and decision.rule.condition and decision.runner_up is not None:
        yield decision.runner_up, (decision.runner_up_body,)
    yield from ((other.rule, other.body_ids) for other in decision.otherwise)


def _districts(loaded: Jurisdiction) -> list[str]:
    return sorted(code for code, area in loaded.directory.areas.items() if area.kind == "district")


def _fault(loaded: Jurisdiction, found: Report, affair: rows.Affair, district: str, decision: Decision) -> State | None:
    """Add a gap (no rule, or none whose body exists), or a conflict: another rule, as strong but for its id, gives another body."""
    rule, rival = decision.rule, decision.runner_up
    if rule is None:
        found.gaps.append(Finding(affair.code, district, (), f"no rule says who is responsible for {affair.code}"))
        return State.GAP
    if unknown := [body_id for body_id in decision.body_ids if body_id not in loaded.directory.bodies]:
        found.gaps.append(Finding(affair.code, district, (rule.id,), f"{unknown[0]}, which the rule gives, is no body"))
        return State.GAP
    if rival and strength(rule)[:-1] == strength(rival)[:-1] and decision.runner_up_body not in decision.body_ids:
        bodies = " and ".join(sorted((*decision.body_ids, decision.runner_up_body)))
        found.conflicts.append(Finding(affair.code, district, tuple(sorted((rule.id, rival.id))), f"equally strong rules give {bodies}"))
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
    """Whether a body has a telephone that may be told."""
    body = loaded.directory.bodies.get(body_id)
    return body is not None and body.verified and bool(body.phone)


def _judge_rules(found: Report, rules: Iterable[rows.Rule], won: set[str], day: dt.date) -> None:
    """Add the rules that are over, and those that hold and never won."""
    for rule in rules:
        if rule.valid_to and rule.valid_to <= day:
            found.expired.append(Finding(rule.affair, _ANYWHERE, (rule.id,), f"ended on {rule.valid_to}"))
        elif rule.valid_on(day) and rule.id not in won:
            found.shadowed.append(Finding(rule.affair, _ANYWHERE, (rule.id,), "a stronger rule wins wherever it applies"))


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
    """Bodies that act and have no verified telephone: callers get the city's own number."""
    for body_id, affair in sorted(acting.items()):
        if body_id in loaded.directory.bodies and not _reachable(loaded, body_id):
            yield Finding(affair, _ANYWHERE, (), f"{body_id} has no verified telephone")

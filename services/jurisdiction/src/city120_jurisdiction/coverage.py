"""The whole grid of affairs and districts on a day: where no rule applies, where two are equally strong, and which rules never win."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from city120_edition import rows
from city120_jurisdiction.domain import Jurisdiction
from city120_jurisdiction.location import Location
from city120_jurisdiction.resolver import Decision, Outcome, strength

_ANYWHERE = ""


@dataclass(frozen=True)
class Finding:
    """One thing to look at: an affair (or the beginning of codes), a district (empty: all), the rules concerned, and a sentence."""

    affair: str
    district: str
    rules: tuple[str, ...]
    detail: str


@dataclass
class Report:
    """What was found; only gaps and conflicts are faults."""

    gaps: list[Finding] = field(default_factory=list)
    conflicts: list[Finding] = field(default_factory=list)
    shadowed: list[Finding] = field(default_factory=list)
    expired: list[Finding] = field(default_factory=list)
    unverified: list[Finding] = field(default_factory=list)


def report(loaded: Jurisdiction, day: dt.date) -> Report:
    """The report of a day."""
    found, won, acting = Report(), set[str](), dict[str, str]()
    for affair in sorted(loaded.directory.affairs.values(), key=lambda row: row.code):
        for district, location, assets in _cases(loaded, affair, day) if affair.valid_on(day) else ():
            decision = loaded.resolver.resolve(affair, location, assets, day)
            _judge(found, affair, district, decision)
            won |= {decision.rule.id} if decision.rule else set()
            won |= {other.rule.id for other in decision.otherwise}  # in other circumstances
            acting |= {body_id: affair.code for body_id in decision.body_ids if body_id not in acting}
    _judge_rules(found, loaded.directory.rules, won, day)
    found.unverified = list(_unverified(loaded, acting))
    return found


def _judge(found: Report, affair: rows.Affair, district: str, decision: Decision) -> None:
    """Add a gap, or a conflict: another rule, as strong as the one that won but for its id, gives another body."""
    rule, rival = decision.rule, decision.runner_up
    if decision.outcome is Outcome.NO_RULE:
        found.gaps.append(Finding(affair.code, district, (), f"no rule says who is responsible for {affair.code}"))
    elif rule and rival and strength(rule)[:-1] == strength(rival)[:-1] and decision.runner_up_body not in decision.body_ids:
        bodies = " and ".join(sorted((*decision.body_ids, decision.runner_up_body)))
        found.conflicts.append(Finding(affair.code, district, tuple(sorted((rule.id, rival.id))), f"equally strong rules give {bodies}"))


def _judge_rules(found: Report, rules: Iterable[rows.Rule], won: set[str], day: dt.date) -> None:
    """Add the rules that are over, and those that hold and never won."""
    for rule in rules:
        if rule.valid_to and rule.valid_to <= day:
            found.expired.append(Finding(rule.affair, _ANYWHERE, (rule.id,), f"ended on {rule.valid_to}"))
        elif rule.valid_on(day) and rule.id not in won:
            found.shadowed.append(Finding(rule.affair, _ANYWHERE, (rule.id,), "a stronger rule wins wherever it applies"))


def _cases(loaded: Jurisdiction, affair: rows.Affair, day: dt.date) -> Iterator[tuple[str, Location, tuple[str, ...]]]:
    """The places to ask about: every district; every dong and named thing that a rule of the affair names; nowhere when the place does not matter."""
    rules = loaded.resolver.rules_for(affair.code, day)
    assets = [_whole_id(loaded, rule.scope_value) for rule in rules if rule.scope_kind == "asset"]
    if affair.place_role == "none":
        yield _ANYWHERE, Location(), ()
        return
    for code in sorted(code for code, area in loaded.directory.areas.items() if area.kind == "district"):
        yield code, loaded.locator.by_code(code, day), ()
    for rule in rules:
        if rule.scope_kind == "legal_dong":
            yield rule.scope_value[:5], loaded.locator.by_code(rule.scope_value, day), ()
        elif rule.scope_kind == "coverage":
            for code in loaded.directory.areas_of(rule.scope_value):
                yield code[:5], loaded.locator.by_code(code, day), ()
    for asset in assets:
        yield _ANYWHERE, Location(), (asset,)


def _whole_id(loaded: Jurisdiction, beginning: str) -> str:
    """A named thing that an asset rule speaks of: itself, or one whose id it begins."""
    return next((asset for asset in sorted(loaded.directory.assets) if f"{asset}.".startswith(f"{beginning}.")), beginning)


def _unverified(loaded: Jurisdiction, acting: dict[str, str]) -> Iterator[Finding]:
    """Bodies that act and have no verified telephone: callers get the city's own number."""
    for body_id, affair in sorted(acting.items()):
        body = loaded.directory.bodies.get(body_id)
        if body is not None and not (body.verified and body.phone):
            yield Finding(affair, _ANYWHERE, (), f"{body_id} has no verified telephone")

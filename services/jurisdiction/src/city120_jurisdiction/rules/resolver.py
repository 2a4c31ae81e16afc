"""Who is responsible: the strongest rule that applies, in a total order.

Order: asset > legal dong > district > coverage > city; then the longer affair code (child before parent); then the longer asset id; then the more
conditions; then the narrower validity. The edition refuses ties. A stronger rule that only lacks a fact (the place, the class of the road) makes the
answer wait for it when it would change the result.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from city120_edition import rows
from city120_edition.conditions import NOTHING_KNOWN, Circumstances, read_condition
from city120_edition.validate import validity_days
from city120_jurisdiction.areas.location import Location
from city120_jurisdiction.directory.index import Directory

# Places of affairs that a named thing can decide: a bill is not decided by the bridge that the caller mentions.
_BY_ASSET = frozenset({"asset", "site", "operator"})
_RANK = {"asset": 4, "legal_dong": 3, "district": 2, "coverage": 1, "city": 0}


class Outcome(Enum):
    """How far the rules came."""

    RESOLVED = "resolved"
    NEEDS_PLACE = "needs_place"
    SHARED = "shared"
    OUTSIDE = "outside"
    NO_RULE = "no_rule"
    NEEDS_FACT = "needs_fact"


@dataclass(frozen=True)
class Reached:
    """A rule that speaks of the place, the bodies that it gives there, and what it still lacks: a place, or (`unknown`) a fact of its condition.
    `fails`: its condition does not hold."""

    rule: rows.Rule
    body_ids: tuple[str, ...]
    missing: str = ""
    unknown: str = ""
    fails: bool = False

    @property
    def desks(self) -> tuple[tuple[str, ...], str]:
        """Who acts: the bodies, and the unit when the rule names one."""
        return self.body_ids, self.rule.target.partition("/")[2]


@dataclass(frozen=True)
class Decision:
    """The bodies that a rule gives: one when resolved, several when shared; `missing` says what would decide. `otherwise`: stronger rules that would
    win if the moment, the road or the building were another; when a fact is missing, the rules between which it decides. `runner_up_body` is empty
    when the place is missing that would tell it."""

    outcome: Outcome
    rule: rows.Rule | None = None
    body_ids: tuple[str, ...] = ()
    missing: str = ""
    runner_up: rows.Rule | None = None
    runner_up_body: str = ""
    otherwise: tuple[Reached, ...] = ()


def strength(rule: rows.Rule) -> tuple[int, int, int, int, int, str]:
    """The order of rules; greater is stronger. The id decides only between two named things of which each would do."""
    conditions = len(read_condition(rule.condition).keys)
    return _RANK[rule.scope_kind], rule.affair.count("."), rule.scope_value.count("."), conditions, -validity_days(rule), rule.id


def beginnings(code: str) -> Iterator[str]:
    """A dotted code and its ancestors, the longest first."""
    while code:
        yield code
        code = code.rpartition(".")[0]


class Resolver:
    """Rules by affair and scope, strongest first: what is looked at grows with the rules of one place, not with all rules."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._rules: dict[tuple[str, str], list[rows.Rule]] = defaultdict(list)
        self._by_affair: dict[str, list[rows.Rule]] = defaultdict(list)
        for rule in sorted(directory.rules, key=strength, reverse=True):
            self._by_affair[rule.affair].append(rule)
            for key in _keys(rule):
                self._rules[rule.affair, key].append(rule)

    def rules_for(self, code: str, day: dt.date) -> list[rows.Rule]:
        """The rules of an affair and of its ancestors that hold on a day, strongest first."""
        rules = [rule for prefix in beginnings(code) for rule in self._by_affair.get(prefix, ()) if rule.valid_on(day)]
        return sorted(rules, key=strength, reverse=True)

    def scopes_of(self, code: str) -> frozenset[str]:
        """The kinds of scope in the rules of an affair and its ancestors; `date` when one of them begins or ends."""
        return frozenset(kind for prefix in beginnings(code) for kind in (*_RANK, "date") if (prefix, f"any:{kind}") in self._rules)

    def named_things_of(self, code: str, day: dt.date) -> Iterator[rows.Rule]:
        """The rules of an affair and its ancestors for named things, that hold on a day."""
        return (rule for prefix in beginnings(code) for rule in self._rules.get((prefix, "any:asset"), ()) if rule.valid_on(day))

    def resolve(
        self, affair: rows.Affair, location: Location, assets: tuple[str, ...], day: dt.date, circumstances: Circumstances = NOTHING_KNOWN
    ) -> Decision:
        """The decision for an affair at a place, in circumstances."""
        reached = list(self._reach_all(affair, location, assets, day, circumstances))
        sure = [candidate for candidate in reached if not (candidate.fails or candidate.unknown)]
        first = sure[0] if sure else None
        ahead = [candidate for candidate in reached[: reached.index(first) if first else None] if first is None or candidate.desks != first.desks]
        for candidate in ahead:
            if candidate.unknown and candidate.rule.if_unknown == "ask":
                between = (*(rival for rival in ahead if rival.unknown == candidate.unknown), *([first] if first else []))
                return Decision(Outcome.NEEDS_FACT, candidate.rule, missing=candidate.unknown, otherwise=between)
        if first is None:
            return Decision(Outcome.OUTSIDE if location.outside else Outcome.NO_RULE, otherwise=tuple(ahead))
        second = next((candidate for candidate in sure[1:] if (candidate.body_ids or candidate.missing) and candidate.desks != first.desks), None)
        outcome = Outcome.NEEDS_PLACE if first.missing else Outcome.SHARED if len(first.body_ids) > 1 else Outcome.RESOLVED
        runner_up, runner_up_body = (second.rule, second.body_ids[0] if second.body_ids else "") if second else (None, "")
        return Decision(outcome, first.rule, first.body_ids, first.missing, runner_up, runner_up_body, tuple(ahead))

    def _reach_all(
        self, affair: rows.Affair, location: Location, assets: tuple[str, ...], day: dt.date, circumstances: Circumstances
    ) -> Iterator[Reached]:
        """What each rule of the place gives, strongest first."""
        listed = self._listed(affair, location, assets)
        for rule in sorted((rule for group in listed for rule in _standing(group, location, day, circumstances)), key=strength, reverse=True):
            if (reach := self._reach(rule, affair, location, day)) is not None:
                condition = read_condition(rule.condition)
                yield Reached(rule, *reach, unknown=condition.unknown(circumstances), fails=condition.fails(circumstances))

    def _listed(self, affair: rows.Affair, location: Location, assets: tuple[str, ...]) -> Iterator[list[rows.Rule]]:
        """The rules of an affair and its ancestors that may speak of a place or of the things there, of whatever day."""
        keys = set(_places(location))
        if affair.place_role in _BY_ASSET:
            keys |= {f"asset:{prefix}" for asset in assets for prefix in beginnings(asset)}
        return (self._rules.get((prefix, key), []) for prefix in beginnings(affair.code) for key in sorted(keys))

    def turning_days(self, affair: rows.Affair, location: Location, assets: tuple[str, ...], day: dt.date) -> list[dt.date]:
        """The days after a day on which a rule for a place, or a coverage there, begins or ends, in order."""
        rules = [rule for group in self._listed(affair, location, assets) for rule in group]
        areas = [area.row.code for area in (location.legal_dong, location.admin_dong, location.district) if area is not None]
        coverages = {rule.scope_value for rule in rules if rule.scope_kind == "coverage"}
        dated: list[rows.Valid] = [*rules, *(row for name in coverages for code in areas for row in self._directory.coverages_of(name, code))]
        return sorted({turn for row in dated for turn in (row.valid_from, row.valid_to) if turn and turn > day})

    def _reach(self, rule: rows.Rule, affair: rows.Affair, location: Location, day: dt.date) -> tuple[tuple[str, ...], str] | None:
        """None when the rule does not speak of the place; otherwise the bodies it gives and the place it lacks."""
        body = (rule.target.partition("/")[0],)
        if rule.scope_kind in ("city", "asset"):
            return body, ""
        if affair.place_role == "none" or location.outside:
            return None
        if rule.scope_kind == "coverage":
            return self._covered(rule, location, day)
        if location.district is None:
            return (), "district"
        return (body, "") if rule.scope_kind == "district" or location.legal_dong is not None else ((), "dong")

    def _covered(self, rule: rows.Rule, location: Location, day: dt.date) -> tuple[tuple[str, ...], str] | None:
        named = rule.target.partition("/")[0]
        if location.district is None:
            return ((named,), "") if named and self._directory.is_everywhere(rule.scope_value) else ((), "district")
        served = self._served(rule.scope_value, location, day)
        return ((named,), "") if named and served is not None else served

    def _served(self, coverage: str, location: Location, day: dt.date) -> tuple[tuple[str, ...], str] | None:
        if coverage == "dong":
            dong = location.admin_dong
            return ((f"dong.{dong.row.code}",), "") if dong else ((), "dong")
        areas = [area.row.code for area in (location.legal_dong, location.admin_dong, location.district) if area is not None]
        for code in areas if coverage != "district" else areas[-1:]:
            if bodies := self._directory.serving(coverage, code, day):
                return tuple(bodies), ""
        return None


def _keys(rule: rows.Rule) -> Iterable[str]:
    """Where a rule is found again; a rule for a legal dong also in its district, for when only that is known."""
    yield rule.scope if rule.scope_kind in ("asset", "legal_dong", "district") else rule.scope_kind
    yield f"any:{rule.scope_kind}"
    if rule.scope_kind == "legal_dong":
        yield f"within:{rule.scope_value[:5]}"
    if rule.valid_from or rule.valid_to:
        yield "any:date"


def _places(location: Location) -> Iterable[str]:
    yield from ("city", "coverage")
    if location.outside:
        return
    if location.district is None:
        yield from ("any:district", "any:legal_dong")
        return
    yield f"district:{location.district.row.code}"
    yield f"legal_dong:{location.legal_dong.row.code}" if location.legal_dong else f"within:{location.district.row.code}"


def _standing(rules: Iterable[rows.Rule], location: Location, day: dt.date, circumstances: Circumstances) -> Iterable[rows.Rule]:
    """The rules that hold on a day; of those that only lack the place, one that holds in the circumstances stands for all."""
    for rule in rules:
        if not rule.valid_on(day):
            continue
        if (location.district if rule.scope_kind == "district" else location.legal_dong) or rule.scope_kind not in ("district", "legal_dong"):
            yield rule
        elif not (condition := read_condition(rule.condition)).fails(circumstances):
            yield rule
            if not condition.unknown(circumstances):
                return

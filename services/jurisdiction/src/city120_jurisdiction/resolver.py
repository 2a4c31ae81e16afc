"""Who is responsible: the strongest rule that applies, in a total order.

Order: asset > legal dong > district > coverage > city; then the longer affair code (child before parent); then the longer asset id; then the
narrower validity. The edition refuses ties. A stronger rule that only lacks the place makes the answer wait for the place.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum

from city120_edition import rows
from city120_edition.validate import validity_days
from city120_jurisdiction.directory import Directory
from city120_jurisdiction.location import Location

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


@dataclass(frozen=True)
class Decision:
    """The bodies that a rule gives: one when resolved, several when shared; `missing` says what would decide."""

    outcome: Outcome
    rule: rows.Rule | None = None
    body_ids: tuple[str, ...] = ()
    missing: str = ""
    runner_up: rows.Rule | None = None
    runner_up_body: str = ""


def strength(rule: rows.Rule) -> tuple[int, int, int, int, str]:
    """The order of rules; greater is stronger. The id decides only between two named things of which each would do."""
    return _RANK[rule.scope_kind], rule.affair.count("."), rule.scope_value.count("."), -validity_days(rule), rule.id


class Resolver:
    """Rules by affair, strongest first."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._by_affair: dict[str, list[rows.Rule]] = defaultdict(list)
        for rule in directory.rules:
            self._by_affair[rule.affair].append(rule)

    def rules_for(self, code: str, day: dt.date) -> list[rows.Rule]:
        """The rules of an affair and of its ancestors that hold on a day, strongest first."""
        segments = code.split(".")
        found = [rule for end in range(1, len(segments) + 1) for rule in self._by_affair.get(".".join(segments[:end]), ()) if rule.valid_on(day)]
        return sorted(found, key=strength, reverse=True)

    def resolve(self, affair: rows.Affair, location: Location, assets: tuple[str, ...], day: dt.date) -> Decision:
        """The decision for an affair at a place."""
        reached = [(rule, self._reach(rule, affair, location, assets, day)) for rule in self.rules_for(affair.code, day)]
        applying = [(rule, found) for rule, found in reached if found is not None]
        if not applying:
            return Decision(Outcome.OUTSIDE if location.outside else Outcome.NO_RULE)
        (rule, (body_ids, missing)), *others = applying
        runner_up, runner_up_body = next(((other, found[0][0]) for other, found in others if found[0] and found[0] != body_ids), (None, ""))
        outcome = Outcome.NEEDS_PLACE if missing else Outcome.SHARED if len(body_ids) > 1 else Outcome.RESOLVED
        return Decision(outcome, rule, body_ids, missing, runner_up, runner_up_body)

    def _reach(
        self, rule: rows.Rule, affair: rows.Affair, location: Location, assets: tuple[str, ...], day: dt.date
    ) -> tuple[tuple[str, ...], str] | None:
        """None when the rule does not apply; otherwise the bodies it gives and what it still lacks."""
        if rule.scope_kind == "city":
            return (rule.target,), ""
        if rule.scope_kind == "asset":
            named = affair.place_role in _BY_ASSET and any(f"{asset}.".startswith(f"{rule.scope_value}.") for asset in assets)
            return ((rule.target,), "") if named else None
        if affair.place_role == "none" or location.outside:
            return None
        if location.district is None:
            return (), "district"
        if rule.scope_kind == "coverage":
            return self._served(rule.scope_value, location, day)
        area = location.district if rule.scope_kind == "district" else location.legal_dong
        return ((rule.target,), "") if area is not None and area.row.code == rule.scope_value else None

    def _served(self, coverage: str, location: Location, day: dt.date) -> tuple[tuple[str, ...], str] | None:
        if coverage == "dong":
            dong = location.admin_dong
            return ((f"dong.{dong.row.code}",), "") if dong else ((), "dong")
        areas = [area.row.code for area in (location.legal_dong, location.admin_dong, location.district) if area is not None]
        for code in areas if coverage != "district" else areas[-1:]:
            if bodies := self._directory.serving(coverage, code, day):
                return tuple(bodies), ""
        return None

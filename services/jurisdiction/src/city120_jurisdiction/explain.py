"""Why a rule won, in sentences of English for agents."""

from __future__ import annotations

from city120_edition import rows
from city120_jurisdiction.location import Location
from city120_jurisdiction.resolver import Decision, strength

_DIFFERENCES = (
    "{winner} is written for {winner_scope}, which is stronger than {loser_scope}",
    "{winner} is written for the affair {winner_affair}, nearer than {loser_affair}",
    "{winner} names {winner_scope}, nearer than {loser_scope}",
    "{winner} holds for a shorter time than {loser}",
    "{winner} and {loser} are written for different named things; the id decides",
)
_SCOPES = {
    "asset": "a named thing",
    "legal_dong": "a legal dong",
    "district": "one district",
    "coverage": "a service area",
    "city": "the whole city",
}


def reason(decision: Decision, location: Location) -> str:
    """Which rule decided and what it looked at."""
    if decision.rule is None:
        return ""
    place = f" for {location.district.row.code}" if location.district is not None and decision.rule.scope_kind != "city" else ""
    return f"rule {decision.rule.id}: {decision.rule.affair} by {decision.rule.scope}{place}"


def why_not(winner: rows.Rule, loser: rows.Rule) -> str:
    """Why the runner-up lost: the first step of the order in which the two differ."""
    pairs = zip(strength(winner), strength(loser), strict=True)
    step = next((index for index, (a, b) in enumerate(pairs) if a != b), len(_DIFFERENCES) - 1)
    return _DIFFERENCES[step].format(
        winner=winner.id,
        loser=loser.id,
        winner_scope=_SCOPES[winner.scope_kind] if step == 0 else winner.scope,
        loser_scope=_SCOPES[loser.scope_kind] if step == 0 else loser.scope,
        winner_affair=winner.affair,
        loser_affair=loser.affair,
    )


def depends_on(rules: list[rows.Rule]) -> list[str]:
    """What would change the result: a place, a named thing, a date."""
    kinds = {rule.scope_kind for rule in rules}
    found = []
    if kinds & {"legal_dong", "district", "coverage"}:
        found.append("place")
    if "asset" in kinds:
        found.append("asset")
    if any(rule.valid_from or rule.valid_to for rule in rules):
        found.append("date")
    return found

"""Why a rule won, in sentences for agents. What would change a decision of the whole city stands in rules/test_resolver.py."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from city120_edition import rows
from city120_jurisdiction.reports.explain import when, why_not


def rule(identifier: str, affair: str, scope: str, **values: Any) -> rows.Rule:
    return rows.Rule(**{"id": identifier, "affair": affair, "scope": scope, "target": "body", "source": "s", "confidence": "known", **values})


RULES = {
    row.id: row
    for row in (
        rule("bridge", "a.b", "asset:bridge.x"),
        rule("longer bridge", "a.b", "asset:bridge.x.y"),
        rule("legal", "a.b", "legal_dong:1111010100"),
        rule("district", "a.b", "district:11110"),
        rule("two conditions", "a.b", "city", condition="hours=18:00-09:00; day=weekday"),
        rule("one condition", "a.b", "city", condition="road=city"),
        rule("narrow", "a.b", "city", valid_from=dt.date(2026, 1, 1), valid_to=dt.date(2026, 6, 1)),
        rule("city", "a.b", "city"),
        rule("parent", "a", "city"),
    )
}


@pytest.mark.parametrize(
    ("winner", "loser", "told"),
    [
        ("legal", "district", "legal is written for a legal dong, which is stronger than one district"),
        ("legal", "two conditions", "legal is written for a legal dong, which is stronger than the whole city"),
        ("city", "parent", "city is written for the affair a.b, nearer than a"),
        ("longer bridge", "bridge", "longer bridge names asset:bridge.x.y, nearer than asset:bridge.x"),
        ("two conditions", "one condition", "two conditions has more conditions than one condition, and they hold"),
        ("narrow", "city", "narrow holds for a shorter time than city"),
    ],
)
def test_the_runner_up_lost_at_the_first_step_in_which_both_differ(winner: str, loser: str, told: str) -> None:
    assert why_not(RULES[winner], RULES[loser]) == told


def test_between_two_named_things_the_id_decides() -> None:
    assert why_not(rule("b", "a.b", "asset:bridge.y"), rule("a", "a.b", "asset:bridge.x")).endswith("different named things; the id decides")


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("hours=18:00-09:00; day=weekday", "at 18:00-09:00 and on a weekday"),
        ("day=saturday,holiday", "on a saturday or holiday"),
        ("months=12,1", "in month 12 or 1"),
        ("road=city", "if the road is of class city"),
        ("building=apartment", "if the building is of kind apartment"),
    ],
)
def test_a_condition_is_told_in_words(condition: str, told: str) -> None:
    assert when(condition) == told

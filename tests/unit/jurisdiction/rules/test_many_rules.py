"""A hundred thousand rules: what one answer looks at does not grow with them, and the answer is the one that a look at all of them gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from itertools import cycle, islice, product
from typing import Any

import pytest

from city120_edition import rows
from city120_edition.conditions import read_condition
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_jurisdiction.rules.resolver import Resolver, strength

RULES = 100_000
TODAY = dt.date(2026, 11, 24)


def many(jurisdiction: Jurisdiction) -> Iterator[rows.Rule]:
    """Rules for single dongs and districts, by the hour and without, on top of the bundled ones."""
    directory = jurisdiction.directory
    yield from directory.rules
    areas = sorted(code for code, area in directory.areas.items() if area.kind != "admin_dong")
    pairs = product(sorted(directory.affairs), areas)
    conditions = cycle(("", "hours=18:00-09:00", "day=saturday,holiday"))
    for (affair, code), condition in islice(zip(pairs, conditions, strict=False), RULES - len(directory.rules)):
        scope = f"{'district' if len(code) == 5 else 'legal_dong'}:{code}"
        yield replace(directory.rules[0], id=f"{affair}.{code}", affair=affair, scope=scope, target=f"district.{code[:5]}", condition=condition)


@pytest.fixture(scope="module")
def large(jurisdiction: Jurisdiction) -> Jurisdiction:
    directory = copy(jurisdiction.directory)
    directory.rules = list(many(jurisdiction))
    return replace(jurisdiction, directory=directory, resolver=Resolver(directory))


CASES = list(product(("water.bill.high", "road.pothole", "welfare.basic", "env.noise.construction"), ("", "11440", "1168010100", "1111054000")))


@pytest.mark.parametrize(("affair", "code"), CASES)
def test_an_answer_looks_at_the_rules_of_its_place_alone(large: Jurisdiction, monkeypatch: pytest.MonkeyPatch, affair: str, code: str) -> None:
    looked: list[str] = []
    reach = Resolver._reach

    def counted(resolver: Resolver, rule: rows.Rule, *rest: Any) -> Any:
        looked.append(rule.id)
        return reach(resolver, rule, *rest)

    monkeypatch.setattr(Resolver, "_reach", counted)
    where = large.locator.by_code(code, TODAY) if code else large.locator.by_point(37.5665, 126.978, TODAY)
    large.resolver.resolve(large.directory.affair(affair), where, ("expressway.olympic",), TODAY)
    assert len(large.directory.rules) == RULES
    assert 0 < len(looked) <= 12


@pytest.mark.parametrize(("affair", "code"), [case for case in CASES if case[1]])
@pytest.mark.parametrize("at", ["2026-11-24T14:00", "2026-11-24T23:00", "2026-11-28T14:00"])
def test_the_winner_is_the_strongest_of_all_that_hold(large: Jurisdiction, affair: str, code: str, at: str) -> None:
    where, known = large.locator.by_code(code, TODAY), large.directory.circumstances(dt.datetime.fromisoformat(at), road="district")
    codes = {area.row.code for area in (where.legal_dong, where.district) if area}

    def holds(rule: rows.Rule) -> bool:
        of_it = affair == rule.affair or affair.startswith(f"{rule.affair}.")
        here = rule.scope_kind in ("city", "coverage") or rule.scope_value in codes
        return of_it and here and not read_condition(rule.condition).fails(known)

    strongest = max(filter(holds, large.directory.rules), key=strength)
    resolution = large.resolver.resolve(large.directory.affair(affair), where, (), TODAY, known)
    # Where only the district is known, a rule for one of its dongs makes the answer wait.
    waits = where.legal_dong is None and resolution.rule is not None and resolution.rule.scope_kind == "legal_dong"
    assert resolution.missing == "dong" if waits else resolution.rule == strongest

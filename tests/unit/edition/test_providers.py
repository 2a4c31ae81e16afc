"""Which bodies do an affair, and where."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any, cast

from city120_edition import Edition, rows
from city120_edition.providers import Providers

DAY = dt.date(2026, 11, 24)
SOURCED: dict[str, Any] = {"source": "s", "confidence": "known"}
DISTRICTS = [rows.Area(code=code, names={}, **SOURCED) for code in ("11110", "11680")]


def rule(affair: str, scope: str, target: str = "", **given: Any) -> rows.Rule:
    return rows.Rule(id=f"r.{affair}.{scope}", affair=affair, scope=scope, target=target, **SOURCED, **given)


def affair(code: str) -> rows.Affair:
    return rows.Affair(code=code, tier="city", place_role="none", answer_kind="answer", labels={}, **SOURCED)


def providers(*rules: rows.Rule, coverages: tuple[rows.Coverage, ...] = ()) -> Providers:
    tables: dict[str, list[Any]] = {"rules": [*rules], "coverages": [*coverages], "districts": DISTRICTS, "admin_dongs": []}
    edition = SimpleNamespace(settings=SimpleNamespace(city_code="11"), rows=lambda table, row_type: tables[table])
    return Providers(cast("Edition", edition), DAY)


def coverage(area: str, body: str, **given: Any) -> rows.Coverage:
    return rows.Coverage(coverage="water", area_code=area, body_id=body, **SOURCED, **given)


def test_each_district_does_its_own_affairs() -> None:
    assert providers(rule("road.light", "coverage:district")).of(affair("road.light")) == {"district.11110": ["11110"], "district.11680": ["11680"]}


def test_a_coverage_that_reaches_every_district_leaves_nothing_to_the_city() -> None:
    rules = rule("water", "coverage:water"), rule("water", "city", "city.hall")
    whole = providers(*rules, coverages=(coverage("11110", "water.a"), coverage("11680", "water.b")))
    assert whole.of(affair("water.leak")) == {"water.a": ["11110"], "water.b": ["11680"]}
    holed = providers(*rules, coverages=(coverage("11110", "water.a"),))
    assert holed.of(affair("water.leak")) == {"water.a": ["11110"], "city.hall": ["11"]}


def test_the_nearest_rule_of_a_kind_of_scope_holds() -> None:
    both = providers(rule("water", "city", "city.hall"), rule("water.leak", "city", "water.hq"))
    assert both.of(affair("water.leak")) == {"water.hq": ["11"]}
    assert both.of(affair("water.bill")) == {"city.hall": ["11"]}


def test_named_things_and_single_areas_are_told_beside_the_rest() -> None:
    rules = rule("park", "city", "city.parks"), rule("park", "asset:hangang", "hangang.hq"), rule("park", "district:11680", "park.gangnam")
    assert providers(*rules).of(affair("park")) == {"hangang.hq": ["hangang"], "park.gangnam": ["11680"], "city.parks": ["11"]}


def test_rules_and_coverages_of_another_day_do_not_count() -> None:
    over = providers(
        rule("water", "city", "gone", valid_to=DAY),
        rule("water", "coverage:water"),
        coverages=(coverage("11110", "soon", valid_from=DAY + dt.timedelta(1)),),
    )
    assert over.of(affair("water")) == {}

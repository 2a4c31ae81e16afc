"""Rows of jurisdiction as messages of the contract. Whole answers stand in tests/contract/test_jurisdiction.py."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import pytest
from google.protobuf.json_format import MessageToDict

from city120_edition import rows
from city120_edition.layers import Layer, Road
from city120_jurisdiction import messages
from city120_jurisdiction.areas.roads import FoundRoad
from city120_jurisdiction.reports.survey import Finding
from city120_jurisdiction.rules.resolver import Decision, Outcome

LAYER = Layer(cast("Any", None), "roads", "v1", "2026-11-01", "a register", {})


def found(road_class: Any = "city", **given: Any) -> FoundRoad:
    return FoundRoad(Road(id="r", names={"ko": "가로"}, ref="47", **given), LAYER, 4.5, road_class, "row", "bridge.mapo")


def rule(condition: str = "", **given: Any) -> rows.Rule:
    return rows.Rule(id="r", affair="a.b", scope="city", target="x", condition=condition, source="s", confidence="verified", **given)


def test_an_affair_has_the_contracts_words_for_what_it_is() -> None:
    row = rows.Affair(
        code="a.b", tier="district", place_role="site", answer_kind="handoff", labels={"ko": "가"}, usual_unit="과", source="s", confidence="known"
    )
    made = messages.affair(row)
    told = MessageToDict(made, preserving_proto_field_name=True)
    assert (told["tier"], told["place_role"], told["answer_kind"]) == ("TIER_DISTRICT", "PLACE_ROLE_SITE", "ANSWER_KIND_HANDOFF")
    assert (made.code, made.labels["ko"], made.usual_unit, made.verified) == ("a.b", "가", "과", False)


def test_a_rule_has_its_days_where_it_has_any() -> None:
    made = messages.rule(rule("road=city", valid_from=dt.date(2026, 1, 1), legal_basis="도로법"))
    assert (made.valid_from, made.valid_to, made.condition, made.legal_basis, made.verified) == ("2026-01-01", "", "road=city", "도로법", True)


def test_a_road_is_told_with_its_layer() -> None:
    made = messages.road(found(owner="city.hall"))
    assert (made.id, made.ref, made.owner, made.distance_m, made.asset_id, made.class_basis) == ("r", "47", "city.hall", 4.5, "bridge.mapo", "row")
    assert (made.layer.kind, made.layer.source, made.layer.date, made.layer.version) == ("roads", "a register", "2026-11-01", "v1")


@pytest.mark.parametrize(
    ("roads", "told"),
    [
        ([found("city"), found("city")], "ROAD_CLASS_CITY"),
        ([found("city"), found("district")], "ROAD_CLASS_UNSPECIFIED"),
        ([found("")], "ROAD_CLASS_UNSPECIFIED"),
        ([], "ROAD_CLASS_UNSPECIFIED"),
    ],
)
def test_roads_have_a_class_only_where_all_have_the_same(roads: list[FoundRoad], told: str) -> None:
    assert messages.road_class(roads) == told


def test_a_missing_fact_has_the_values_with_which_a_rule_holds() -> None:
    asked = Decision(Outcome.NEEDS_FACT, missing="road")
    assert messages._values(asked, rule("road=city,district")) == ["city", "district"]
    assert messages._values(asked, rule()) == []
    assert messages._values(Decision(Outcome.RESOLVED), rule("road=city")) == []


def test_a_finding_of_the_report_names_its_rules() -> None:
    made = messages.finding(Finding("a.b", "11440", ("r",), "no rule"))
    assert (made.affair_code, made.district_code, list(made.rule_ids), made.detail) == ("a.b", "11440", ["r"], "no rule")

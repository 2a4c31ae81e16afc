"""The dashboard and the alert rules ask for nothing that the services do not tell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml
from promql_parser import VectorSelector

from city120_platform.telemetry.schema import schema

FILES = Path(__file__).parents[2] / "charts" / "city120" / "files"
RULES = [rule for group in yaml.safe_load((FILES / "alerts.yaml").read_text(encoding="utf-8"))["groups"] for rule in group["rules"]]
DASHBOARD = json.loads((FILES / "dashboard.json").read_text(encoding="utf-8"))
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
RECORDED = {rule["record"] for rule in RULES if "record" in rule}
# Grafana puts in its own.
ASKED = [target["expr"].replace("$__rate_interval", "5m") for panel in PANELS for target in panel["targets"]]
EXPRESSIONS = [*ASKED, *(rule["expr"] for rule in RULES)]
# By series: the labels that it has, besides those that Prometheus adds to all.
LABELS = {
    name: {attribute.replace(".", "_") for attribute in metric.attributes} for metric in schema().metrics.values() for name in metric.prometheus_names
}
OF_ALL = {"instance", "job"}
ALERTS = [rule for rule in RULES if "alert" in rule]
BURNING = [rule for rule in ALERTS if "window" in rule["labels"]]


def selectors(node: Any) -> Iterator[VectorSelector]:
    """All series that an expression asks for."""
    if isinstance(node, VectorSelector):
        yield node
        return
    parts = [getattr(node, name, None) for name in ("vector_selector", "expr", "lhs", "rhs", "param", "vs")]
    for part in (*parts, *(getattr(node, "args", None) or ())):
        if part is not None and not isinstance(part, str | float | int):
            yield from selectors(part)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_expression_asks_for_series_and_labels_that_there_are(expression: str) -> None:
    asked = list(selectors(promql_parser.parse(expression)))
    assert asked
    for selector in asked:
        if selector.name in RECORDED:
            continue
        assert selector.name in LABELS, selector.name
        buckets = {"le"} if selector.name.endswith("_bucket") else set()
        assert {matcher.name for matcher in selector.matchers.matchers} <= LABELS[str(selector.name)] | buckets


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_what_is_summed_by_is_a_label(expression: str) -> None:
    series = [selector.name for selector in selectors(promql_parser.parse(expression)) if selector.name not in RECORDED]
    known = {"le"} | OF_ALL | {label for name in series for label in LABELS[str(name)]}
    assert {label.strip() for group in re.findall(r"by \(([^)]*)\)", expression) for label in group.split(",")} <= known


def test_limits_are_bounds_of_buckets() -> None:
    for expression in EXPRESSIONS:
        for selector in selectors(promql_parser.parse(expression)):
            for matcher in selector.matchers.matchers:
                if matcher.name == "le":
                    (metric,) = (known for known in schema().metrics.values() if selector.name in known.prometheus_names)
                    assert float(matcher.value) in metric.buckets


def test_every_metric_is_on_the_dashboard() -> None:
    shown = {selector.name for expression in ASKED for selector in selectors(promql_parser.parse(expression))}
    assert {metric.name for metric in schema().metrics.values() if shown.isdisjoint(metric.prometheus_names)} == set()


@pytest.mark.parametrize("objective", ["errors", "slow", "weaker"])
def test_every_objective_burns_over_four_pairs_of_windows(objective: str) -> None:
    rules = [rule for rule in BURNING if f"city120:{objective}:" in rule["expr"]]
    values = {(tuple(re.findall(r"ratio_rate(\w+)", rule["expr"])), factor_of(rule["expr"]), rule["labels"]["severity"]) for rule in rules}
    assert values == {(("1h", "5m"), 14.4, "page"), (("6h", "30m"), 6.0, "page"), (("1d", "2h"), 3.0, "ticket"), (("3d", "6h"), 1.0, "ticket")}


def factor_of(expression: str) -> float:
    (factor,) = set(re.findall(r"> ([\d.]+) \*", expression))
    return float(factor)


def test_whatever_is_recorded_is_used_and_whatever_is_used_is_recorded() -> None:
    used = {selector.name for rule in BURNING for selector in selectors(promql_parser.parse(rule["expr"]))}
    assert used == RECORDED


def test_every_alert_says_how_bad_it_is_and_what_to_do() -> None:
    assert {rule["labels"]["severity"] for rule in ALERTS} == {"page", "ticket"}
    assert all(rule["annotations"]["summary"] and rule["annotations"]["description"] for rule in ALERTS)


def test_the_dashboard_can_be_imported() -> None:
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(ids) == len(set(ids))
    assert {panel["datasource"]["uid"] for panel in PANELS} == {"${datasource}"}
    taken: set[tuple[int, int]] = set()
    for place in (panel["gridPos"] for panel in DASHBOARD["panels"]):
        cells = {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}
        assert not taken & cells
        assert max(x for x, _ in cells) < 24
        taken |= cells

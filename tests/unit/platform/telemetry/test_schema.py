"""The schema is whole, follows the registry's form, and names series as Prometheus gets them."""

from __future__ import annotations

import re

import pytest
from opentelemetry.semconv.attributes import error_attributes, http_attributes, network_attributes, server_attributes, url_attributes
from opentelemetry.semconv.metrics import http_metrics

from city120_platform.telemetry.schema import read_schema, schema

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_STABLE = {
    value
    for module in (error_attributes, http_attributes, network_attributes, server_attributes, url_attributes)
    for name, value in vars(module).items()
    if name.isupper()
}


def test_every_name_has_the_form_of_the_conventions() -> None:
    names = [*schema().attributes, *schema().metrics, *schema().resource]
    assert [name for name in names if not _NAME.fullmatch(name)] == []


def test_what_is_our_own_says_so_and_what_has_a_stable_name_is_called_so() -> None:
    prefixes = ("http.", "url.", "network.", "server.", "error.")
    assert {name for name in schema().attributes if name.startswith(prefixes)} <= _STABLE
    assert http_metrics.HTTP_SERVER_REQUEST_DURATION in schema().metrics
    others = {name.split(".")[0] for name in schema().attributes} - {"http", "url", "network", "server", "error"}
    assert others == {"rpc", "db", "cpu", "city120"}


def test_every_attribute_is_used() -> None:
    used = {name for span in schema().spans for name in span.attributes} | {
        name for metric in schema().metrics.values() for name in metric.attributes
    }
    assert set(schema().attributes) == used


def test_nothing_that_a_caller_writes_may_leave() -> None:
    for name in (
        "url.path",
        "url.query",
        "url.full",
        "client.address",
        "network.peer.address",
        "user_agent.original",
        "db.statement",
        "db.query.text",
    ):
        assert not schema().may_leave(name, "httpx")
    assert schema().may_leave("server.address", "elasticsearch-api")


@pytest.mark.parametrize(
    ("metric", "series"),
    [
        ("city120.inquiries", ("city120_inquiries_total",)),
        ("city120.edition.age", ("city120_edition_age_seconds",)),
        ("process.memory.usage", ("process_memory_usage_bytes",)),
        ("city120.confidence", ("city120_confidence_bucket", "city120_confidence_sum", "city120_confidence_count")),
    ],
)
def test_series_are_named_as_the_exporter_names_them(metric: str, series: tuple[str, ...]) -> None:
    assert schema().metrics[metric].prometheus_names == series


def test_a_reference_to_nothing_is_refused() -> None:
    text = """
schema_url: x
groups:
- {id: a, type: attribute_group, attributes: [{id: a.b, type: int, brief: c}]}
- {id: b, type: resource, attributes: []}
- {id: c, type: event, attributes: []}
- {id: span.x, type: span, span_kind: server, name: x, brief: x, attributes: [{ref: a.c}]}
- {id: metric.x, type: metric, metric_name: x, instrument: counter, unit: s, brief: x}
withheld: []
"""
    with pytest.raises(KeyError, match=r"span\.x refers to a\.c"):
        read_schema(text)

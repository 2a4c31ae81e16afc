"""REST requests as spans and measurements."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from city120_platform.telemetry import aggregates, rest, tracing
from city120_platform.telemetry.aggregates import Counter, Histogram
from city120_platform.telemetry.rest import AnsweredRequest
from city120_platform.telemetry.schema import Metric

ROUTE = "/v1/bodies/{id}"


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    exporter, provider = InMemorySpanExporter(), TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(tracing, "TRACER", provider.get_tracer("test"))
    monkeypatch.setattr(tracing, "_recorded", tracing.Share(1.0))
    monkeypatch.setattr(aggregates, "_counting", aggregates.Counting(began_ns=1))
    monkeypatch.setattr(rest, "_duration", Histogram(Metric("http.server.request.duration", "histogram", "s", "", buckets=(0.5,))))
    monkeypatch.setattr(rest, "_active", Counter())
    yield exporter
    provider.shutdown()


def answer(method: str, status: int, route: str = ROUTE, parent: str = "") -> None:
    with AnsweredRequest(method, "http", "1.1", parent) as told:
        told.route, told.status = route, status


def only(ended: InMemorySpanExporter) -> ReadableSpan:
    (span,) = ended.get_finished_spans()
    return span


def test_a_request_is_named_by_its_route_and_belongs_to_its_callers_trace(ended: InMemorySpanExporter) -> None:
    answer("GET", 200, parent=f"00-{'ab' * 16}-{'cd' * 8}-01")
    span = only(ended)
    assert span.name == f"GET {ROUTE}"
    assert span.parent is not None
    assert (f"{span.parent.trace_id:032x}", f"{span.parent.span_id:016x}") == ("ab" * 16, "cd" * 8)
    assert span.attributes == {
        "http.request.method": "GET",
        "http.route": ROUTE,
        "http.response.status_code": 200,
        "url.scheme": "http",
        "network.protocol.version": "1.1",
    }


@pytest.mark.parametrize(("status", "error"), [(200, None), (404, None), (429, None), (500, "500"), (503, "503"), (0, "left")])
def test_what_is_the_servers_fault_or_was_not_answered_is_an_error(ended: InMemorySpanExporter, status: int, error: str | None) -> None:
    answer("GET", status)
    span = only(ended)
    assert span.attributes is not None
    assert span.attributes.get("error.type") == error
    assert (span.status.status_code == StatusCode.ERROR) is (error is not None)


def test_a_word_that_is_no_method_is_not_told(ended: InMemorySpanExporter) -> None:
    answer("ZORK", 405, route="")
    span = only(ended)
    assert span.name == "HTTP"
    assert "ZORK" not in span.to_json()


def test_requests_are_measured_and_counted_while_they_last(ended: InMemorySpanExporter) -> None:
    with AnsweredRequest("GET", "http", "1.1", "") as told:
        assert rest._active.sums() == [({"http.request.method": "GET", "url.scheme": "http"}, 1)]
        told.route, told.status = ROUTE, 200
    answer("GET", 200)
    assert [total for _, total in rest._active.sums()] == [0]
    (spread,) = rest._duration.read()
    assert spread.counts == (2, 0)
    assert spread.attributes["http.response.status_code"] == 200

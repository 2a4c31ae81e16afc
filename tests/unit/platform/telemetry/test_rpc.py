"""gRPC calls as spans and measurements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from city120_platform.telemetry import aggregates, rpc, tracing
from city120_platform.telemetry.aggregates import Histogram
from city120_platform.telemetry.rpc import answered
from city120_platform.telemetry.schema import Metric

METHOD = "/city120.faq.v1.FaqService/MatchInquiry"
CALL = answered(METHOD)
PARENT = ("traceparent", f"00-{'ab' * 16}-{'cd' * 8}-01")


class Instrument:
    """Remembers the labels of what is measured."""

    def __init__(self) -> None:
        self.labels: list[dict[str, Any]] = []

    def record(self, amount: float, labels: dict[str, Any]) -> None:
        self.labels.append(labels)

    add = record


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    exporter, provider = InMemorySpanExporter(), TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(tracing, "TRACER", provider.get_tracer("test"))
    monkeypatch.setattr(tracing, "_recorded", tracing.Share(1.0))
    yield exporter
    provider.shutdown()


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> Instrument:
    instrument = Instrument()
    monkeypatch.setattr(rpc, "_refused", instrument)
    return instrument


def only(ended: InMemorySpanExporter) -> ReadableSpan:
    (span,) = ended.get_finished_spans()
    return span


def test_a_call_that_is_answered_belongs_to_its_callers_trace(ended: InMemorySpanExporter, refused: Instrument) -> None:
    with CALL((PARENT, ("tracestate", "name=hong"))) as call:
        call.admitted = True
    span = only(ended)
    assert span.name == METHOD[1:]
    assert span.parent is not None
    assert (f"{span.parent.trace_id:032x}", f"{span.parent.span_id:016x}") == ("ab" * 16, "cd" * 8)
    assert span.attributes == {"rpc.system.name": "grpc", "rpc.method": METHOD[1:], "rpc.response.status_code": "OK"}
    assert "hong" not in span.to_json()
    assert refused.labels == []


@pytest.mark.parametrize(("status", "fault"), [("INTERNAL", True), ("UNAVAILABLE", True), ("INVALID_ARGUMENT", False), ("NOT_FOUND", False)])
def test_only_what_is_the_servers_fault_is_an_error(ended: InMemorySpanExporter, status: str, fault: bool) -> None:
    with CALL(()) as call:
        call.admitted, call.status = True, status
    span = only(ended)
    assert span.attributes is not None
    assert span.attributes["rpc.response.status_code"] == status
    assert (span.status.status_code == StatusCode.ERROR) is fault
    assert ("error.type" in span.attributes) is fault


def test_a_call_that_is_turned_away_is_counted_by_its_status(ended: InMemorySpanExporter, refused: Instrument) -> None:
    with CALL(()) as call:
        call.status = "UNAUTHENTICATED"
    assert refused.labels == [{"error.type": "UNAUTHENTICATED"}]


def test_a_caller_that_has_gone_cancelled_its_call(ended: InMemorySpanExporter) -> None:
    def leave() -> None:
        with CALL(()) as call:
            call.admitted = True
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        leave()
    span = only(ended)
    assert span.attributes is not None
    assert span.attributes["rpc.response.status_code"] == "CANCELLED"


def test_a_call_in_a_trace_that_is_not_recorded_goes_on_with_its_numbers(ended: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "_recorded", tracing.Share(0.0))
    with CALL((PARENT,)):
        numbers = trace.get_current_span().get_span_context()
    with CALL(()):
        own = trace.get_current_span().get_span_context()
    assert (f"{numbers.trace_id:032x}", f"{numbers.span_id:016x}") == ("ab" * 16, "cd" * 8)
    assert own.is_valid
    assert ended.get_finished_spans() == ()


def test_calls_are_measured_by_method_and_status(ended: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aggregates, "_counting", aggregates.Counting(began_ns=1))
    durations = Histogram(Metric("rpc.server.call.duration", "histogram", "s", "", buckets=(0.5,)))
    monkeypatch.setattr(rpc, "_answered", durations)
    call = answered(METHOD)
    for status in ("OK", "OK", "INTERNAL", "NOT_FOUND"):
        with call(()) as told:
            told.admitted, told.status = True, status
    assert sorted((tuple(spread.attributes.values())[1:], spread.counts) for spread in durations.read()) == [
        ((METHOD[1:], "INTERNAL", "INTERNAL"), (1, 0)),
        ((METHOD[1:], "NOT_FOUND"), (1, 0)),
        ((METHOD[1:], "OK"), (2, 0)),
    ]

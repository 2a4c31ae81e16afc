"""What leaves a process: attributes of the schema, and no words of errors."""

from __future__ import annotations

import logging

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import Status, StatusCode, Tracer

from city120_platform.telemetry.export import UNKNOWN, Discreet


@pytest.fixture
def sent() -> InMemorySpanExporter:
    return InMemorySpanExporter()


def tracer(sent: InMemorySpanExporter, scope: str) -> Tracer:
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(Discreet(sent)))
    return provider.get_tracer(scope)


def only(sent: InMemorySpanExporter) -> ReadableSpan:
    (span,) = sent.get_finished_spans()
    return span


def test_what_a_caller_typed_is_left_out_and_the_rest_is_as_it_was(sent: InMemorySpanExporter) -> None:
    with tracer(sent, "fastapi").start_as_current_span("GET /v1/geocode", attributes={"url.query": "q=마포구", "http.route": "/v1/geocode"}) as span:
        pass
    found = only(sent)
    assert found.attributes == {"http.route": "/v1/geocode"}
    assert (found.name, found.get_span_context(), found.kind) == ("GET /v1/geocode", span.get_span_context(), found.kind)
    assert found.start_time is not None
    assert found.end_time is not None


def test_messages_of_errors_stay_here(sent: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match="마포구"), tracer(sent, "elasticsearch-api").start_as_current_span("msearch"):
        raise ValueError("마포구")
    found = only(sent)
    assert "마포구" not in found.to_json()
    assert found.status.status_code == StatusCode.ERROR
    assert not found.events


def test_a_span_that_says_nothing_too_much_is_given_on_as_it_is(sent: InMemorySpanExporter) -> None:
    with tracer(sent, "city120").start_as_current_span("INSERT inquiries", attributes={"db.system.name": "sqlite"}) as span:
        span.set_status(Status(StatusCode.ERROR))
    assert only(sent).attributes == {"db.system.name": "sqlite"}


def test_an_attribute_that_nobody_decided_about_is_logged_once(sent: InMemorySpanExporter, caplog: pytest.LogCaptureFixture) -> None:
    telling = tracer(sent, "new library")
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            telling.start_span("x", attributes={"new.attribute": "secret"}).end()
    assert [record.getMessage() for record in caplog.records] == [UNKNOWN]
    assert all(not span.attributes for span in sent.get_finished_spans())

"""Spans inside a process, and the way of a trace into threads."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from city120_platform.telemetry import tracing
from city120_platform.telemetry.tracing import PROPAGATOR, Share, carried, span, sqlite


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """The spans that have ended, of a provider of this test alone."""
    exporter, provider = InMemorySpanExporter(), TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(tracing, "TRACER", provider.get_tracer("test"))
    monkeypatch.setattr(tracing, "_recorded", tracing.Share(1.0))
    yield exporter
    provider.shutdown()


async def test_work_in_a_thread_belongs_to_the_trace_of_who_gave_it(ended: InMemorySpanExporter) -> None:
    def work() -> None:
        with sqlite("INSERT", "inquiries"):
            pass

    with ThreadPoolExecutor(1) as threads, span("request"):
        await asyncio.get_running_loop().run_in_executor(threads, carried("records", work))
    inner, outer = ended.get_finished_spans()
    assert (inner.name, outer.name) == ("INSERT inquiries", "request")
    assert inner.parent == outer.get_span_context()


async def test_two_pieces_of_work_at_once_keep_their_own_traces(ended: InMemorySpanExporter) -> None:
    def work() -> int:
        return trace.get_current_span().get_span_context().span_id

    async def ask(name: str) -> tuple[int, int]:
        with span(name) as current:
            return current.get_span_context().span_id, await asyncio.get_running_loop().run_in_executor(threads, carried("rpc", work))

    with ThreadPoolExecutor(2) as threads:
        pairs = await asyncio.gather(*(ask(str(number)) for number in range(8)))
    assert all(given == seen for given, seen in pairs)
    assert len(set(pairs)) == len(ended.get_finished_spans())


def test_an_error_is_told_by_its_type_alone(ended: InMemorySpanExporter) -> None:
    with suppress(ValueError), sqlite("SELECT", "inquiries"):
        raise ValueError("마포구")
    (spans,) = ended.get_finished_spans()
    assert spans.attributes is not None
    assert spans.attributes["error.type"] == "ValueError"
    assert "마포구" not in spans.to_json()


def test_of_what_a_caller_sends_only_the_trace_and_the_span_are_taken() -> None:
    sent = {"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01", "tracestate": "name=hong", "baggage": "phone=010"}
    context = PROPAGATOR.extract(sent)
    carrier: dict[str, str] = {}
    PROPAGATOR.inject(carrier, context)
    assert carrier == {"traceparent": sent["traceparent"]}
    assert not trace.get_current_span(PROPAGATOR.extract({"traceparent": "00-nonsense"})).get_span_context().is_valid


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 1.0])
def test_of_traces_the_share_is_recorded_that_is_wanted_by_the_lower_half_of_their_numbers(share: float) -> None:
    recorded = Share(share)
    numbers = [(17 << 64) + place * 2**64 // 1000 for place in range(1000)]
    assert sum(map(recorded.holds, numbers)) == pytest.approx(1000 * share, abs=1)
    assert [recorded.holds(number) for number in numbers] == [recorded.holds(number % 2**64) for number in numbers]


def test_in_a_trace_that_is_not_recorded_there_are_no_spans(ended: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "_recorded", Share(0.0))
    with span("request") as outer, sqlite("INSERT", "inquiries"):
        inner = trace.get_current_span()
    assert inner is outer
    assert outer.get_span_context().is_valid
    assert ended.get_finished_spans() == ()


def test_before_telemetry_starts_traces_have_no_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "_recorded", Share())
    monkeypatch.setattr(tracing, "TRACER", trace.NoOpTracer())
    with span("request") as current:
        assert not current.get_span_context().is_valid


@pytest.mark.parametrize(
    "sent",
    [
        f"00-{'ab' * 16}-{'cd' * 8}-01",
        f"00-{'ab' * 16}-{'cd' * 8}-00",
        f"cc-{'ab' * 16}-{'cd' * 8}-01-more",
        f"00-{'ab' * 16}-{'cd' * 8}-01-more",
        f"00-{'0' * 32}-{'cd' * 8}-01",
        f"00-{'ab' * 16}-{'0' * 16}-01",
        f"ff-{'ab' * 16}-{'cd' * 8}-01",
        f"00-{'AB' * 16}-{'cd' * 8}-01",
        "00-nonsense",
        "",
    ],
)
def test_a_parent_is_read_as_opentelemetry_reads_it(sent: str) -> None:
    ours, theirs = PROPAGATOR.extract({"traceparent": sent}), TraceContextTextMapPropagator().extract({"traceparent": sent})
    assert trace.get_current_span(ours).get_span_context() == trace.get_current_span(theirs).get_span_context()

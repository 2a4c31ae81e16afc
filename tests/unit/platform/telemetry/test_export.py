"""What leaves a process: attributes of the schema, no words of errors, and the histograms that are added up in it."""

from __future__ import annotations

import logging
import math
from typing import Any

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import (
    Histogram,
    MetricExporter,
    MetricExportResult,
    MetricsData,
    PeriodicExportingMetricReader,
)
from opentelemetry.sdk.metrics.export import Metric as SdkMetric
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import Status, StatusCode, Tracer
from prometheus_client import CollectorRegistry, generate_latest

from city120_platform.telemetry import aggregates, instruments
from city120_platform.telemetry.export import UNKNOWN, Discreet, WithHistograms
from city120_platform.telemetry.prometheus import Histograms
from city120_platform.telemetry.schema import Metric


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
    with tracer(sent, "httpx").start_as_current_span("GET", attributes={"url.full": "q=마포구", "http.request.method": "GET"}) as span:
        pass
    result = only(sent)
    assert result.attributes == {"http.request.method": "GET"}
    assert (result.name, result.get_span_context(), result.kind) == ("GET", span.get_span_context(), result.kind)
    assert result.start_time is not None
    assert result.end_time is not None


def test_messages_of_errors_stay_here(sent: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match="마포구"), tracer(sent, "elasticsearch-api").start_as_current_span("msearch"):
        raise ValueError("마포구")
    span = only(sent)
    assert "마포구" not in span.to_json()
    assert span.status.status_code == StatusCode.ERROR
    assert not span.events


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


class Exported(MetricExporter):
    """Remembers what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.metrics: dict[str, SdkMetric] = {}

    def export(self, metrics_data: MetricsData, timeout_millis: float = 10_000, **options: Any) -> MetricExportResult:
        for scoped in metrics_data.resource_metrics[0].scope_metrics:
            self.metrics |= {metric.name: metric for metric in scoped.metrics}
        return MetricExportResult.SUCCESS

    def force_flush(self, timeout_millis: float = 10_000) -> bool:
        return True

    def shutdown(self, timeout_millis: float = 30_000, **options: Any) -> None:
        """Holds nothing."""


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> Metric:
    """A metric of which a histogram has two values."""
    monkeypatch.setattr(aggregates, "_counting", aggregates.Counting(began_ns=7))
    metric = Metric("wait.duration", "histogram", "s", "Time of waiting.", buckets=(0.1, 0.5))
    histogram = aggregates.Histogram(metric)
    histogram.record(0.3, {"queue.name": "rpc"})
    histogram.record(2.0, {"queue.name": "rpc"})
    monkeypatch.setattr(instruments, "_histograms", [histogram, aggregates.Histogram(Metric("never", "histogram", "s", ""))])
    return metric


def test_histograms_go_out_with_what_the_sdk_measures(waited: Metric) -> None:
    exported = Exported()
    provider = MeterProvider([PeriodicExportingMetricReader(WithHistograms(exported), export_interval_millis=math.inf)], shutdown_on_exit=False)
    provider.get_meter("test").create_counter("calls").add(1)
    provider.force_flush()
    provider.shutdown()
    assert set(exported.metrics) >= {"calls", "wait.duration"}
    assert "never" not in exported.metrics
    told = exported.metrics["wait.duration"]
    assert (told.description, told.unit) == (waited.brief, waited.unit)
    assert isinstance(told.data, Histogram)
    (point,) = told.data.data_points
    assert (point.attributes, point.count, point.sum, point.min, point.max) == ({"queue.name": "rpc"}, 2, 2.3, 0.3, 2.0)
    assert (point.bucket_counts, point.explicit_bounds, point.start_time_unix_nano) == ((0, 1, 1), (0.1, 0.5), 7)


def test_prometheus_has_them_by_its_own_names(waited: Metric) -> None:
    registry = CollectorRegistry()
    registry.register(Histograms())
    lines = generate_latest(registry).decode().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        'wait_duration_seconds_bucket{le="0.1",queue_name="rpc"} 0.0',
        'wait_duration_seconds_bucket{le="0.5",queue_name="rpc"} 1.0',
        'wait_duration_seconds_bucket{le="+Inf",queue_name="rpc"} 2.0',
        'wait_duration_seconds_count{queue_name="rpc"} 2.0',
        'wait_duration_seconds_sum{queue_name="rpc"} 2.3',
    ]

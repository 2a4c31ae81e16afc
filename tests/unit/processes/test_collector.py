"""What a collector makes of the messages of OTLP."""

from __future__ import annotations

from typing import Any

from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, ArrayValue, InstrumentationScope, KeyValue
from opentelemetry.proto.metrics.v1 import metrics_pb2
from opentelemetry.proto.resource.v1.resource_pb2 import Resource
from opentelemetry.proto.trace.v1 import trace_pb2

from city120_processes.collector import Collected, Collector, _Metrics, _Spans


def pair(key: str, **value: Any) -> KeyValue:
    return KeyValue(key=key, value=AnyValue(**value))


FAQ = Resource(attributes=[pair("service.name", string_value="faq")])


def test_a_span_is_kept_with_its_attributes_and_all_words_beside_them() -> None:
    span = trace_pb2.Span(
        trace_id=b"\x01" * 16,
        span_id=b"\x02" * 8,
        parent_span_id=b"\x03" * 8,
        name="match",
        kind=trace_pb2.Span.SPAN_KIND_SERVER,
        start_time_unix_nano=1,
        end_time_unix_nano=3,
        attributes=[pair("n", int_value=2), pair("list", array_value=ArrayValue(values=[AnyValue(bool_value=True)])), KeyValue(key="none")],
        status=trace_pb2.Status(code=trace_pb2.Status.STATUS_CODE_ERROR, message="late"),
        events=[trace_pb2.Span.Event(name="retry", attributes=[pair("of", string_value="faq")])],
    )
    scoped = trace_pb2.ScopeSpans(scope=InstrumentationScope(name="city120"), spans=[span])
    collected = Collected()
    _Spans(collected).Export(ExportTraceServiceRequest(resource_spans=[trace_pb2.ResourceSpans(resource=FAQ, scope_spans=[scoped])]), None)
    (kept,) = collected.spans
    assert (kept.trace_id, kept.id, kept.parent_id) == ("01" * 16, "02" * 8, "03" * 8)
    assert (kept.name, kept.kind, kept.service, kept.scope, kept.end_ns - kept.start_ns) == ("match", "server", "faq", "city120", 2)
    assert kept.attributes == {"n": 2, "list": [True], "none": None}
    assert kept.failed
    assert kept.said == "late retry {'of': 'faq'}"
    assert collected.resources == [{"service.name": "faq"}]


def test_each_series_of_a_metric_is_a_point_with_what_measured_it() -> None:
    number, buckets = metrics_pb2.NumberDataPoint, metrics_pb2.HistogramDataPoint
    metrics = [
        metrics_pb2.Metric(
            name="calls", unit="{call}", sum=metrics_pb2.Sum(is_monotonic=True, data_points=[number(attributes=[pair("a", int_value=1)])])
        ),
        metrics_pb2.Metric(name="waiting", sum=metrics_pb2.Sum(data_points=[number()])),
        metrics_pb2.Metric(name="threads", gauge=metrics_pb2.Gauge(data_points=[number(), number()])),
        metrics_pb2.Metric(name="took", unit="s", histogram=metrics_pb2.Histogram(data_points=[buckets(explicit_bounds=[0.1, 1.0])])),
    ]
    collected = Collected()
    scoped = metrics_pb2.ScopeMetrics(metrics=metrics)
    _Metrics(collected).Export(
        ExportMetricsServiceRequest(resource_metrics=[metrics_pb2.ResourceMetrics(resource=FAQ, scope_metrics=[scoped])]), None
    )
    assert [(point.metric, point.instrument) for point in collected.points] == [
        ("calls", "counter"),
        ("waiting", "updowncounter"),
        ("threads", "gauge"),
        ("threads", "gauge"),
        ("took", "histogram"),
    ]
    assert collected.points[0].attributes == {"a": 1}
    assert (collected.points[-1].unit, collected.points[-1].bounds, collected.points[-1].service) == ("s", (0.1, 1.0), "faq")


def test_it_listens_on_a_port_of_this_machine_that_services_are_told() -> None:
    with Collector() as collector:
        assert collector.port > 0
        assert collector.endpoint == f"http://127.0.0.1:{collector.port}"

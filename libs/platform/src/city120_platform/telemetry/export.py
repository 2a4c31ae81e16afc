"""What leaves the process: of a span what the schema has and no more, and of metrics also those that are added up here."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

from opentelemetry.sdk.metrics.export import (
    AggregationTemporality,
    Histogram,
    HistogramDataPoint,
    Metric,
    MetricExporter,
    MetricExportResult,
    MetricsData,
    ResourceMetrics,
    ScopeMetrics,
)
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from opentelemetry.trace import Status

from city120_platform.log import fields
from city120_platform.telemetry import aggregates
from city120_platform.telemetry.instruments import SCOPE, histograms
from city120_platform.telemetry.schema import schema

_logger = logging.getLogger(__name__)
UNKNOWN = "attribute is not in the telemetry schema"


class Discreet(SpanExporter):
    """Gives spans to another exporter, without attributes that the schema does not have and without messages of errors: libraries put what callers
    wrote into them. One that nobody has decided about is logged, once."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter
        self._logged: set[str] = set()

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self._exporter.export([self._discreet(span) for span in spans])

    def shutdown(self) -> None:
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self._exporter.force_flush(timeout_millis)

    def _discreet(self, span: ReadableSpan) -> ReadableSpan:
        scope = span.instrumentation_scope.name if span.instrumentation_scope else ""
        before = span.attributes or {}
        attributes = {name: value for name, value in before.items() if self._may_leave(name, scope)}
        if len(attributes) == len(before) and not span.status.description and not span.events:
            return span
        return ReadableSpan(
            name=span.name,
            context=span.get_span_context(),
            parent=span.parent,
            resource=span.resource,
            attributes=attributes,
            kind=span.kind,
            status=Status(span.status.status_code),
            start_time=span.start_time,
            end_time=span.end_time,
            instrumentation_scope=span.instrumentation_scope,
        )

    def _may_leave(self, name: str, scope: str) -> bool:
        if schema().may_leave(name, scope):
            return True
        if name not in self._logged and not schema().is_withheld(name, scope):
            self._logged.add(name)
            _logger.warning(UNKNOWN, extra=fields(attribute=name))
        return False


class WithHistograms(MetricExporter):
    """Gives metrics to another exporter, and with them the histograms that are added up here, since counting began."""

    def __init__(self, exporter: MetricExporter) -> None:
        super().__init__()
        self._exporter = exporter

    def export(self, metrics_data: MetricsData, timeout_millis: float = 10_000, **options: Any) -> MetricExportResult:
        told, *others = metrics_data.resource_metrics
        ours = ScopeMetrics(InstrumentationScope(SCOPE), [_as_metric(histogram) for histogram in histograms() if histogram.read()], "")
        whole = ResourceMetrics(told.resource, [*told.scope_metrics, ours], told.schema_url)
        return self._exporter.export(MetricsData([whole, *others]), timeout_millis, **options)

    def force_flush(self, timeout_millis: float = 10_000) -> bool:
        return self._exporter.force_flush(timeout_millis)

    def shutdown(self, timeout_millis: float = 30_000, **options: Any) -> None:
        self._exporter.shutdown(timeout_millis, **options)


def _as_metric(histogram: aggregates.Histogram) -> Metric:
    metric, until = histogram.metric, time.time_ns()
    points = [
        HistogramDataPoint(
            attributes=spread.attributes,
            start_time_unix_nano=aggregates.began_ns(),
            time_unix_nano=until,
            count=sum(spread.counts),
            sum=spread.total,
            bucket_counts=spread.counts,
            explicit_bounds=metric.buckets,
            min=spread.least,
            max=spread.greatest,
        )
        for spread in histogram.read()
    ]
    return Metric(metric.name, metric.brief, metric.unit, Histogram(points, AggregationTemporality.CUMULATIVE))

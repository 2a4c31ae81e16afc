"""A collector of telemetry on this machine, for tests, measurements and pictures: services send it spans and metrics by OTLP over gRPC."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import grpc
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2, metrics_service_pb2_grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1 import trace_pb2

_ERROR = trace_pb2.Status.STATUS_CODE_ERROR


@dataclass(frozen=True)
class Span:
    """A span as it arrived. `said`: all words in it that are no attribute: status, events, trace state."""

    trace_id: str
    id: str
    parent_id: str
    name: str
    kind: str
    service: str
    scope: str
    attributes: dict[str, Any]
    start_ns: int
    end_ns: int
    failed: bool
    said: str


@dataclass(frozen=True)
class Point:
    """One series of a metric, once."""

    metric: str
    unit: str
    instrument: str
    service: str
    attributes: dict[str, Any]
    bounds: tuple[float, ...] = ()


@dataclass
class Collected:
    """All that arrived."""

    spans: list[Span] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    resources: list[dict[str, Any]] = field(default_factory=list)


class Collector:
    """Listens on a port of the loopback until closed. Use it in `with`."""

    def __init__(self, port: int = 0) -> None:
        self.collected = Collected()
        self._server = grpc.server(ThreadPoolExecutor(2, thread_name_prefix="collector"))
        trace_service_pb2_grpc.add_TraceServiceServicer_to_server(_Spans(self.collected), self._server)
        metrics_service_pb2_grpc.add_MetricsServiceServicer_to_server(_Metrics(self.collected), self._server)
        self.port: int = self._server.add_insecure_port(f"127.0.0.1:{port}")
        self._server.start()

    @property
    def endpoint(self) -> str:
        """What CITY120_OTLP_ENDPOINT has to be."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Collector:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop(None).wait()


class _Spans(trace_service_pb2_grpc.TraceServiceServicer):
    def __init__(self, collected: Collected) -> None:
        self._collected = collected

    def Export(self, request: Any, context: Any) -> Any:  # noqa: N802
        for group in request.resource_spans:
            resource = _plain(group.resource.attributes)
            self._collected.resources.append(resource)
            for scoped in group.scope_spans:
                self._collected.spans += [_span(span, scoped.scope.name, str(resource["service.name"])) for span in scoped.spans]
        return trace_service_pb2.ExportTraceServiceResponse()


class _Metrics(metrics_service_pb2_grpc.MetricsServiceServicer):
    def __init__(self, collected: Collected) -> None:
        self._collected = collected

    def Export(self, request: Any, context: Any) -> Any:  # noqa: N802
        for group in request.resource_metrics:
            resource = _plain(group.resource.attributes)
            self._collected.resources.append(resource)
            for scoped in group.scope_metrics:
                for metric in scoped.metrics:
                    self._collected.points += _points(metric, str(resource["service.name"]))
        return metrics_service_pb2.ExportMetricsServiceResponse()


def _span(span: Any, scope: str, service: str) -> Span:
    said = [span.status.message, span.trace_state]
    said += [f"{event.name} {_plain(event.attributes)}" for event in span.events]
    return Span(
        trace_id=span.trace_id.hex(),
        id=span.span_id.hex(),
        parent_id=span.parent_span_id.hex(),
        name=span.name,
        kind=trace_pb2.Span.SpanKind.Name(span.kind).removeprefix("SPAN_KIND_").lower(),
        service=service,
        scope=scope,
        attributes=_plain(span.attributes),
        start_ns=span.start_time_unix_nano,
        end_ns=span.end_time_unix_nano,
        failed=span.status.code == _ERROR,
        said=" ".join(filter(None, said)),
    )


def _points(metric: Any, service: str) -> list[Point]:
    data = metric.WhichOneof("data")
    instrument = data
    if data == "sum":
        instrument = "counter" if metric.sum.is_monotonic else "updowncounter"
    return [
        Point(metric.name, metric.unit, instrument, service, _plain(point.attributes), tuple(getattr(point, "explicit_bounds", ())))
        for point in getattr(metric, data).data_points
    ]


def _plain(pairs: Iterable[KeyValue]) -> dict[str, Any]:
    return {pair.key: _value(pair.value) for pair in pairs}


def _value(value: AnyValue) -> Any:
    kind = value.WhichOneof("value")
    if kind == "array_value":
        return [_value(item) for item in value.array_value.values]
    return getattr(value, kind) if kind else None

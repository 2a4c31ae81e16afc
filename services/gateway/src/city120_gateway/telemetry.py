"""Metrics without personal data: how many inquiries of which kind, and how long requests take."""

from __future__ import annotations

from city120.inquiry.v1 import inquiry_pb2 as pb
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.sdk.metrics import MeterProvider
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.registry import REGISTRY


class Telemetry:
    """Counts and times, read at /metrics in the Prometheus text format."""

    def __init__(self) -> None:
        self._registry: CollectorRegistry = REGISTRY
        self._provider = MeterProvider([PrometheusMetricReader()])
        meter = self._provider.get_meter("city120.gateway")
        self._inquiries = meter.create_counter("city120.inquiries", unit="1", description="inquiries resolved")
        self._degraded = meter.create_counter("city120.degraded", unit="1", description="parts that were missing or weaker")
        self._dropped = meter.create_counter("city120.records.dropped", unit="1", description="inquiries that could not be recorded")
        self._seconds = meter.create_histogram("city120.request.duration", unit="s", description="time a REST request took")

    def resolved(self, response: pb.ResolveInquiryResponse, channel: str) -> None:
        """Count one resolution."""
        kind = pb.Kind.Name(response.kind).removeprefix("KIND_").lower()
        self._inquiries.add(1, {"kind": kind, "language": response.language, "channel": channel or "web"})
        for note in response.degraded:
            self._degraded.add(1, {"part": note.part, "reason": note.reason})

    def request(self, route: str, status: int, seconds: float) -> None:
        """Time one REST request."""
        self._seconds.record(seconds, {"route": route, "status": str(status)})

    def dropped(self, count: int) -> None:
        """Count inquiries that were answered and not recorded."""
        self._dropped.add(count)

    def exposition(self) -> bytes:
        """Everything, in the Prometheus text format."""
        return generate_latest(self._registry)

    def shutdown(self) -> None:
        """Let go of the registry."""
        self._provider.shutdown()

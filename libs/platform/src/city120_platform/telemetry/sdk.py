"""Where telemetry goes: to an OTLP endpoint if there is one, and in any case to whoever reads Prometheus' format."""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import version

from opentelemetry import metrics, propagate, trace
from opentelemetry.context import Context
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.sdk.environment_variables import OTEL_SDK_DISABLED
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricExporter, MetricReader, PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import Decision, Sampler, SamplingResult
from opentelemetry.trace import Link, SpanKind, TraceState
from opentelemetry.util.types import Attributes

from city120_platform.keys import METRICS, Keyring
from city120_platform.settings import ServiceSettings
from city120_platform.telemetry import aggregates
from city120_platform.telemetry.export import Discreet, WithHistograms
from city120_platform.telemetry.process import observe_process
from city120_platform.telemetry.prometheus import Listener, leave_to_us
from city120_platform.telemetry.tracing import PROPAGATOR, is_recorded, record

# Longest that the end of a process waits for what has not been sent yet.
_FLUSH_S = 1.5
# The instrumentation of httpx goes by the present conventions only when told to.
_STABLE = ("OTEL_SEMCONV_STABILITY_OPT_IN", "http")


@contextmanager
def telemetry(service: str, settings: ServiceSettings) -> Iterator[None]:
    """Telemetry of a process while the block lasts; what is left at its end is sent, for a moment. Once a process. OTEL_SDK_DISABLED=true: none."""
    if os.environ.get(OTEL_SDK_DISABLED, "").lower() == "true":
        yield
        return
    with ExitStack() as stack:
        stop = start(service, settings)
        stack.callback(_in_time, stop)
        if settings.metrics_port:
            stack.callback(Listener(settings.host, settings.metrics_port, _may_read(settings)).close)
        yield


def _may_read(settings: ServiceSettings) -> Callable[[str], bool]:
    """Whether a key may read metrics."""
    keyring = Keyring.of(settings)

    def may(key: str) -> bool:
        caller = keyring.caller(key)
        return caller is not None and caller.may(METRICS)

    return may


def start(service: str, settings: ServiceSettings) -> Callable[[], None]:
    """Begin; what ends it, when all is sent."""
    os.environ.setdefault(*_STABLE)
    resource = Resource.create(
        {
            "service.name": service,
            "service.namespace": "city120",
            "service.version": version("city120-platform"),
            "service.instance.id": str(uuid.uuid4()),
        }
    )
    # Without an endpoint nothing is recorded, but traces have numbers, which the logs tell.
    record(settings.trace_share if settings.otlp_endpoint else 0.0)
    tracers = TracerProvider(_ByNumber(), resource, shutdown_on_exit=False)
    readers: list[MetricReader] = [PrometheusMetricReader(scope_info_enabled=False)]
    if settings.otlp_endpoint:
        spans, measurements = _exporters(settings)
        tracers.add_span_processor(BatchSpanProcessor(Discreet(spans)))
        readers.append(PeriodicExportingMetricReader(WithHistograms(measurements)))
    meters = MeterProvider(readers, resource, shutdown_on_exit=False)
    propagate.set_global_textmap(PROPAGATOR)
    trace.set_tracer_provider(tracers)
    metrics.set_meter_provider(meters)
    leave_to_us()
    aggregates.begin()
    observe_process()

    def stop() -> None:
        tracers.shutdown()
        meters.shutdown()

    return stop


class _ByNumber(Sampler):
    """By the number of the trace, whatever the caller's own decision was: all services decide alike, and nobody outside makes us record."""

    def should_sample(
        self,
        parent_context: Context | None,
        trace_id: int,
        name: str,
        kind: SpanKind | None = None,
        attributes: Attributes = None,
        links: Sequence[Link] | None = None,
        trace_state: TraceState | None = None,
    ) -> SamplingResult:
        return SamplingResult(Decision.RECORD_AND_SAMPLE if is_recorded(trace_id) else Decision.DROP, attributes)

    def get_description(self) -> str:
        return "by the number of the trace"


def _exporters(settings: ServiceSettings) -> tuple[SpanExporter, MetricExporter]:
    """Loaded only where they are used: they are heavy."""
    endpoint = settings.otlp_endpoint
    if settings.otlp_protocol == "grpc":
        from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter as GrpcMetrics
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as GrpcSpans

        return GrpcSpans(endpoint=endpoint), GrpcMetrics(endpoint=endpoint)
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter as HttpMetrics
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter as HttpSpans

    base = endpoint.rstrip("/")
    return HttpSpans(endpoint=f"{base}/v1/traces"), HttpMetrics(endpoint=f"{base}/v1/metrics")


def _in_time(work: Callable[[], None]) -> None:
    """Do something, but let nobody wait for it too long: a collector that does not answer holds no process back."""
    thread = threading.Thread(target=work, name="telemetry", daemon=True)
    thread.start()
    thread.join(_FLUSH_S)

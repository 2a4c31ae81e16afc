"""gRPC calls as spans and measurements, where they are answered and where they are made, by the semantic conventions of RPC.

The instrumentation package for gRPC measures nothing, and exports the addresses of callers.
"""

from __future__ import annotations

import logging
import time
from types import TracebackType
from typing import Any

import grpc
from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, StatusCode
from opentelemetry.util.types import AttributeValue

from city120_platform import health
from city120_platform.log import fields
from city120_platform.telemetry import instruments
from city120_platform.telemetry.tracing import PARENT, PROPAGATOR, TRACER

OK = "OK"
# Those that are the server's fault, as the conventions have it.
_FAILURES = frozenset({"UNKNOWN", "DEADLINE_EXCEEDED", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS"})
_logger = logging.getLogger(__name__)
_answered = instruments.histogram("rpc.server.call.duration")
_made = instruments.histogram("rpc.client.call.duration")
_refused = instruments.counter("city120.refusals")


def _parent(metadata: Any) -> Context | None:
    """The span that a caller says this call belongs to."""
    sent = next((value for key, value in metadata or () if key == PARENT), None)
    return PROPAGATOR.extract({PARENT: sent}) if isinstance(sent, str) else None


def _described(method: str) -> dict[str, AttributeValue]:
    return {"rpc.system.name": "grpc", "rpc.method": method.removeprefix("/")}


class Told:
    """What whoever answers a call tells of it. `status`: what it ends with. `admitted`: it was let in to be answered."""

    def __init__(self) -> None:
        self.status, self.admitted = OK, False


class AnsweredCall(Told):
    """A call that is answered, from its arrival to its end: a span, a measurement and one log line."""

    def __init__(self, method: str, metadata: Any) -> None:
        super().__init__()
        self._method, self._metadata = method, metadata

    def __enter__(self) -> AnsweredCall:
        self._started = time.perf_counter()
        self._described = _described(self._method)
        name = str(self._described["rpc.method"])
        self._span = TRACER.start_span(name, _parent(self._metadata), SpanKind.SERVER, self._described)
        self._token = contexts.attach(trace.set_span_in_context(self._span))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        seconds = time.perf_counter() - self._started
        if error is not None and self.status == OK:
            self.status = grpc.StatusCode.CANCELLED.name
        described = _finish(self._span, self._described, self.status, failed=self.status in _FAILURES)
        _answered.record(seconds, described)
        if not self.admitted:
            _refused.add(1, {"error.type": self.status})
        if _logger.isEnabledFor(logging.INFO):
            _logger.info("rpc", extra=fields(method=self._method, status=self.status, ms=round(seconds * 1000, 2)))
        contexts.detach(self._token)


def _finish(span: Span, described: dict[str, AttributeValue], status: str, *, failed: bool) -> dict[str, AttributeValue]:
    """End a span; the attributes of the measurement."""
    ended = {"rpc.response.status_code": status, **({"error.type": status} if failed else {})}
    if span.is_recording():
        span.set_attributes(ended)
        if failed:
            span.set_status(StatusCode.ERROR)
    span.end()
    return described | ended


class _MadeCall:
    """A call that is made, until its answer is there."""

    def __init__(self, details: Any) -> None:
        method = details.method.decode() if isinstance(details.method, bytes) else details.method
        self._started, self._described = time.perf_counter(), _described(method)
        self._span = TRACER.start_span(method.removeprefix("/"), kind=SpanKind.CLIENT, attributes=self._described)
        carrier: dict[str, str] = {}
        PROPAGATOR.inject(carrier, trace.set_span_in_context(self._span))
        sent = grpc.aio.Metadata(*(details.metadata or ()), *carrier.items())
        self.details = grpc.aio.ClientCallDetails(details.method, details.timeout, sent, details.credentials, details.wait_for_ready)

    def end(self, status: str) -> None:
        described = _finish(self._span, self._described, status, failed=status != OK)
        _made.record(time.perf_counter() - self._started, described)


class _UnaryCalls(grpc.aio.UnaryUnaryClientInterceptor):  # type: ignore[misc]  # without types
    async def intercept_unary_unary(self, continuation: Any, client_call_details: Any, request: Any) -> Any:
        if _is_health(client_call_details.method):
            return await continuation(client_call_details, request)
        made = _MadeCall(client_call_details)
        status = grpc.StatusCode.CANCELLED.name
        try:
            call = await continuation(made.details, request)
            status = (await call.code()).name
            return call
        finally:
            made.end(status)


def _is_health(method: str | bytes) -> bool:
    return health.SERVICE in str(method)


def client_interceptors() -> tuple[grpc.aio.ClientInterceptor, ...]:
    """For a channel: tells of each call with one message each way, but those of health, and lets the trace go on where it is answered."""
    return (_UnaryCalls(),)

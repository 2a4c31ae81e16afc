"""gRPC calls as spans and measurements, where they are answered and where they are made, by the semantic conventions of RPC.

The instrumentation package for gRPC measures nothing, and exports the addresses of callers.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cache, partial
from types import TracebackType
from typing import Any

import grpc
from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, StatusCode

from city120_platform import health
from city120_platform.log import fields
from city120_platform.telemetry import instruments
from city120_platform.telemetry.aggregates import Histogram, Series
from city120_platform.telemetry.tracing import PARENT, PROPAGATOR, span_of_call

OK = "OK"
# Those that are the server's fault, as the conventions have it.
_FAILURES = frozenset({"UNKNOWN", "DEADLINE_EXCEEDED", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS"})
_logger = logging.getLogger(__name__)
_answered = instruments.histogram("rpc.server.call.duration")
_made = instruments.histogram("rpc.client.call.duration")
_refused = instruments.counter("city120.refusals")


def _parent(metadata: Any) -> Context | None:
    """The span that a caller says this call belongs to."""
    for key, value in metadata or ():
        if key == PARENT:
            return PROPAGATOR.extract({PARENT: value}) if isinstance(value, str) else None
    return None


class _Method:
    """A method as spans and measurements name it; made once, not once a call."""

    def __init__(self, path: str, durations: Histogram) -> None:
        self.path, self.name = path, path.removeprefix("/")
        self.described: dict[str, str | int] = {"rpc.system.name": "grpc", "rpc.method": self.name}
        self._durations = durations
        self._series: dict[tuple[str, bool], Series] = {}

    def end(self, span: Span, seconds: float, status: str, *, failed: bool) -> None:
        """Measure a call, and end its span."""
        series = self._series.get((status, failed))
        if series is None:
            series = self._series[(status, failed)] = self._durations.series(self.described | _ended(status, failed=failed))
        series.record(seconds)
        if span.is_recording():
            span.set_attributes(_ended(status, failed=failed))
            if failed:
                span.set_status(StatusCode.ERROR)
            span.end()


def _ended(status: str, *, failed: bool) -> dict[str, str | int]:
    return {"rpc.response.status_code": status, **({"error.type": status} if failed else {})}


class Told:
    """What whoever answers a call tells of it. `status`: what it ends with. `admitted`: it was let in to be answered."""

    def __init__(self) -> None:
        self.status, self.admitted = OK, False


class AnsweredCall(Told):
    """A call that is answered, from its arrival to its end: a span, a measurement and one log line."""

    def __init__(self, method: _Method, metadata: Any) -> None:
        super().__init__()
        self._method, self._metadata = method, metadata

    def __enter__(self) -> AnsweredCall:
        self._started = time.perf_counter()
        self._span = span_of_call(self._method.name, SpanKind.SERVER, self._method.described, _parent(self._metadata))
        self._token = contexts.attach(trace.set_span_in_context(self._span))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        seconds = time.perf_counter() - self._started
        if error is not None and self.status == OK:
            self.status = grpc.StatusCode.CANCELLED.name
        self._method.end(self._span, seconds, self.status, failed=self.status in _FAILURES)
        if not self.admitted:
            _refused.add(1, {"error.type": self.status})
        if _logger.isEnabledFor(logging.INFO):
            _logger.info("rpc", extra=fields(method=self._method.path, status=self.status, ms=round(seconds * 1000, 2)))
        contexts.detach(self._token)


def answered(method: str) -> Callable[[Any], AnsweredCall]:
    """What tells of each call of a method that is answered here, given its metadata."""
    return partial(AnsweredCall, _Method(method, _answered))


class _MadeCall:
    """A call that is made, until its answer is there."""

    def __init__(self, details: Any) -> None:
        self._started = time.perf_counter()
        self._method = _made_method(details.method)
        self._span = span_of_call(self._method.name, SpanKind.CLIENT, self._method.described)
        carrier: dict[str, str] = {}
        PROPAGATOR.inject(carrier, trace.set_span_in_context(self._span))
        sent = grpc.aio.Metadata(*(details.metadata or ()), *carrier.items())
        self.details = grpc.aio.ClientCallDetails(details.method, details.timeout, sent, details.credentials, details.wait_for_ready)

    def end(self, status: str) -> None:
        self._method.end(self._span, time.perf_counter() - self._started, status, failed=status != OK)


# A channel is asked for the methods of the contract alone.
@cache
def _made_method(method: str | bytes) -> _Method:
    return _Method(method.decode() if isinstance(method, bytes) else method, _made)


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

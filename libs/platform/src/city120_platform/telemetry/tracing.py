"""Spans for work inside a process, and the way of a trace into a thread. Only the API of OpenTelemetry: it costs next to nothing until it starts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from random import getrandbits
from types import MappingProxyType
from typing import Any, TypeVar

from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.propagators.textmap import Getter, default_getter
from opentelemetry.trace import NonRecordingSpan, Span, SpanContext, SpanKind, StatusCode, TraceFlags
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from opentelemetry.util.types import AttributeValue

from city120_platform.telemetry import instruments
from city120_platform.telemetry.schema import schema

_Result = TypeVar("_Result")
PARENT = "traceparent"
_FORM = re.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")
_HALF = 2**64
TRACER = trace.get_tracer("city120", schema_url=schema().url)


def _numbers(trace_id: str, span_id: str, flags: str) -> SpanContext:
    return SpanContext(int(trace_id, 16), int(span_id, 16), is_remote=True, trace_flags=TraceFlags(int(flags, 16)))


class TraceParent(TraceContextTextMapPropagator):
    """The trace and the span that a caller names. What else may come along with them (tracestate, baggage) goes no further."""

    def extract(self, carrier: Any, context: Context | None = None, getter: Getter[Any] = default_getter) -> Context:
        sent = getter.get(carrier, PARENT)
        # All that we send has this form; for whatever else there may be OpenTelemetry knows the rules.
        match = _FORM.fullmatch(sent[0]) if sent else None
        if match is None or not (numbers := _numbers(*match.groups())).is_valid:
            return super().extract({PARENT: sent[0]} if sent else {}, context)
        return trace.set_span_in_context(NonRecordingSpan(numbers), context)


PROPAGATOR = TraceParent()
_queued = instruments.histogram("city120.queue.duration")
_database = instruments.histogram("db.client.operation.duration")


@dataclass
class Share:
    """The share of traces that are recorded, by the lower half of their numbers: the same ones in all services. None: telemetry has not started, and
    traces have no numbers."""

    share: float | None = None

    def holds(self, trace_id: int) -> bool:
        """Whether a trace is recorded."""
        return trace_id % _HALF < (self.share or 0) * _HALF


_recorded = Share()


def record(share: float) -> None:
    """Record this share of the traces from now on; the others have numbers alone."""
    _recorded.share = share


def is_recorded(trace_id: int) -> bool:
    """Whether the spans of a trace are recorded."""
    return _recorded.holds(trace_id)


def span_of_call(name: str, kind: SpanKind, attributes: Mapping[str, AttributeValue], context: Context | None = None) -> Span:
    """A span for a call, in the trace of this context; default: the present one. Where the trace is not recorded it costs next to nothing: the
    span is then that of the context, or a new trace's numbers."""
    around = trace.get_current_span(context)
    if (numbers := around.get_span_context()).is_valid:
        return TRACER.start_span(name, context, kind, attributes) if is_recorded(numbers.trace_id) else around
    return _numbered() if _recorded.share == 0 else TRACER.start_span(name, context, kind, attributes)


def _numbered() -> Span:
    """The beginning of a trace that is not recorded."""
    return NonRecordingSpan(SpanContext(getrandbits(128) or 1, getrandbits(64) or 1, is_remote=False))


@contextmanager
def span(name: str, kind: SpanKind = SpanKind.INTERNAL, attributes: Mapping[str, AttributeValue] = MappingProxyType({})) -> Iterator[Span]:
    """A span around a block; an error in it is told by its type alone."""
    current = span_of_call(name, kind, attributes)
    if current is trace.get_current_span():
        yield current
        return
    with trace.use_span(current, end_on_exit=True, record_exception=False, set_status_on_exception=False):
        try:
            yield current
        except Exception as error:
            current.set_attribute("error.type", type(error).__name__)
            current.set_status(StatusCode.ERROR)
            raise


@contextmanager
def continued(context: Context) -> Iterator[None]:
    """Go on with the trace of a context, in a thread that takes work from a queue of its own."""
    token = contexts.attach(context)
    try:
        yield
    finally:
        contexts.detach(token)


def waited(queue: str, given: float) -> None:
    """Measure how long work waited in a queue, from a moment of time.perf_counter."""
    _queued.record(time.perf_counter() - given, {"city120.queue": queue})


def carried(queue: str, work: Callable[[], _Result]) -> Callable[[], _Result]:
    """Work for a thread of `queue`: it goes on with the trace of whoever gives it, and the time until it begins is measured."""
    context, given = copy_context(), time.perf_counter()

    def run() -> _Result:
        waited(queue, given)
        return context.run(work)

    return run


@contextmanager
def sqlite(operation: str, table: str) -> Iterator[None]:
    """A span and a measurement around work on a SQLite file: the first word of its statement, and the table."""
    described: dict[str, str | int] = {"db.system.name": "sqlite", "db.operation.name": operation, "db.collection.name": table}
    started = time.perf_counter()
    try:
        with span(f"{operation} {table}", SpanKind.CLIENT, described):
            yield
    except Exception as error:
        described["error.type"] = type(error).__name__
        raise
    finally:
        _database.record(time.perf_counter() - started, described)

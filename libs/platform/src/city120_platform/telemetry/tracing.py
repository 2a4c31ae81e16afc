"""Spans for work inside a process, and the way of a trace into a thread. Only the API of OpenTelemetry: it costs next to nothing until it starts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import copy_context
from types import MappingProxyType
from typing import Any, TypeVar

from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.propagators.textmap import Getter, default_getter
from opentelemetry.trace import Span, SpanKind, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from opentelemetry.util.types import AttributeValue

from city120_platform.telemetry import instruments
from city120_platform.telemetry.schema import schema

_Result = TypeVar("_Result")
PARENT = "traceparent"
TRACER = trace.get_tracer("city120", schema_url=schema().url)


class TraceParent(TraceContextTextMapPropagator):
    """The trace and the span that a caller names. What else may come along with them (tracestate, baggage) goes no further."""

    def extract(self, carrier: Any, context: Context | None = None, getter: Getter[Any] = default_getter) -> Context:
        sent = getter.get(carrier, PARENT)
        return super().extract({PARENT: sent[0]} if sent else {}, context)


PROPAGATOR = TraceParent()
_queued = instruments.histogram("city120.queue.duration")
_database = instruments.histogram("db.client.operation.duration")


@contextmanager
def span(name: str, kind: SpanKind = SpanKind.INTERNAL, attributes: Mapping[str, AttributeValue] = MappingProxyType({})) -> Iterator[Span]:
    """A span around a block; an error in it is told by its type alone."""
    with TRACER.start_as_current_span(name, kind=kind, attributes=attributes, record_exception=False, set_status_on_exception=False) as current:
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
    described: dict[str, AttributeValue] = {"db.system.name": "sqlite", "db.operation.name": operation, "db.collection.name": table}
    started = time.perf_counter()
    try:
        with span(f"{operation} {table}", SpanKind.CLIENT, described):
            yield
    except Exception as error:
        described["error.type"] = type(error).__name__
        raise
    finally:
        _database.record(time.perf_counter() - started, described)

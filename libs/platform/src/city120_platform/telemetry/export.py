"""What of a span leaves the process: what the schema has, and no more."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.trace import Status

from city120_platform.log import fields
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

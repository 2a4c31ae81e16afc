"""Structured logs: one JSON object a line on standard error, with the trace it belongs to. No inquiry text, no personal data: only what callers of
`fields` pass. The fields are those of the telemetry schema."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import traceback
from collections.abc import Iterator
from typing import Any

from opentelemetry import trace


class JsonFormatter(logging.Formatter):
    """Time, level, logger, message, trace and the fields given as `extra={"fields": {...}}`."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "service": self._service,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
            **_trace(),
        }
        if record.exc_info and record.exc_info[1]:
            line["exception"] = "".join(_lines(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def _trace() -> dict[str, str]:
    """The trace and the span that a line belongs to, in the form in which they travel; nothing outside of any."""
    context = trace.get_current_span().get_span_context()
    return {"trace_id": trace.format_trace_id(context.trace_id), "span_id": trace.format_span_id(context.span_id)} if context.is_valid else {}


def _lines(error: BaseException) -> Iterator[str]:
    """Where an error came from, the first cause first. Its message is left out: it may repeat what a caller wrote."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _lines(cause)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}\n"


def fields(**values: Any) -> dict[str, dict[str, Any]]:
    """Fields for one log line: `logger.info("ready", extra=fields(port=50121))`."""
    return {"fields": values}


def configure(service: str, level: str = "INFO") -> None:
    """Log as JSON lines on standard error, from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(service))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)

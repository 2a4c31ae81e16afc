"""Spans as they arrive, held against the telemetry schema."""

from __future__ import annotations

from city120_platform.telemetry.schema import SpanType, schema
from city120_processes.collector import Span


def type_of(span: Span) -> SpanType | None:
    """The type of a span: the one that has its kind, its name, and all its attributes; None when there is none."""
    for known in schema().spans:
        if known.kind == span.kind and known.name_of(span.attributes) == span.name and set(span.attributes) <= set(known.attributes):
            return known
    return None

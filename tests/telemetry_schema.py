"""Spans as they arrive, held against the telemetry schema."""

from __future__ import annotations

from typing import Any

from city120_platform.telemetry.schema import SpanType, schema
from city120_processes.collector import Span


def type_of(span: Span) -> SpanType | None:
    """The type of a span: the one that has its kind, its name, and all its attributes; None when there is none."""
    for known in schema().spans:
        if known.kind == span.kind and _name(known, span.attributes) == span.name and set(span.attributes) <= set(known.attributes):
            return known
    return None


def _name(known: SpanType, attributes: dict[str, Any]) -> str:
    """The name that a span of a type has to have with these attributes; one that is missing is left out."""
    name = known.name
    for attribute in known.attributes:
        value = str(attributes.get(attribute, ""))
        # As the conventions have it, for a method that nobody knows.
        name = name.replace(f"{{{attribute}}}", "HTTP" if value == "_OTHER" else value)
    return name.strip()

"""The file of all spans, metrics and log fields, and what follows from it: what may be exported, and under which names Prometheus has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

_UNITS = {"s": "_seconds", "By": "_bytes", "1": ""}


@dataclass(frozen=True)
class Attribute:
    """An attribute, or a field of a log line."""

    id: str
    type: str
    brief: str
    examples: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Metric:
    """A metric. `buckets`: upper bounds of a histogram, none to leave them to who makes it."""

    name: str
    instrument: str
    unit: str
    brief: str
    attributes: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()

    @property
    def prometheus_base(self) -> str:
        """Its name in Prometheus, which those of its series begin with."""
        return self.name.replace(".", "_") + _UNITS.get(self.unit, "")

    @property
    def prometheus_names(self) -> tuple[str, ...]:
        """The series that Prometheus gets of it."""
        base = self.prometheus_base
        if self.instrument == "histogram":
            return tuple(f"{base}_{suffix}" for suffix in ("bucket", "sum", "count"))
        ratio = "_ratio" if self.instrument == "gauge" and self.unit == "1" else ""
        return (f"{base}_total" if self.instrument == "counter" else f"{base}{ratio}",)


@dataclass(frozen=True)
class SpanType:
    """A kind of span: its name, with the attributes that make it in braces, and its attributes."""

    id: str
    kind: str
    name: str
    brief: str
    attributes: tuple[str, ...]


@dataclass(frozen=True)
class Withheld:
    """An attribute that a library sets and that is never exported; `scope`: of that library's spans alone."""

    id: str
    by: str
    why: str
    scope: str = ""


@dataclass(frozen=True)
class Schema:
    """All of it."""

    url: str
    attributes: dict[str, Attribute] = field(default_factory=dict)
    resource: dict[str, Attribute] = field(default_factory=dict)
    log_fields: dict[str, Attribute] = field(default_factory=dict)
    spans: tuple[SpanType, ...] = ()
    metrics: dict[str, Metric] = field(default_factory=dict)
    withheld: tuple[Withheld, ...] = ()

    def may_leave(self, attribute: str, scope: str) -> bool:
        """Whether an attribute of a span of this instrumentation may be exported."""
        return attribute in self.attributes and not self.is_withheld(attribute, scope)

    def is_withheld(self, attribute: str, scope: str) -> bool:
        """Whether it is known, and known not to be exported."""
        return any(row.id == attribute and row.scope in ("", scope) for row in self.withheld)


@cache
def schema() -> Schema:
    """The schema of this version."""
    return read_schema(files(__package__).joinpath("schema.yaml").read_text(encoding="utf-8"))


def read_schema(text: str) -> Schema:
    """A schema from its file. Raises KeyError for a group without what it needs, and for a reference to an attribute that is not in it."""
    content = msgspec.yaml.decode(text)
    by_type: dict[str, list[dict[str, Any]]] = {}
    for group in content["groups"]:
        by_type.setdefault(group["type"], []).append(group)
    attributes = _attributes(by_type["attribute_group"])
    for group in (*by_type["span"], *by_type["metric"]):
        if unknown := [name for name in _references(group) if name not in attributes]:
            raise KeyError(f"{group['id']} refers to {unknown[0]}, which is in no attribute_group")
    return Schema(
        url=content["schema_url"],
        attributes=attributes,
        resource=_attributes(by_type["resource"]),
        log_fields=_attributes(by_type["event"]),
        spans=tuple(SpanType(group["id"], group["span_kind"], group["name"], group["brief"], _references(group)) for group in by_type["span"]),
        metrics={group["metric_name"]: _metric(group) for group in by_type["metric"]},
        withheld=tuple(Withheld(row["id"], row["by"], row["why"], row.get("scope", "")) for row in content["withheld"]),
    )


def _attributes(groups: list[dict[str, Any]]) -> dict[str, Attribute]:
    return {
        row["id"]: Attribute(row["id"], row["type"], row["brief"], tuple(row.get("examples", ()))) for group in groups for row in group["attributes"]
    }


def _references(group: dict[str, Any]) -> tuple[str, ...]:
    return tuple(row["ref"] for row in group.get("attributes", ()))


def _metric(group: dict[str, Any]) -> Metric:
    buckets = tuple(float(bound) for bound in group.get("buckets", ()))
    return Metric(group["metric_name"], group["instrument"], group["unit"], group["brief"], _references(group), buckets)

"""Instruments by the names of the schema. They may be made before telemetry starts, and measure from then on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from opentelemetry import metrics
from opentelemetry.metrics import Counter, Histogram, Observation

from city120_platform.telemetry.schema import Metric, schema

_SCOPE = "city120"


def _named(name: str, *instruments: str) -> tuple[metrics.Meter, Metric]:
    metric = schema().metrics[name]
    assert metric.instrument in instruments, f"{name} is a {metric.instrument} in the schema"
    return metrics.get_meter(_SCOPE), metric


def counter(name: str) -> Counter:
    """A counter. Raises KeyError for a name that is not in the schema."""
    meter, metric = _named(name, "counter")
    return meter.create_counter(name, metric.unit, metric.brief)


def histogram(name: str) -> Histogram:
    """A histogram with the buckets of the schema. Raises KeyError for a name that is not in it."""
    meter, metric = _named(name, "histogram")
    return meter.create_histogram(name, metric.unit, metric.brief, explicit_bucket_boundaries_advisory=metric.buckets)


def observe(name: str, look: Callable[[], Iterable[Observation]]) -> None:
    """Let `look` be asked whenever metrics are read. Raises KeyError for a name that is not in the schema."""
    meter, metric = _named(name, "counter", "updowncounter", "gauge")
    make = {
        "counter": meter.create_observable_counter,
        "updowncounter": meter.create_observable_up_down_counter,
        "gauge": meter.create_observable_gauge,
    }[metric.instrument]
    make(name, [lambda _options: look()], metric.unit, metric.brief)

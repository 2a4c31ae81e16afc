"""Instruments by the names of the schema. They may be made before telemetry starts, and measure from then on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from opentelemetry import metrics
from opentelemetry.metrics import Observation

from city120_platform.telemetry.aggregates import Counter, Histogram
from city120_platform.telemetry.schema import Metric, schema

SCOPE = "city120"
_histograms: list[Histogram] = []


def _named(name: str, *instruments: str) -> Metric:
    metric = schema().metrics[name]
    assert metric.instrument in instruments, f"{name} is a {metric.instrument} in the schema"
    return metric


def counter(name: str) -> Counter:
    """A counter. Raises KeyError for a name that is not in the schema."""
    return _counting(name, "counter")


def up_down_counter(name: str) -> Counter:
    """A counter of what may also become less. Raises KeyError for a name that is not in the schema."""
    return _counting(name, "updowncounter")


def _counting(name: str, instrument: str) -> Counter:
    _named(name, instrument)
    made = Counter()
    observe(name, lambda: [Observation(total, attributes) for attributes, total in made.sums()])
    return made


def histogram(name: str) -> Histogram:
    """A histogram with the buckets of the schema. Raises KeyError for a name that is not in it."""
    made = Histogram(_named(name, "histogram"))
    _histograms.append(made)
    return made


def histograms() -> tuple[Histogram, ...]:
    """All that were made."""
    return tuple(_histograms)


def observe(name: str, look: Callable[[], Iterable[Observation]]) -> None:
    """Let `look` be asked whenever metrics are read. Raises KeyError for a name that is not in the schema."""
    metric, meter = _named(name, "counter", "updowncounter", "gauge"), metrics.get_meter(SCOPE)
    make = {
        "counter": meter.create_observable_counter,
        "updowncounter": meter.create_observable_up_down_counter,
        "gauge": meter.create_observable_gauge,
    }[metric.instrument]
    make(name, [lambda _options: look()], metric.unit, metric.brief)

"""Instruments by the names of the schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from opentelemetry.metrics import CallbackOptions, Observation

from city120_platform.telemetry import aggregates, instruments
from city120_platform.telemetry.schema import schema


class Meter:
    """Remembers what was made: kind, name, what is asked, unit."""

    def __init__(self) -> None:
        self.made: list[tuple[str, str, Callable[[Any], Any], str]] = []

    def __getattr__(self, name: str) -> Any:
        def make(metric: str, callbacks: list[Callable[[Any], Any]], unit: str, brief: str) -> None:
            self.made.append((name, metric, callbacks[0], unit))

        return make


@pytest.fixture
def meter(monkeypatch: pytest.MonkeyPatch) -> Meter:
    made = Meter()
    monkeypatch.setattr("opentelemetry.metrics.get_meter", lambda scope: made)
    monkeypatch.setattr(instruments, "_histograms", [])
    # Before that nothing is counted.
    monkeypatch.setattr(aggregates._counting, "began_ns", 1)
    return made


def name_of(instrument: str) -> str:
    """A metric of the schema of this kind."""
    return next(name for name, metric in schema().metrics.items() if metric.instrument == instrument)


@pytest.mark.parametrize(
    ("make", "instrument", "of_meter"),
    [
        (instruments.counter, "counter", "create_observable_counter"),
        (instruments.up_down_counter, "updowncounter", "create_observable_up_down_counter"),
    ],
)
def test_an_instrument_is_made_with_the_unit_of_the_schema(meter: Meter, make: Callable[[str], Any], instrument: str, of_meter: str) -> None:
    name = name_of(instrument)
    made = make(name)
    ((kind, metric, look, unit),) = meter.made
    assert (kind, metric, unit) == (of_meter, name, schema().metrics[name].unit)
    made.add(2, {"a": 1})
    made.add(3, {"a": 1})
    assert [(told.value, told.attributes) for told in look(CallbackOptions())] == [(5, {"a": 1})]


def test_a_histogram_is_added_up_here_and_remembered(meter: Meter) -> None:
    made = instruments.histogram(name_of("histogram"))
    assert instruments.histograms() == (made,)
    assert meter.made == []


def test_what_is_observed_is_asked_for_whenever_metrics_are_read(meter: Meter) -> None:
    values = iter((1, 2))
    instruments.observe(name_of("gauge"), lambda: [Observation(next(values))])
    ((kind, _, look, _),) = meter.made
    assert kind == "create_observable_gauge"
    assert [observation.value for _ in range(2) for observation in look(CallbackOptions())] == [1, 2]


@pytest.mark.parametrize("make", [instruments.counter, instruments.up_down_counter, instruments.histogram])
def test_a_name_that_is_not_in_the_schema_is_refused(meter: Meter, make: Callable[[str], Any]) -> None:
    with pytest.raises(KeyError, match="nobody"):
        make("nobody")


def test_an_instrument_of_another_kind_is_refused(meter: Meter) -> None:
    with pytest.raises(AssertionError, match="is a histogram in the schema"):
        instruments.counter(name_of("histogram"))

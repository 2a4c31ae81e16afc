"""Counts and histograms that are added up in the process, beside those of OpenTelemetry's SDK."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import Histogram as SdkHistogram
from opentelemetry.sdk.metrics.export import HistogramDataPoint, InMemoryMetricReader

from city120_platform.telemetry import aggregates
from city120_platform.telemetry.aggregates import Counter, Histogram, Spread
from city120_platform.telemetry.schema import Metric

BOUNDS = (0.1, 0.5, 1.0)


@pytest.fixture(autouse=True)
def _counting() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aggregates, "_counting", aggregates.Counting(began_ns=1))
        yield


def histogram() -> Histogram:
    return Histogram(Metric("call.duration", "histogram", "s", "", buckets=BOUNDS))


def of_the_sdk(values: list[tuple[float, dict[str, str | int]]]) -> list[HistogramDataPoint]:
    """What the SDK makes of the same values."""
    reader = InMemoryMetricReader()
    provider = MeterProvider([reader], shutdown_on_exit=False)
    instrument = provider.get_meter("test").create_histogram("call.duration", explicit_bucket_boundaries_advisory=BOUNDS)
    for value, attributes in values:
        instrument.record(value, attributes)
    data = reader.get_metrics_data()
    provider.shutdown()
    assert data is not None
    (metric,) = data.resource_metrics[0].scope_metrics[0].metrics
    assert isinstance(metric.data, SdkHistogram)
    return list(metric.data.data_points)


def test_values_lie_in_the_buckets_in_which_the_sdk_puts_them() -> None:
    draw = random.Random(120)
    values: list[tuple[float, dict[str, str | int]]] = [
        (draw.choice([draw.uniform(0, 2), *BOUNDS, 0.0]), {"method": draw.choice("abc"), "status": draw.choice([200, 500])}) for _ in range(500)
    ]
    ours = histogram()
    for value, attributes in values:
        ours.record(value, attributes)
    ours_by = {frozenset(spread.attributes.items()): spread for spread in ours.read()}
    theirs = of_the_sdk(values)
    assert len(ours_by) == len(theirs) == 6
    for point in theirs:
        spread = ours_by[frozenset((point.attributes or {}).items())]  # type: ignore[arg-type]
        assert spread.counts == tuple(point.bucket_counts)
        assert spread.total == pytest.approx(point.sum)
        assert (spread.least, spread.greatest) == (point.min, point.max)


def test_attributes_are_the_same_in_whatever_order_they_are_given() -> None:
    ours = histogram()
    ours.record(0.2, {"a": 1, "b": 2})
    ours.record(0.3, {"b": 2, "a": 1})
    assert ours.read() == [Spread({"a": 1, "b": 2}, (0, 2, 0, 0), 0.5, 0.2, 0.3)]


def test_a_series_that_has_no_value_is_not_told() -> None:
    ours = histogram()
    ours.series({"a": 1})
    assert ours.read() == []


def test_nothing_is_counted_before_counting_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aggregates, "_counting", aggregates.Counting())
    ours, counter = histogram(), Counter()
    ours.record(0.2)
    ours.series({}).record(0.2)
    counter.add(1)
    assert (ours.read(), counter.sums()) == ([], [])


def test_no_count_of_several_threads_is_lost() -> None:
    ours, counter = histogram(), Counter()

    def work() -> None:
        for _ in range(2_000):
            ours.record(0.2, {"a": 1})
            counter.add(2, {"a": 1})

    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(work) for _ in range(4)]:
            done.result()
    assert [spread.counts for spread in ours.read()] == [(0, 8_000, 0, 0)]
    assert counter.sums() == [({"a": 1}, 16_000)]

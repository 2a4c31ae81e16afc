"""Counts and histograms that are added up where they are measured, and read when somebody asks.

An instrument of the SDK makes an object of each value and takes it through seven layers, for each reader again, which is much beside a call of half a
millisecond. These are lists of numbers behind a lock. Until `begin` nothing is counted.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from types import MappingProxyType

from city120_platform.telemetry.schema import Metric

Attributes = Mapping[str, str | int]
_Key = frozenset[tuple[str, str | int]]
_NONE: Attributes = MappingProxyType({})


@dataclass
class Counting:
    """When counting began, in nanoseconds since 1970; 0: it has not."""

    began_ns: int = 0


_counting = Counting()


def begin() -> None:
    """Count from now on."""
    _counting.began_ns = time.time_ns()


def began_ns() -> int:
    """When counting began, in nanoseconds since 1970."""
    return _counting.began_ns


class Counter:
    """A sum for each set of attributes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._sums: dict[_Key, float] = {}

    def add(self, amount: float, attributes: Attributes = _NONE) -> None:
        """Count so many more."""
        if not _counting.began_ns:
            return
        key = frozenset(attributes.items())
        with self._lock:
            self._sums[key] = self._sums.get(key, 0) + amount

    def sums(self) -> list[tuple[dict[str, str | int], float]]:
        """The attributes and the sum of each series."""
        with self._lock:
            return [(dict(key), total) for key, total in self._sums.items()]


@dataclass(frozen=True)
class Spread:
    """How values are spread: how many lie in each bucket (the last has no upper bound), their sum, the least and the greatest."""

    attributes: Attributes
    counts: tuple[int, ...]
    total: float
    least: float
    greatest: float


class Series:
    """The values of a histogram that were measured with one set of attributes."""

    __slots__ = ("_attributes", "_bounds", "_counts", "_greatest", "_least", "_lock", "_total")

    def __init__(self, bounds: tuple[float, ...], attributes: Attributes) -> None:
        self._bounds, self._attributes, self._lock = bounds, attributes, Lock()
        self._counts = [0] * (len(bounds) + 1)
        self._total, self._least, self._greatest = 0.0, float("inf"), float("-inf")

    def record(self, value: float) -> None:
        """Count a value. A bucket holds its upper bound."""
        if not _counting.began_ns:
            return
        place = bisect_left(self._bounds, value)
        with self._lock:
            self._counts[place] += 1
            self._total += value
            self._least = min(self._least, value)
            self._greatest = max(self._greatest, value)

    def read(self) -> Spread:
        """What was counted so far."""
        with self._lock:
            return Spread(self._attributes, tuple(self._counts), self._total, self._least, self._greatest)


class Histogram:
    """How the values of a metric are spread over its buckets, for each set of attributes."""

    def __init__(self, metric: Metric) -> None:
        self.metric = metric
        self._lock = Lock()
        self._series: dict[_Key, Series] = {}

    def record(self, value: float, attributes: Attributes = _NONE) -> None:
        """Count a value."""
        if _counting.began_ns:
            self.series(attributes).record(value)

    def series(self, attributes: Attributes) -> Series:
        """The series of these attributes: who measures with the same ones often keeps it."""
        key = frozenset(attributes.items())
        with self._lock:
            series = self._series.get(key)
            if series is None:
                series = self._series[key] = Series(self.metric.buckets, dict(attributes))
            return series

    def read(self) -> list[Spread]:
        """All series that have values."""
        with self._lock:
            spreads = [series.read() for series in self._series.values()]
        return [spread for spread in spreads if any(spread.counts)]

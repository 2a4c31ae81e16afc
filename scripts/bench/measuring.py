"""What every measurement has: a row of the table, and how a rate is taken."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass
class Row:
    """One measurement. `value` is compared with `budget`: at least, or at most for milliseconds and megabytes."""

    name: str
    value: float
    unit: str
    budget: float
    ok: bool
    baseline: str
    ratio: float | None
    command: str


def per_second(work: Callable[[], int], seconds: float = 1.5) -> float:
    """How many things a second; the best of three runs of at least so long together."""
    best = 0.0
    for _ in range(3):
        done, began = 0, time.perf_counter()
        while (passed := time.perf_counter() - began) < seconds / 3:
            done += work()
        best = max(best, done / passed)
    return best


def yardstick() -> float:
    """Milliseconds that a million sums in Python take, the best of seven: how fast this machine is at this hour."""
    times = []
    for _ in range(7):
        began, total = time.perf_counter(), 0
        for number in range(1_000_000):
            total += number * number
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


def told(rows: Sequence[Row], out: Path) -> int:
    """Print the rows, write them to `out` as JSON, and return the exit status: 1 when one misses its budget."""
    for row in rows:
        print(f"{'ok  ' if row.ok else 'LATE'} {row.value:8} {row.unit:9} (budget {row.budget})  {row.name}")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(not all(row.ok for row in rows))

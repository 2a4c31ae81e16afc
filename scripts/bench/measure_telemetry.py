"""What telemetry costs: processor time of all four services for an inquiry over REST, with it and without, in turns in one run.

python scripts/bench/measure_telemetry.py [EDITION] [--share 0.1] [--rounds 60]

With: traces of a share and metrics, sent to a collector on this machine (which is not counted) and kept for Prometheus. Without: OTEL_SDK_DISABLED.
Writes build/bench/telemetry.json. The budget is 5 %.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from city120_edition.edition import current_edition_path, default_data_dir
from city120_processes import house_of
from city120_processes.collector import Collector

ROOT = Path(__file__).resolve().parents[2]
INQUIRIES = ROOT / "tests" / "golden" / "inquiries.csv"
OUT = ROOT / "build" / "bench" / "telemetry.json"
BUDGET = 1.05
_OF_ROUND, _WARM = 8, 60


@dataclass(frozen=True)
class Side:
    """A running house: its address and its processes."""

    client: httpx.Client
    processes: tuple[int, ...]

    def cost(self, texts: Sequence[str]) -> tuple[float, list[float]]:
        """Milliseconds of processor time an inquiry, of all processes, and the time that each took."""
        before, times = self._cpu(), []
        for text in texts:
            started = time.perf_counter()
            self.client.post("/v1/inquiries:resolve", json={"text": text}).raise_for_status()
            times.append((time.perf_counter() - started) * 1000)
        return (self._cpu() - before) * 1000 / len(texts), times

    def _cpu(self) -> float:
        """Seconds that all their threads have run; to the nanosecond, which /proc/PID/stat is not."""
        threads = (file for pid in self.processes for file in Path(f"/proc/{pid}/task").glob("*/schedstat"))
        return sum(int(file.read_text(encoding="ascii").split()[0]) for file in threads) / 1e9


def children() -> set[int]:
    """Processes that this one started."""
    return {int(pid) for file in Path("/proc/self/task").glob("*/children") for pid in file.read_text(encoding="ascii").split()}


@contextmanager
def side(edition: Path, environment: dict[str, str]) -> Iterator[Side]:
    """A house with these variables."""
    others = children()
    os.environ.update(environment)
    with house_of(edition) as address, httpx.Client(base_url=address, timeout=30) as client:
        for name in environment:
            del os.environ[name]
        yield Side(client, tuple(children() - others))


def measure(edition: Path, share: float, rounds: int) -> tuple[list[tuple[float, float]], list[float], list[float]]:
    """Of each round the processor time with and without; then the times of all inquiries with and without."""
    with INQUIRIES.open(encoding="utf-8", newline="") as stream:
        texts = itertools.cycle([row["text"] for row in csv.DictReader(stream)])
    pairs, times_with, times_without = [], [], []
    with ExitStack() as stack:
        collector = stack.enter_context(Collector())
        sent = {"CITY120_OTLP_ENDPOINT": collector.endpoint, "CITY120_TRACE_SHARE": str(share)}
        with_it, without = stack.enter_context(side(edition, sent)), stack.enter_context(side(edition, {"OTEL_SDK_DISABLED": "true"}))
        for house in (with_it, without):
            house.cost(list(itertools.islice(texts, _WARM)))
        for number in range(rounds):
            asked = list(itertools.islice(texts, _OF_ROUND))
            # Who is first may find the machine otherwise.
            order = (with_it, without) if number % 2 else (without, with_it)
            costs = {house: house.cost(asked) for house in order}
            pairs.append((costs[with_it][0], costs[without][0]))
            times_with += costs[with_it][1]
            times_without += costs[without][1]
    return pairs, times_with, times_without


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edition", type=Path, nargs="?", help="directory of an edition; default: the current one")
    parser.add_argument("--share", type=float, default=0.1, help="share of traces that are recorded")
    parser.add_argument("--rounds", type=int, default=60, help=f"rounds of {_OF_ROUND} inquiries each way")
    arguments = parser.parse_args()
    edition = arguments.edition or current_edition_path(default_data_dir())
    pairs, times_with, times_without = measure(edition, arguments.share, arguments.rounds)
    with_it, without = (statistics.mean(costs) for costs in zip(*pairs, strict=True))
    # Whoever else uses the machine disturbs some rounds much and most little.
    ratios = [first / second for first, second in pairs]
    lowest, ratio, highest = statistics.quantiles(ratios, n=4)
    print(f"processor time of an inquiry: {with_it:.2f} ms with, {without:.2f} ms without")
    print(f"ratio of a round: {ratio:.3f} in the middle, half of them {lowest:.3f} to {highest:.3f}")
    print(f"median time of an inquiry: {statistics.median(times_with):.2f} ms with, {statistics.median(times_without):.2f} ms without")
    command = f"python scripts/bench/measure_telemetry.py --share {arguments.share} --rounds {arguments.rounds}"
    value = {"name": f"telemetry, processor time of an inquiry, {arguments.share:g} of traces", "value": round(with_it, 3), "unit": "ms"}
    judged = {"budget": BUDGET, "ok": ratio <= BUDGET, "baseline": round(without, 3), "ratio": round(ratio, 4), "command": command}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps([value | judged], indent=2) + "\n", encoding="utf-8")
    return int(ratio > BUDGET)


if __name__ == "__main__":
    sys.exit(main())

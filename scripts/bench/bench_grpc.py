"""Points over gRPC: one by one beside a call that does nothing on the same server, and in batches."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import numpy as np
from bench_server import METHOD as NOTHING
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from grpc_load import calls_per_second, milliseconds
from measuring import Row

from city120_client import JurisdictionClient, open_channel

CALLS, UNDER_WAY = 6_000, 16
ROUNDS = 3
BATCH, BATCHES = 10_000, 30
LEAST, LEAST_OF_NOTHING = 2_000, 0.6
_POINT = "/city120.jurisdiction.v1.JurisdictionService/LocateAreas"


@dataclass(frozen=True)
class Rates:
    """Calls a second over one connection, UNDER_WAY at once and one at a time, and how long 99 of 100 take at most when one at a time."""

    several: float
    one: float
    p99_ms: float


@dataclass(frozen=True)
class OverGrpc:
    """What was measured: points, calls that do nothing on the same server and on gRPC's alone, and points a second in batches."""

    point: Rates
    nothing: Rates
    bare: Rates
    batches: float

    def rows(self, command: str) -> list[Row]:
        """The rows of the table."""
        name, point, nothing = "empty unary method, same server", self.point, self.nothing
        least, at_once = max(LEAST, LEAST_OF_NOTHING * nothing.several), f"{UNDER_WAY} under way"
        value, ratio = round(point.several), round(point.several / nothing.several, 2)
        return [
            Row(f"point over gRPC, unary, {at_once}", value, "1/s", round(least), point.several >= least, name, ratio, command),
            Row("point over gRPC, unary, one at a time", round(point.one), "1/s", 0, True, name, round(point.one / nothing.one, 2), command),
            Row("point over gRPC, unary, one at a time, p99", round(point.p99_ms, 2), "ms", 0, True, "none", None, command),
            Row(f"{name}, {at_once}", round(nothing.several), "1/s", 0, True, "none", None, command),
            Row(f"{name}, one at a time", round(nothing.one), "1/s", 0, True, "none", None, command),
            Row(f"{name}, one at a time, p99", round(nothing.p99_ms, 2), "ms", 0, True, "none", None, command),
            Row(f"empty unary method, gRPC alone, {at_once}", round(self.bare.several), "1/s", 0, True, "none", None, command),
            Row("empty unary method, gRPC alone, one at a time", round(self.bare.one), "1/s", 0, True, "none", None, command),
        ]


def rates(ports: Sequence[tuple[int, str, Sequence[bytes]]]) -> list[Rates]:
    """Of each port, method and messages: the median of some rounds, in which they take turns."""
    measured: list[list[tuple[float, float, float]]] = [[] for _ in ports]
    for port, method, messages in ports:
        calls_per_second(port, method, messages[:1_000], UNDER_WAY)
    for _ in range(ROUNDS):
        for place, (port, method, messages) in enumerate(ports):
            took = milliseconds(port, method, messages[: CALLS // 3])
            several, _ = calls_per_second(port, method, messages, UNDER_WAY)
            measured[place].append((several, 1000 * len(took) / sum(took), float(np.percentile(took, 99))))
    return [Rates(*(float(value) for value in np.median(rounds, axis=0))) for rounds in measured]


def one_by_one(port: int, bare: int, latitudes: np.ndarray, longitudes: np.ndarray) -> tuple[Rates, Rates, Rates]:
    """Points, each another, and calls that do nothing there and at the bare server."""
    pairs = zip(latitudes[:CALLS].tolist(), longitudes[:CALLS].tolist(), strict=True)
    points = [pb.LocateAreasRequest(point={"latitude": lat, "longitude": lon}).SerializeToString() for lat, lon in pairs]
    point, nothing, alone = rates([(port, _POINT, points), (port, NOTHING, [b""] * CALLS), (bare, NOTHING, [b""] * CALLS)])
    return point, nothing, alone


async def in_batches(target: str, latitudes: np.ndarray, longitudes: np.ndarray) -> float:
    """Points a second over one connection."""

    async def batches() -> AsyncIterator[pb.StreamLocateAreasRequest]:
        for _ in range(BATCHES):
            yield pb.StreamLocateAreasRequest(latitudes=latitudes[:BATCH], longitudes=longitudes[:BATCH])

    async with open_channel(target) as channel:
        client = JurisdictionClient(channel)
        began = time.perf_counter()
        located = [len(answer.district_codes) async for answer in client.stream_locate_areas(batches(), timeout=60)]
        return sum(located) / (time.perf_counter() - began)

"""The rows of `make bench BENCH=jurisdiction` that need more than this process: PostGIS beside ours, the point endpoint over REST, a million points
by `city120 locate` and the memory that both sides take."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from bench_grpc import UNDER_WAY, OverGrpc, in_batches, one_by_one
from measuring import Row
from postgis import NoPostgis, postgis
from tqdm import tqdm

from city120_edition import Edition
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_processes import free_ports, grpc_serving, rest_ready

MILLION = 1_000_000
LEAST = 100_000
CONNECTIONS, REQUESTS = 8, 6_000
_BATCHES = "points over gRPC, batches of 10,000"
_POINT_UNARY = f"point over gRPC, unary, {UNDER_WAY} under way,"
_SERVER = Path(__file__).with_name("bench_server.py")
SERVICE_MB, CLIENT_MB = 400, 200
_START_S = 180
# `city120`, telling at its end the most it held. The rusage of an ended child is no measure: what this process held at its start counts in it.
_TELLING = """
import pathlib, sys
from city120_cli.__main__ import main
status = main(sys.argv[1:])
print(pathlib.Path("/proc/self/status").read_text())
sys.exit(status)
"""


def beside_postgis(edition: Edition, latitudes: np.ndarray, longitudes: np.ndarray, measured: OverGrpc, command: str) -> list[Row]:
    """Ours over gRPC against PostGIS over its socket; the batches alone when there is none, which is said."""
    try:
        with postgis() as database:
            database.fill(edition.dong_map(), latitudes, longitudes)
            single, four = database.single(1), database.single(4)
            many, dongs = database.many()
    except NoPostgis as reason:
        print(f"skipped: PostGIS side by side ({reason})", file=sys.stderr)
        # What PostGIS did where it was measured first: 5,200 points a second.
        return [Row(_BATCHES, round(measured.batches), "1/s", 52_000, measured.batches >= 52_000, "none", None, command)]
    ours = Jurisdiction.load(edition).locator.by_points(latitudes, longitudes).legal_dongs
    same = sum(int(dongs.get(index, "0")[:8]) == int(ours[index]) for index in range(len(ours))) / len(ours)
    name, unary, batches = "PostGIS, 1 connection", measured.point.several, measured.batches
    return [
        Row("PostGIS, one point a query, 1 connection", round(single), "1/s", 0, True, "none", None, command),
        Row("PostGIS, one point a query, 4 connections", round(four), "1/s", 0, True, name, round(four / single, 1), command),
        Row("PostGIS, 20,000 points in one query", round(many), "1/s", 0, True, name, round(many / single, 1), command),
        Row(f"{_POINT_UNARY} beside PostGIS", round(unary), "1/s", 0, True, name, round(unary / single, 2), command),
        Row(_BATCHES, round(batches), "1/s", round(10 * single), batches >= 10 * single, name, round(batches / single, 1), command),
        Row("share of points with the dong of PostGIS", round(same, 6), "1", 1, same >= 1, "none", None, command),
    ]


@contextlib.contextmanager
def process(arguments: Sequence[str], edition: Edition, folder: Path, **settings: object) -> Iterator[subprocess.Popen[bytes]]:
    """Python with these arguments, serving the edition until the block ends. Settings are given as variables without their prefix."""
    environment = {**os.environ, "CITY120_EDITION": str(edition.path), "CITY120_DATA_DIR": str(folder), "CITY120_LOG_LEVEL": "ERROR"}
    environment |= {f"CITY120_{key}": str(value) for key, value in settings.items()}
    running = subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL)
    try:
        yield running
    finally:
        running.terminate()
        running.wait()


def wait(*, serving: str = "", address: str = "") -> None:
    """Wait until a service answers its health check. Raises TimeoutError."""
    ends = time.monotonic() + _START_S
    while not (grpc_serving(serving) if serving else rest_ready(address)):
        if time.monotonic() > ends:
            raise TimeoutError(serving or address)
        time.sleep(0.2)


def apart(edition: Edition, latitudes: np.ndarray, longitudes: np.ndarray, command: str) -> tuple[OverGrpc, list[Row]]:
    """What is measured on services in processes of their own: gRPC, and rows of the rest."""
    rest, grpc, port, bare = free_ports(4)
    with tempfile.TemporaryDirectory() as name:
        folder, target = Path(name), f"127.0.0.1:{port}"
        with process([str(_SERVER)], edition, folder, JURISDICTION_PORT=port) as jurisdiction:
            wait(serving=target)
            with process([str(_SERVER), "--bare", str(bare)], edition, folder):
                wait(serving=f"127.0.0.1:{bare}")
                measured = OverGrpc(*one_by_one(port, bare, latitudes, longitudes), asyncio.run(in_batches(target, latitudes, longitudes)))
            rows = a_million(folder, target, jurisdiction.pid, command)
            with process(["-m", "city120_gateway"], edition, folder, REST_PORT=rest, GRPC_PORT=grpc, JURISDICTION_TARGET=target):
                wait(address=f"http://127.0.0.1:{rest}")
                rate = asyncio.run(over_rest(rest, latitudes, longitudes))
    return measured, [Row(f"point over REST, {CONNECTIONS} connections", round(rate), "1/s", 1_000, rate >= 1_000, "none", None, command), *rows]


def a_million(folder: Path, target: str, service: int, command: str) -> list[Row]:
    """`city120 locate --in --out` on a million points: the rate, and the most memory that each side held."""
    source = folder / "points.csv"
    random = np.random.default_rng(120)
    with source.open("w", encoding="ascii") as stream:
        stream.write("id,lat,lon\n")
        for block in tqdm(range(100), desc="writing a million points", leave=False):
            pairs = zip(random.uniform(37.43, 37.70, MILLION // 100), random.uniform(126.77, 127.18, MILLION // 100), strict=True)
            stream.writelines(f"{block * MILLION // 100 + n},{lat:.6f},{lon:.6f}\n" for n, (lat, lon) in enumerate(pairs))
    environment = {**os.environ, "CITY120_JURISDICTION_TARGET": target}
    began = time.perf_counter()
    arguments = [sys.executable, "-c", _TELLING, "locate", "--in", str(source), "--out", str(folder / "areas.csv")]
    output = subprocess.run(arguments, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    rate = MILLION / (time.perf_counter() - began)
    client, server = most_mb(output), most_mb(Path(f"/proc/{service}/status").read_text(encoding="ascii"))
    return [
        Row("a million points by city120 locate, table to table", round(rate), "1/s", LEAST, rate >= LEAST, "none", None, command),
        Row("most memory of city120 locate then", round(client), "MB", CLIENT_MB, client <= CLIENT_MB, "none", None, command),
        Row("most memory of jurisdiction then", round(server), "MB", SERVICE_MB, server <= SERVICE_MB, "none", None, command),
    ]


def most_mb(status: str) -> float:
    """The most memory that a process held, MB, from its /proc/…/status; NaN where there is none."""
    match = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(match[1]) / 1024 if match else float("nan")


async def over_rest(port: int, latitudes: np.ndarray, longitudes: np.ndarray) -> float:
    """Requests a second over kept connections, each for another point; the client is as light as can be, since it shares the processors."""
    points = iter(list(zip(latitudes[:REQUESTS].tolist(), longitudes[:REQUESTS].tolist(), strict=True)))

    async def ask() -> int:
        done = 0
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for lat, lon in points:
            writer.write(f"GET /v1/areas:locate?lat={lat:.6f}&lon={lon:.6f} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head)
            if not head.startswith(b"HTTP/1.1 200") or length is None:
                raise RuntimeError(head.decode())
            await reader.readexactly(int(length[1]))
            done += 1
        writer.close()
        return done

    began = time.perf_counter()
    return sum(await asyncio.gather(*(ask() for _ in range(CONNECTIONS)))) / (time.perf_counter() - began)

"""Measures against the budgets of the design, as ratios to a baseline in the same run, since machines differ and are noisy.

python scripts/bench.py jurisdiction      point to areas and border distance: in process, over gRPC one by one and in batches beside PostGIS where
                                          there is one (scripts/postgis.py), over REST, and a million points by city120 locate
python scripts/bench.py faq               MatchInquiry over gRPC, on the frozen test set

Writes build/bench/<group>.json: a list of {name, value, unit, budget, ok, baseline, ratio, command}. `ratio` is against the baseline named.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import datetime as dt
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, replace
from itertools import islice, product
from pathlib import Path

import numpy as np
import shapely
from bench_points import apart, beside_postgis
from city120.faq.v1 import faq_pb2
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from measuring import Row, per_second

from city120_client import FaqClient, JurisdictionClient, open_channel
from city120_edition import BUNDLED, Edition, build, read_source
from city120_edition.geometry import to_planar
from city120_edition.holder import EditionHolder
from city120_faq.__main__ import register as register_faq
from city120_faq.domain import Faq
from city120_jurisdiction.__main__ import register
from city120_jurisdiction.domain import Jurisdiction
from city120_jurisdiction.resolver import Resolver
from city120_platform.grpc_server import SERVING, GrpcServer
from city120_platform.settings import ServiceSettings

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "bench"
FROZEN = ROOT / "tests" / "golden" / "frozen"
DAY = dt.date(2026, 11, 24)
POINTS = 20_000
RULES = 100_000
BATCH = 10_000
BATCHES = 30


def points() -> tuple[np.ndarray, np.ndarray]:
    """Random points over the city's bounding box."""
    random = np.random.default_rng(120)
    return random.uniform(37.43, 37.70, POINTS), random.uniform(126.77, 127.18, POINTS)


async def jurisdiction(edition: Edition) -> list[Row]:
    """Point to areas and border distance."""
    command = "python scripts/bench.py jurisdiction"
    loaded, (latitudes, longitudes) = Jurisdiction.load(edition), points()
    pairs = list(zip(latitudes.tolist(), longitudes.tolist(), strict=True))
    coverage = edition.coverage()
    tree, edges = shapely.STRtree(coverage.polygons), shapely.STRtree([line for *_, line in coverage.edges])

    def plain_single() -> int:
        for latitude, longitude in pairs[:500]:
            point = shapely.Point(*to_planar(np.array([[longitude, latitude]]))[0])
            tree.query(point, predicate="intersects")
            edges.query_nearest(point, return_distance=True)
        return 500

    def plain_batch() -> int:
        found = shapely.points(to_planar(np.column_stack([longitudes, latitudes])))
        tree.query(found, predicate="intersects")
        edges.query_nearest(found, return_distance=True)
        return POINTS

    def single() -> int:
        for latitude, longitude in pairs[:5000]:
            loaded.locator.by_point(latitude, longitude, DAY)
        return 5000

    def batch() -> int:
        loaded.locator.by_points(latitudes, longitudes)
        return POINTS

    rows = []
    for name, ours, theirs, budget, least in (
        ("point, single, in process", single, plain_single, 50_000, 1.8),
        ("points, batch, in process", batch, plain_batch, 300_000, 3.5),
    ):
        value, baseline = per_second(ours), per_second(theirs)
        ratio = value / baseline
        rows.append(Row(name, round(value), "1/s", budget, value >= budget and ratio >= least, "shapely", round(ratio, 2), command))
    rows.append(many_rules(loaded, command))
    remote = await over_grpc(edition, latitudes, longitudes, command)
    unary, streamed = (row.value for row in remote)
    compared = await asyncio.to_thread(beside_postgis, edition, latitudes, longitudes, unary, streamed, command)
    return [*rows, *(compared or remote), *await asyncio.to_thread(apart, edition, latitudes, longitudes, command)]


def many_rules(loaded: Jurisdiction, command: str) -> Row:
    """Who is responsible, with 100,000 rules for dongs and districts on top of the bundled ones, against the bundled ones."""
    directory, day = loaded.directory, DAY
    areas = sorted(code for code, area in directory.areas.items() if area.kind != "admin_dong")
    where = [loaded.locator.by_code(code, day) for code in areas[:200]]
    affairs = sorted(directory.affairs.values(), key=lambda row: row.code)[:20]
    more = [
        replace(
            directory.rules[0], id=f"{code}.{area}", affair=code, scope=f"{'district' if len(area) == 5 else 'legal_dong'}:{area}", target="call.120"
        )
        for code, area in islice(product(sorted(directory.affairs), areas), RULES)
    ]
    known = directory.circumstances(dt.datetime.combine(day, dt.time(14)))

    def asks(resolver: Resolver) -> Callable[[], int]:
        def ask() -> int:
            for affair, place in product(affairs, where):
                resolver.resolve(affair, place, (), day, known)
            return len(affairs) * len(where)

        return ask

    bundled = per_second(asks(loaded.resolver))
    directory.rules.extend(more)
    value = per_second(asks(Resolver(directory)))
    del directory.rules[-len(more) :]
    ratio = value / bundled
    return Row(
        "responsibility, 100,000 rules, in process", round(value), "1/s", round(bundled / 2), ratio >= 0.5, "bundled rules", round(ratio, 2), command
    )


async def over_grpc(edition: Edition, latitudes: np.ndarray, longitudes: np.ndarray, command: str) -> list[Row]:
    """The same over one gRPC connection. Without PostGIS beside it, the budgets are what it did where it was measured first (5,200/s)."""
    holder: EditionHolder[Jurisdiction] = EditionHolder(lambda: edition.path, Jurisdiction.load)
    server = GrpcServer(ServiceSettings(drain_s=0.1, log_level="ERROR"), 0, [])
    register(server, holder)
    await server.start()
    await holder.load_current()
    await server.set_health(SERVING)

    async def batches() -> AsyncIterator[pb.StreamLocateAreasRequest]:
        for _ in range(BATCHES):
            yield pb.StreamLocateAreasRequest(latitudes=latitudes[:BATCH], longitudes=longitudes[:BATCH])

    async with open_channel(f"127.0.0.1:{server.port}") as channel:
        client = JurisdictionClient(channel)
        requests = [pb.LocateAreasRequest(point={"latitude": a, "longitude": b}) for a, b in zip(latitudes[:2000], longitudes[:2000], strict=True)]
        await client.locate_areas(requests[0], timeout=5)
        began = time.perf_counter()
        for part in range(0, len(requests), 16):
            await asyncio.gather(*(client.locate_areas(request, timeout=5) for request in requests[part : part + 16]))
        unary = len(requests) / (time.perf_counter() - began)
        began = time.perf_counter()
        located = [len(answer.district_codes) async for answer in client.stream_locate_areas(batches(), timeout=60)]
        streamed = sum(located) / (time.perf_counter() - began)
    await server.stop()
    return [
        Row("point over gRPC, unary, client in the same process", round(unary), "1/s", 1_000, unary >= 1_000, "none", None, command),
        Row("points over gRPC, batches of 10,000", round(streamed), "1/s", 52_000, streamed >= 52_000, "unary", round(streamed / unary, 1), command),
    ]


async def faq(edition: Edition) -> list[Row]:
    """MatchInquiry on the frozen inquiries of all languages, one after the other and two at a time."""
    command = "python scripts/bench.py faq"
    holder: EditionHolder[Faq] = EditionHolder(lambda: edition.path, Faq.load)
    server = GrpcServer(ServiceSettings(drain_s=0.1, log_level="ERROR"), 0, [])
    register_faq(server, holder)
    await server.start()
    await holder.load_current()
    await server.set_health(SERVING)
    texts = [row["text"] for path in sorted(FROZEN.glob("*.csv")) for row in csv.DictReader(path.open(encoding="utf-8"))]
    np.random.default_rng(120).shuffle(texts)
    times, dense = [], []
    async with open_channel(f"127.0.0.1:{server.port}") as channel:
        client = FaqClient(channel)
        await client.match_inquiry(faq_pb2.MatchInquiryRequest(text=texts[0]), timeout=10)
        for text in texts[:400]:
            began = time.perf_counter()
            answer = await client.match_inquiry(faq_pb2.MatchInquiryRequest(text=text), timeout=10)
            times.append((time.perf_counter() - began) * 1000)
            dense.append(answer.dense)
        began = time.perf_counter()
        for part in range(400, 800, 2):
            await asyncio.gather(*(client.match_inquiry(faq_pb2.MatchInquiryRequest(text=text), timeout=10) for text in texts[part : part + 2]))
        rate = 400 / (time.perf_counter() - began)
    await server.stop()
    all_ms, dense_ms = np.array(times), np.array(times)[np.array(dense)]
    rows = [Row("MatchInquiry, two at a time", round(rate, 1), "1/s", 150, rate >= 150, "none", None, command)]
    for name, value, budget in (
        ("MatchInquiry, p50", np.percentile(all_ms, 50), 30),
        ("MatchInquiry, p99", np.percentile(all_ms, 99), 30),
        ("MatchInquiry with vectors, p99", np.percentile(dense_ms, 99), 90),
    ):
        rows.append(Row(name, round(float(value), 1), "ms", budget, bool(value <= budget), "none", None, command))
    share = float(np.mean(dense))
    rows.append(Row("share that consults vectors", round(share, 3), "1", 0.2, share <= 0.2, "none", None, command))
    return rows


GROUPS = {"jurisdiction": jurisdiction, "faq": faq}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"{', '.join(GROUPS)}; all when none is given")
    parser.add_argument("--edition", type=Path, metavar="DIR", help="folder of an edition to measure (default: the bundled source's, built first)")
    arguments = parser.parse_args()
    if unknown := sorted(set(arguments.groups) - set(GROUPS)):
        parser.error(f"{unknown[0]!r} is no group; there are {', '.join(GROUPS)}")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        edition = Edition.open(arguments.edition) if arguments.edition else build(read_source(BUNDLED), Path(data))
        for name in arguments.groups or GROUPS:
            rows = asyncio.run(GROUPS[name](edition))
            (OUT / f"{name}.json").write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")
            for row in rows:
                ratio = f"  {row.ratio} × {row.baseline}" if row.ratio is not None else ""
                print(f"{'ok  ' if row.ok else 'MISS'}  {row.name:<52}{row.value:>12,} {row.unit:<4} (budget {row.budget:,}){ratio}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; written to {OUT.relative_to(ROOT)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

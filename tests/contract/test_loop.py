"""One event loop answers all calls: what takes long keeps it from no other, and what runs on it is over in a moment."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from google.protobuf.message import Message

from city120_client import JurisdictionClient, open_channel
from city120_edition import Edition
from city120_edition.holder import EditionHolder
from city120_jurisdiction.__main__ import register
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_jurisdiction.servicer import MOST_POINTS, JurisdictionServicer
from city120_jurisdiction.settings import JurisdictionSettings
from city120_platform.grpc_server import GrpcServer

POINT = {"latitude": 37.5663, "longitude": 126.9779}
# What runs on the loop: a hundredth of a second is much for what should take a thousandth, on a busy machine.
MOMENT_S = 0.01
STALL_S = 0.1
MOMENTARY: list[tuple[str, Message]] = [
    ("LocateAreas", pb.LocateAreasRequest(point=POINT)),
    ("LocateAreas", pb.LocateAreasRequest(area_code="1123053600")),
    ("ResolveResponsibility", pb.ResolveResponsibilityRequest(affair_code="welfare.basic", area_code="11230")),
    ("ResolveResponsibility", pb.ResolveResponsibilityRequest(affair_code="transit.kickboard", point=POINT, precision_m=10_000)),
    ("ResolveResponsibility", pb.ResolveResponsibilityRequest(affair_code="util.gas.leak")),
    ("GetBody", pb.GetBodyRequest(id="call.120")),
    ("GetDepartment", pb.GetDepartmentRequest(id="district.11440/front")),
    ("GetAffair", pb.GetAffairRequest(code="road.pothole")),
]


class NoCall:
    """A call without metadata and deadline."""

    def invocation_metadata(self) -> tuple[()]:
        return ()

    def time_remaining(self) -> None:
        return None


@pytest.fixture(scope="module")
async def holder(edition: Edition) -> EditionHolder[Jurisdiction]:
    made: EditionHolder[Jurisdiction] = EditionHolder(lambda: edition.path, Jurisdiction.load)
    await made.load_current()
    return made


@pytest.fixture(scope="module")
async def client(holder: EditionHolder[Jurisdiction]) -> AsyncIterator[JurisdictionClient]:
    server = GrpcServer(JurisdictionSettings(drain_s=0.1), 0, [])
    register(server, holder)
    await server.start()
    async with open_channel(f"127.0.0.1:{server.port}") as channel:
        yield JurisdictionClient(channel)
    await server.stop()


@asynccontextmanager
async def stalled() -> AsyncIterator[Callable[[], float]]:
    """The part of the time in which the loop, while the block runs, goes without a turn for STALL_S or longer."""
    turns = [time.monotonic()]

    async def turn() -> None:
        while True:
            await asyncio.sleep(0.001)
            turns.append(time.monotonic())

    def part() -> float:
        pauses = [later - earlier for earlier, later in zip(turns, [*turns[1:], time.monotonic()], strict=True)]
        return sum(pause for pause in pauses if pause >= STALL_S) / sum(pauses)

    turning = asyncio.create_task(turn())
    try:
        yield part
    finally:
        turning.cancel()


async def test_the_measure_finds_a_loop_that_stands_still() -> None:
    async with stalled() as part:
        await asyncio.sleep(0.05)
        time.sleep(0.5)  # noqa: ASYNC251  (what it measures)
        assert part() > 0.5


async def test_a_report_of_all_rules_keeps_the_loop_from_nobody(client: JurisdictionClient) -> None:
    async with stalled() as part:
        report = await client.report_coverage(pb.ReportCoverageRequest(grid=True), timeout=60)
        assert part() < 0.5
    assert report.grid


async def test_batches_of_points_keep_the_loop_from_nobody(client: JurisdictionClient) -> None:
    async def batches() -> AsyncIterator[pb.StreamLocateAreasRequest]:
        for _ in range(20):
            yield pb.StreamLocateAreasRequest(latitudes=[37.5663] * MOST_POINTS, longitudes=[126.9779] * MOST_POINTS)

    async with stalled() as part:
        located = [len(answer.district_codes) async for answer in client.stream_locate_areas(batches(), timeout=60)]
        assert part() < 0.5
    assert located == [MOST_POINTS] * 20


@pytest.mark.parametrize(("method", "request_"), MOMENTARY, ids=[f"{method}-{number}" for number, (method, _) in enumerate(MOMENTARY)])
def test_what_runs_on_the_loop_is_over_in_a_moment(holder: EditionHolder[Jurisdiction], method: str, request_: Any) -> None:
    call = getattr(JurisdictionServicer(holder), method)
    assert call.momentary
    took = []
    for _ in range(21):
        began = time.perf_counter()
        assert call(request_, NoCall()).edition_id
        took.append(time.perf_counter() - began)
    assert statistics.median(took) < MOMENT_S


def test_all_that_is_momentary_is_measured() -> None:
    marked = {name for name in dir(JurisdictionServicer) if getattr(getattr(JurisdictionServicer, name), "momentary", False)}
    assert marked == {method for method, _ in MOMENTARY}

"""A servicer of the jurisdiction contract whose answers tests choose, and a server of it alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import grpc
import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2_grpc

from city120_client import open_channel
from city120_errors import NotFound
from city120_platform.grpc_server import GrpcServer, momentary, pinned_edition
from city120_platform.settings import ServiceSettings

SERVICE = "/city120.jurisdiction.v1.JurisdictionService"
AT_ONCE, IN_THREAD, WAITING, STREAM = (f"{SERVICE}/{name}" for name in ("GetBody", "GetDepartment", "ListBodies", "StreamLocateAreas"))
CHECK, WATCH = "/grpc.health.v1.Health/Check", "/grpc.health.v1.Health/Watch"
KEYED = (("x-api-key", "k"),)


class Answers(jurisdiction_pb2_grpc.JurisdictionServiceServicer):
    """A method of each kind. ListBodies waits until `ending` is set; `begun` counts its calls. The date of a batch says how long its answer is."""

    def __init__(self) -> None:
        self.begun, self.ending, self.closed = 0, asyncio.Event(), asyncio.Event()

    @momentary
    def GetBody(self, request: pb.GetBodyRequest, context: Any) -> pb.GetBodyResponse:  # noqa: N802
        if request.id == "none":
            raise NotFound("there is none", field="id", fix="another")
        if request.id == "fault":
            raise ZeroDivisionError
        if request.id == "end":
            raise SystemExit
        return pb.GetBodyResponse(edition_id=f"{request.id} {pinned_edition(context)}".strip())

    def GetDepartment(self, request: pb.GetDepartmentRequest, context: Any) -> pb.GetDepartmentResponse:  # noqa: N802
        if request.id == "end":
            raise SystemExit
        return pb.GetDepartmentResponse(edition_id=f"{request.id} {pinned_edition(context)}".strip())

    async def ListBodies(self, request: pb.ListBodiesRequest, context: Any) -> pb.ListBodiesResponse:  # noqa: N802
        self.begun += 1
        if request.name == "cancelled":
            raise asyncio.CancelledError
        await self.ending.wait()
        return pb.ListBodiesResponse(edition_id="e")

    async def StreamLocateAreas(self, requests: Any, context: Any) -> AsyncIterator[pb.StreamLocateAreasResponse]:  # noqa: N802
        try:
            async for batch in requests:
                yield pb.StreamLocateAreasResponse(edition_id="x" * int(batch.as_of or 1))
        finally:
            self.closed.set()


@asynccontextmanager
async def started(answers: Answers | None = None, **settings: Any) -> AsyncIterator[GrpcServer]:
    """A server that listens on this machine, stopped afterwards."""
    server = GrpcServer(ServiceSettings(**{"drain_s": 0.2, **settings}), 0, [])
    jurisdiction_pb2_grpc.add_JurisdictionServiceServicer_to_server(answers or Answers(), server.door)
    await server.start()
    yield server
    await asyncio.wait_for(server.stop(), 5)


@asynccontextmanager
async def serving(answers: Answers | None = None, **settings: Any) -> AsyncIterator[Any]:
    """A channel to such a server."""
    async with started(answers, **settings) as server, open_channel(f"127.0.0.1:{server.port}") as channel:
        yield channel


def connection(server: GrpcServer) -> Any:
    """A channel that shares its connection with no other, and sends no call again."""
    return grpc.aio.insecure_channel(f"127.0.0.1:{server.port}", options=[("grpc.use_local_subchannel_pool", 1), ("grpc.enable_retries", 0)])


def stub(channel: grpc.aio.Channel) -> Any:
    """The methods of the contract, over a channel."""
    return jurisdiction_pb2_grpc.JurisdictionServiceStub(channel)  # type: ignore[no-untyped-call]


async def silent() -> AsyncIterator[bytes]:
    """Messages that never come."""
    await asyncio.Event().wait()
    yield b""


async def silent_calls(channel: Any, method: str, number: int, **how: Any) -> list[Any]:
    """Calls of which the server has the head and never gets the message."""
    begun = [channel.stream_unary(method)(silent(), timeout=60, **how) for _ in range(number)]
    await asyncio.gather(*(call.wait_for_connection() for call in begun))
    return begun


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; fails after ten seconds."""
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110  (no event tells)
            await asyncio.sleep(0.01)


async def code_of(call: Any) -> grpc.StatusCode:
    """The status that a call is refused with."""
    with pytest.raises(grpc.RpcError) as refused:
        await call
    code: grpc.StatusCode = refused.value.code()
    return code

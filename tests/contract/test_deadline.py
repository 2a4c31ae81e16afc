"""A caller who sets no deadline gets the service's, and the work behind it is cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import grpc
import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2_grpc

from city120_client import open_channel
from city120_platform.grpc_server import GrpcServer
from city120_platform.settings import ServiceSettings


class NeverDone(jurisdiction_pb2_grpc.JurisdictionServiceServicer):
    """A servicer whose answer never comes; it tells when it was cancelled."""

    def __init__(self) -> None:
        self.cancelled = asyncio.Event()

    async def GetBody(self, request: pb.GetBodyRequest, context: Any) -> pb.GetBodyResponse:  # noqa: N802
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        return pb.GetBodyResponse()


async def test_without_a_deadline_of_the_caller_the_service_has_one() -> None:
    server, servicer = GrpcServer(ServiceSettings(drain_s=0.1, default_deadline_s=0.05), 0, []), NeverDone()
    jurisdiction_pb2_grpc.add_JurisdictionServiceServicer_to_server(servicer, server.door)
    await server.start()
    async with open_channel(f"127.0.0.1:{server.port}") as channel:
        with pytest.raises(grpc.RpcError) as late:
            await jurisdiction_pb2_grpc.JurisdictionServiceStub(channel).GetBody(pb.GetBodyRequest(id="water.hq"))
    assert late.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
    await asyncio.wait_for(servicer.cancelled.wait(), 5)
    await server.stop()


async def test_callers_who_send_no_message_keep_nobody_waiting() -> None:
    class Answers(jurisdiction_pb2_grpc.JurisdictionServiceServicer):
        def GetBody(self, request: pb.GetBodyRequest, context: Any) -> pb.GetBodyResponse:  # noqa: N802
            return pb.GetBodyResponse(edition_id="e")

    server = GrpcServer(ServiceSettings(drain_s=0.1), 0, [])
    jurisdiction_pb2_grpc.add_JurisdictionServiceServicer_to_server(Answers(), server.door)
    await server.start()
    never = asyncio.Event()

    async def silent() -> AsyncIterator[pb.GetBodyRequest]:
        await never.wait()
        yield pb.GetBodyRequest()

    async with open_channel(f"127.0.0.1:{server.port}") as channel:
        call_body: Any = channel.stream_unary("/city120.jurisdiction.v1.JurisdictionService/GetBody")
        begun = [call_body(silent(), timeout=30) for _ in range(3)]
        await asyncio.gather(*(call.wait_for_connection() for call in begun))
        answer = await jurisdiction_pb2_grpc.JurisdictionServiceStub(channel).GetBody(pb.GetBodyRequest(id="water.hq"), timeout=10)
        assert answer.edition_id == "e"
        for call in begun:
            call.cancel()
    await server.stop()

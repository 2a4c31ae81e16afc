"""Momentary calls run in gRPC's own thread: like all others to whoever calls, and callers who never send a message hold up nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import grpc
import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2_grpc

from city120_client import open_channel
from city120_platform.errors import NotFound
from city120_platform.grpc_server import GrpcServer, momentary, pinned_edition
from city120_platform.metadata import EDITION
from city120_platform.settings import ServiceSettings

METHOD = "/city120.jurisdiction.v1.JurisdictionService/GetBody"
MOST = 40


class Answers(jurisdiction_pb2_grpc.JurisdictionServiceServicer):
    @momentary
    def GetBody(self, request: pb.GetBodyRequest, context: Any) -> pb.GetBodyResponse:  # noqa: N802
        if request.id == "none":
            raise NotFound("there is none", field="id", fix="another")
        if request.id == "fault":
            raise ZeroDivisionError
        return pb.GetBodyResponse(edition_id=f"{request.id} {pinned_edition(context)}".strip())


@asynccontextmanager
async def serving(**settings: Any) -> AsyncIterator[Any]:
    server = GrpcServer(ServiceSettings(drain_s=0.2, **settings), 0, [])
    jurisdiction_pb2_grpc.add_JurisdictionServiceServicer_to_server(Answers(), server.server)
    await server.start()
    async with open_channel(f"127.0.0.1:{server.port}") as channel:
        yield channel
    await asyncio.wait_for(server.stop(), 5)


def stub(channel: Any) -> Any:
    return jurisdiction_pb2_grpc.JurisdictionServiceStub(channel)


async def code_of(call: Any) -> grpc.StatusCode:
    with pytest.raises(grpc.RpcError) as refused:
        await call
    code: grpc.StatusCode = refused.value.code()
    return code


async def test_every_caller_gets_their_own_answer() -> None:
    async with serving() as channel:
        calls = [stub(channel).GetBody(pb.GetBodyRequest(id=f"body.{number}"), timeout=10) for number in range(200)]
        assert [answer.edition_id for answer in await asyncio.gather(*calls)] == [f"body.{number}" for number in range(200)]


async def test_a_handler_sees_the_metadata_of_its_call() -> None:
    async with serving() as channel:
        answer = await stub(channel).GetBody(pb.GetBodyRequest(id="a"), timeout=10, metadata=((EDITION, "e1"),))
    assert answer.edition_id == "a e1"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (pb.GetBodyRequest(id="none").SerializeToString(), grpc.StatusCode.NOT_FOUND),
        (pb.GetBodyRequest(id="fault").SerializeToString(), grpc.StatusCode.INTERNAL),
        (pb.GetBodyRequest(id="").SerializeToString(), grpc.StatusCode.INVALID_ARGUMENT),
        (b"\x0a\x05ab", grpc.StatusCode.INVALID_ARGUMENT),
        (b"\xff\xff\xff", grpc.StatusCode.INVALID_ARGUMENT),
    ],
)
async def test_what_is_wrong_is_told(sent: bytes, code: grpc.StatusCode) -> None:
    async with serving() as channel:
        assert await code_of(channel.unary_unary(METHOD)(sent, timeout=10)) is code
        assert (await stub(channel).GetBody(pb.GetBodyRequest(id="next"), timeout=10)).edition_id == "next"


async def test_a_call_that_ends_without_a_message_is_refused() -> None:
    async def nothing() -> AsyncIterator[bytes]:
        nobody_sends: list[bytes] = []
        for sent in nobody_sends:
            yield sent

    async with serving() as channel:
        assert await code_of(channel.stream_unary(METHOD)(nothing(), timeout=10)) is grpc.StatusCode.UNIMPLEMENTED


async def test_callers_without_a_message_keep_nobody_waiting_and_count_until_they_go() -> None:
    never = asyncio.Event()

    async def silent() -> AsyncIterator[bytes]:
        await never.wait()
        yield b""

    async with serving(max_concurrent_rpcs=MOST) as channel:
        begun = [channel.stream_unary(METHOD)(silent(), timeout=30) for _ in range(MOST - 1)]
        await asyncio.gather(*(call.wait_for_connection() for call in begun))
        assert (await stub(channel).GetBody(pb.GetBodyRequest(id="a"), timeout=10)).edition_id == "a"
        begun.append(channel.stream_unary(METHOD)(silent(), timeout=30))
        await begun[-1].wait_for_connection()
        assert await code_of(stub(channel).GetBody(pb.GetBodyRequest(id="b"), timeout=10)) is grpc.StatusCode.RESOURCE_EXHAUSTED
        for call in begun:
            call.cancel()
        answer = None
        for _ in range(50):
            with suppress(grpc.RpcError):
                answer = await stub(channel).GetBody(pb.GetBodyRequest(id="c"), timeout=10)
                break
            await asyncio.sleep(0.05)
        assert answer is not None
        assert answer.edition_id == "c"

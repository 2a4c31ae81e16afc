"""Calls are kept without a thread until their message is there, and momentary ones run in gRPC's own: whoever calls sees no difference, and
callers who never send a message hold up nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import grpc
import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2_grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from city120_client import open_channel
from city120_client.metadata import EDITION
from city120_errors import NotFound
from city120_platform.grpc_server import NOT_SERVING, GrpcServer, momentary, pinned_edition
from city120_platform.settings import ServiceSettings

METHOD = "/city120.jurisdiction.v1.JurisdictionService/GetBody"
PLAIN = "/city120.jurisdiction.v1.JurisdictionService/GetDepartment"
STREAM = "/city120.jurisdiction.v1.JurisdictionService/StreamLocateAreas"
CHECK = "/grpc.health.v1.Health/Check"
MOST = 40
KEYED = (("x-api-key", "k"),)


class Answers(jurisdiction_pb2_grpc.JurisdictionServiceServicer):
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
        return pb.GetDepartmentResponse(edition_id=request.id)


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


async def nothing() -> AsyncIterator[bytes]:
    nobody_sends: list[bytes] = []
    for sent in nobody_sends:
        yield sent


async def silent() -> AsyncIterator[bytes]:
    await asyncio.Event().wait()
    yield b""


async def silent_callers(channel: Any, method: str, number: int, **how: Any) -> list[Any]:
    """Calls of which the server has the head and never gets the message."""
    begun = [channel.stream_unary(method)(silent(), timeout=30, **how) for _ in range(number)]
    await asyncio.gather(*(call.wait_for_connection() for call in begun))
    return begun


async def code_of(call: Any) -> grpc.StatusCode:
    with pytest.raises(grpc.RpcError) as refused:
        await call
    code: grpc.StatusCode = refused.value.code()
    return code


async def refused_soon(channel: Any) -> grpc.StatusCode | None:
    """How a call is refused once the server has counted those before it, which it is told of a moment later."""
    for _ in range(50):
        try:
            await stub(channel).GetBody(pb.GetBodyRequest(id="b"), timeout=10)
        except grpc.RpcError as refusal:
            return refusal.code()
        await asyncio.sleep(0.05)
    return None


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
    async with serving() as channel:
        for method in (METHOD, PLAIN):
            assert await code_of(channel.stream_unary(method)(nothing(), timeout=10)) is grpc.StatusCode.UNIMPLEMENTED


@pytest.mark.parametrize("method", [METHOD, PLAIN, CHECK])
async def test_callers_without_a_message_keep_nobody_waiting_and_count_until_they_go(method: str) -> None:
    async with serving(max_concurrent_rpcs=MOST) as channel:
        begun = await silent_callers(channel, method, MOST - 1)
        assert (await stub(channel).GetBody(pb.GetBodyRequest(id="a"), timeout=10)).edition_id == "a"
        begun += await silent_callers(channel, method, 1)
        assert await refused_soon(channel) is grpc.StatusCode.RESOURCE_EXHAUSTED
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


@pytest.mark.parametrize("number", [4, 40])
@pytest.mark.parametrize("method", [CHECK, METHOD, PLAIN])
async def test_callers_without_key_and_message_hold_up_neither_health_nor_plain_methods(method: str, number: int) -> None:
    async with serving(api_keys="k") as channel:
        begun = await silent_callers(channel, method, number)
        assert (await health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=5)).status == NOT_SERVING
        assert (await stub(channel).GetDepartment(pb.GetDepartmentRequest(id="a"), timeout=5, metadata=KEYED)).edition_id == "a"
        for call in begun:
            call.cancel()


async def test_callers_without_a_key_are_refused_before_they_send_a_message() -> None:
    async with serving(api_keys="k") as channel:
        for method in (METHOD, PLAIN):
            assert await code_of(channel.stream_unary(method)(silent(), timeout=10)) is grpc.StatusCode.UNAUTHENTICATED
        assert await code_of(channel.stream_stream(STREAM)(nothing(), timeout=10).read()) is grpc.StatusCode.UNAUTHENTICATED


@pytest.mark.parametrize("method", [CHECK, METHOD, PLAIN])
async def test_a_call_whose_message_does_not_come_in_time_is_ended(method: str) -> None:
    async with serving(default_deadline_s=0.05) as channel:
        (call,) = await silent_callers(channel, method, 1)
        async with asyncio.timeout(5):
            while not call.done():
                await stub(channel).GetBody(pb.GetBodyRequest(id="a"), timeout=10)
        assert await code_of(call) is grpc.StatusCode.DEADLINE_EXCEEDED


async def test_what_would_end_a_thread_ends_the_call_alone() -> None:
    async with serving() as channel:
        for _ in range(5):
            assert await code_of(stub(channel).GetBody(pb.GetBodyRequest(id="end"), timeout=5)) is grpc.StatusCode.INTERNAL
            assert await code_of(stub(channel).GetDepartment(pb.GetDepartmentRequest(id="end"), timeout=5)) is grpc.StatusCode.INTERNAL
        assert (await stub(channel).GetBody(pb.GetBodyRequest(id="next"), timeout=5)).edition_id == "next"


async def test_health_is_told_to_whoever_checks_and_watches() -> None:
    async with serving() as channel:
        health = health_pb2_grpc.HealthStub(channel)
        assert await code_of(health.Check(health_pb2.HealthCheckRequest(service="none"), timeout=5)) is grpc.StatusCode.NOT_FOUND
        watched = health.Watch(health_pb2.HealthCheckRequest(), timeout=10)
        assert (await watched.read()).status == NOT_SERVING
        watched.cancel()


async def test_while_it_stops_calls_under_way_end_and_new_ones_are_turned_away() -> None:
    begun, ending = asyncio.Event(), asyncio.Event()

    class Waits(Answers):
        async def ListBodies(self, request: pb.ListBodiesRequest, context: Any) -> pb.ListBodiesResponse:  # noqa: N802
            begun.set()
            await ending.wait()
            return pb.ListBodiesResponse(edition_id="e")

    server = GrpcServer(ServiceSettings(drain_s=5), 0, [])
    jurisdiction_pb2_grpc.add_JurisdictionServiceServicer_to_server(Waits(), server.server)
    await server.start()
    # Without the retries of `open_channel`.
    async with grpc.aio.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        under_way = asyncio.ensure_future(stub(channel).ListBodies(pb.ListBodiesRequest(), timeout=10))
        await begun.wait()
        stopping = asyncio.create_task(server.stop())
        await asyncio.sleep(0)
        with pytest.raises(grpc.RpcError, match="the service is stopping") as refused:
            await stub(channel).GetBody(pb.GetBodyRequest(id="a"), timeout=5)
        assert refused.value.code() is grpc.StatusCode.UNAVAILABLE
        ending.set()
        assert (await under_way).edition_id == "e"
        await asyncio.wait_for(stopping, 5)

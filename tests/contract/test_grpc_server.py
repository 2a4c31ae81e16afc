"""What whoever calls one of our gRPC servers may rely on, wherever the handler of the call runs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import Any

import grpc
import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from grpc_health.v1 import health_pb2, health_pb2_grpc

from city120_client.metadata import EDITION
from city120_platform import grpc_door
from city120_platform.grpc_server import NOT_SERVING, SERVING
from city120_platform.keys import make
from tests.grpc_answers import AT_ONCE, IN_THREAD, KEYED, STREAM, Answers, code_of, connection, serving, silent, started, stub, until


async def nothing() -> AsyncIterator[bytes]:
    nobody_sends: list[bytes] = []
    for sent in nobody_sends:
        yield sent


async def test_every_caller_gets_their_own_answer() -> None:
    async with serving(max_share_of_caller=1) as channel:
        calls = [stub(channel).GetBody(pb.GetBodyRequest(id=f"body.{number}"), timeout=10) for number in range(200)]
        assert [answer.edition_id for answer in await asyncio.gather(*calls)] == [f"body.{number}" for number in range(200)]


async def test_a_handler_sees_the_metadata_of_its_call() -> None:
    async with serving() as channel:
        at_once = await stub(channel).GetBody(pb.GetBodyRequest(id="a"), timeout=10, metadata=((EDITION, "e1"),))
        in_thread = await stub(channel).GetDepartment(pb.GetDepartmentRequest(id="a"), timeout=10, metadata=((EDITION, "e1"),))
    assert (at_once.edition_id, in_thread.edition_id) == ("a e1", "a e1")


async def test_plain_functions_run_beside_the_loop_and_momentary_ones_on_it() -> None:
    ran: dict[str, threading.Thread] = {}

    class Tells(Answers):
        def GetBody(self, request: pb.GetBodyRequest, context: Any) -> pb.GetBodyResponse:  # noqa: N802
            ran["plain"] = threading.current_thread()
            return pb.GetBodyResponse()

        async def ListBodies(self, request: pb.ListBodiesRequest, context: Any) -> pb.ListBodiesResponse:  # noqa: N802
            ran["coroutine"] = threading.current_thread()
            return pb.ListBodiesResponse()

    async with serving(Tells()) as channel:
        await stub(channel).GetBody(pb.GetBodyRequest(id="a"), timeout=10)
        await stub(channel).ListBodies(pb.ListBodiesRequest(), timeout=10)
    assert ran["plain"] is not threading.current_thread()
    assert ran["coroutine"] is threading.current_thread()


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
        assert await code_of(channel.unary_unary(AT_ONCE)(sent, timeout=10)) is code
        assert (await stub(channel).GetBody(pb.GetBodyRequest(id="next"), timeout=10)).edition_id == "next"


async def test_bytes_that_are_no_message_end_a_stream_wherever_they_come() -> None:
    good = pb.StreamLocateAreasRequest(as_of="1").SerializeToString()
    async with serving() as channel:
        call = channel.stream_stream(STREAM)(iter([good, b"\xff\xff\xff"]), timeout=10)
        assert pb.StreamLocateAreasResponse.FromString(await call.read()).edition_id == "x"
        assert await code_of(call.read()) is grpc.StatusCode.INVALID_ARGUMENT


async def test_a_call_that_ends_without_a_message_is_refused() -> None:
    async with serving() as channel:
        for method in (AT_ONCE, IN_THREAD):
            assert await code_of(channel.stream_unary(method)(nothing(), timeout=10)) is grpc.StatusCode.UNIMPLEMENTED


async def test_a_stream_may_end_without_a_message() -> None:
    async with serving() as channel:
        assert await channel.stream_stream(STREAM)(nothing(), timeout=10).read() is grpc.aio.EOF


async def test_a_method_that_does_not_exist_is_unimplemented() -> None:
    async with serving() as channel:
        assert (
            await code_of(channel.unary_unary("/city120.jurisdiction.v1.JurisdictionService/None")(b"", timeout=10)) is grpc.StatusCode.UNIMPLEMENTED
        )


async def test_callers_without_a_key_are_refused_before_they_send_a_message() -> None:
    async with serving(api_keys="k") as channel:
        for method in (AT_ONCE, IN_THREAD):
            assert await code_of(channel.stream_unary(method)(silent(), timeout=10)) is grpc.StatusCode.UNAUTHENTICATED
        assert await code_of(channel.stream_stream(STREAM)(nothing(), timeout=10).read()) is grpc.StatusCode.UNAUTHENTICATED
        assert (await stub(channel).GetBody(pb.GetBodyRequest(id="a"), timeout=10, metadata=KEYED)).edition_id == "a"


async def test_a_named_key_does_what_its_scopes_say_and_no_more() -> None:
    (asks, first), (reads, second) = make("asker", ["ask"]), make("reader", ["read", "metrics"])
    async with started(named_keys=f"{first};{second}") as server, connection(server) as channel:
        assert (await stub(channel).GetBody(pb.GetBodyRequest(id="a"), timeout=5, metadata=(("x-api-key", asks),))).edition_id == "a"
        for key, code in ((reads, grpc.StatusCode.PERMISSION_DENIED), (first.split()[2], grpc.StatusCode.UNAUTHENTICATED)):
            assert await code_of(stub(channel).GetBody(pb.GetBodyRequest(id="a"), timeout=5, metadata=(("x-api-key", key),))) is code


async def test_refused_calls_leave_nothing_behind() -> None:
    async with started(api_keys="k") as server, connection(server) as channel:
        for _ in range(100):
            assert await code_of(stub(channel).GetBody(pb.GetBodyRequest(id="a"), timeout=5)) is grpc.StatusCode.UNAUTHENTICATED
    # An error that is raised again and again holds on to every frame that it passed, and to the call in it.
    kept = [error for error in vars(grpc_door).values() if isinstance(error, BaseException)]
    assert [error for error in kept if error.__traceback__ is not None] == []


async def test_what_would_end_the_process_ends_the_call_alone() -> None:
    async with serving() as channel:
        for _ in range(5):
            assert await code_of(stub(channel).GetBody(pb.GetBodyRequest(id="end"), timeout=5)) is grpc.StatusCode.INTERNAL
            assert await code_of(stub(channel).GetDepartment(pb.GetDepartmentRequest(id="end"), timeout=5)) is grpc.StatusCode.INTERNAL
        assert (await stub(channel).GetBody(pb.GetBodyRequest(id="next"), timeout=5)).edition_id == "next"


async def test_calls_beyond_those_of_a_connection_wait_for_their_turn() -> None:
    answers = Answers()
    async with serving(answers, max_rpcs_of_connection=2) as channel:
        calls = [asyncio.ensure_future(stub(channel).ListBodies(pb.ListBodiesRequest(), timeout=10)) for _ in range(6)]
        await until(lambda: answers.begun == 2)
        answers.ending.set()
        assert {answer.edition_id for answer in await asyncio.gather(*calls)} == {"e"}
    assert answers.begun == 6


async def test_a_caller_is_told_when_the_work_was_cancelled_and_not_the_call() -> None:
    async with serving() as channel:
        assert await code_of(stub(channel).ListBodies(pb.ListBodiesRequest(name="cancelled"), timeout=5)) is grpc.StatusCode.CANCELLED


async def test_health_is_told_to_whoever_checks_and_watches() -> None:
    async with started() as server, connection(server) as channel:
        health = health_pb2_grpc.HealthStub(channel)
        assert await code_of(health.Check(health_pb2.HealthCheckRequest(service="none"), timeout=5)) is grpc.StatusCode.NOT_FOUND
        watched, unknown = (health.Watch(health_pb2.HealthCheckRequest(service=name), timeout=10) for name in ("", "none"))
        assert (await watched.read()).status == NOT_SERVING
        assert (await unknown.read()).status == health_pb2.HealthCheckResponse.SERVICE_UNKNOWN
        await server.set_health(SERVING)
        assert (await watched.read()).status == SERVING
        assert (await health.Check(health_pb2.HealthCheckRequest(), timeout=5)).status == SERVING
        watched.cancel()
        unknown.cancel()


async def test_watches_are_told_and_end_when_the_service_stops() -> None:
    async with started(drain_s=60) as server, connection(server) as channel:
        await server.set_health(SERVING)
        watched = health_pb2_grpc.HealthStub(channel).Watch(health_pb2.HealthCheckRequest(), timeout=30)
        assert (await watched.read()).status == SERVING
        await asyncio.wait_for(server.stop(), 5)
        assert (await watched.read()).status == NOT_SERVING
        assert await watched.read() is grpc.aio.EOF


async def test_while_it_stops_calls_under_way_end_and_new_ones_are_turned_away() -> None:
    answers = Answers()
    async with started(answers, drain_s=5) as server, connection(server) as channel:
        under_way = asyncio.ensure_future(stub(channel).ListBodies(pb.ListBodiesRequest(), timeout=10))
        without_message = channel.stream_unary(AT_ONCE)(silent(), timeout=30)
        await until(lambda: answers.begun == 1)
        stopping = asyncio.create_task(server.stop())
        await asyncio.sleep(0)
        with pytest.raises(grpc.RpcError, match="the service is stopping") as refused:
            await stub(channel).GetBody(pb.GetBodyRequest(id="a"), timeout=5)
        assert refused.value.code() is grpc.StatusCode.UNAVAILABLE
        assert await code_of(without_message) is grpc.StatusCode.UNAVAILABLE
        answers.ending.set()
        assert (await under_way).edition_id == "e"
        await asyncio.wait_for(stopping, 5)


async def test_no_call_fails_but_as_one_that_can_be_sent_again_when_the_service_stops_under_load() -> None:
    ended: list[grpc.StatusCode] = []

    async def call_until_refused(channel: grpc.aio.Channel) -> None:
        while not ended:
            try:
                await stub(channel).GetDepartment(pb.GetDepartmentRequest(id="a"), timeout=10)
            except grpc.RpcError as refusal:
                ended.append(refusal.code())

    async with started(drain_s=5) as server, connection(server) as channel:
        callers = [asyncio.create_task(call_until_refused(channel)) for _ in range(20)]
        await asyncio.sleep(0.3)
        assert not ended
        await server.stop()
        await asyncio.gather(*callers)
    assert set(ended) == {grpc.StatusCode.UNAVAILABLE}

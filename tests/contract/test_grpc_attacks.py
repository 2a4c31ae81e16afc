"""Callers who would take the service from others: silent ones, those who send halves, those who do not read, those who take all they can get."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import grpc
import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from grpc_health.v1 import health_pb2, health_pb2_grpc

from city120_platform import grpc_server
from city120_platform.grpc_server import NOT_SERVING, SERVING, GrpcServer
from tests.grpc_answers import (
    AT_ONCE,
    CHECK,
    IN_THREAD,
    KEYED,
    STREAM,
    WATCH,
    Answers,
    code_of,
    connection,
    serving,
    silent_calls,
    started,
    stub,
    until,
)
from tests.http2_caller import DATA, END_HEADERS, END_STREAM, HEADERS, connected, frame, head, message

ALL = health_pb2.HealthCheckRequest()
A = pb.GetBodyRequest(id="a")
B = pb.GetDepartmentRequest(id="b")
EXHAUSTED, LATE = grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.DEADLINE_EXCEEDED


async def serves(server: GrpcServer) -> None:
    """Whoever has a key is served over a new connection, by a method of each kind; and whoever asks is told the health."""
    async with connection(server) as channel:
        for _ in range(5):
            assert (await stub(channel).GetBody(A, timeout=15, metadata=KEYED)).edition_id == "a"
            assert (await stub(channel).GetDepartment(B, timeout=15, metadata=KEYED)).edition_id == "b"
            assert (await health_pb2_grpc.HealthStub(channel).Check(ALL, timeout=15)).status == NOT_SERVING


async def first_of(watch: Any) -> str:
    """How a watch begins: what it tells, or how it is refused."""
    try:
        answer = await watch.read()
    except grpc.RpcError as refused:
        return str(refused.code().name)
    return str(health_pb2.HealthCheckResponse.ServingStatus.Name(answer.status))


async def test_a_thousand_watches_without_a_key_leave_the_service_serving() -> None:
    async with started(api_keys="k") as server, AsyncExitStack() as stack:
        channels = [await stack.enter_async_context(connection(server)) for _ in range(5)]
        watches = [health_pb2_grpc.HealthStub(channels[number % 5]).Watch(ALL, timeout=60) for number in range(1000)]
        begun = Counter(await asyncio.gather(*map(first_of, watches)))
        assert begun == {"NOT_SERVING": 192, "RESOURCE_EXHAUSTED": 808}
        await serves(server)
        await server.set_health(SERVING)
        held = [watch for watch in watches if not watch.done()]
        assert {await first_of(watch) for watch in held} == {"SERVING"}
        for watch in held:
            watch.cancel()


@pytest.mark.parametrize("method", [CHECK, WATCH, AT_ONCE, IN_THREAD, STREAM])
async def test_a_thousand_calls_without_a_message_leave_the_service_serving(method: str) -> None:
    async with started(api_keys="k") as server, AsyncExitStack() as stack:
        callers = [await stack.enter_async_context(connected(server.port)) for _ in range(5)]
        for caller in callers:
            caller.send(*(frame(HEADERS, END_HEADERS, stream, head(method, *KEYED)) for stream in range(1, 401, 2)))
        await serves(server)
        # The oldest give way to the newer ones.
        await until(lambda: sum(len(caller.ended) for caller in callers) >= 1000 - 256)


@pytest.mark.parametrize("method", [CHECK, WATCH, AT_ONCE, IN_THREAD, STREAM])
async def test_a_call_whose_message_does_not_come_is_ended_when_its_time_is_over(method: str) -> None:
    async with serving(default_deadline_s=0.2) as channel:
        began = time.monotonic()
        (first,) = await silent_calls(channel, method, 1)
        await asyncio.sleep(0.1)
        (second,) = await silent_calls(channel, method, 1)
        assert await code_of(first) is LATE
        assert await code_of(second) is LATE
        assert 0.3 <= time.monotonic() - began < 5


async def test_calls_without_a_message_hold_no_place() -> None:
    async with serving(max_concurrent_rpcs=1) as channel:
        begun = await silent_calls(channel, AT_ONCE, 10)
        assert (await stub(channel).GetBody(A, timeout=5)).edition_id == "a"
        for call in begun:
            call.cancel()


async def test_half_a_message_is_as_none() -> None:
    async with started(default_deadline_s=0.2) as server, connected(server.port) as caller:
        caller.send(frame(HEADERS, END_HEADERS, 1, head(AT_ONCE)), frame(DATA, 0, 1, message(A.SerializeToString())[:6]))
        await until(lambda: 1 in caller.ended)


async def test_half_a_head_keeps_nobody_waiting() -> None:
    async with started(api_keys="k") as server, AsyncExitStack() as stack:
        for _ in range(200):
            caller = await stack.enter_async_context(connected(server.port))
            caller.send(frame(HEADERS, 0, 1, head(AT_ONCE)[:20]))
        await serves(server)


async def test_connections_that_say_nothing_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grpc_server, "_HANDSHAKE_S", 1)
    async with started(api_keys="k") as server, AsyncExitStack() as stack:
        callers = [await stack.enter_async_context(connected(server.port, silent=True)) for _ in range(200)]
        await serves(server)
        await until(lambda: all(caller.closed for caller in callers))


async def test_more_connections_than_may_be_are_closed_and_the_others_go_on() -> None:
    async with started(max_connections=10) as server, connection(server) as channel, AsyncExitStack() as stack:
        assert (await stub(channel).GetBody(A, timeout=5)).edition_id == "a"
        callers = [await stack.enter_async_context(connected(server.port)) for _ in range(50)]
        await until(lambda: sum(caller.closed for caller in callers) == 50 - 9)
        assert (await stub(channel).GetBody(A, timeout=5)).edition_id == "a"


async def test_a_watch_that_is_not_read_keeps_no_other_waiting() -> None:
    async with started() as server, connected(server.port, window=0) as deaf, connection(server) as channel:
        deaf.send(frame(HEADERS, END_HEADERS, 1, head(WATCH)), frame(DATA, END_STREAM, 1, message(b"")))
        await until(lambda: 1 in deaf.begun)
        watch = health_pb2_grpc.HealthStub(channel).Watch(ALL, timeout=30)
        assert (await watch.read()).status == NOT_SERVING
        await asyncio.wait_for(server.set_health(SERVING), 5)
        assert (await asyncio.wait_for(watch.read(), 5)).status == SERVING
        watch.cancel()


async def test_one_caller_cannot_take_all_places() -> None:
    answers = Answers()
    async with started(answers, api_keys="k, other", max_concurrent_rpcs=8) as server, connection(server) as channel:
        calls = [asyncio.ensure_future(stub(channel).ListBodies(pb.ListBodiesRequest(), timeout=30, metadata=KEYED)) for _ in range(20)]
        await until(lambda: sum(call.done() for call in calls) == 14)
        assert answers.begun == 6
        assert await code_of(stub(channel).GetBody(A, timeout=5, metadata=KEYED)) is EXHAUSTED
        other = [
            asyncio.ensure_future(stub(channel).ListBodies(pb.ListBodiesRequest(), timeout=30, metadata=(("x-api-key", "other"),))) for _ in range(3)
        ]
        await until(lambda: sum(call.done() for call in other) == 1)
        assert answers.begun == 8
        answers.ending.set()
        codes = [error.code() if isinstance(error, grpc.RpcError) else "OK" for error in await asyncio.gather(*calls, *other, return_exceptions=True)]
        assert Counter(codes) == {"OK": 8, EXHAUSTED: 15}
        # The places are free again.
        assert (await stub(channel).GetBody(A, timeout=5, metadata=KEYED)).edition_id == "a"


async def test_callers_without_a_key_are_told_apart_by_their_address() -> None:
    answers = Answers()
    async with started(answers, max_concurrent_rpcs=4) as server, connection(server) as first, connection(server) as second:
        calls = [asyncio.ensure_future(stub(first).ListBodies(pb.ListBodiesRequest(), timeout=30)) for _ in range(3)]
        await until(lambda: answers.begun == 3)
        # Another connection, the same address.
        assert await code_of(stub(second).GetBody(A, timeout=5)) is EXHAUSTED
        answers.ending.set()
        await asyncio.gather(*calls)


async def test_callers_who_have_gone_leave_their_places() -> None:
    async with serving(max_concurrent_rpcs=4) as channel:
        for _ in range(3):
            calls = [stub(channel).ListBodies(pb.ListBodiesRequest(), timeout=0.2) for _ in range(3)]
            assert {await code_of(call) for call in calls} == {LATE}
        async with asyncio.timeout(5):
            while not await answered(channel):
                pass


async def answered(channel: Any) -> bool:
    """Whether a call got a place."""
    try:
        await stub(channel).GetBody(A, timeout=5)
    except grpc.RpcError as refused:
        return refused.code() is not EXHAUSTED
    return True


async def batches(*pauses_s: float) -> AsyncIterator[bytes]:
    """A batch before each pause."""
    for pause_s in pauses_s:
        yield pb.StreamLocateAreasRequest().SerializeToString()
        await asyncio.sleep(pause_s)


async def test_a_stream_that_falls_silent_is_ended() -> None:
    answers = Answers()
    async with serving(answers, max_stream_idle_s=0.2) as channel:
        call = channel.stream_stream(STREAM)(batches(60), timeout=60)
        await call.read()
        assert await code_of(call.read()) is LATE
        await asyncio.wait_for(answers.closed.wait(), 5)


async def test_a_stream_that_never_ends_is_ended() -> None:
    answers = Answers()
    async with serving(answers, max_stream_s=0.3) as channel:
        call = channel.stream_stream(STREAM)(batches(0.1, 0.1, 60), timeout=60)
        for _ in range(3):
            await call.read()
        assert await code_of(call.read()) is LATE
        await asyncio.wait_for(answers.closed.wait(), 5)


async def test_a_stream_whose_answers_are_not_read_is_ended() -> None:
    answers = Answers()
    async with started(answers, max_stream_idle_s=0.2) as server, connected(server.port, window=0) as deaf:
        asked = pb.StreamLocateAreasRequest(as_of="100000").SerializeToString()
        deaf.send(frame(HEADERS, END_HEADERS, 1, head(STREAM)), *[frame(DATA, 0, 1, message(asked)) for _ in range(3)])
        await asyncio.wait_for(answers.closed.wait(), 5)


async def test_streams_have_places_of_their_own() -> None:
    async with serving(max_streams=4, max_concurrent_rpcs=1) as channel:
        streams = [channel.stream_stream(STREAM)(batches(60), timeout=60) for _ in range(3)]
        for stream in streams:
            await stream.read()
        assert await code_of(channel.stream_stream(STREAM)(batches(60), timeout=60).read()) is EXHAUSTED
        assert (await stub(channel).GetBody(A, timeout=5)).edition_id == "a"
        for stream in streams:
            stream.cancel()

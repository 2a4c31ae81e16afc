"""What every gRPC call passes, without a server: the key, the message, its rules, and the status of each error."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import grpc
import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb

from city120_client.metadata import KEY
from city120_edition.holder import NotLoaded
from city120_errors import NotFound
from city120_platform.grpc_door import Call, Context, Door, momentary, sent
from city120_platform.health import SERVICE
from city120_platform.keys import make
from city120_platform.settings import ServiceSettings

JURISDICTION = "city120.jurisdiction.v1.JurisdictionService"
ASKED = pb.GetBodyRequest(id="water.hq")
ANSWER = pb.GetBodyResponse(edition_id="e1")


class Refused(Exception):
    """The call was ended with a status."""

    def __init__(self, status: Any) -> None:
        super().__init__(status.details)
        self.code = status.code


class Caller:
    """The context of a call: what its caller sends, and when gRPC is done with it."""

    def __init__(self, message: Any = None, metadata: tuple[tuple[str, str], ...] = (), seconds: float | None = 5.0) -> None:
        self._message = ASKED.SerializeToString() if message is None else message
        self._metadata, self._seconds = metadata, seconds
        self.done: list[Callable[[Any], None]] = []

    def peer(self) -> str:
        return "ipv4:10.0.0.1:1234"

    def invocation_metadata(self) -> tuple[tuple[str, str], ...]:
        return self._metadata

    def time_remaining(self) -> float | None:
        return self._seconds

    def add_done_callback(self, callback: Callable[[Any], None]) -> None:
        self.done.append(callback)

    async def read(self) -> Any:
        return self._message

    async def abort_with_status(self, status: Any) -> None:
        raise Refused(status)


def door(handler: Callable[..., Any], **settings: Any) -> Door:
    """A door with one method."""
    made = Door(ServiceSettings(**settings))
    reads, writes = pb.GetBodyRequest.FromString, pb.GetBodyResponse.SerializeToString
    made.add_registered_method_handlers(JURISDICTION, {"GetBody": grpc.unary_unary_rpc_method_handler(handler, reads, writes)})
    return made


async def answered(made: Door, caller: Caller) -> bytes:
    return cast("bytes", await made.answering(JURISDICTION, "GetBody").stream_unary(None, caller))


async def refusal(made: Door, caller: Caller) -> tuple[grpc.StatusCode, str]:
    with pytest.raises(Refused) as refused:
        await answered(made, caller)
    return refused.value.code, str(refused.value)


@momentary
def answers(request: pb.GetBodyRequest, context: Any) -> pb.GetBodyResponse:
    """Answers at once."""
    return ANSWER


def raises(error: BaseException) -> Callable[..., Any]:
    @momentary
    def handler(request: Any, context: Any) -> Any:
        raise error

    return handler


def test_the_first_value_under_a_name_is_the_one_that_was_sent() -> None:
    metadata = (("a", "1"), ("a", "2"))
    assert (sent(metadata, "a"), sent(metadata, "b"), sent(None, "a")) == ("1", "", "")


def test_a_call_tells_what_is_left_of_its_time_and_never_less_than_nothing() -> None:
    assert Call(cast("Context", Caller(seconds=None)), ()).time_remaining() is None
    left = Call(cast("Context", Caller(seconds=60)), ()).time_remaining()
    assert left is not None
    assert 59 < left <= 60
    assert Call(cast("Context", Caller(seconds=-1)), ()).time_remaining() == 0.0


async def test_a_call_is_answered_where_its_handler_belongs() -> None:
    ran: list[threading.Thread] = []

    def plain(request: Any, context: Any) -> Any:
        ran.append(threading.current_thread())
        return ANSWER

    async def coroutine(request: Any, context: Any) -> Any:
        return plain(request, context)

    @momentary
    def at_once(request: Any, context: Any) -> Any:
        return plain(request, context)

    for handler in (plain, at_once, coroutine):
        assert await answered(door(handler), Caller()) == ANSWER.SerializeToString()
    assert [thread is threading.current_thread() for thread in ran] == [False, True, True]


def test_a_method_that_was_not_added_has_no_answer() -> None:
    made = door(answers)
    assert made.service(SimpleNamespace(method=f"/{JURISDICTION}/GetBody")) is not None
    assert made.service(SimpleNamespace(method=f"/{JURISDICTION}/GetAffair")) is None
    with pytest.raises(KeyError):
        made.answering(JURISDICTION, "GetAffair")


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (NotFound("no such body", field="id"), grpc.StatusCode.NOT_FOUND, "no such body"),
        (NotLoaded(), grpc.StatusCode.UNAVAILABLE, "the edition is still loading"),
        (TimeoutError(), grpc.StatusCode.DEADLINE_EXCEEDED, "the call took too long"),
        (asyncio.CancelledError(), grpc.StatusCode.CANCELLED, "the work was cancelled"),
        (ZeroDivisionError("of something secret"), grpc.StatusCode.INTERNAL, "the log has the details"),
        (SystemExit(1), grpc.StatusCode.INTERNAL, "the log has the details"),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_each_error_has_its_status_and_no_more_is_told(error: BaseException, code: grpc.StatusCode, says: str) -> None:
    told = await refusal(door(raises(error)), Caller())
    assert told[0] is code
    assert says in told[1]
    assert "secret" not in told[1]


@pytest.mark.parametrize(
    ("message", "code", "says"),
    [
        (b"\xff\xff", grpc.StatusCode.INVALID_ARGUMENT, "is no message of the contract"),
        (b"", grpc.StatusCode.INVALID_ARGUMENT, "id"),
        (grpc.aio.EOF, grpc.StatusCode.UNIMPLEMENTED, "without a message"),
    ],
)
async def test_what_is_sent_must_be_a_message_that_keeps_the_rules(message: Any, code: grpc.StatusCode, says: str) -> None:
    told = await refusal(door(answers), Caller(message))
    assert told[0] is code
    assert says in told[1]


async def test_a_key_opens_and_what_it_may_not_do_is_denied() -> None:
    (asks, first), (reads, second) = make("asker", ["ask"]), make("reader", ["read"])
    made = door(answers, named_keys=f"{first};{second}")
    assert await code_of(made, asks) is None
    assert await code_of(made, reads) is grpc.StatusCode.PERMISSION_DENIED
    assert await code_of(made, "wrong") is await code_of(made, "") is grpc.StatusCode.UNAUTHENTICATED


async def code_of(made: Door, key: str) -> grpc.StatusCode | None:
    try:
        await answered(made, Caller(metadata=((KEY, key),)))
    except Refused as refused:
        return cast("grpc.StatusCode", refused.code)
    return None


async def test_health_needs_no_key_and_no_place() -> None:
    made = door(answers, api_keys="k", max_concurrent_rpcs=1)
    reads, writes = pb.GetBodyRequest.FromString, pb.GetBodyResponse.SerializeToString
    made.add_registered_method_handlers(SERVICE, {"Check": grpc.unary_unary_rpc_method_handler(answers, reads, writes)})
    check, caller = made.answering(SERVICE, "Check"), Caller(b"")
    assert await check.stream_unary(None, caller) == ANSWER.SerializeToString()
    assert caller.done == []


async def test_a_place_is_kept_until_grpc_is_done_with_the_call() -> None:
    made, first = door(answers, max_concurrent_rpcs=1), Caller()
    await answered(made, first)
    assert (await refusal(made, Caller()))[0] is grpc.StatusCode.RESOURCE_EXHAUSTED
    for callback in first.done:
        callback(None)
    assert await answered(made, Caller())


async def test_a_refused_message_takes_no_place() -> None:
    made = door(answers, max_concurrent_rpcs=1)
    await refusal(made, Caller(b""))
    assert await answered(made, Caller())


async def test_a_door_that_is_closed_turns_calls_away_and_is_quiet_then() -> None:
    made = door(answers)
    made.close()
    code, says = await refusal(made, Caller())
    assert code is grpc.StatusCode.UNAVAILABLE
    assert says.startswith("the service is stopping")
    began = asyncio.get_running_loop().time()
    await made.quiet(0.01, 5.0)
    assert asyncio.get_running_loop().time() - began < 1.0


async def test_a_call_without_a_deadline_has_the_servers() -> None:
    async def forever(request: Any, context: Any) -> Any:
        await asyncio.Event().wait()

    made = door(forever, default_deadline_s=0.01)
    assert (await refusal(made, Caller(seconds=None)))[0] is grpc.StatusCode.DEADLINE_EXCEEDED

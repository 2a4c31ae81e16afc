"""What a channel sends with every call, and which calls it tries again; on a real server of the test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import grpc
import pytest

from city120_client import open_channel

JURISDICTION, FAQ, ADMIN = (f"/city120.{name}" for name in ("jurisdiction.v1.JurisdictionService", "faq.v1.FaqService", "faq.v1.FaqAdminService"))


@dataclass
class Server(grpc.GenericRpcHandler):
    """Answers every call with nothing, or refuses so many first; remembers method and metadata of each."""

    address: str = ""
    refusals: int = 0
    status: grpc.StatusCode = grpc.StatusCode.UNAVAILABLE
    came: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def service(self, handler_call_details: Any) -> Any:
        details = handler_call_details

        async def admit(context: Any) -> None:
            self.came.append((details.method, dict(details.invocation_metadata)))
            if len(self.came) <= self.refusals:
                await context.abort(self.status, "not now")

        async def answer(request: bytes, context: Any) -> bytes:
            await admit(context)
            return b""

        async def answers(requests: AsyncIterator[bytes], context: Any) -> AsyncIterator[bytes]:
            await admit(context)
            async for _ in requests:
                yield b""

        if details.method.endswith("/Stream"):
            return grpc.stream_stream_rpc_method_handler(answers)
        return grpc.unary_unary_rpc_method_handler(answer)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    handler = Server()
    running = grpc.aio.server()
    running.add_generic_rpc_handlers((handler,))
    handler.address = f"127.0.0.1:{running.add_insecure_port('127.0.0.1:0')}"
    await running.start()
    yield handler
    await running.stop(None)


async def call(server: Server, method: str, key: str = "", metadata: tuple[tuple[str, str], ...] | None = None) -> None:
    async with open_channel(server.address, key) as channel:
        await channel.unary_unary(method)(b"", timeout=5.0, metadata=metadata)


async def test_the_key_goes_with_every_call_beside_what_the_caller_sends(server: Server) -> None:
    await call(server, f"{JURISDICTION}/GetBody", "secret", (("city120-edition", "0123"),))
    ((_, sent),) = server.came
    assert (sent["x-api-key"], sent["city120-edition"]) == ("secret", "0123")


async def test_the_key_goes_with_a_stream_too(server: Server) -> None:
    async with open_channel(server.address, "secret") as channel:
        await channel.stream_stream("/x/Stream")(iter([b""]), timeout=5.0).read()
    ((_, sent),) = server.came
    assert sent["x-api-key"] == "secret"


async def test_without_a_key_none_is_sent(server: Server) -> None:
    await call(server, f"{JURISDICTION}/GetBody")
    ((_, sent),) = server.came
    assert "x-api-key" not in sent


@pytest.mark.parametrize("method", [f"{JURISDICTION}/GetBody", f"{FAQ}/MatchInquiry", f"{FAQ}/SuggestQuestions"])
async def test_a_read_that_meets_a_closed_door_is_tried_twice_more(server: Server, method: str) -> None:
    server.refusals = 2
    await call(server, method)
    assert [name for name, _ in server.came] == [method] * 3


async def test_a_read_that_is_refused_three_times_fails(server: Server) -> None:
    server.refusals = 9
    with pytest.raises(grpc.RpcError) as failed:
        await call(server, f"{JURISDICTION}/GetBody")
    assert (failed.value.code(), len(server.came)) == (grpc.StatusCode.UNAVAILABLE, 3)


@pytest.mark.parametrize("method", [f"{FAQ}/RecordFeedback", f"{ADMIN}/PutEntry", f"{ADMIN}/Publish"])
async def test_what_changes_something_is_sent_once(server: Server, method: str) -> None:
    server.refusals = 1
    with pytest.raises(grpc.RpcError):
        await call(server, method)
    assert len(server.came) == 1


async def test_another_failure_is_no_reason_to_try_again(server: Server) -> None:
    server.refusals, server.status = 1, grpc.StatusCode.NOT_FOUND
    with pytest.raises(grpc.RpcError):
        await call(server, f"{JURISDICTION}/GetBody")
    assert len(server.came) == 1

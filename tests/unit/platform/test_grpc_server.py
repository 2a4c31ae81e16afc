"""One gRPC server like all the others: what handlers ask of a call, its limits, and its health from the first moment to the last."""

from __future__ import annotations

import asyncio
import signal
from types import SimpleNamespace

import pytest
from grpc_health.v1 import health_pb2 as pb

from city120_client.metadata import EDITION, KEY
from city120_platform.grpc_server import NOT_SERVING, SERVING, GrpcServer, _options, pinned_edition, sent_key, time_remaining, until_signal
from city120_platform.settings import ServiceSettings

NAME = "city120.faq.v1.FaqService"


def test_a_handler_sees_edition_key_and_time_of_its_call() -> None:
    context = SimpleNamespace(invocation_metadata=lambda: ((EDITION, "e1"), (KEY, "secret")), time_remaining=lambda: 1.5)
    assert (pinned_edition(context), sent_key(context), time_remaining(context)) == ("e1", "secret", 1.5)
    silent = SimpleNamespace(invocation_metadata=tuple, time_remaining=lambda: None)
    assert (pinned_edition(silent), sent_key(silent), time_remaining(silent)) == ("", "", None)


def test_settings_are_the_limits_of_the_server() -> None:
    options = dict(_options(ServiceSettings(max_message_bytes=2_000_000, max_rpcs_of_connection=7, max_connection_age_s=60, drain_s=1.5)))
    assert options["grpc.max_receive_message_length"] == options["grpc.max_send_message_length"] == 2_000_000
    assert options["grpc.max_concurrent_streams"] == 7
    assert (options["grpc.max_connection_age_ms"], options["grpc.max_connection_age_grace_ms"]) == (60_000, 1500)
    assert options["grpc.so_reuseport"] == 0


async def health_of(server: GrpcServer, name: str) -> int:
    return int((await server._health.Check(pb.HealthCheckRequest(service=name), None)).status)


async def test_it_listens_not_serving_until_it_is_told_and_again_when_it_stops() -> None:
    server = GrpcServer(ServiceSettings(drain_s=0.01), 0, [NAME])
    await server.start()
    assert server.port > 0
    assert [await health_of(server, name) for name in ("", NAME)] == [NOT_SERVING, NOT_SERVING]
    await server.set_health(SERVING)
    assert [await health_of(server, name) for name in ("", NAME)] == [SERVING, SERVING]
    await server.stop()
    assert [await health_of(server, name) for name in ("", NAME)] == [NOT_SERVING, NOT_SERVING]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_the_waiting(number: signal.Signals) -> None:
    loop = asyncio.get_running_loop()
    waiting = asyncio.create_task(until_signal())
    await asyncio.sleep(0)
    assert not waiting.done()
    signal.raise_signal(number)
    try:
        await asyncio.wait_for(waiting, 5)
    finally:
        for handled in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(handled)

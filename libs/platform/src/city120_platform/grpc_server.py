"""One gRPC server like all the others: health that tells the truth, reflection, deadlines, limits, drain on SIGTERM."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Protocol

import grpc
from grpc_health.v1 import health_pb2_grpc
from grpc_reflection.v1alpha import reflection, reflection_pb2_grpc

from city120_client.metadata import EDITION, KEY
from city120_platform import health
from city120_platform.grpc_door import Door, momentary, sent
from city120_platform.health import NOT_SERVING, SERVING
from city120_platform.log import fields
from city120_platform.settings import ServiceSettings

__all__ = ["NOT_SERVING", "SERVING", "Context", "GrpcServer", "momentary", "pinned_edition", "sent_key", "time_remaining", "until_signal"]

# The door is closed when no call has come for the first, and in any case after the second.
_QUIET_S = 0.1
_TURNING_AWAY_S = 2.0
# A connection that never says that it speaks HTTP/2 is closed after the first, one without calls after the second.
_HANDSHAKE_S = 10
_IDLE_CONNECTION_S = 300
# Clients of ours ask every 30 s whether the server is still there while a call lasts.
_LEAST_BETWEEN_PINGS_S = 20
_CHECK = "Check"
_logger = logging.getLogger(__name__)


class Context(Protocol):
    """What handlers ask of their call."""

    def invocation_metadata(self) -> Any:
        """Pairs of name and value that the caller sent."""

    def time_remaining(self) -> float | None:
        """Seconds that the caller gives this call, or None when it set no deadline."""


def pinned_edition(context: Context) -> str:
    """The edition that the caller pinned for this inquiry, or empty."""
    return sent(context.invocation_metadata(), EDITION)


def sent_key(context: Context) -> str:
    """The key that the caller sent, or empty."""
    return sent(context.invocation_metadata(), KEY)


def time_remaining(context: Context) -> float | None:
    """Seconds that the caller gives this call, or None when it set no deadline."""
    return context.time_remaining()


class GrpcServer:
    """A server that is NOT_SERVING until told otherwise, and drains when stopped. To be made where an event loop runs.

    Servicers are added to its `door`: `add_FaqServiceServicer_to_server(servicer, server.door)`.
    """

    def __init__(self, settings: ServiceSettings, port: int, service_names: Sequence[str]) -> None:
        self._settings = settings
        self._names = tuple(service_names)
        self.door, self._health = Door(settings), health.Health()
        reflected = reflection.aio.ReflectionServicer([*self._names, health.SERVICE, reflection.SERVICE_NAME])
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self.door)
        reflection_pb2_grpc.add_ServerReflectionServicer_to_server(reflected, self.door)
        # gRPC's own limit of calls would count those without a message, and health: the door has limits of its own.
        self._server = grpc.aio.server(handlers=[self.door], options=_options(settings))
        # A line of its own: however many calls have come that were not looked at yet, health is asked without waiting behind them.
        self._server.add_registered_method_handlers(health.SERVICE, {_CHECK: self.door.answering(health.SERVICE, _CHECK)})
        self.port = self._server.add_insecure_port(f"{settings.host}:{port}")

    async def start(self) -> None:
        """Listen, not yet serving."""
        await self.set_health(NOT_SERVING)
        await self._server.start()
        _logger.info("listening", extra=fields(host=self._settings.host, port=self.port))

    async def set_health(self, status: int) -> None:
        """Tell the truth, to `Check` and to every `Watch`."""
        for name in ("", *self._names):
            self._health.set(name, status)

    async def stop(self) -> None:
        """NOT_SERVING first, then let calls under way end; watches end at once.

        New calls are turned away until none comes any more: gRPC cancels those that it has read and not begun when it closes, and of UNAVAILABLE a
        caller knows that the call can be sent again.
        """
        await self.set_health(NOT_SERVING)
        self._health.close()
        self.door.close()
        await self.door.quiet(_QUIET_S, min(_TURNING_AWAY_S, self._settings.drain_s))
        await self._server.stop(self._settings.drain_s)
        _logger.info("stopped")


def _options(settings: ServiceSettings) -> list[tuple[str, int]]:
    """Arguments of gRPC's core, by their documented names."""
    return [
        ("grpc.so_reuseport", 0),
        ("grpc.max_receive_message_length", settings.max_message_bytes),
        ("grpc.max_send_message_length", settings.max_message_bytes),
        ("grpc.max_concurrent_streams", settings.max_rpcs_of_connection),
        ("grpc.max_allowed_incoming_connections", settings.max_connections),
        ("grpc.max_connection_age_ms", settings.max_connection_age_s * 1000),
        ("grpc.max_connection_age_grace_ms", int(settings.drain_s * 1000)),
        ("grpc.max_connection_idle_ms", _IDLE_CONNECTION_S * 1000),
        ("grpc.server_handshake_timeout_ms", _HANDSHAKE_S * 1000),
        ("grpc.http2.min_ping_interval_without_data_ms", _LEAST_BETWEEN_PINGS_S * 1000),
    ]


async def until_signal() -> None:
    """Return at SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stopped.set)
    await stopped.wait()

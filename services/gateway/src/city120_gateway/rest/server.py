"""The REST port: uvicorn by its documented settings, with limits of its own for connections, and a log that repeats nothing."""

from __future__ import annotations

import asyncio
import logging
import resource
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from city120_gateway.rest.connections import Connections, Limits, guarded
from city120_gateway.settings import GatewaySettings

_BACKLOG = 128
_HEAD_BYTES = 16_384
# Files besides connections: editions, records, the log, calls to services.
_OTHER_FILES = 256
_REPEATS_EVERY_S = 10.0
_TOLD_BY = 40


class RestServer(uvicorn.Server):
    """Uvicorn, stopped by us: the gRPC server and the records must end with it. `listening` is set when it takes connections."""

    def __init__(self, app: Any, settings: GatewaySettings) -> None:
        """Takes the port. Raises OSError when it cannot be had."""
        limits = Limits(settings.rest_max_connections, settings.rest_head_s, settings.rest_idle_s)
        config = uvicorn.Config(
            app,
            http=guarded(Connections(limits)),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            # The address that a proxy names is for the network's policy: here anyone could name one.
            proxy_headers=False,
            server_header=False,
            backlog=_BACKLOG,
            h11_max_incomplete_event_size=_HEAD_BYTES,
            timeout_keep_alive=max(int(settings.rest_idle_s), 1),
            timeout_graceful_shutdown=max(int(settings.drain_s), 1),
        )
        super().__init__(config)
        self.listening = asyncio.Event()
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        self._socket = socket.create_server((settings.host, settings.rest_port), family=family, backlog=_BACKLOG)
        self.port: int = self._socket.getsockname()[1]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        self.listening.set()

    async def run_here(self) -> None:
        """Serve on the port that was taken, until `should_exit`."""
        for name in ("uvicorn.error", "asyncio"):
            logging.getLogger(name).addFilter(Sparing())
        await self.serve(sockets=[self._socket])

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield


class Sparing(logging.Filter):
    """Lets a message that comes again and again through once in ten seconds, with how often it came meanwhile: a caller must not fill the disk."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._seen: dict[str, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log it."""
        told, now = str(record.msg)[:_TOLD_BY], self._clock()
        since, repeated = self._seen.get(told, (float("-inf"), 0))
        if now - since < _REPEATS_EVERY_S:
            self._seen[told] = (since, repeated + 1)
            return False
        self._seen[told] = (now, 0)
        record.__dict__["fields"] = {"repeated": repeated} if repeated else {}
        return True


def allow_files(settings: GatewaySettings) -> None:
    """Let the process have the files that its connections may need, as far as the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = settings.rest_max_connections + settings.max_connections + _BACKLOG + _OTHER_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))

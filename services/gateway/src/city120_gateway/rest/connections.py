"""Connections to the REST port: how many there may be, and how long one may be silent.

uvicorn limits the time of idle connections, and not that of half a head. `guarded` makes the protocol that it is given (`http=`): it hands everything
on to uvicorn's own, and has a clock. That runs from the moment in which a connection is made, or an answer is done, until the next request has begun;
the application says so (`begin`, `end`).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

# Under this name the state of a request (ASGI) holds its connection.
STATE = "connection"


@dataclass(frozen=True)
class Limits:
    """Most connections at once; seconds until the head of a request must be there; seconds that a connection may be without a request besides."""

    connections: int
    head_s: float
    idle_s: float


class Connections:
    """All connections of a port. Beyond the limit the one that has been silent longest gives way; without such a one the new one does."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._open: set[Connection] = set()
        # Those without a request, longest first.
        self._silent: dict[Connection, None] = {}

    def __len__(self) -> int:
        return len(self._open)

    def enter(self, connection: Connection) -> bool:
        """Whether a connection may be."""
        if len(self._open) >= self.limits.connections:
            if not self._silent:
                return False
            next(iter(self._silent)).abort()
        self._open.add(connection)
        return True

    def silent(self, connection: Connection, *, silent: bool) -> None:
        """Note whether a connection waits for a request."""
        self._silent.pop(connection, None)
        if silent and connection in self._open:
            self._silent[connection] = None

    def leave(self, connection: Connection) -> None:
        """A connection has gone, or soon will."""
        self._open.discard(connection)
        self._silent.pop(connection, None)


class Connection(asyncio.Protocol):
    """One connection: uvicorn's protocol with a clock."""

    def __init__(self, connections: Connections, uvicorns: dict[str, Any]) -> None:
        self._connections = connections
        state = {**uvicorns.pop("app_state"), STATE: self}
        self._inner = H11Protocol(**uvicorns, app_state=state)
        self._transport: asyncio.Transport | None = None
        self._clock: asyncio.TimerHandle | None = None
        self._entered = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a request."""
        self._transport = cast("asyncio.Transport", transport)
        self._entered = self._connections.enter(self)
        if not self._entered:
            self._transport.abort()
            return
        self._inner.connection_made(self._transport)
        self._wait(self._connections.limits.head_s)

    def data_received(self, data: bytes) -> None:
        """Hand on."""
        if self._entered:
            self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """Hand on."""
        if self._entered:
            self._inner.eof_received()
        return None

    def pause_writing(self) -> None:
        """Hand on."""
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """Hand on."""
        self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave, and hand on."""
        self._stop()
        self._connections.leave(self)
        if self._entered:
            self._inner.connection_lost(exc)

    def begin(self) -> None:
        """A request has begun."""
        self._stop()
        self._connections.silent(self, silent=False)

    def end(self) -> None:
        """It is answered, and the next may come."""
        self._wait(self._connections.limits.idle_s + self._connections.limits.head_s)

    def abort(self) -> None:
        """Close at once; what was not sent yet is lost."""
        self._connections.leave(self)
        if self._transport is not None:
            self._transport.abort()

    def _wait(self, seconds: float) -> None:
        self._stop()
        if self._transport is None or self._transport.is_closing():
            return
        self._connections.silent(self, silent=True)
        self._clock = asyncio.get_running_loop().call_later(seconds, self.abort)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
        self._clock = None


def guarded(connections: Connections) -> type[asyncio.Protocol]:
    """The class that uvicorn makes one of for each connection."""

    class Guarded(Connection):
        """A connection of these."""

        def __init__(self, **uvicorns: Any) -> None:
            super().__init__(connections, uvicorns)

    return Guarded

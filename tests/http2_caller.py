"""A caller of gRPC that sends frames of HTTP/2 as it likes: half a call, or no room for the answer. No client library would."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

DATA, HEADERS, SETTINGS = 0, 1, 4
END_STREAM, END_HEADERS = 1, 4
_ACK = 1
_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
_INITIAL_WINDOW_SIZE = 4
_FIRST_WINDOW = 65_535


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    """One frame."""
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def head(method: str, *more: tuple[str, str]) -> bytes:
    """The headers of a call (RFC 7541), none of them kept in a table; `method` as in `/package.Service/Method`."""
    named = (("te", "trailers"), ("content-type", "application/grpc"), *more)
    return b"\x83\x86\x04" + _text(method) + b"\x01" + _text("localhost") + b"".join(b"\x00" + _text(name) + _text(value) for name, value in named)


def message(content: bytes) -> bytes:
    """A message as gRPC sends it in data frames."""
    return b"\0" + struct.pack(">I", len(content)) + content


def _text(value: str) -> bytes:
    return bytes([len(value)]) + value.encode()


class Connection:
    """One connection, which nothing is sent over but what is told. `begun` and `ended` are the calls whose answer has; `closed`: by the server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.begun, self.ended = set[int](), set[int]()
        self.closed = False

    def send(self, *frames: bytes) -> None:
        """Send these frames."""
        self._writer.write(b"".join(frames))

    async def read(self) -> None:
        """Read what the server sends, until it closes the connection."""
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                begin = await self._reader.readexactly(9)
                await self._reader.readexactly(int.from_bytes(begin[:3], "big"))
                self._take(begin[3], begin[4], int.from_bytes(begin[5:9], "big"))
        self.closed = True

    def _take(self, kind: int, flags: int, stream: int) -> None:
        if kind == SETTINGS and not flags & _ACK:
            self.send(frame(SETTINGS, _ACK, 0, b""))
        elif kind == HEADERS:
            self.begun.add(stream)
            self.ended |= {stream} if flags & END_STREAM else set()


@asynccontextmanager
async def connected(port: int, *, window: int = _FIRST_WINDOW, silent: bool = False) -> AsyncIterator[Connection]:
    """A connection to this machine. The server may send `window` bytes of an answer; `silent`: nothing says that this is HTTP/2."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    connection = Connection(reader, writer)
    if not silent:
        connection.send(_PREFACE, frame(SETTINGS, 0, 0, struct.pack(">HI", _INITIAL_WINDOW_SIZE, window)))
    reading = asyncio.create_task(connection.read())
    try:
        yield connection
    finally:
        writer.close()
        await reading
        with suppress(ConnectionError):
            await writer.wait_closed()

"""The lightest client of unary gRPC that there can be in Python: prepared HTTP/2 frames over one socket, so that the server is what is measured.

Every request is another message. Nothing is parsed of an answer but that it holds a message: a call that fails has none.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_DATA, _HEADERS, _SETTINGS, _PING, _GOAWAY, _WINDOW_UPDATE = 0, 1, 4, 6, 7, 8
_ACK = _END_STREAM = 1
_END_HEADERS = 4
_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
_WINDOW = 2**31 - 1
# What tells before a message how long it is.
_PREFIX = 5
_FIRST_WINDOW = 65_535
_TIMEOUT_S = 30.0


class CallFailed(Exception):
    """A call was answered without a message, or the connection ended."""


def _frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def _text(value: str) -> bytes:
    return bytes([len(value)]) + value.encode()


def _headers(method: str, authority: str) -> bytes:
    """The headers of a call (RFC 7541), none of them kept in a table."""
    indexed = b"\x83\x86"  # :method POST, :scheme http
    named = b"\x04" + _text(method) + b"\x01" + _text(authority) + b"\x0f\x10" + _text("application/grpc")
    return indexed + named + b"".join(b"\x00" + _text(name) + _text(value) for name, value in (("te", "trailers"), ("grpc-timeout", "10S")))


def _frames(connection: socket.socket) -> Iterator[tuple[int, int, int, bytes]]:
    """What comes: kind, flags, stream, payload. Raises CallFailed at the end of the connection."""
    held = b""
    while more := connection.recv(65_536):
        held += more
        begin = 0
        while len(held) >= begin + 9 and len(held) >= (end := begin + 9 + int.from_bytes(held[begin : begin + 3], "big")):
            yield held[begin + 3], held[begin + 4], int.from_bytes(held[begin + 5 : begin + 9], "big"), held[begin + 9 : end]
            begin = end
        held = held[begin:]
    raise CallFailed("the connection ended")


def calls_per_second(port: int, method: str, messages: Sequence[bytes], under_way: int) -> tuple[float, list[bytes]]:
    """One call for each message over one connection to this machine, so many under way at once, and the messages that came back, in any order;
    `method` as in `/package.Service/Method`. Raises CallFailed."""
    waiting = _calls(port, method, messages)
    with _connected(port) as connection:
        began = time.perf_counter()
        connection.sendall(b"".join(next(waiting, b"") for _ in range(under_way)))
        answers = _until_answered(connection, waiting, len(messages))
        return len(messages) / (time.perf_counter() - began), answers


def milliseconds(port: int, method: str, messages: Sequence[bytes]) -> list[float]:
    """How long each call takes, one after another over one connection. Raises CallFailed."""
    took = []
    with _connected(port) as connection:
        for call in _calls(port, method, messages):
            began = time.perf_counter()
            connection.sendall(call)
            _until_answered(connection, iter(()), 1)
            took.append((time.perf_counter() - began) * 1000)
    return took


def _calls(port: int, method: str, messages: Sequence[bytes]) -> Iterator[bytes]:
    """The frames of one call for each message."""
    headers = _headers(method, f"127.0.0.1:{port}")
    for stream, message in zip(range(1, 2 * len(messages), 2), messages, strict=True):
        data = _frame(_DATA, _END_STREAM, stream, b"\0" + struct.pack(">I", len(message)) + message)
        yield _frame(_HEADERS, _END_HEADERS, stream, headers) + data


@contextmanager
def _connected(port: int) -> Iterator[socket.socket]:
    """A connection that lets the server send as much as it likes."""
    with socket.create_connection(("127.0.0.1", port), _TIMEOUT_S) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wide = _frame(_SETTINGS, 0, 0, struct.pack(">HI", 4, _WINDOW)) + _frame(_WINDOW_UPDATE, 0, 0, struct.pack(">I", _WINDOW - _FIRST_WINDOW))
        connection.sendall(_PREFACE + wide)
        yield connection


def _until_answered(connection: socket.socket, waiting: Iterator[bytes], count: int) -> list[bytes]:
    """Send the next call whenever one is answered, until all are; what they were answered."""
    received: dict[int, bytes] = {}
    for kind, flags, stream, payload in _frames(connection):
        if kind == _DATA:
            received[stream] = received.get(stream, b"") + payload
        elif kind == _HEADERS and flags & _END_STREAM:
            if stream not in received:
                raise CallFailed(f"call {stream // 2} was answered with a status alone")
            count -= 1
            if not count:
                break
            connection.sendall(next(waiting, b""))
        else:
            connection.sendall(_acknowledged(kind, flags, payload))
    return [answer[_PREFIX:] for answer in received.values()]


def _acknowledged(kind: int, flags: int, payload: bytes) -> bytes:
    """What a frame that is no part of a call wants as an answer. Raises CallFailed when the server closes."""
    if kind == _GOAWAY:
        raise CallFailed("the server closes the connection")
    if flags & _ACK or kind not in (_SETTINGS, _PING):
        return b""
    return _frame(kind, _ACK, 0, payload if kind == _PING else b"")

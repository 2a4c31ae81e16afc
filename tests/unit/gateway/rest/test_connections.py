"""Connections to the REST port: how many there may be, and how long one may be silent."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from city120_gateway.rest import connections as module
from city120_gateway.rest.connections import STATE, Connection, Connections, Limits, guarded


class Transport:
    """A connection's other side, which is open until aborted."""

    def __init__(self) -> None:
        self.aborted = False

    def abort(self) -> None:
        self.aborted = True

    def is_closing(self) -> bool:
        return self.aborted


class Inner:
    """Uvicorn's protocol, as far as it is handed anything."""

    def __init__(self, **uvicorns: Any) -> None:
        self.state = uvicorns["app_state"]
        self.got: list[Any] = []

    def __getattr__(self, name: str) -> Any:
        return lambda *given: self.got.append((name, *given))


@pytest.fixture(autouse=True)
def _without_uvicorn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "H11Protocol", Inner)


def connect(connections: Connections) -> tuple[Connection, Transport]:
    kind: Any = guarded(connections)
    made, transport = cast("Connection", kind(app_state={"a": 1})), Transport()
    made.connection_made(cast("asyncio.BaseTransport", transport))
    return made, transport


def limits(most: int = 2, head_s: float = 60.0, idle_s: float = 60.0) -> Connections:
    return Connections(Limits(most, head_s, idle_s))


async def test_uvicorn_gets_all_that_comes_and_the_application_its_connection() -> None:
    made, transport = connect(limits())
    made.data_received(b"GET")
    made.pause_writing()
    made.resume_writing()
    made.eof_received()
    made.connection_lost(None)
    inner = cast("Inner", made._inner)
    assert inner.state == {"a": 1, STATE: made}
    assert [name for name, *_ in inner.got] == [
        "connection_made",
        "data_received",
        "pause_writing",
        "resume_writing",
        "eof_received",
        "connection_lost",
    ]
    assert not transport.aborted


async def test_beyond_the_limit_the_one_that_has_been_silent_longest_gives_way() -> None:
    port = limits(most=3)
    (busy, busy_end), (first, first_end), (_, second_end) = (connect(port) for _ in range(3))
    busy.begin()
    _, last_end = connect(port)
    assert [end.aborted for end in (busy_end, first_end, second_end, last_end)] == [False, True, False, False]
    assert len(port) == 3
    first.connection_lost(None)
    assert len(port) == 3


async def test_where_all_have_a_request_the_new_one_gives_way_and_gets_nothing() -> None:
    open_ones = limits(most=1)
    busy, busy_end = connect(open_ones)
    busy.begin()
    refused, refused_end = connect(open_ones)
    refused.data_received(b"GET")
    refused.connection_lost(None)
    assert (busy_end.aborted, refused_end.aborted) == (False, True)
    assert cast("Inner", refused._inner).got == []
    assert len(open_ones) == 1


async def test_one_that_sends_no_head_in_time_is_closed() -> None:
    open_ones = limits(head_s=0.01)
    _, end = connect(open_ones)
    await asyncio.sleep(0.03)
    assert end.aborted
    assert len(open_ones) == 0


async def test_a_request_stops_the_clock_and_its_end_starts_it_again() -> None:
    made, end = connect(limits(head_s=0.01, idle_s=0.01))
    made.begin()
    await asyncio.sleep(0.03)
    assert not end.aborted
    made.end()
    await asyncio.sleep(0.06)
    assert end.aborted


async def test_one_that_has_gone_starts_no_clock() -> None:
    made, end = connect(limits())
    end.abort()
    made.end()
    assert made._clock is None
    made.connection_lost(None)

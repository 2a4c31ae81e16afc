"""The REST port: the address that is taken, a log that nobody can fill, and the files that connections need."""

from __future__ import annotations

import logging
import resource
import signal

import pytest

from city120_gateway.rest.server import RestServer, Sparing, allow_files
from city120_gateway.settings import GatewaySettings


def record(message: str) -> logging.LogRecord:
    return logging.LogRecord("asyncio", logging.ERROR, __file__, 1, message, (), None)


def test_what_comes_again_and_again_is_told_once_in_ten_seconds_with_how_often() -> None:
    now = [0.0]
    sparing = Sparing(lambda: now[0])
    assert sparing.filter(record("reset by peer"))
    assert [sparing.filter(record("reset by peer")) for _ in range(3)] == [False] * 3
    assert sparing.filter(record("something else"))
    now[0] = 10.0
    again = record("reset by peer")
    assert sparing.filter(again)
    assert again.__dict__["fields"] == {"repeated": 3}


def test_messages_that_begin_alike_are_the_same_one() -> None:
    sparing = Sparing(lambda: 0.0)
    assert [sparing.filter(record("x" * 40 + end)) for end in ("a", "b")] == [True, False]


@pytest.mark.parametrize(
    ("limits", "asked"),
    [((1024, 4096), 1000 + 1000 + 128 + 256), ((1024, 2000), 2000), ((100_000, 100_000), None), ((resource.RLIM_INFINITY,) * 2, None)],
)
def test_the_process_may_have_the_files_that_it_needs_as_far_as_the_system_lets_it(
    monkeypatch: pytest.MonkeyPatch, limits: tuple[int, int], asked: int | None
) -> None:
    wanted: list[tuple[int, int]] = []
    monkeypatch.setattr("resource.getrlimit", lambda _: limits)
    monkeypatch.setattr("resource.setrlimit", lambda _, pair: wanted.append(pair))
    allow_files(GatewaySettings(rest_max_connections=1000, max_connections=1000))
    assert wanted == ([(asked, limits[1])] if asked else [])


async def test_the_port_is_taken_at_once_and_one_that_is_taken_is_refused() -> None:
    first = RestServer(None, GatewaySettings(rest_port=0))
    try:
        assert first.port > 0
        assert not first.listening.is_set()
        with pytest.raises(OSError, match="in use"):
            RestServer(None, GatewaySettings(rest_port=first.port))
    finally:
        first._socket.close()


async def test_signals_are_left_to_whoever_runs_the_server() -> None:
    made = RestServer(None, GatewaySettings(rest_port=0))
    before = signal.getsignal(signal.SIGTERM)
    try:
        with made.capture_signals():
            assert signal.getsignal(signal.SIGTERM) is before
    finally:
        made._socket.close()

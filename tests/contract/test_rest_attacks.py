"""Callers who would take the REST port from others: those who send halves, send slowly, do not read, go away, or come all at once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from city120_gateway.rest import create_app
from city120_gateway.rest.edge import Edge
from city120_gateway.rest.server import Sparing
from city120_gateway.settings import GatewaySettings
from tests.rest_door import Peer, Slow, door, door_apart, gateway, listening, peers, probe_ms

HALF = b"POST /v1/inquiries:resolve HTTP/1.1\r\nhost: localhost\r\n"
BODY = HALF + b"content-type: application/json\r\ncontent-length: 1000\r\n\r\n"
LIVEZ = b"GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n"


def browse(address: str, **options: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=address, trust_env=False, timeout=10, **options)


async def test_five_hundred_half_heads_leave_the_gateway_answering(tmp_path: Path) -> None:
    async with door(tmp_path) as address:
        alone = await probe_ms(address)
        async with peers(address, 500) as slow:
            for _ in range(3):
                await asyncio.gather(*(peer.send(b"x: y\r\n" if sent else HALF) for sent, peer in enumerate(slow)))
                meanwhile = await probe_ms(address)
        assert meanwhile < 100 + 2 * alone


async def test_a_head_that_does_not_come_ends_the_connection(tmp_path: Path) -> None:
    async with door(tmp_path, rest_head_s=0.3, rest_idle_s=5) as address, peers(address, 3) as (silent, half, dripping):
        await half.send(HALF)
        drip = asyncio.create_task(_drip(dripping))
        took = await asyncio.gather(silent.closed(), half.closed(), dripping.closed())
        drip.cancel()
        assert all(0.05 < seconds < 8 for seconds in took)


async def _drip(peer: Peer) -> None:
    await peer.send(HALF)
    while True:
        await peer.send(b"a: b\r\n")
        await asyncio.sleep(0.02)


async def test_a_body_that_does_not_come_is_refused_and_its_connection_closed(tmp_path: Path) -> None:
    async with door(tmp_path, rest_body_s=0.3, rest_head_s=0.3, rest_idle_s=0.3) as address, peers(address, 2) as (half, dripping):
        await asyncio.gather(half.send(BODY, b'{"text":'), dripping.send(BODY))
        drip = asyncio.create_task(_drip_body(dripping))
        for said in await asyncio.gather(half.heard(), dripping.heard()):
            assert said.startswith(b"HTTP/1.1 408 ")
            assert b"application/problem+json" in said
        drip.cancel()


async def _drip_body(peer: Peer) -> None:
    while True:
        await peer.send(b" ")
        await asyncio.sleep(0.02)


async def test_an_idle_connection_is_closed_and_one_in_use_is_not(tmp_path: Path) -> None:
    async with door(tmp_path, rest_head_s=0.3, rest_idle_s=0.5) as address, peers(address, 1) as (peer,):
        for _ in range(4):
            await peer.send(LIVEZ)
            await asyncio.sleep(0.2)
        assert (await peer.heard()).count(b"HTTP/1.1 200") == 4


async def test_beyond_the_limit_the_connection_that_has_been_silent_longest_gives_way(tmp_path: Path) -> None:
    async with door(tmp_path, rest_max_connections=20) as address, peers(address, 20) as first, peers(address, 30) as more:
        await asyncio.gather(*(peer.send(HALF) for peer in more))
        assert await probe_ms(address) < 5000
        took = await asyncio.gather(*(peer.closed() for peer in first))
        # Long before their time for a head is over.
        assert max(took) < 5


async def test_a_caller_who_does_not_read_is_let_go(tmp_path: Path) -> None:
    done = asyncio.Event()

    async def endless(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        try:
            while True:
                await send({"type": "http.response.body", "body": b"x" * 65_536, "more_body": True})
        finally:
            done.set()

    async with gateway(tmp_path, rest_idle_s=0.3) as made, listening(Edge(endless, made), made.settings) as address, peers(address, 1) as (deaf,):
        await deaf.send(LIVEZ)
        await asyncio.wait_for(done.wait(), 5)


async def test_callers_who_go_away_are_no_error(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        async with door(tmp_path) as address:
            for _ in range(20):
                async with peers(address, 1) as (peer,):
                    await peer.send(BODY, b'{"text":')
                    await asyncio.sleep(0.01)
                    peer.reset()
            await probe_ms(address)
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []
    told = [getattr(record, "fields", {}).get("status") for record in caplog.records if record.getMessage() == "request"]
    assert told.count(499) == 20


async def test_nonsense_is_not_logged_again_and_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        async with door(tmp_path, api_keys="k") as address:
            for nonsense in (b"\x16\x03\x01\r\n\r\n", b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"):
                for _ in range(50):
                    async with peers(address, 1) as (peer,):
                        await peer.send(nonsense)
                        await asyncio.sleep(0)
            async with browse(address) as client:
                refused = [await client.get("/v1/bodies") for _ in range(50)]
    assert {answer.status_code for answer in refused} == {401}
    told = Counter(record.getMessage() for record in caplog.records if "request" in record.getMessage().lower())
    assert told["Invalid HTTP request received."] <= 1
    assert told["Unsupported upgrade request."] <= 1
    # One line for each page that was answered, none for who was refused.
    assert told["request"] <= 50


def test_what_is_told_again_says_how_often_it_was_not() -> None:
    now = 100.0
    sparing = Sparing(lambda: now)
    records = [logging.LogRecord("asyncio", logging.ERROR, "", 1, "socket.accept() out of system resource\n%s", (), None) for _ in range(5)]
    assert [sparing.filter(record) for record in records[:4]] == [True, False, False, False]
    now += 11
    assert sparing.filter(records[4])
    assert records[4].__dict__["fields"] == {"repeated": 3}


async def test_more_than_may_be_at_once_are_told_to_come_again(tmp_path: Path) -> None:
    slow = Slow(0.3)
    options: dict[str, Any] = {"max_in_flight": 8, "max_share_of_caller": 1.0, "loaded": True, "jurisdiction": slow}
    async with door(tmp_path, **options) as address, browse(address, limits=httpx.Limits(max_connections=50)) as client:
        answers = await asyncio.gather(*(client.get("/v1/bodies/a") for _ in range(40)))
        assert Counter(answer.status_code for answer in answers) == {200: 8, 429: 32}
        assert slow.most == 8
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert refused.headers["retry-after"] == "1"
        assert refused.json()["type"] == "urn:city120:resource-exhausted"
        # The places are free again.
        assert (await client.get("/v1/bodies/a")).status_code == 200


async def test_one_caller_leaves_places_to_others(tmp_path: Path) -> None:
    options: dict[str, Any] = {"max_in_flight": 8, "max_share_of_caller": 0.5, "loaded": True, "jurisdiction": Slow(0.5), "api_keys": "first,second"}
    async with door(tmp_path, **options) as address, browse(address, limits=httpx.Limits(max_connections=50)) as client:
        greedy = [asyncio.create_task(client.get("/v1/bodies/a", headers={"x-api-key": "first"})) for _ in range(20)]
        await asyncio.sleep(0.2)
        assert (await client.get("/v1/bodies/a", headers={"x-api-key": "second"})).status_code == 200
        assert Counter(answer.status_code for answer in await asyncio.gather(*greedy)) == {200: 4, 429: 16}


GET = b"GET /v1/bodies/a HTTP/1.1\r\nhost: localhost\r\n\r\n"


@pytest.mark.long
async def test_at_four_times_saturation_whoever_is_accepted_is_answered_soon(tmp_path: Path) -> None:
    async with door_apart(tmp_path, max_in_flight=128) as address:
        alone, _ = await load(address, callers=1, seconds=1)
        most, _ = await load(address, callers=16, seconds=2)
        every_s = 128 / (4 * len(most) / 2)
        # So many at once wait for one another much longer: the gateway sees that they are late, and lets fewer in.
        await load(address, callers=128, seconds=3, every_s=every_s)
        took, refused = await load(address, callers=128, seconds=3, every_s=every_s)
    assert refused > 0
    assert len(took) > len(most) * 0.3
    assert took[int(len(took) * 0.99)] < 0.5 + 3 * alone[-1]


async def load(address: str, callers: int, seconds: float, every_s: float = 0.0) -> tuple[list[float], int]:
    """How long each accepted call took, shortest first, and how many were told to come again, by so many callers over connections of their own, each
    of whom calls again so long after their last call, or when it is answered."""
    took: list[float] = []
    refused = 0
    until = time.perf_counter() + seconds

    async def call(peer: Peer, place: int) -> None:
        nonlocal refused
        await asyncio.sleep(every_s * place / callers)
        while (began := time.perf_counter()) < until:
            await peer.send(GET)
            if await peer.status() == 200:
                took.append(time.perf_counter() - began)
            else:
                refused += 1
            await asyncio.sleep(max(0.0, began + every_s - time.perf_counter()))

    async with peers(address, callers) as made:
        await asyncio.gather(*(call(peer, place) for place, peer in enumerate(made)))
    return sorted(took), refused


async def test_the_deadline_counts_from_arrival(tmp_path: Path) -> None:
    asked: list[float] = []

    async with gateway(tmp_path, resolve_deadline_s=1.0) as made:

        async def resolve(request: Any, seconds: float, caller: str) -> Any:
            asked.append(seconds)
            raise TimeoutError

        object.__setattr__(made, "resolve_inquiry", resolve)
        async with listening(create_app(made), made.settings) as address, peers(address, 1) as (slow,):
            text = b'{"text": "x"}'
            await slow.send(HALF + b"content-length: %d\r\nconnection: close\r\n\r\n" % len(text))
            await asyncio.sleep(0.4)
            await slow.send(text)
            await slow.heard()
    assert len(asked) == 1
    # It waited 0.4 s for the body at least, on a busy machine longer.
    assert asked[0] < 0.65


def test_limits_are_settings() -> None:
    settings = GatewaySettings()
    assert (settings.max_in_flight, settings.rest_max_connections) == (32, 1000)

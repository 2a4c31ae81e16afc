"""A gateway's REST port with nothing behind it, callers by bare sockets, and how long a probe takes meanwhile."""

from __future__ import annotations

import asyncio
import re
import socket
import struct
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb

from city120_edition.holder import EditionHolder, NotLoaded
from city120_gateway.admission import Admission
from city120_gateway.conversation.continuation import Continuations
from city120_gateway.gateway import Gateway
from city120_gateway.knowledge import Knowledge
from city120_gateway.records import Records, SqliteFile
from city120_gateway.rest import create_app
from city120_gateway.rest.server import RestServer
from city120_gateway.services.clients import Services
from city120_gateway.settings import GatewaySettings

ROOT = Path(__file__).resolve().parents[1]
EDITION_ID = "0123456789ab"


class Loaded:
    """A holder of an edition of which only the id is known."""

    def get(self) -> Any:
        """It."""
        return SimpleNamespace(edition=SimpleNamespace(id=EDITION_ID))


def _no_edition() -> Path:
    raise NotLoaded


@asynccontextmanager
async def gateway(
    data_dir: Path, *, jurisdiction: Any = None, wayfinding: Any = None, loaded: bool = False, **settings: Any
) -> AsyncIterator[Gateway]:
    """A gateway with records below a directory and at most these services."""
    made = GatewaySettings(data_dir=data_dir, **{"rest_port": 0, "drain_s": 0.1, "ready_grace_s": 0.0, **settings})
    holder: Any = Loaded() if loaded else EditionHolder(_no_edition, Knowledge.load)
    records = Records(SqliteFile(data_dir / "records.sqlite"))
    services = Services(jurisdiction, wayfinding, None)  # type: ignore[arg-type]
    admission = Admission(made.max_in_flight, made.max_share_of_caller)
    yield Gateway(made, holder, services, Continuations(""), records, admission)
    records.shutdown()


@asynccontextmanager
async def listening(app: Any, settings: GatewaySettings) -> AsyncIterator[str]:
    """The address of an application behind the REST port of these settings."""
    server = RestServer(app, settings)
    serving = asyncio.create_task(server.run_here())
    await asyncio.wait_for(server.listening.wait(), 10)
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.should_exit = True
        await serving


@asynccontextmanager
async def door(data_dir: Path, **options: Any) -> AsyncIterator[str]:
    """The address of a gateway."""
    async with gateway(data_dir, **options) as made, listening(create_app(made), made.settings) as address:
        yield address


class Peer:
    """A caller by a bare socket, who writes what it likes. It hears all that came before the connection was reset, as an attentive client does;
    asyncio's streams forget that when a write fails first."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._came = b""

    @classmethod
    async def connect(cls, address: str) -> Peer:
        """A connection."""
        url = httpx.URL(address)
        connection = socket.socket()
        connection.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connection, (url.host, url.port))
        return cls(connection)

    async def send(self, *data: bytes) -> None:
        """Send, without waiting for an answer; what the other side no longer takes is lost."""
        with suppress(ConnectionError):
            await asyncio.get_running_loop().sock_sendall(self._connection, b"".join(data))

    async def _hear(self) -> bool:
        """Whether more came before the end."""
        with suppress(ConnectionError):
            self._came += (more := await asyncio.get_running_loop().sock_recv(self._connection, 65_536))
            return bool(more)
        return False

    async def heard(self, within_s: float = 10.0) -> bytes:
        """All that comes until the connection is closed."""
        async with asyncio.timeout(within_s):
            while await self._hear():
                pass
        return self._came

    async def closed(self, within_s: float = 10.0) -> float:
        """Seconds until the other side closed."""
        began = time.monotonic()
        await self.heard(within_s)
        return time.monotonic() - began

    async def status(self) -> int:
        """The status of the next answer, which is read whole."""
        while (whole := re.match(rb"HTTP/1.1 (\d+) .*?\r\n\r\n", self._came, re.DOTALL)) is None:
            assert await self._hear()
        length = re.search(rb"content-length: (\d+)", whole[0])
        ends = whole.end() + (int(length[1]) if length else 0)
        while len(self._came) < ends:
            assert await self._hear()
        self._came = self._came[ends:]
        return int(whole[1])

    def reset(self) -> None:
        """Go without a word, and without waiting for what is still to be read or sent."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._connection.close()

    def leave(self) -> None:
        """Close."""
        self._connection.close()


@asynccontextmanager
async def peers(address: str, count: int) -> AsyncIterator[list[Peer]]:
    """So many connections."""
    made = [await Peer.connect(address) for _ in range(count)]
    try:
        yield made
    finally:
        for peer in made:
            peer.leave()


class Slow:
    """A jurisdiction that takes a while for each body, some of it the processor's, and counts how many it is asked for at once."""

    def __init__(self, seconds: float, burns_s: float = 0.0) -> None:
        self._seconds, self._burns_s = seconds, burns_s
        self.now = self.most = 0

    async def get_body(self, request: Any, *, timeout: float, edition: str) -> pb.GetBodyResponse:
        """It."""
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            until = time.perf_counter() + self._burns_s
            while time.perf_counter() < until:
                pass
            await asyncio.sleep(self._seconds)
        finally:
            self.now -= 1
        return pb.GetBodyResponse(edition_id=EDITION_ID)


async def _serve(data_dir: Path, max_in_flight: int) -> None:
    """A gateway in a process of its own, every answer of which takes 5 ms of the processor and 20 ms of waiting; until standard input ends."""
    slow = Slow(0.02, burns_s=0.005)
    async with door(data_dir, loaded=True, jurisdiction=slow, max_share_of_caller=1.0, max_in_flight=max_in_flight) as address:
        print(address, flush=True)
        await asyncio.to_thread(sys.stdin.read)


@asynccontextmanager
async def door_apart(data_dir: Path, max_in_flight: int) -> AsyncIterator[str]:
    """The address of such a gateway."""
    command = [sys.executable, "-m", "tests.rest_door", str(data_dir), str(max_in_flight)]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()
    finally:
        process.stdin.close()
        await process.wait()


async def probe_ms(address: str, times: int = 5) -> float:
    """Milliseconds of the slowest of some calls of /livez, each over a new connection."""
    slowest = 0.0
    for _ in range(times):
        began = time.perf_counter()
        async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
            assert (await client.get(f"{address}/livez")).status_code == 200
        slowest = max(slowest, (time.perf_counter() - began) * 1000)
    return slowest


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), int(sys.argv[2])))

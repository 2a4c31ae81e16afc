"""Connections to Elasticsearch that can fail, and clusters whose indexes are taken away afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from city120_faq.search.elastic import Cluster, connect


class Link:
    """A TCP connection to a server that can be cut, stalled and mended."""

    def __init__(self, host: str, port: int) -> None:
        self._target = host, port
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self.port = 0

    async def mend(self) -> None:
        """Accept, and forward."""
        self._flowing.set()
        if self._server is None:
            self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    def stall(self) -> None:
        """Accept, and forward nothing."""
        self._flowing.clear()

    async def cut(self) -> None:
        """Refuse, and end what is open."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._join(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(*self._target)
        try:
            await asyncio.gather(self._copy(reader, back), self._copy(there, writer))
        except ConnectionError:
            pass
        finally:
            writer.close()
            back.close()

    async def _copy(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while piece := await source.read(65_536):
            await self._flowing.wait()
            target.write(piece)
            await target.drain()
        target.close()


@pytest.fixture
async def link(elasticsearch_url: str) -> AsyncIterator[Link]:
    """A connection to the node that works until it is told not to."""
    host, _, port = elasticsearch_url.partition("://")[2].rpartition(":")
    made = Link(host, int(port.rstrip("/")))
    await made.mend()
    yield made
    await made.cut()


@pytest.fixture(scope="session")
async def cluster_of(elasticsearch_url: str) -> AsyncIterator[Callable[[str, str], Cluster]]:
    """cluster_of(alias, url): the cluster with an alias of its own, by an address of its own or none; its indexes are taken away afterwards."""
    made: list[tuple[str, Cluster]] = []

    def make(alias: str, url: str = "") -> Cluster:
        made.append((alias, Cluster(connect(url or elasticsearch_url), alias)))
        return made[-1][1]

    yield make
    async with connect(elasticsearch_url) as client:
        for alias in {alias for alias, _ in made}:
            for name in await client.indices.get(index=f"{alias}-*"):
                await client.indices.delete(index=name)
    for _, cluster in made:
        await cluster.close()

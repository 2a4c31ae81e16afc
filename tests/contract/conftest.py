"""Entries indexed for search, connections to Elasticsearch that can fail, and clusters whose indexes are taken away afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from itertools import count

import numpy as np
import pytest
from elasticsearch import AsyncElasticsearch

from city120_edition import rows
from city120_faq.encoder.floats import Floats
from city120_faq.search.build import build_index
from city120_faq.search.elastic import Cluster, ElasticsearchEngine, connect
from city120_faq.search.embedded import EmbeddedEngine
from tests.bundled import bundled

ENTRIES = bundled().rows("entries", rows.Entry)[:12]
_numbers = count(1)


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


@pytest.fixture
def alias() -> str:
    """An alias that no other test uses."""
    return f"contract-{next(_numbers)}"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    """The index of some entries, read from its files."""

    def embed(texts: Sequence[str]) -> Floats:
        vectors: Floats = np.stack([np.random.default_rng(list(text.encode())).normal(size=16) for text in texts]).astype(np.float32)
        return vectors

    folder = tmp_path_factory.mktemp("cluster")
    build_index(folder, ENTRIES, [], str, embed, lambda step, done, total: None)
    return EmbeddedEngine(folder)


@pytest.fixture
async def client(elasticsearch_url: str) -> AsyncIterator[AsyncElasticsearch]:
    """The node itself."""
    async with connect(elasticsearch_url) as made:
        yield made


async def publish(engine: ElasticsearchEngine, index: EmbeddedEngine) -> list[int]:
    """Fill and make current; what progress was told."""
    told: list[int] = []
    await engine.fill(ENTRIES, index.vectors, lambda done, total: told.append(done))
    await engine.make_current()
    return told

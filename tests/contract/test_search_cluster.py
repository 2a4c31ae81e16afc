"""Publishing to a real Elasticsearch node, and going on without it: connections are cut and stalled, nothing is imitated."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable

import pytest
from elasticsearch import AsyncElasticsearch, BadRequestError

from city120_errors import NotFound, Unavailable
from city120_faq.search.elastic import Cluster, ElasticsearchEngine, connect
from city120_faq.search.embedded import EmbeddedEngine
from city120_faq.search.port import Query
from city120_faq.search.standby import Breaker, Found, Searcher
from city120_processes import free_ports
from tests.contract.conftest import ENTRIES, Link, publish

QUERY = "계량기가 얼었어요"
# Longer than any test: what ends earlier was ended.
LONG_S = 60.0


async def indexes(client: AsyncElasticsearch, alias: str) -> set[str]:
    return set(await client.indices.get(index=f"{alias}-*"))


async def current(client: AsyncElasticsearch, alias: str) -> set[str]:
    return set(await client.indices.get_alias(name=alias))


def ids(given: Found) -> list[str]:
    return [hit.entry_id for hit in given.hits]


async def test_the_client_is_answered_in_the_form_of_version_8_whatever_the_version_of_the_server(client: AsyncElasticsearch) -> None:
    answer = await client.info()
    assert answer.meta.headers["content-type"] == "application/vnd.elasticsearch+json;compatible-with=8"
    version = answer["version"]["number"]
    assert version.partition(".")[0] in ("8", "9")
    if "CITY120_TEST_ELASTICSEARCH_URL" not in os.environ:
        assert version.startswith(os.environ.get("ELASTICSEARCH_VERSION", "8."))


async def test_an_edition_is_filled_once_and_becomes_current(
    cluster_of: Callable[..., Cluster], client: AsyncElasticsearch, index: EmbeddedEngine, alias: str
) -> None:
    engine = cluster_of(alias)("a1")
    assert await publish(engine, index) == list(range(1, len(ENTRIES) + 1))
    assert await publish(engine, index) == []
    assert await current(client, alias) == {f"{alias}-a1"}
    assert (await client.count(index=alias))["count"] == len(ENTRIES)


async def test_the_current_and_the_previous_stay_and_older_ones_go(
    cluster_of: Callable[..., Cluster], client: AsyncElasticsearch, index: EmbeddedEngine, alias: str
) -> None:
    cluster = cluster_of(alias)
    for name in ("a1", "a2", "a3"):
        await publish(cluster(name), index)
    assert await indexes(client, alias) == {f"{alias}-a2", f"{alias}-a3"}
    await publish(cluster("a2"), index)
    assert await current(client, alias) == {f"{alias}-a2"}
    assert await indexes(client, alias) == {f"{alias}-a2", f"{alias}-a3"}


async def test_readers_of_the_alias_see_one_edition_at_every_moment(
    cluster_of: Callable[..., Cluster], client: AsyncElasticsearch, index: EmbeddedEngine, alias: str
) -> None:
    first, second = cluster_of(alias)("a1"), cluster_of(alias)("a2")
    await publish(first, index)
    await second.fill(ENTRIES, index.vectors, lambda done, total: None)
    moving = asyncio.create_task(_back_and_forth(first, second))
    seen = set()
    while not moving.done():
        answer = await client.search(index=alias, size=1, query={"match_all": {}})
        assert answer["hits"]["total"]["value"] == len(ENTRIES)
        seen.add(answer["hits"]["hits"][0]["_index"])
    await moving
    assert seen == {first.index, second.index}


async def _back_and_forth(first: ElasticsearchEngine, second: ElasticsearchEngine) -> None:
    for _ in range(3):
        await second.make_current()
        await first.make_current()


async def test_what_a_crash_left_half_filled_is_completed(
    cluster_of: Callable[..., Cluster], client: AsyncElasticsearch, index: EmbeddedEngine, alias: str
) -> None:
    engine = cluster_of(alias)("a1")
    await publish(engine, index)
    await client.delete(index=engine.index, id=ENTRIES[3].id)
    await engine.fill(ENTRIES, index.vectors, lambda done, total: None)
    assert (await client.count(index=engine.index))["count"] == len(ENTRIES)


async def test_an_index_that_was_not_made_here_is_made_anew(
    cluster_of: Callable[..., Cluster], client: AsyncElasticsearch, index: EmbeddedEngine, alias: str
) -> None:
    engine = cluster_of(alias)("a1")
    await client.index(index=engine.index, document={"anything": 1}, refresh=True)
    await publish(engine, index)
    assert (await client.count(index=engine.index))["count"] == len(ENTRIES)
    assert "anything" not in (await client.indices.get_mapping(index=engine.index))[engine.index]["mappings"]["properties"]


async def test_an_unknown_field_is_refused(cluster_of: Callable[..., Cluster], client: AsyncElasticsearch, index: EmbeddedEngine, alias: str) -> None:
    engine = cluster_of(alias)("a1")
    await publish(engine, index)
    with pytest.raises(BadRequestError, match="strict"):
        await client.index(index=engine.index, document={"place": 1, "phone": "x"})


async def test_two_processes_fill_the_same_edition_at_once(
    cluster_of: Callable[..., Cluster], client: AsyncElasticsearch, index: EmbeddedEngine, alias: str
) -> None:
    cluster = cluster_of(alias)
    await asyncio.gather(publish(cluster("a1"), index), publish(cluster("a1"), index))
    assert (await client.count(index=alias))["count"] == len(ENTRIES)
    assert await current(client, alias) == {f"{alias}-a1"}


async def test_an_edition_that_is_not_there_is_told(cluster_of: Callable[..., Cluster], index: EmbeddedEngine, alias: str) -> None:
    with pytest.raises(NotFound):
        await cluster_of(alias)("ff").rank(index.query(QUERY, "ko"))


class Clock:
    """Time that passes when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """A searcher over a link, and how it is asked."""

    def __init__(self, cluster: Cluster, index: EmbeddedEngine, timeout_s: float) -> None:
        self.clock = Clock()
        self.searcher = Searcher(cluster, timeout_s, Breaker(self.clock))
        self.index = index

    async def ask(self) -> Found:
        return await self.searcher.search("a1", self.index, self.index.query(QUERY, "ko"))

    async def ready(self) -> None:
        """Returns when the edition is on the cluster."""
        filling = self.searcher._editions["a1"].filling
        assert filling is not None
        await filling


@pytest.fixture
async def desk(cluster_of: Callable[..., Cluster], link: Link, index: EmbeddedEngine, alias: str) -> AsyncIterator[Desk]:
    """Searches through the link; the edition is on the cluster."""
    made = Desk(cluster_of(alias, f"http://127.0.0.1:{link.port}"), index, LONG_S)
    made.searcher.prepare("a1", index, ENTRIES)
    await made.ready()
    yield made
    made.searcher.close()


async def test_while_an_edition_is_filled_its_own_files_answer(cluster_of: Callable[..., Cluster], index: EmbeddedEngine, alias: str) -> None:
    desk = Desk(cluster_of(alias), index, LONG_S)
    desk.searcher.prepare("a1", index, ENTRIES)
    first = await desk.ask()
    await desk.ready()
    later = await desk.ask()
    assert (first.weaker, later.weaker) == ("NOT_READY", "")
    assert ids(first) == ids(later) != []
    desk.searcher.close()


async def test_a_cluster_that_is_down_is_told_and_asked_again_after_a_rest(desk: Desk, link: Link) -> None:
    healthy = await desk.ask()
    await link.cut()
    assert [(await desk.ask()).weaker for _ in range(2)] == ["UNAVAILABLE", "UNAVAILABLE"]
    assert ids(await desk.ask()) == ids(healthy) != []
    await link.mend()
    assert (await desk.ask()).weaker == "UNAVAILABLE"
    desk.clock.now += 0.6
    assert (await desk.ask()).weaker == ""
    assert (await desk.ask()).weaker == ""


async def test_a_cluster_that_stalls_costs_one_caller_the_time_that_is_set(desk: Desk, link: Link) -> None:
    desk.searcher.timeout_s = 0.2
    link.stall()
    began = time.monotonic()
    answer = await desk.ask()
    assert answer.weaker == "DEADLINE_EXCEEDED"
    assert answer.hits
    assert 0.2 <= time.monotonic() - began < 2
    assert (await desk.ask()).weaker == "UNAVAILABLE"
    await link.mend()
    desk.searcher.timeout_s = LONG_S
    desk.clock.now += 0.6
    assert (await desk.ask()).weaker == ""


async def test_an_index_that_was_taken_away_is_filled_again(desk: Desk, client: AsyncElasticsearch, alias: str) -> None:
    await client.indices.delete(index=f"{alias}-a1")
    assert (await desk.ask()).weaker == "NOT_READY"
    await desk.ready()
    assert (await desk.ask()).weaker == ""


async def test_a_cluster_that_comes_up_later_is_filled_then(
    cluster_of: Callable[..., Cluster], link: Link, index: EmbeddedEngine, alias: str
) -> None:
    await link.cut()
    desk = Desk(cluster_of(alias, f"http://127.0.0.1:{link.port}"), index, LONG_S)
    desk.searcher.prepare("a1", index, ENTRIES)
    assert (await desk.ask()).weaker == "NOT_READY"
    await link.mend()
    await desk.ready()
    assert (await desk.ask()).weaker == ""
    desk.searcher.close()


async def test_nobody_listening_is_told_as_unavailable(index: EmbeddedEngine) -> None:
    (port,) = free_ports(1)
    cluster = Cluster(connect(f"http://127.0.0.1:{port}"), "nowhere")
    with pytest.raises(Unavailable):
        await cluster("a1").fill(ENTRIES, index.vectors, lambda done, total: None)
    with pytest.raises(Unavailable):
        await cluster("a1").rank(Query(("wwater",), "en", 1.0))
    await cluster.close()

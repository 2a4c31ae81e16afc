"""Filling an index on a real Elasticsearch node behind a door that turns bulk calls away, as a cluster does that has too much to do."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest
from elasticsearch import AsyncElasticsearch

from city120_errors import Unavailable
from city120_faq.search import elastic
from city120_faq.search.elastic import Cluster, ElasticsearchEngine
from city120_faq.search.embedded import EmbeddedEngine
from city120_faq.search.standby import Searcher
from tests.busy_cluster import BusyCluster, before, times
from tests.contract.conftest import ENTRIES, publish

ALL = tuple(entry.id for entry in ENTRIES)
REJECTED = (ALL[2], ALL[7])
PAUSE_S = 0.02
RETRIES = 4


@pytest.fixture
def busy(elasticsearch_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[BusyCluster]:
    """The door before the node; whoever waits at it waits less long than usual."""
    monkeypatch.setattr(elastic, "_FIRST_PAUSE_S", PAUSE_S)
    monkeypatch.setattr(elastic, "_RETRIES", RETRIES)
    with before(elasticsearch_url) as made:
        yield made


@pytest.fixture
def engine_of(cluster_of: Callable[..., Cluster], busy: BusyCluster, alias: str) -> Callable[[str], ElasticsearchEngine]:
    """The engine of an edition, behind the door."""
    return cluster_of(alias, busy.url)


async def current(client: AsyncElasticsearch, alias: str) -> set[str]:
    return set(await client.indices.get_alias(name=alias))


async def held(client: AsyncElasticsearch, name: str) -> int:
    await client.indices.refresh(index=name)
    return int((await client.count(index=name))["count"])


def sent(busy: BusyCluster) -> list[tuple[str, ...]]:
    return [call.ids for call in busy.calls]


async def test_a_call_that_is_turned_away_is_made_again_after_pauses_that_grow(
    busy: BusyCluster, engine_of: Callable[[str], ElasticsearchEngine], index: EmbeddedEngine, client: AsyncElasticsearch, alias: str
) -> None:
    busy.turns_away = times(3)
    assert await publish(engine_of("a1"), index) == list(range(1, len(ALL) + 1))
    assert sent(busy) == [ALL] * 4
    waited = [later.at - earlier.at for earlier, later in itertools.pairwise(busy.calls)]
    assert all(waited[number] >= PAUSE_S * 2**number for number in range(3))
    assert await current(client, alias) == {f"{alias}-a1"}
    assert await held(client, f"{alias}-a1") == len(ALL)


async def test_of_a_call_that_is_taken_in_part_only_what_was_rejected_is_sent_again(
    busy: BusyCluster, engine_of: Callable[[str], ElasticsearchEngine], index: EmbeddedEngine, client: AsyncElasticsearch, alias: str
) -> None:
    patience = times(2)
    busy.rejects = lambda entry_id: entry_id in REJECTED and patience(entry_id)
    assert await publish(engine_of("a1"), index) == list(range(1, len(ALL) + 1))
    assert sent(busy) == [ALL, REJECTED, REJECTED]
    assert await current(client, alias) == {f"{alias}-a1"}
    assert await held(client, f"{alias}-a1") == len(ALL)


async def test_both_in_turn_lose_nothing(
    busy: BusyCluster, engine_of: Callable[[str], ElasticsearchEngine], index: EmbeddedEngine, client: AsyncElasticsearch, alias: str
) -> None:
    busy.turns_away, busy.rejects = times(1), times(1)
    await publish(engine_of("a1"), index)
    assert sent(busy) == [ALL] * 3
    assert await held(client, f"{alias}-a1") == len(ALL)


async def test_the_next_batch_waits_until_the_last_is_taken(
    busy: BusyCluster, engine_of: Callable[[str], ElasticsearchEngine], index: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elastic, "_BATCH", 5)
    patience = times(2)
    busy.rejects = lambda entry_id: entry_id in REJECTED and patience(entry_id)
    await publish(engine_of("a1"), index)
    first, second = ((entry_id,) for entry_id in REJECTED)
    assert sent(busy) == [ALL[:5], first, first, ALL[5:10], second, second, ALL[10:]]


@pytest.mark.parametrize("whole", [True, False], ids=["calls", "entries"])
async def test_what_is_always_rejected_is_told_with_the_way_out_and_the_alias_stays(
    busy: BusyCluster, engine_of: Callable[[str], ElasticsearchEngine], index: EmbeddedEngine, client: AsyncElasticsearch, alias: str, whole: bool
) -> None:
    await publish(engine_of("a1"), index)
    busy.calls.clear()
    busy.turns_away = lambda call: whole
    busy.rejects = lambda entry_id: entry_id in REJECTED
    with pytest.raises(Unavailable, match="too much to do") as told:
        await publish(engine_of("a2"), index)
    assert "write queue" in told.value.fix
    assert sent(busy) == [ALL, *[ALL if whole else REJECTED] * RETRIES]
    assert await current(client, alias) == {f"{alias}-a1"}
    assert await held(client, f"{alias}-a2") == (0 if whole else len(ALL) - len(REJECTED))


async def test_filling_that_was_given_up_goes_on_with_what_is_missing(
    busy: BusyCluster, engine_of: Callable[[str], ElasticsearchEngine], index: EmbeddedEngine, client: AsyncElasticsearch, alias: str
) -> None:
    busy.rejects = lambda entry_id: entry_id in REJECTED
    with pytest.raises(Unavailable):
        await publish(engine_of("a1"), index)
    busy.recovers()
    assert await publish(engine_of("a1"), index) == [len(ALL) - 1, len(ALL)]
    assert sent(busy) == [REJECTED]
    assert await current(client, alias) == {f"{alias}-a1"}


async def test_an_index_that_is_not_whole_does_not_become_current(
    busy: BusyCluster, engine_of: Callable[[str], ElasticsearchEngine], index: EmbeddedEngine, client: AsyncElasticsearch, alias: str
) -> None:
    await publish(engine_of("a1"), index)
    busy.rejects = lambda entry_id: entry_id in REJECTED
    with pytest.raises(Unavailable):
        await engine_of("a2").fill(ENTRIES, index.vectors, lambda done, total: None)
    with pytest.raises(Unavailable, match="10 of 12 entries"):
        await engine_of("a2").make_current()
    with pytest.raises(Unavailable, match="not there"):
        await engine_of("a3").make_current()
    assert await current(client, alias) == {f"{alias}-a1"}


async def test_readers_stay_with_the_edition_before_until_the_cluster_has_taken_the_next(
    busy: BusyCluster, engine_of: Callable[[str], ElasticsearchEngine], index: EmbeddedEngine, client: AsyncElasticsearch, alias: str
) -> None:
    searcher = Searcher(engine_of, timeout_s=60)
    searcher.prepare("a1", index, ENTRIES)
    await filled(searcher, "a1")
    # The first filling is given up, the second one waits and gets through.
    patience = times(RETRIES + 3)
    busy.rejects = lambda entry_id: entry_id in REJECTED and patience(entry_id)
    busy.calls.clear()
    searcher.prepare("a2", index, ENTRIES)
    query = index.query("계량기가 얼었어요", "ko")
    assert (await searcher.search("a2", index, query)).weaker == "NOT_READY"
    assert (await searcher.search("a1", index, query)).weaker == ""
    assert await current(client, alias) == {f"{alias}-a1"}
    await filled(searcher, "a2")
    assert sent(busy) == [ALL, *[REJECTED] * (RETRIES + 3)]
    assert (await searcher.search("a2", index, query)).weaker == ""
    assert await current(client, alias) == {f"{alias}-a2"}
    searcher.close()


async def filled(searcher: Searcher, edition_id: str) -> None:
    """Returns when the edition is on the cluster."""
    filling = searcher._editions[edition_id].filling
    assert filling is not None
    await filling

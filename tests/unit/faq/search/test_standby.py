"""Search that goes on when the cluster does not, with a cluster and an index of the tests' own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest

from city120_errors import City120Error, NotFound, Unavailable
from city120_faq.search.embedded import EmbeddedEngine
from city120_faq.search.port import Hit, Query, Rankings
from city120_faq.search.standby import Breaker, Searcher

QUERY = Query(("wa",), "en", 1.0)


class Cluster:
    """An engine that finds `there`, or raises what it is told to."""

    def __init__(self) -> None:
        self.fails: City120Error | None = None
        self.fill_fails: list[City120Error] = []
        self.hangs = False
        self.filled = self.current = self.ranked = 0

    async def fill(self, entries: Any, vectors: Any, progress: Any) -> None:
        if self.fill_fails:
            raise self.fill_fails.pop()
        self.filled += 1

    async def make_current(self) -> None:
        self.current += 1

    async def rank(self, query: Query) -> Rankings:
        self.ranked += 1
        if self.hangs:
            await asyncio.Event().wait()
        if self.fails:
            raise self.fails
        return Rankings((Hit("there", 1.0), Hit("other", 0.5)))


class Index:
    """The edition's own files, in which `here` is found."""

    vectors: dict[str, Any] = {}  # noqa: RUF012
    trust: dict[str, Any] = {}  # noqa: RUF012

    async def rank(self, query: Query) -> Rankings:
        return Rankings((Hit("here", 1.0), Hit("other", 0.5)))


INDEX = cast("EmbeddedEngine", Index())


async def found(searcher: Searcher, edition: str = "e1") -> tuple[str, str]:
    outcome = await searcher.search(edition, INDEX, QUERY)
    return outcome.hits[0].entry_id, outcome.weaker


async def ready(cluster: Cluster, **options: Any) -> Searcher:
    """A searcher whose edition is on the cluster."""
    searcher = Searcher(lambda edition: cluster, **options)
    searcher.prepare("e1", INDEX, [])
    await until(lambda: searcher._editions["e1"].ready)
    return searcher


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110  (it is another task's work)
            await asyncio.sleep(0)


async def test_without_a_cluster_the_editions_own_files_are_searched_and_nothing_is_weaker() -> None:
    searcher = Searcher()
    searcher.prepare("e1", INDEX, [])
    assert await found(searcher) == ("here", "")


async def test_an_edition_that_is_not_on_the_cluster_yet_is_searched_here_which_is_said() -> None:
    cluster = Cluster()
    searcher = Searcher(lambda edition: cluster)
    searcher.prepare("e1", INDEX, [])
    assert await found(searcher) == ("here", "NOT_READY")
    await until(lambda: searcher._editions["e1"].ready)
    assert await found(searcher) == ("there", "")
    assert (cluster.filled, cluster.current) == (1, 1)
    assert await found(searcher, "unknown") == ("here", "NOT_READY")
    searcher.close()


async def test_a_cluster_that_fails_rests_and_then_is_tried_again() -> None:
    cluster, now = Cluster(), [0.0]
    searcher = await ready(cluster, breaker=Breaker(lambda: now[0]))
    cluster.fails = Unavailable("down")
    assert [await found(searcher) for _ in range(3)] == [("here", "UNAVAILABLE")] * 3
    assert cluster.ranked == 1
    now[0], cluster.fails = 1.0, None
    assert await found(searcher) == ("there", "")


async def test_a_cluster_that_is_late_is_not_waited_for() -> None:
    cluster = Cluster()
    searcher = await ready(cluster, timeout_s=0.01)
    cluster.hangs = True
    assert await found(searcher) == ("here", "DEADLINE_EXCEEDED")


async def test_an_edition_that_is_gone_from_the_cluster_is_put_there_again() -> None:
    cluster = Cluster()
    searcher = await ready(cluster)
    cluster.fails = NotFound("no such index")
    assert await found(searcher) == ("here", "NOT_READY")
    cluster.fails = None
    await until(lambda: searcher._editions["e1"].ready)
    assert (await found(searcher), cluster.filled) == (("there", ""), 2)


async def test_an_edition_that_could_not_be_put_there_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("city120_faq.search.standby._FIRST_REST_S", 0.0)
    cluster = Cluster()
    cluster.fill_fails = [Unavailable("full"), Unavailable("down")]
    searcher = await ready(cluster)
    assert (await found(searcher), cluster.filled) == (("there", ""), 1)


async def test_the_current_edition_and_the_one_before_it_are_kept() -> None:
    clusters = {name: Cluster() for name in ("e1", "e2", "e3")}
    searcher = Searcher(lambda edition: clusters[edition])
    for name in clusters:
        searcher.prepare(name, INDEX, [])
        await until(lambda name=name: searcher._editions[name].ready)  # type: ignore[misc]
    assert list(searcher._editions) == ["e2", "e3"]
    searcher.close()
    assert searcher._editions == {}
    assert [cluster.current for cluster in clusters.values()] == [1, 1, 1]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_after_each_failure_there_is_a_longer_rest_and_then_one_trial() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    rests = []
    for _ in range(6):
        assert breaker.allows()
        breaker.failed()
        assert not breaker.allows()
        rests.append(breaker.rest_s)
        clock.now += breaker.rest_s
    assert rests == [0.5, 1.0, 2.0, 4.0, 4.0, 4.0]
    assert [breaker.allows() for _ in range(3)] == [True, False, False]
    breaker.succeeded()
    assert [breaker.allows() for _ in range(3)] == [True, True, True]

"""Search that goes on when the cluster does not: there while it is filled, up and in time, else in the edition's own files, which is said."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from city120_edition import rows
from city120_errors import NotFound, Unavailable
from city120_faq.search.embedded import EmbeddedEngine
from city120_faq.search.merging import Trust, fuse
from city120_faq.search.port import Hit, Query, Rankings, SearchEngine
from city120_faq.search.question_vectors import QuestionVectors

# The current edition and the one before it may be asked for.
_EDITIONS = 2
_FIRST_REST_S, _LONGEST_REST_S = 0.5, 4.0
_FILLING, _DOWN, _SLOW = "NOT_READY", "UNAVAILABLE", "DEADLINE_EXCEEDED"
_logger = logging.getLogger(__name__)


class ClusterEngine(SearchEngine, Protocol):
    """An engine outside this process, which has to be filled."""

    async def fill(self, entries: Sequence[rows.Entry], vectors: Mapping[str, QuestionVectors], progress: Callable[[int, int], None]) -> None:
        """Make the edition whole there. Raises Unavailable."""
        ...

    async def make_current(self) -> None:
        """Let all readers see this edition. Raises Unavailable."""
        ...


class Breaker:
    """Lets nobody ask a cluster that has just failed: a rest after each failure, twice as long each time, then one trial."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._rests_until = 0.0

    @property
    def rest_s(self) -> float:
        """How long the next rest is, in seconds."""
        return float(min(_FIRST_REST_S * 2 ** max(self._failures - 1, 0), _LONGEST_REST_S))

    def allows(self) -> bool:
        """Whether to ask now. After a failure true once for each rest, so that one caller finds out for all."""
        if not self._failures:
            return True
        if self._clock() < self._rests_until:
            return False
        self._rests_until = self._clock() + self.rest_s
        return True

    def succeeded(self) -> None:
        """It answered."""
        self._failures = 0

    def failed(self) -> None:
        """It did not."""
        self._failures += 1
        self._rests_until = self._clock() + self.rest_s


@dataclass(frozen=True)
class Found:
    """Entries, best first, with scores from 0 to 1; `weaker`: why the cluster was not used though there is one, or empty."""

    hits: list[Hit]
    weaker: str = ""


@dataclass
class _OnCluster:
    """One edition on the cluster: `filling` ends when all of it is there."""

    engine: ClusterEngine
    index: EmbeddedEngine
    entries: Sequence[rows.Entry]
    filling: asyncio.Task[None] | None = None
    ready: bool = False


@dataclass
class Searcher:
    """Searches editions. `cluster` makes the engine of an edition by its id; without it all is searched in the edition's own files."""

    cluster: Callable[[str], ClusterEngine] | None = None
    timeout_s: float = 0.3
    breaker: Breaker = field(default_factory=Breaker)
    _editions: dict[str, _OnCluster] = field(default_factory=dict)

    def prepare(self, edition_id: str, index: EmbeddedEngine, entries: Sequence[rows.Entry]) -> None:
        """Begin to put an edition on the cluster, where it becomes the current one. To be called in the event loop; never waits."""
        if self.cluster is None:
            return
        for old in [*list(self._editions)[: 1 - _EDITIONS], edition_id]:
            self._forget(old)
        self._editions[edition_id] = _OnCluster(self.cluster(edition_id), index, entries)
        self._fill(edition_id)

    async def search(self, edition_id: str, index: EmbeddedEngine, query: Query) -> Found:
        """The entries that answer a query."""
        rankings, weaker = await self._on_cluster(edition_id, query)
        if rankings is None:
            rankings = await index.rank(query)
        return Found(fuse(query, rankings, index.trust.get(query.language, Trust())), weaker)

    async def _on_cluster(self, edition_id: str, query: Query) -> tuple[Rankings | None, str]:
        """What the cluster found, or nothing and why, after `timeout_s` at most."""
        if self.cluster is None:
            return None, ""
        edition = self._editions.get(edition_id)
        if edition is None or not edition.ready:
            return None, _FILLING
        if not self.breaker.allows():
            return None, _DOWN
        try:
            async with asyncio.timeout(self.timeout_s):
                rankings = await edition.engine.rank(query)
        except NotFound:
            if edition_id in self._editions:
                self._fill(edition_id)
            return None, _FILLING
        except (Unavailable, TimeoutError) as error:
            self.breaker.failed()
            _logger.warning("search cluster failed", extra={"fields": {"reason": str(error) or _SLOW, "rest_s": self.breaker.rest_s}})
            return None, _SLOW if isinstance(error, TimeoutError) else _DOWN
        self.breaker.succeeded()
        return rankings, ""

    def _fill(self, edition_id: str) -> None:
        edition = self._editions[edition_id]
        edition.ready = False
        if edition.filling is None or edition.filling.done():
            edition.filling = asyncio.get_running_loop().create_task(self._filled(edition_id, edition))

    async def _filled(self, edition_id: str, edition: _OnCluster) -> None:
        """Tries until the edition is there, with a rest after each failure."""
        trials = Breaker()
        while not edition.ready:
            try:
                await edition.engine.fill(edition.entries, edition.index.vectors, _quiet)
                if edition_id == next(reversed(self._editions)):
                    await edition.engine.make_current()
                edition.ready = True
                _logger.info("edition on the search cluster", extra={"fields": {"edition": edition_id}})
            except Unavailable as error:
                trials.failed()
                _logger.warning("edition not on the search cluster", extra={"fields": {"edition": edition_id, "reason": str(error)}})
                await asyncio.sleep(trials.rest_s)

    def _forget(self, edition_id: str) -> None:
        gone = self._editions.pop(edition_id, None)
        if gone is not None and gone.filling is not None:
            gone.filling.cancel()

    def close(self) -> None:
        """Stop filling."""
        for edition_id in list(self._editions):
            self._forget(edition_id)


def _quiet(done: int, total: int) -> None:
    """Nobody watches a service fill an index; its log says when it is there."""

"""Consulting the model of vectors: one thread a consult, at most two at once, never queued."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from city120_faq.vectors import Embedder, Floats

AT_ONCE = 2
_Ranked = TypeVar("_Ranked")


class Consultant:
    """The model of vectors behind a small pool. `consult` gives None when it is busy; without a model `available` is false."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="vectors")
        self._under_way = 0
        try:
            self._embedder: Embedder | None = Embedder(threads=1)
            self._embedder.embed(["warm"])
        except ImportError:
            self._embedder = None

    @property
    def available(self) -> bool:
        """Whether the model runs here."""
        return self._embedder is not None

    async def consult(self, text: str, rank: Callable[[Floats], _Ranked]) -> _Ranked | None:
        """What `rank` makes of the vector of a text (DIMENSIONS,), in the consult's thread; None when two consults are under way."""
        if self._embedder is None or self._under_way >= AT_ONCE:
            return None
        self._under_way += 1
        embedder = self._embedder
        # What is under way ends in its thread even when the caller has gone: the count follows the thread, not the caller.
        work = asyncio.get_running_loop().run_in_executor(self._pool, lambda: rank(embedder.embed([text])[0]))
        work.add_done_callback(self._done)
        return await asyncio.shield(work)

    def _done(self, work: asyncio.Future[Any]) -> None:
        self._under_way -= 1
        if not work.cancelled():
            work.exception()

    def shutdown(self) -> None:
        """Let the threads end."""
        self._pool.shutdown(wait=False, cancel_futures=True)

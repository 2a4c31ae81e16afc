"""Consulting the model of vectors: one thread a consult, two at once; a few wait their turn, the next is told to go without."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

import numpy as np

from city120_errors import Unavailable
from city120_faq.encoder.vectors import Embedder, EmbeddingSettings, Floats

AT_ONCE = 2
# So many wait at most: with six milliseconds a consult (make bench BENCH=faq) the last of them waits some twenty.
WAITING = 6
_Ranked = TypeVar("_Ranked")


class Consultant:
    """The model of vectors behind a small pool. `consult` gives None when it is busy or fails; without a model `model_id` is empty."""

    def __init__(self, settings: EmbeddingSettings | None = None) -> None:
        self._pool = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="vectors")
        self._under_way = 0
        self._embedder: Embedder | None = None
        with suppress(ImportError):
            self._embedder = (settings or EmbeddingSettings()).embedder(threads=1)
        self._warm()

    @property
    def model_id(self) -> str:
        """Whose vectors are given; empty where no model runs."""
        return self._embedder.model_id if self._embedder else ""

    def _warm(self) -> None:
        """Answer one text, so that the first caller does not wait; an endpoint that is down now may be up later."""
        if self._embedder:
            try:
                self._embedder.embed(["warm"])
            except Unavailable:
                return

    async def consult(self, texts: Sequence[str], rank: Callable[[Floats], _Ranked]) -> _Ranked | None:
        """What `rank` makes of the vectors of some texts (n, d), each a consult; None when too many are under way or the model gave none."""
        if self._embedder is None or self._under_way + len(texts) > AT_ONCE + WAITING:
            return None
        # What is under way ends in its thread even when the caller has gone: the count follows the thread, not the caller.
        self._under_way += len(texts)
        work = [asyncio.get_running_loop().run_in_executor(self._pool, self._embedder.embed, [text]) for text in texts]
        for one in work:
            one.add_done_callback(self._done)
        try:
            return rank(np.concatenate(await asyncio.shield(asyncio.gather(*work))))
        except Unavailable:
            return None

    def _done(self, work: asyncio.Future[Any]) -> None:
        self._under_way -= 1
        if not work.cancelled():
            work.exception()

    def shutdown(self) -> None:
        """Let the threads end."""
        self._pool.shutdown(wait=False, cancel_futures=True)

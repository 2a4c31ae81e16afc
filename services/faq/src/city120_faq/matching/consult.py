"""Consulting the model of vectors: one thread a piece of text, two at once; a few wait their turn, the next is told to go without."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import numpy as np

from city120_errors import Unavailable
from city120_faq import hand_set
from city120_faq.encoder.embedder import Embedder, EmbeddingSettings
from city120_faq.matching.reading import Steps, Vectors
from city120_faq.matching.sentences import middles, pieces
from city120_platform.telemetry import instruments
from city120_platform.telemetry.tracing import carried, span

_Result = TypeVar("_Result")
_consults = instruments.counter("city120.consults")


class Consultant:
    """The model of vectors behind a small pool."""

    def __init__(self, settings: EmbeddingSettings | None = None) -> None:
        self._pool = ThreadPoolExecutor(max_workers=hand_set.CONSULTS_AT_ONCE, thread_name_prefix="vectors")
        self._under_way = 0
        # Beside the edition, which loads meanwhile.
        self._loading = self._pool.submit(_load, settings)

    def wait(self) -> None:
        """Until the model is there, or there is none. Raises what its loading did."""
        self._loading.result()

    async def follow(self, steps: Steps[_Result], model_id: str) -> _Result:
        """Let a reading go on to its end, with the vectors that it asks for."""
        try:
            asked = next(steps)
            while True:
                asked = steps.send(await self.consult(asked, model_id))
        except StopIteration as end:
            result: _Result = end.value
            return result

    async def consult(self, texts: Sequence[str], model_id: str) -> Vectors:
        """The vectors of some texts (n, d) by a certain model, a long one in two pieces. None are given where another model runs, or none
        (UNAVAILABLE), nor when too many pieces are under way or the model fails (BUSY)."""
        in_pieces = [pieces(text) for text in texts]
        with span("consult vectors", attributes={"city120.pieces": sum(map(len, in_pieces))}) as current:
            vectors, outcome = await self._consult(in_pieces, model_id)
            current.set_attribute("city120.consult", outcome)
        _consults.add(1, {"city120.consult": outcome})
        return vectors

    async def _consult(self, in_pieces: Sequence[Sequence[str]], model_id: str) -> tuple[Vectors, str]:
        """The vectors, and what became of the consult."""
        embedder = self._loading.result() if self._loading.done() else await asyncio.wrap_future(self._loading)
        if embedder is None or embedder.model_id != model_id:
            return Vectors(None, "UNAVAILABLE"), "unavailable"
        count = sum(map(len, in_pieces))
        if self._under_way + count > hand_set.CONSULTS_AT_ONCE + hand_set.CONSULTS_WAITING:
            return Vectors(None, "BUSY"), "busy"
        # What is under way ends in its thread even when the caller has gone: the count follows the thread, not the caller.
        self._under_way += count
        loop, embed = asyncio.get_running_loop(), embedder.embed
        consults = [loop.run_in_executor(self._pool, carried("vectors", partial(embed, [piece]))) for of_text in in_pieces for piece in of_text]
        for consult in consults:
            consult.add_done_callback(self._done)
        try:
            return Vectors(middles(in_pieces, np.concatenate(await asyncio.shield(asyncio.gather(*consults))))), "answered"
        except Unavailable:
            return Vectors(None, "BUSY"), "failed"

    def _done(self, consult: asyncio.Future[Any]) -> None:
        self._under_way -= 1
        if not consult.cancelled():
            consult.exception()

    def shutdown(self) -> None:
        """Let the threads end."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _load(settings: EmbeddingSettings | None) -> Embedder | None:
    """The model, which has answered one text, so that the first caller does not wait; None where there is none. An endpoint that is down now may be
    up later."""
    try:
        embedder = (settings or EmbeddingSettings()).embedder(threads=1)
    except ImportError:
        return None
    if embedder:
        with suppress(Unavailable):
            embedder.embed(["warm"])
    return embedder

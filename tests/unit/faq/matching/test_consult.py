"""Two consults at once, a few that wait; the next is told to go without."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence

import numpy as np
import pytest
from pydantic import PrivateAttr

from city120_errors import FailedPrecondition, Unavailable
from city120_faq import hand_set
from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.encoder.floats import Floats
from city120_faq.matching.consult import Consultant
from city120_faq.matching.reading import Steps, Vectors
from tests.unit.faq.conftest import DIMENSIONS

ROOM = hand_set.CONSULTS_AT_ONCE + hand_set.CONSULTS_WAITING
SLOW = "slow"


class Slow(EmbeddingSettings):
    """Settings of a model that answers when it is let go, but not while it warms up."""

    _go: threading.Event = PrivateAttr(default_factory=threading.Event)
    problem: str = ""

    @property
    def model_id(self) -> str:
        return "slow"

    def embedder(self, *, threads: int, patient: bool = False) -> Slow:  # type: ignore[override]
        if self.problem == "absent":
            raise ImportError("the wheel does not run here")
        return self

    def go(self) -> None:
        self._go.set()

    def embed(self, texts: Sequence[str]) -> Floats:
        if self.problem == "down":
            raise Unavailable("the endpoint is down")
        if texts[0] != "warm":
            assert self._go.wait(timeout=10)
        return np.ones((len(texts), DIMENSIONS), dtype=np.float32)


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
async def consultant(slow: Slow) -> AsyncIterator[Consultant]:
    """One whose model is there."""
    made = Consultant(slow)
    await made.consult(["warm"], SLOW)
    yield made
    slow.go()
    made.shutdown()


async def begin(consultant: Consultant, count: int) -> list[asyncio.Task[Vectors]]:
    tasks = [asyncio.create_task(consultant.consult([f"text {number}"], SLOW)) for number in range(count)]
    await asyncio.sleep(0)
    return tasks


async def test_when_two_run_and_some_wait_the_next_is_busy_and_the_others_end(consultant: Consultant, slow: Slow) -> None:
    under_way = await begin(consultant, ROOM)
    assert await consultant.consult(["one too many"], SLOW) == Vectors(None, "BUSY")
    slow.go()
    rankings = await asyncio.gather(*under_way)
    assert all(vectors.rows is not None and vectors.rows.shape == (1, DIMENSIONS) for vectors in rankings)


async def test_every_piece_counts_while_it_is_under_way(consultant: Consultant, slow: Slow) -> None:
    pieces = asyncio.create_task(consultant.consult(["one", "two", "three"], SLOW))
    await asyncio.sleep(0)
    under_way = await begin(consultant, ROOM - 4)
    assert await consultant.consult(["one", "more than", "there is"], SLOW) == Vectors(None, "BUSY")
    under_way += await begin(consultant, 1)
    assert await consultant.consult(["one too many"], SLOW) == Vectors(None, "BUSY")
    slow.go()
    assert all(vectors.rows is not None for vectors in await asyncio.gather(pieces, *under_way))
    assert (await consultant.consult(["there is room"], SLOW)).rows is not None


async def test_there_is_room_again_afterwards(consultant: Consultant, slow: Slow) -> None:
    slow.go()
    for _ in range(3 * ROOM):
        assert (await consultant.consult(["one by one"], SLOW)).rows is not None


async def test_a_caller_who_leaves_does_not_free_the_thread_before_it_is_done(consultant: Consultant, slow: Slow) -> None:
    for task in await begin(consultant, ROOM):
        task.cancel()
    await asyncio.sleep(0)
    assert await consultant.consult(["still busy"], SLOW) == Vectors(None, "BUSY")


@pytest.mark.parametrize(("problem", "reason"), [("absent", "UNAVAILABLE"), ("down", "BUSY")])
async def test_without_a_vector_there_is_a_reason_and_no_error(problem: str, reason: str) -> None:
    made = Consultant(Slow(problem=problem))
    for text in ("anything", "once more"):
        assert await made.consult([text], SLOW) == Vectors(None, reason)
    made.shutdown()


async def test_who_asks_before_the_model_is_there_waits_for_it() -> None:
    there = threading.Event()

    class Late(Slow):
        def embedder(self, *, threads: int, patient: bool = False) -> Slow:  # type: ignore[override]
            assert there.wait(timeout=10)
            return self

    late = Late()
    late.go()
    made = Consultant(late)
    asked = asyncio.create_task(made.consult(["early"], SLOW))
    await asyncio.sleep(0.01)
    assert not asked.done()
    there.set()
    assert (await asked).rows is not None
    made.shutdown()


def test_a_model_that_is_wrong_is_told_to_who_waits_for_it() -> None:
    class Wrong(Slow):
        def embedder(self, *, threads: int, patient: bool = False) -> Slow:  # type: ignore[override]
            raise FailedPrecondition("the checkpoint is another")

    with pytest.raises(FailedPrecondition, match="another"):
        Consultant(Wrong()).wait()
    for fine in (Slow(), Slow(problem="absent"), Slow(problem="down")):
        Consultant(fine).wait()


async def test_vectors_of_another_model_are_not_given(consultant: Consultant) -> None:
    assert await consultant.consult(["anything"], "another") == Vectors(None, "UNAVAILABLE")


async def test_a_long_story_is_consulted_in_two_pieces_and_has_one_vector(consultant: Consultant, slow: Slow) -> None:
    under_way = await begin(consultant, ROOM - 1)
    assert await consultant.consult(["word " * 200], SLOW) == Vectors(None, "BUSY")
    slow.go()
    await asyncio.gather(*under_way)
    rows = (await consultant.consult(["word " * 200], SLOW)).rows
    assert rows is not None
    assert rows.shape == (1, DIMENSIONS)


async def test_a_reading_gets_what_it_asks_for_until_it_ends(consultant: Consultant, slow: Slow) -> None:
    def reading() -> Steps[list[int]]:
        first = yield ("one",)
        second = yield ("two", "three")
        return [0 if vectors.rows is None else len(vectors.rows) for vectors in (first, second)]

    slow.go()
    assert await consultant.follow(reading(), SLOW) == [1, 2]
    assert await consultant.follow(reading(), "another") == [0, 0]

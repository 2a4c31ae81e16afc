"""Two consults at once, a few that wait; the next is told to go without."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from pydantic import PrivateAttr

from city120_errors import Unavailable
from city120_faq.encoder.vectors import EmbeddingSettings, Floats
from city120_faq.matching.consult import AT_ONCE, WAITING, Consultant
from tests.unit.faq.conftest import DIMENSIONS

ROOM = AT_ONCE + WAITING


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


def as_it_is(vector: Floats) -> Floats:
    return vector


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def consultant(slow: Slow) -> Iterator[Consultant]:
    made = Consultant(slow)
    yield made
    slow.go()
    made.shutdown()


async def begin(consultant: Consultant, count: int) -> list[asyncio.Task[Floats | None]]:
    tasks = [asyncio.create_task(consultant.consult([f"text {number}"], as_it_is)) for number in range(count)]
    await asyncio.sleep(0)
    return tasks


async def test_when_two_run_and_some_wait_the_next_is_busy_and_the_others_end(consultant: Consultant, slow: Slow) -> None:
    under_way = await begin(consultant, ROOM)
    assert await consultant.consult(["one too many"], as_it_is) is None
    slow.go()
    found = await asyncio.gather(*under_way)
    assert all(vector is not None and vector.shape == (1, DIMENSIONS) for vector in found)


async def test_every_piece_counts_while_it_is_under_way(consultant: Consultant, slow: Slow) -> None:
    pieces = asyncio.create_task(consultant.consult(["one", "two", "three"], as_it_is))
    await asyncio.sleep(0)
    under_way = await begin(consultant, ROOM - 4)
    assert await consultant.consult(["one", "more than", "there is"], as_it_is) is None
    under_way += await begin(consultant, 1)
    assert await consultant.consult(["one too many"], as_it_is) is None
    slow.go()
    assert all(vector is not None for vector in await asyncio.gather(pieces, *under_way))
    assert await consultant.consult(["there is room"], as_it_is) is not None


async def test_there_is_room_again_afterwards(consultant: Consultant, slow: Slow) -> None:
    slow.go()
    for _ in range(3 * ROOM):
        assert await consultant.consult(["one by one"], as_it_is) is not None


async def test_a_caller_who_leaves_does_not_free_the_thread_before_it_is_done(consultant: Consultant, slow: Slow) -> None:
    for task in await begin(consultant, ROOM):
        task.cancel()
    await asyncio.sleep(0)
    assert await consultant.consult(["still busy"], as_it_is) is None


@pytest.mark.parametrize("problem", ["absent", "down"])
async def test_without_a_vector_there_is_none_and_no_error(problem: str) -> None:
    made = Consultant(Slow(problem=problem))
    assert (made.model_id == "") == (problem == "absent")
    assert await made.consult(["anything"], as_it_is) is None
    assert await made.consult(["once more"], as_it_is) is None
    made.shutdown()

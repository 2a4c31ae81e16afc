"""At most two consults at once; a third is told to go without, not to wait."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from city120_faq import consult
from city120_faq.consult import AT_ONCE, Consultant
from city120_faq.vectors import DIMENSIONS, Floats


class Slow:
    """A model that answers when it is let go, but not while it warms up."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def embed(self, texts: Sequence[str]) -> Floats:
        if texts[0] != "warm":
            assert self.go.wait(timeout=10)
        return np.ones((len(texts), DIMENSIONS), dtype=np.float32)


def as_it_is(vector: Floats) -> Floats:
    return vector


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    model = Slow()
    monkeypatch.setattr(consult, "Embedder", lambda threads: model)
    return model


@pytest.fixture
def consultant(slow: Slow) -> Iterator[Consultant]:
    made = Consultant()
    yield made
    slow.go.set()
    made.shutdown()


async def begin(consultant: Consultant, count: int) -> list[asyncio.Task[Floats | None]]:
    tasks = [asyncio.create_task(consultant.consult(f"text {number}", as_it_is)) for number in range(count)]
    await asyncio.sleep(0)
    return tasks


async def test_a_third_consult_is_busy_and_the_two_end(consultant: Consultant, slow: Slow) -> None:
    under_way = await begin(consultant, AT_ONCE)
    assert await consultant.consult("one too many", as_it_is) is None
    slow.go.set()
    found = await asyncio.gather(*under_way)
    assert all(vector is not None and vector.shape == (DIMENSIONS,) for vector in found)


async def test_there_is_room_again_afterwards(consultant: Consultant, slow: Slow) -> None:
    slow.go.set()
    for _ in range(3 * AT_ONCE):
        assert await consultant.consult("one by one", as_it_is) is not None


async def test_a_caller_who_leaves_does_not_free_the_thread_before_it_is_done(consultant: Consultant, slow: Slow) -> None:
    for task in await begin(consultant, AT_ONCE):
        task.cancel()
    await asyncio.sleep(0)
    assert await consultant.consult("still busy", as_it_is) is None


async def test_without_the_model_nothing_is_available(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(threads: int) -> Slow:
        raise ImportError("the wheel does not run here")

    monkeypatch.setattr(consult, "Embedder", absent)
    made = Consultant()
    assert not made.available
    assert await made.consult("anything", as_it_is) is None
    made.shutdown()

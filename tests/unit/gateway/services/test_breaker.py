"""A service that hangs costs the first few inquiries time, and no others; when it is well it is called again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from city120_errors import City120Error, DeadlineExceeded, NotFound, Unavailable
from city120_gateway.services import breaker as module
from city120_gateway.services.breaker import Breaker


class Service:
    """Hangs until it is told to go on."""

    def __init__(self) -> None:
        self.hangs = True
        self.asked = 0

    async def health(self) -> None:
        """Raises while it hangs."""
        self.asked += 1
        if self.hangs:
            raise DeadlineExceeded("late")


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    monkeypatch.setattr(module, "_FIRST_PAUSE_S", 0.02)
    return Service()


def call(breaker: Breaker, error: City120Error | None = None, seconds: float = 1.0) -> None:
    with breaker.watching(seconds):
        if error is not None:
            raise error


def late(breaker: Breaker, times: int, **values: Any) -> None:
    for _ in range(times):
        with pytest.raises(DeadlineExceeded):
            call(breaker, DeadlineExceeded("late"), **values)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110  (another task's work)
            await asyncio.sleep(0.005)


async def test_after_three_late_answers_calls_fail_at_once_until_it_is_well(service: Service) -> None:
    breaker = Breaker("faq", service.health)
    late(breaker, 2)
    assert not breaker.open
    late(breaker, 1)
    for _ in range(3):
        with pytest.raises(Unavailable, match="faq does not answer"):
            call(breaker)
    await until(lambda: service.asked >= 3)
    assert breaker.open
    service.hangs = False
    await until(lambda: not breaker.open)
    call(breaker)
    # It answered a question, so it has all its chances again.
    late(breaker, 2)
    assert not breaker.open
    await breaker.close()


async def test_well_by_its_health_and_late_again_it_is_left_alone_at_once(service: Service) -> None:
    service.hangs = False
    breaker = Breaker("faq", service.health)
    late(breaker, 3)
    await until(lambda: not breaker.open)
    late(breaker, 1)
    assert breaker.open
    await breaker.close()
    assert not breaker.open


@pytest.mark.parametrize("between", [None, NotFound("x"), Unavailable("gone")])
async def test_only_late_answers_in_a_row_count(service: Service, between: City120Error | None) -> None:
    breaker = Breaker("faq", service.health)
    for _ in range(3):
        late(breaker, 2)
        if between is None:
            call(breaker)
        else:
            with pytest.raises(type(between)):
                call(breaker, between)
    assert not breaker.open
    assert service.asked == 0


async def test_a_call_that_was_given_no_time_says_nothing_of_the_service(service: Service) -> None:
    breaker = Breaker("faq", service.health)
    late(breaker, 10, seconds=0.1)
    assert not breaker.open

"""Who may have calls under way: places by caller, and how long a call may be silent."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from city120_errors import DeadlineExceeded, ResourceExhausted, Unavailable
from city120_platform.admission import Places, SilentCalls


class Silent:
    """The context of a call whose message never comes."""

    async def read(self) -> Any:
        await asyncio.Event().wait()


class Speaking:
    """The context of a call whose message is there."""

    async def read(self) -> str:
        return "message"


def test_a_caller_has_no_more_than_its_share() -> None:
    places = Places(5, 0.5)
    for _ in range(3):
        places.take("a")
    with pytest.raises(ResourceExhausted, match="this caller"):
        places.take("a")
    places.take("b")
    places.leave("a")
    places.take("a")


def test_all_together_have_no_more_than_there_are_and_whoever_has_a_place_keeps_it() -> None:
    places = Places(2, 1.0)
    places.take("a")
    places.take("b")
    with pytest.raises(ResourceExhausted, match="as many calls are under way"):
        places.check("c")
    places.most = 1
    places.leave("a")
    with pytest.raises(ResourceExhausted):
        places.take("a")
    places.leave("b")
    places.take("a")


async def test_a_message_that_is_there_is_read() -> None:
    assert await SilentCalls(1, 10).message(Speaking()) == "message"


async def test_a_call_that_is_silent_too_long_is_ended() -> None:
    with pytest.raises(DeadlineExceeded, match="did not come"):
        await SilentCalls(1, 0.01).message(Silent())


async def test_of_too_many_the_one_that_is_silent_longest_is_ended() -> None:
    calls = SilentCalls(2, 10)
    tasks = [asyncio.create_task(calls.message(Silent())) for _ in range(3)]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    assert [task.done() for task in tasks] == [True, False, False]
    with pytest.raises(ResourceExhausted, match="too many calls wait"):
        await tasks[0]
    calls.end_all(Unavailable("stops"))
    assert [str(error) for error in await asyncio.gather(*tasks[1:], return_exceptions=True)] == ["stops", "stops"]


async def test_a_caller_who_goes_is_told_nothing() -> None:
    task = asyncio.create_task(SilentCalls(1, 10).message(Silent()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

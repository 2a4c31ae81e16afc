"""Who may have calls under way: places by caller, and no end of patience for none."""

from __future__ import annotations

import asyncio
import math
import time
from typing import Any

from city120_errors import City120Error, DeadlineExceeded, ResourceExhausted

_FULL = "as many calls are under way as may be"
_FULL_FOR_CALLER = "this caller has as many calls under way as one may have"
_LATER = "try again when some have ended"


class Places:
    """Places for calls that are under way: so many in all, of which one caller may hold a share. Taking one never waits. `most` may change meanwhile:
    whoever has a place keeps it."""

    def __init__(self, most: int, share: float) -> None:
        self.most = most
        self._share = share
        self._taken = 0
        self._by_caller: dict[str, int] = {}

    def take(self, caller: str) -> None:
        """Raises ResourceExhausted when there is none left, or none for this caller."""
        self.check(caller)
        self._taken += 1
        self._by_caller[caller] = self._by_caller.get(caller, 0) + 1

    def check(self, caller: str) -> None:
        """Raises ResourceExhausted when `take` would."""
        if self._taken >= self.most:
            raise ResourceExhausted(_FULL, fix=_LATER)
        if self._by_caller.get(caller, 0) >= math.ceil(self.most * self._share):
            raise ResourceExhausted(_FULL_FOR_CALLER, fix=_LATER)

    def leave(self, caller: str) -> None:
        """Give back a place that was taken."""
        self._taken -= 1
        left = self._by_caller.pop(caller) - 1
        if left:
            self._by_caller[caller] = left


class SilentCalls:
    """Calls whose first message has not come. They hold no place. Each is ended after `patience_s`; when they are more than `most`, the one that has
    been silent longest is ended: a caller who sends its message is never silent for long, so it is not the one.
    """

    def __init__(self, most: int, patience_s: float) -> None:
        self._most = most
        self._patience_s = patience_s
        # By the task of the call, the oldest first: until when it may be silent.
        self._waiting: dict[asyncio.Task[Any], float] = {}
        self._ended: dict[asyncio.Task[Any], City120Error] = {}
        self._timer: asyncio.TimerHandle | None = None

    async def message(self, context: Any) -> Any:
        """The first message of the call of a gRPC context, or gRPC's EOF. Raises the error that the call is ended with when it stays silent."""
        task = asyncio.current_task()
        assert task is not None
        self._begin(task)
        try:
            return await context.read()
        except asyncio.CancelledError:
            error = self._ended.get(task)
            # The caller may have gone in the same moment: then nobody is told anything.
            if error is None or task.uncancel():
                raise
            raise error from None
        finally:
            self._waiting.pop(task, None)
            self._ended.pop(task, None)

    def end_all(self, error: City120Error) -> None:
        """End all of them with this error."""
        for task in list(self._waiting):
            self._end(task, error)

    def _begin(self, task: asyncio.Task[Any]) -> None:
        if len(self._waiting) >= self._most:
            self._end(next(iter(self._waiting)), ResourceExhausted("too many calls wait for their message", fix="send it with the call"))
        self._waiting[task] = time.monotonic() + self._patience_s
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._patience_s, self._end_late)

    def _end_late(self) -> None:
        # One timer for all: those that are not late yet are looked at when the oldest of them would be.
        self._timer, now = None, time.monotonic()
        late = DeadlineExceeded("the call's message did not come", fix="send it with the call")
        while self._waiting:
            task, until = next(iter(self._waiting.items()))
            if until > now:
                self._timer = asyncio.get_running_loop().call_later(until - now, self._end_late)
                return
            self._end(task, late)

    def _end(self, task: asyncio.Task[Any], error: City120Error) -> None:
        del self._waiting[task]
        self._ended[task] = error
        task.cancel()

"""A service that hangs is not waited for again and again.

After a few late answers its calls fail at once, until it answers when it is asked for its health; that is asked beside the inquiries.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from city120_errors import City120Error, DeadlineExceeded, Unavailable
from city120_platform.log import fields

_logger = logging.getLogger(__name__)
LATE_IN_A_ROW = 3
# A call that was given less says more of its caller than of the service.
_LEAST_S = 0.25
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.25, 2.0
Probe = Callable[[], Awaitable[object]]


class Breaker:
    """Of one service. Only late answers count: a service that is not there refuses at once, and costs nobody time."""

    def __init__(self, name: str, probe: Probe, late_in_a_row: int = LATE_IN_A_ROW) -> None:
        """`probe`: asks the service for its health and raises City120Error, in at most a second or so; no inquiry waits for it."""
        self._name, self._probe, self._most = name, probe, late_in_a_row
        self._late = 0
        self._probing: asyncio.Task[None] | None = None

    @property
    def open(self) -> bool:
        """Whether calls fail at once."""
        return self._probing is not None

    @contextmanager
    def watching(self, seconds: float) -> Iterator[None]:
        """Around one call that is given so many seconds. Raises Unavailable at once while open."""
        if self.open:
            raise Unavailable(f"{self._name} does not answer", fix="try again in a few seconds")
        try:
            yield
        except DeadlineExceeded:
            if seconds >= _LEAST_S:
                self._count()
            raise
        except City120Error:
            self._late = 0
            raise
        self._late = 0

    def _count(self) -> None:
        self._late += 1
        if self._late >= self._most and not self.open:
            _logger.error("service does not answer", extra=fields(part=self._name, late=self._late))
            self._probing = asyncio.create_task(self._probe_until_well())

    async def _probe_until_well(self) -> None:
        pause_s = _FIRST_PAUSE_S
        try:
            while True:
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)
                try:
                    await self._probe()
                except City120Error:
                    continue
                _logger.info("service answers again", extra=fields(part=self._name))
                return
        finally:
            # One more late answer, and it is left alone again.
            self._late, self._probing = self._most - 1, None

    async def close(self) -> None:
        """End the probing."""
        if self._probing is not None:
            self._probing.cancel()
            await asyncio.gather(self._probing, return_exceptions=True)
        # A task that is cancelled before it began has not said so itself.
        self._probing = None

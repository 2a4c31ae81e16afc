"""Whom the gateway serves now: so many at once, that each of them is answered soon; the others are told at once to come again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from city120_platform.admission import Places

# What is let in should be answered within half a second; who takes longer than this says that there were too many.
LATE_S = 0.3
_FEWEST, _MOST = 0.5, 0.9
# A part that hangs makes all late, and is no reason to serve nobody meanwhile.
LEAST = 6


@dataclass
class Readiness:
    """Whether new callers may be sent here. The edition tells itself whether it is loaded; other services do not count."""

    draining: bool = False


class Admission:
    """Places for requests under way, over REST and gRPC together. One caller, by key or else by address, may have a share of them.

    How many there are follows from how long requests take: fewer when one took longer than LATE_S, by as much as it was late, a tenth to a half; one
    more when as many as there are were quick. So whoever is let in is answered soon, however slow the machine is and whatever is asked.
    """

    def __init__(self, most: int, share_of_caller: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._at_once = float(most)
        self._places = Places(most, share_of_caller)
        self._fewer_at = float("-inf")

    def check(self, caller: str) -> None:
        """Raises ResourceExhausted when there is no place for this caller now."""
        self._places.check(caller)

    @contextmanager
    def place(self, caller: str, *, quick: bool = True) -> Iterator[None]:
        """A place for a while. Raises ResourceExhausted at once when there is none. `quick`: what it is for should be over soon, so that how long it
        took says whether there are too many."""
        self._places.take(caller)
        began = self._clock()
        try:
            yield
        finally:
            self._places.leave(caller)
            if quick:
                self._learn(began)

    def _learn(self, began: float) -> None:
        now = self._clock()
        took = now - began
        if took <= LATE_S:
            self._at_once = min(self._at_once + 1 / self._at_once, self._most)
        # Those that were let in before there were fewer say nothing of how many there should be now.
        elif began >= self._fewer_at:
            fewer = self._at_once * min(max(LATE_S / took, _FEWEST), _MOST)
            self._at_once, self._fewer_at = max(fewer, min(LEAST, self._most)), now
        self._places.most = int(self._at_once)

"""Whom the gateway serves now: so many at once, that each of them is answered soon; the others are told at once to come again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from city120_platform.admission import Places


@dataclass
class Readiness:
    """Whether new callers may be sent here. The edition tells itself whether it is loaded; other services do not count."""

    draining: bool = False


class Admission:
    """Places for requests under way, over REST and gRPC together. One caller, by key or else by address, may have a share of them."""

    def __init__(self, most: int, share_of_caller: float) -> None:
        self._places = Places(most, share_of_caller)

    @contextmanager
    def place(self, caller: str) -> Iterator[None]:
        """A place for a while. Raises ResourceExhausted at once when there is none."""
        self._places.take(caller)
        try:
            yield
        finally:
            self._places.leave(caller)

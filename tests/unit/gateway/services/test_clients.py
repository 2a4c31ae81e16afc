"""The clients of the other services, and the breaker around a call to one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from city120_gateway.services.clients import Services


class Watched:
    """A breaker that notes how long each call is given."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    @contextmanager
    def watching(self, seconds: float) -> Iterator[None]:
        self.seconds.append(seconds)
        yield


def test_a_call_is_watched_by_the_breaker_of_its_service_alone() -> None:
    breaker, nobody = Watched(), cast("Any", None)
    services = Services(nobody, nobody, nobody, {"faq": cast("Any", breaker)})
    with services.watching("faq", 0.5), services.watching("wayfinding", 0.7):
        assert breaker.seconds == [0.5]

"""The clients of the other services."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from city120_client import FaqClient, JurisdictionClient, WayfindingClient
from city120_gateway.services.breaker import Breaker


@dataclass(frozen=True)
class Services:
    """One client of each, and a breaker where one watches."""

    jurisdiction: JurisdictionClient
    wayfinding: WayfindingClient
    faq: FaqClient
    breakers: Mapping[str, Breaker] = field(default_factory=dict)

    def watching(self, part: str, seconds: float) -> AbstractContextManager[None]:
        """Around one call to a service that is given so many seconds. Raises Unavailable at once while the service hangs."""
        breaker = self.breakers.get(part)
        return breaker.watching(seconds) if breaker is not None else nullcontext()

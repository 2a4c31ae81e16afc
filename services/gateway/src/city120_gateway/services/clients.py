"""The clients of the other services."""

from __future__ import annotations

from dataclasses import dataclass

from city120_client import FaqClient, JurisdictionClient, WayfindingClient


@dataclass(frozen=True)
class Services:
    """One client of each."""

    jurisdiction: JurisdictionClient
    wayfinding: WayfindingClient
    faq: FaqClient

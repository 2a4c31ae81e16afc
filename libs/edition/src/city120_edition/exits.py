"""Exits of stations as an imported layer: where each is, and whether it is without steps."""

from __future__ import annotations

from dataclasses import dataclass

EXITS = "exits"


@dataclass(frozen=True, kw_only=True)
class Exit:
    """One exit of a station, which is a reference. `number`: as its sign has it (11, 3-1); `step_free` is None where the map does not say."""

    station: str
    number: str
    lat: float
    lon: float
    step_free: bool | None = None

"""Where a caller is, as the channel knows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """A point in degrees, WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class AreaHint:
    """A district or a dong, by its code."""

    code: str


@dataclass(frozen=True)
class DeviceHint:
    """Where the caller's device is. It never decides an affair of residence unasked."""

    point: Point


@dataclass(frozen=True)
class WordsHint:
    """A place in words, and what the channel knows besides when they name no known place."""

    text: str
    otherwise: AreaHint | DeviceHint | None = None


PlaceHint = AreaHint | DeviceHint | WordsHint

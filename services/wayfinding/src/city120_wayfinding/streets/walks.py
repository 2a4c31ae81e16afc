"""Walks: the port that finds them, and the straight line, of which streets are known to be about three tenths longer (docs/adr/0037)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from city120_wayfinding.places.place import Place, Point, distance_m
from city120_wayfinding.places.search import DETOUR, WALK_M_PER_MINUTE

Method = Literal["straight_line", "streets"]
# What one does at a turn; the edition's sentences are called so, `route.turn.<turn>`.
Turn = Literal["start", "straight", "left", "right", "slight_left", "slight_right", "back", "steps", "escalator", "elevator"]


@dataclass(frozen=True)
class Walk:
    """How far it is in metres, and how long it takes in seconds."""

    metres: float
    seconds: int


@dataclass(frozen=True)
class Step:
    """A turn, and the metres that one walks from there on; `street`: its names by language, none where it has no name. `point`: where one turns, and
    `landmark`: what is in sight there, if anything is."""

    turn: Turn
    metres: float
    street: Mapping[str, str]
    point: Point | None = None
    landmark: Place | None = None


@dataclass(frozen=True)
class Path:
    """Where one walks. `step_free`: whether without steps, None where nobody knows."""

    points: tuple[Point, ...]
    method: Method = "straight_line"
    steps: tuple[Step, ...] = ()
    step_free: bool | None = None


class Streets(Protocol):
    """Finds walks. With `step_free` steps are avoided where there is another way."""

    def walks(self, here: Point, there: Sequence[Point], *, step_free: bool = False) -> list[Walk]:
        """How far it is from a point to each of some others; back it is as far."""
        ...

    def path(self, here: Point, there: Point, *, step_free: bool = False) -> Path:
        """The way of such a walk."""
        ...


class StraightLine:
    """Knows no street."""

    def walks(self, here: Point, there: Sequence[Point], *, step_free: bool = False) -> list[Walk]:
        """The straight line, and three tenths for the streets."""
        metres = [walk_m(here, point) for point in there]
        return [Walk(length, walk_s(length)) for length in metres]

    def path(self, here: Point, there: Point, *, step_free: bool = False) -> Path:
        """From point to point."""
        return Path((here, there))


def walk_m(here: Point, there: Point) -> float:
    """The length of a walk in metres: the straight line, and three tenths for the streets."""
    return distance_m(here, there) * DETOUR


def walk_s(metres: float) -> int:
    """How long it takes in seconds, in whole minutes, rounded up."""
    return math.ceil(metres / WALK_M_PER_MINUTE) * 60

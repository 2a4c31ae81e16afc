"""Lifts of stations as an imported layer: where each is, and whether it works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LIFTS = "lifts"
LiftKind = Literal["elevator", "escalator", "wheelchair_lift", "moving_walk"]
ELEVATOR: LiftKind = "elevator"


@dataclass(frozen=True, kw_only=True)
class Lift:
    """One lift of a line in a station, both by reference. `floors`: those that it joins, 0 the street, -1 the one below; none where the list does not
    say. `position`: where it is, in the words of the list."""

    station: str
    line: str
    name: str
    kind: LiftKind
    working: bool
    position: str = ""
    floors: tuple[int, ...] = ()

"""The register of roads: in which legal dong the buildings of a road lie, by side and number. Rows in, columns of numbers out.

In Korea buildings have odd numbers on the left side of a road and even ones on the right: where a road is a border, its sides are in different areas.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from city120_edition import rows

# Beyond the last known number of a side, so many numbers on are still taken for the same place: ten buildings.
NEAR = 20
_SIDES = ("even", "odd")
_COLUMN = np.int32


@dataclass(frozen=True)
class Stretch:
    """Where a number of a road lies: legal dongs by code, several when it cannot be told. `exact`: a run of the register holds the number."""

    areas: tuple[str, ...]
    exact: bool


@dataclass(frozen=True, kw_only=True)
class RoadColumns:
    """The register as it is stored: per road its runs, even side first and by number, from `starts[i]` to `starts[i + 1]`; `evens` of them are even.
    `areas` are places in `groups`."""

    roads: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    starts: bytes
    evens: bytes
    firsts: bytes
    lasts: bytes
    areas: bytes


def compile_roads(runs: Iterable[rows.RoadRun]) -> RoadColumns:
    """The columns of all runs."""
    ordered = sorted(runs, key=lambda run: (run.road, _SIDES.index(run.side), run.first))
    groups = tuple(sorted({run.areas for run in ordered}))
    place = {group: index for index, group in enumerate(groups)}
    roads = tuple(dict.fromkeys(run.road for run in ordered))
    number = {road: index for index, road in enumerate(roads)}
    counts, evens = np.zeros(len(roads) + 1, dtype=_COLUMN), np.zeros(len(roads), dtype=_COLUMN)
    for run in ordered:
        counts[number[run.road] + 1] += 1
        evens[number[run.road]] += run.side == "even"
    return RoadColumns(
        roads=roads,
        groups=groups,
        starts=np.cumsum(counts, dtype=_COLUMN).tobytes(),
        evens=evens.tobytes(),
        firsts=_column([run.first for run in ordered]),
        lasts=_column([run.last for run in ordered]),
        areas=_column([place[run.areas] for run in ordered]),
    )


def _column(values: Sequence[int]) -> bytes:
    return np.array(values, dtype=_COLUMN).tobytes()


def pack_roads(columns: RoadColumns) -> bytes:
    """The columns as a file."""
    return msgspec.msgpack.encode(columns)


class RoadRegister:
    """Roads by name, and where their numbers lie."""

    def __init__(self, columns: RoadColumns) -> None:
        self._starts, self._evens, self._firsts, self._lasts, self._areas = (
            np.frombuffer(column, dtype=_COLUMN).tolist() for column in (columns.starts, columns.evens, columns.firsts, columns.lasts, columns.areas)
        )
        self._groups = columns.groups
        self._index = {road: index for index, road in enumerate(columns.roads)}

    @classmethod
    def unpack(cls, packed: bytes) -> RoadRegister:
        """The register of a file."""
        return cls(msgspec.msgpack.decode(packed, type=RoadColumns))

    @property
    def roads(self) -> Iterable[str]:
        """The names of all roads."""
        return self._index.keys()

    def __contains__(self, road: str) -> bool:
        return road in self._index

    def areas(self, road: str) -> tuple[str, ...]:
        """All legal dongs in which a known road has buildings, by code."""
        index = self._index[road]
        return self._together(range(self._starts[index], self._starts[index + 1]))

    def at(self, road: str, number: int) -> Stretch:
        """Where a main number of a known road lies. What no run holds is told by the runs before and after it on its side, beyond the end of the
        side by the last one if that is NEAR, else by the whole road. A side without any building is told by the other."""
        first, last = self._side(self._index[road], number % 2)
        position = bisect_right(self._firsts, number, first, last)
        if position > first and number <= self._lasts[position - 1]:
            # A run of the other side holds no number of this one.
            return Stretch(self._groups[self._areas[position - 1]], exact=(number - self._firsts[position - 1]) % 2 == 0)
        before = [run for run in range(position - 1, position) if run >= first]
        after = [run for run in range(position, position + 1) if run < last]
        between = bool(before and after)
        near = [run for run in (*before, *after) if between or min(abs(number - self._lasts[run]), abs(self._firsts[run] - number)) <= NEAR]
        return Stretch(self._together(near) if near else self.areas(road), exact=False)

    def _side(self, index: int, odd: int) -> tuple[int, int]:
        """The runs of one side of a road, or of the other where that has none."""
        start, end = self._starts[index], self._starts[index + 1]
        middle = start + self._evens[index]
        sides = ((start, middle), (middle, end))
        chosen = sides[odd]
        return chosen if chosen[0] < chosen[1] else sides[1 - odd]

    def _together(self, runs: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted({code for run in runs for code in self._groups[self._areas[run]]}))

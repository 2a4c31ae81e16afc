"""What a text was read as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt

from city120_faq.encoder.floats import Floats
from city120_faq.matching.word_head import Features
from city120_text import EmergencyRule


@dataclass(frozen=True, eq=False)
class RankedAffairs(Sequence[tuple[str, float]]):
    """Affairs with their probabilities, best first. Of hundreds a few are looked at: pairs are made of those alone. `codes` stand in any order,
    `chances` (n,) in theirs, `order` (n,) tells the best first."""

    codes: tuple[str, ...]
    chances: npt.NDArray[np.float64]
    order: npt.NDArray[np.intp]

    @classmethod
    def of(cls, codes: tuple[str, ...], chances: npt.NDArray[np.float64]) -> RankedAffairs:
        """Of affairs and their probabilities (n,); of equal ones the first stands first."""
        return cls(codes, chances, np.argsort(-chances, kind="stable"))

    @classmethod
    def of_pairs(cls, pairs: Iterable[tuple[str, float]]) -> RankedAffairs:
        """Of affairs, each with its probability."""
        known = dict(pairs)
        return cls.of(tuple(known), np.array([*known.values()], dtype=np.float64))

    def chance(self, affair: str) -> float:
        """How likely an affair is; 0 if it is none of these."""
        return float(self.chances[self.codes.index(affair)]) if affair in self.codes else 0.0

    @overload
    def __getitem__(self, place: int) -> tuple[str, float]: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[tuple[str, float], ...]: ...
    def __getitem__(self, place: int | slice) -> tuple[str, float] | tuple[tuple[str, float], ...]:
        if isinstance(place, slice):
            return tuple((self.codes[number], float(self.chances[number])) for number in self.order[place])
        return self[place : place + 1 or None][0]

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True)
class Ranking:
    """All affairs with calibrated probabilities; an emergency counts for the affair that it belongs to. `out_of_scope`: how likely it is
    no public business, among callers, who seldom ask such. `urgent`: how likely it is an emergency, None where none was learnt; `emergency`: the id
    of the likeliest. `decided`: nothing else needs to be asked. `little`: too little was said to state or to refuse anything."""

    affairs: RankedAffairs
    out_of_scope: float
    urgent: float | None = None
    emergency: str = ""
    decided: bool = False
    little: bool = False

    @property
    def best(self) -> tuple[str, float]:
        """The likeliest affair; empty where the edition has none."""
        return self.affairs[0] if self.affairs else ("", 0.0)


@dataclass(frozen=True)
class Reading:
    """What a text says from one code point to another, without place names: its features, what they and its vector (d,) are about, if that was asked,
    and the emergencies that it tells of."""

    start: int
    end: int
    text: Features
    ranking: Ranking
    vector: Floats | None
    emergencies: tuple[EmergencyRule, ...]

"""The family of affairs that a text is about, where the affair is not certain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from city120_edition import rows
from city120_edition.edition import Edition
from city120_faq import hand_set
from city120_faq.matching.ranking import Ranking


@dataclass(frozen=True)
class LikelyGroup:
    """A group, how likely the right affair is one of its, and whether that may be stated."""

    code: str
    probability: float
    certain: bool


class Groups:
    """The groups of an edition, by affair."""

    def __init__(self, groups: Iterable[rows.Group], affairs: Iterable[str]) -> None:
        known = tuple(groups)
        self._codes = tuple(group.code for group in known)
        self._of = {affair: known.index(group) for affair in affairs if (group := rows.group_of(known, affair)) is not None}
        self._places = lru_cache(maxsize=4)(self._placed)

    @classmethod
    def of(cls, edition: Edition) -> Groups:
        """Those of an edition, which may have none."""
        return cls(edition.rows("groups", rows.Group), (row.code for row in edition.rows("affairs", rows.Affair)))

    def likeliest(self, ranking: Ranking) -> LikelyGroup | None:
        """The likeliest group, by the sum of its affairs; what says little makes none certain. None without groups."""
        affairs = ranking.affairs
        sums = np.bincount(self._places(affairs.codes), weights=affairs.chances, minlength=len(self._codes) + 1)[:-1]
        if not sums.any():
            return None
        best = int(sums.argmax())
        likely = float(sums[best])
        return LikelyGroup(self._codes[best], likely, not ranking.little and likely >= hand_set.STATE_GROUP_FROM)

    def _placed(self, affairs: tuple[str, ...]) -> npt.NDArray[np.int_]:
        """Which group each affair belongs to; one behind the last for none."""
        return np.array([self._of.get(affair, len(self._codes)) for affair in affairs], dtype=np.int_)

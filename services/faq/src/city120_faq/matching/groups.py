"""The family of affairs that a text is about, where the affair is not certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

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
        self._of = {affair: group.code for affair in affairs if (group := rows.group_of(known, affair)) is not None}

    @classmethod
    def of(cls, edition: Edition) -> Groups:
        """Those of an edition, which may have none."""
        return cls(edition.rows("groups", rows.Group), (row.code for row in edition.rows("affairs", rows.Affair)))

    def likeliest(self, ranking: Ranking) -> LikelyGroup | None:
        """The likeliest group, by the sum of its affairs; what says little makes none certain. None without groups."""
        sums: dict[str, float] = defaultdict(float)
        for affair, probability in ranking.affairs:
            if code := self._of.get(affair):
                sums[code] += probability
        if not sums:
            return None
        code = max(sums, key=lambda code: sums[code])
        return LikelyGroup(code, sums[code], not ranking.little and sums[code] >= hand_set.STATE_GROUP_FROM)

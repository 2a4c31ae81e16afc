"""One order out of two rankings. Both engines use it, so that the order depends on what they found and not on which of them it was.

An entry's score becomes its lift: how many standard deviations it stands above the last of its ranking. A ranker that has nothing to say gives its
entries much the same score and lifts none of them far. The ranking by words counts by the share of the text that was heard, so that one token
common by chance outvotes nobody; and each ranker as much as it is trusted in that language, which is measured when the index is built.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from city120_faq.search.port import DEPTH, Hit, Query, Rankings

# No lift within so many scores is higher.
_HIGHEST = float(np.sqrt(2 * DEPTH))


@dataclass(frozen=True)
class Trust:
    """How much each ranker counts in one language, 0 to 1."""

    words: float = 1.0
    vectors: float = 1.0


def fuse(query: Query, rankings: Rankings, trust: Trust) -> list[Hit]:
    """All entries of both rankings, best first, with scores from 0 to 1. What a ranking lacks counts there like its last."""
    total: defaultdict[str, float] = defaultdict(float)
    highest = 0.0
    for ranking, weight in ((rankings.words, trust.words * query.heard), (rankings.vectors, trust.vectors)):
        highest += weight * _HIGHEST if ranking else 0.0
        for hit, lift in zip(ranking, lifts(ranking), strict=True):
            total[hit.entry_id] += weight * lift
    best = sorted(total.items(), key=lambda item: -round(item[1], 6))
    return [Hit(entry_id, value / highest if highest else 0.0) for entry_id, value in best]


def lifts(ranking: Sequence[Hit]) -> list[float]:
    """How far each entry stands above the last, in standard deviations. Places up to DEPTH that are empty count as entries of score 0."""
    scores = np.zeros(max(DEPTH, len(ranking)))
    scores[: len(ranking)] = [hit.score for hit in ranking]
    spread, lowest = float(scores.std()), float(scores.min())
    return [(hit.score - lowest) / spread if spread > 1e-9 else 0.0 for hit in ranking]

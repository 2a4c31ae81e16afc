"""Log-probabilities over labels."""

from __future__ import annotations

import numpy as np
import pytest

from city120_edition import rows
from city120_faq.learning.lines import Example
from city120_faq.matching.labels import Columns, affairs_by_label, log_odds, log_softmax


def test_a_label_that_a_head_never_saw_gets_the_least(lines: list[Example]) -> None:
    scores = log_softmax(np.array([1.0, 2.0, 0.5], dtype=np.float32))
    centres = Columns.of(("a", "b", "c"), ("c", "new", "a", "b")).aligned(scores)
    assert centres.tolist() == [scores[2], scores.min(), scores[0], scores[1]]


def test_log_probabilities_share_one_and_large_scores_are_no_trouble() -> None:
    assert np.exp(log_softmax(np.array([[1000.0, 0.0], [1.0, 1.0]], dtype=np.float32))).tolist() == [[1.0, 0.0], [0.5, 0.5]]


def test_odds_are_held_apart_from_the_ends() -> None:
    odds = log_odds(np.array([0.0, 0.5, 1.0], dtype=np.float32))
    assert np.isfinite(odds).all()
    assert odds[1] == 0
    assert odds[2] == pytest.approx(-odds[0], rel=1e-2)


def test_an_emergency_counts_for_the_affair_that_it_belongs_to() -> None:
    affair = rows.Affair(code="water.leak", tier="city", place_role="site", answer_kind="answer", labels={}, source="s", confidence="known")
    fire, flood = (
        rows.Emergency(id=ref, numbers=(), facts=(), text={}, patterns={}, affair=of) for ref, of in (("fire", ""), ("flood", "water.leak"))
    )
    assert affairs_by_label([affair], [fire, flood]) == {"water.leak": "water.leak", "emergency.fire": "", "emergency.flood": "water.leak"}

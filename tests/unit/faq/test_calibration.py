"""A probability is what it says: between 0 and 1, growing with the score, and right that often on lines that were not learnt from."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_faq.matcher import Matcher
from city120_faq.train import Example, Trained, precision_threshold, softmax


@given(st.lists(st.floats(-2, 2, width=32), min_size=2, max_size=20), st.floats(0.5, 60))
def test_probabilities_are_a_distribution_in_the_order_of_the_scores(scores: list[float], temperature: float) -> None:
    given_scores = np.array(scores, dtype=np.float32)
    found = softmax(given_scores, temperature)
    assert np.all((found >= 0) & (found <= 1))
    assert found.sum() == pytest.approx(1, abs=1e-4)
    assert np.all(np.diff(found[np.argsort(given_scores)]) >= -1e-7)


def test_the_threshold_is_the_lowest_probability_that_keeps_the_precision() -> None:
    probabilities = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    right = np.array([True, True, True, False, False])
    assert precision_threshold(probabilities, right, 0.95) == pytest.approx(0.7)
    assert precision_threshold(probabilities, right, 0.75) == pytest.approx(0.6)


def test_a_higher_precision_never_lowers_the_threshold() -> None:
    random = np.random.default_rng(120)
    probabilities = random.random(500)
    right = random.random(500) < probabilities
    thresholds = [precision_threshold(probabilities, right, wanted) for wanted in (0.6, 0.7, 0.8, 0.9)]
    assert thresholds == sorted(thresholds)


def test_where_nothing_is_precise_enough_nothing_is_stated() -> None:
    assert precision_threshold(np.array([0.9, 0.8]), np.array([False, False]), 0.95) == 1.0


def test_every_language_is_calibrated_for_both_rankers(trained: tuple[Trained, Matcher]) -> None:
    assert set(trained[0].solution.stages) == {"lexical", "joint"}
    for stage in trained[0].solution.stages.values():
        assert set(stage.temperatures) == {"ko", "en"}
        assert all(temperature > 0 for temperature in stage.temperatures.values())


def test_lines_learnt_from_are_recognised(matcher: Matcher, lines: list[Example]) -> None:
    right = [matcher.by_words(line.text, line.language).labels[0][0] == line.label for line in lines]
    assert sum(right) / len(right) > 0.95

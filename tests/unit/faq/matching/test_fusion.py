"""What words say and what vectors say as one probability."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_faq.learning.fitting import begin
from city120_faq.matching.fusion import Curve, Weights
from city120_faq.matching.labels import log_softmax


@given(st.lists(st.floats(-30, 0, width=32), min_size=4, max_size=4), st.lists(st.floats(-30, 0, width=32), min_size=4, max_size=4))
def test_probabilities_are_a_distribution(words: list[float], vectors: list[float]) -> None:
    fusion = begin({"ko": Weights(1.3, 0.7, 0.9)})
    for language in ("ko", "und"):
        weights = fusion.together(np.array(words, dtype=np.float32), np.array(vectors, dtype=np.float32), language)
        assert np.all(weights >= 0)
        assert weights.sum() == pytest.approx(1, abs=1e-4)


def test_a_head_that_says_nothing_leaves_the_other_as_it_was() -> None:
    fusion, nothing = begin({"ko": Weights(1.0, 1.0, 1.0)}), log_softmax(np.zeros(4, dtype=np.float32))
    words = log_softmax(np.array([0.0, 3.0, 1.0, 0.5], dtype=np.float32))
    assert fusion.together(words, nothing, "ko") == pytest.approx(fusion.alone(words, "ko"), abs=1e-5)


NONE = np.array([False, True, False])


@pytest.mark.parametrize("chances", [(4e-18, 1.0, 2e-17), (1e-7, 0.9999999, 1e-9), (0.5, 0.0, 0.5), (0.2, 0.5, 0.3), (1.0, 0.0, 0.0)])
@pytest.mark.parametrize("curve", [Curve(1.0, 0.0), Curve(0.7, -1.5)])
def test_chances_among_callers_share_one_however_sure_it_is_that_something_is_no_public_business(
    chances: tuple[float, float, float], curve: Curve
) -> None:
    moved = replace(begin({}), no_business=curve).among_callers(np.array(chances, dtype=np.float32), NONE)
    assert (moved >= 0).all()
    assert moved.sum() == pytest.approx(1.0, abs=1e-4)


def test_what_no_public_business_loses_all_others_gain_in_their_proportion() -> None:
    moved = replace(begin({}), no_business=Curve(1.0, -2.0)).among_callers(np.array([0.1, 0.5, 0.4], dtype=np.float32), NONE)
    assert moved[1] == pytest.approx(1 / (1 + np.exp(2)), abs=1e-5)
    assert moved[2] / moved[0] == pytest.approx(4.0, abs=1e-4)


def test_a_language_without_weights_has_the_mean_of_all() -> None:
    fusion = begin({"ko": Weights(1.0, 0.0, 1.0), "en": Weights(3.0, 0.0, 3.0)})
    words = log_softmax(np.array([0.0, 1.0], dtype=np.float32))
    assert (fusion.knows("ko"), fusion.knows("vi")) == (True, False)
    assert fusion.alone(words, "vi") == pytest.approx(np.exp(log_softmax(2 * words)), abs=1e-5)


def test_two_questions_are_told_by_the_curve_of_their_signs_and_by_none_without_one() -> None:
    fusion = replace(begin({}), pairs=(1.0, -1.0, -0.5))
    assert fusion.both_asked(np.array([2.0, 1.0], dtype=np.float32))
    assert not fusion.both_asked(np.array([1.0, 1.0], dtype=np.float32))
    assert not begin({}).both_asked(np.array([2.0, 1.0], dtype=np.float32))


def test_a_curve_moves_the_odds_by_its_slope_and_start() -> None:
    assert Curve(1.0, 0.0).of(np.array([0.3], dtype=np.float32)).tolist() == pytest.approx([0.3], abs=1e-6)
    assert Curve(2.0, 0.0).of(np.array([0.75], dtype=np.float32)).tolist() == pytest.approx([0.9], abs=1e-5)

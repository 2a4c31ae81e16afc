"""A probability is what it says: right that often on lines that no head had learnt from; a head that has nothing to say is not heard."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
import pytest

from city120_faq import hand_set
from city120_faq.learning.fitting import AS_HEARD, _promised, callers, fit, fit_no_business, precision_threshold
from city120_faq.learning.judged import Bools, Judged, right_labels
from city120_faq.learning.lines import Example
from city120_faq.learning.report import report
from city120_faq.matching.fusion import Fusion
from city120_faq.matching.labels import log_softmax
from city120_faq.matching.matcher import Matcher

LABELS = ("emergency.fire", "out_of_scope", "road.pothole", "water.leak")
MANY = (*LABELS, *(f"road.of.kind.{number}" for number in range(300)))


def judged(seed: int, *, words: float, vectors: float, count: int = 1200, labels: Sequence[str] = LABELS) -> Judged:
    """Lines on which each head knows the truth so well; 0: it says nothing."""
    random = np.random.default_rng(seed)
    truth = random.integers(0, len(labels), count)
    hint = np.eye(len(labels), dtype=np.float32)[truth]
    noise = random.normal(size=(2, count, len(labels))).astype(np.float32)
    right = right_labels([labels[number] for number in truth], labels)
    languages = np.array(["ko", "mn"])[random.integers(0, 2, count)]
    return Judged(tuple(labels), languages, right, log_softmax(words * (2 * hint + noise[0])), log_softmax(vectors * (2 * hint + noise[1])))


def test_what_is_fitted_is_calibrated_on_other_lines() -> None:
    fusion = fit(judged(1, words=1.0, vectors=3.0))
    summary = report(judged(2, words=1.0, vectors=3.0), fusion)
    assert summary["all"]["ece"] < 0.05
    assert fusion.weights["ko"].vectors < fusion.weights["ko"].words, "a head that is too sure of itself is heard less"


def test_both_heads_together_are_right_more_often_than_each() -> None:
    summary = report(judged(4, words=1.0, vectors=1.0), fit(judged(3, words=1.0, vectors=1.0)))
    for language in ("ko", "mn"):
        assert summary[language]["together"][0] > max(summary[language]["words"][0], summary[language]["vectors"][0])


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


def is_none(lines: Judged) -> Bools:
    return lines.right[:, LABELS.index("out_of_scope")]


def among_callers(lines: Judged) -> Judged:
    """So many of the lines that are none as callers have, among all that are public business."""
    none, public = np.flatnonzero(is_none(lines)), np.flatnonzero(~is_none(lines))
    return lines[np.concatenate([public, none[: round(len(public) * hand_set.ODD_SHARE / (1 - hand_set.ODD_SHARE))]])]


def test_no_public_business_is_as_likely_as_it_is_among_callers() -> None:
    """Though a quarter of the lines that it is fitted on are none, and three in two hundred of callers'."""
    fusion = fit(judged(5, words=1.0, vectors=1.0, count=20_000))
    callers = among_callers(judged(6, words=1.0, vectors=1.0, count=20_000))
    likely = callers.served(fusion)[:, LABELS.index("out_of_scope")]
    assert likely.mean() == pytest.approx(hand_set.ODD_SHARE, rel=0.25)
    for least, most in ((0.005, 0.05), (0.05, 0.3)):
        between = (likely >= least) & (likely < most)
        assert is_none(callers)[between].mean() == pytest.approx(likely[between].mean(), abs=0.05)


def test_where_public_business_sounds_odd_less_is_refused() -> None:
    heard = np.array([0.01] * 500 + [0.99] * 100, dtype=np.float32)
    none = heard > 0.5
    more, public = np.append(heard, np.full(20, 0.99, dtype=np.float32)), np.append(none, np.zeros(20, dtype=bool))
    fitted, likelier = fit_no_business(more, public, callers(public)), fit_no_business(heard, none, callers(none))
    assert fitted.of(heard[-1:]) < likelier.of(heard[-1:])


def test_lines_count_as_callers_have_them() -> None:
    none = np.arange(1000) < 200
    counts = callers(none)
    assert counts[none].sum() / counts.sum() == pytest.approx(hand_set.ODD_SHARE)
    assert np.all(counts[~none] == 1)


def test_where_no_line_is_none_chances_are_taken_as_they_are() -> None:
    lines = judged(6, words=1.0, vectors=1.0)
    assert fit(lines[~is_none(lines)]).no_business == AS_HEARD


def test_lines_learnt_from_are_recognised(matcher: Matcher, lines: list[Example]) -> None:
    right = [
        matcher.by_words(matcher.words.lexicon.read(line.text), line.language).best[0] == line.label for line in lines if line.label != "out_of_scope"
    ]
    assert sum(right) / len(right) > 0.95


def test_the_threshold_of_a_question_is_where_asking_costs_less_than_a_person() -> None:
    fusion = fit(judged(5, words=0.4, vectors=0.4, labels=MANY))
    assert 0 < fusion.ask_from < fusion.state_from
    summary = report(judged(6, words=0.4, vectors=0.4, labels=MANY), fusion)["all"]
    assert summary["stated"] + summary["asked"] + summary["handed_over"] <= 1.0001
    assert summary["asked"] > 0
    assert summary["handed_over"] > 0
    assert summary["right_among_asked"] > 1 / hand_set.PERSON_COST
    assert summary["right_among_handed_over"] < 1 / hand_set.PERSON_COST + 0.05


def test_a_chance_is_told_by_how_many_were_right() -> None:
    random = np.random.default_rng(7)
    promised = random.uniform(0.01, 0.99, 20_000)
    # A promise that is too high by half: what is told with 0.8 is right in four of ten.
    result = _promised(promised.astype(np.float32), random.uniform(size=len(promised)) < promised / 2, 0.4)
    assert result == pytest.approx(0.8, abs=0.05)
    assert _promised(promised.astype(np.float32), np.ones(len(promised), dtype=bool), 0.4) == pytest.approx(promised.min())
    assert _promised(promised.astype(np.float32), np.zeros(len(promised), dtype=bool), 0.4) == 1.0


def test_a_stored_fusion_is_the_same() -> None:
    fusion = fit(judged(8, words=1.0, vectors=1.0))
    assert Fusion.of_json(json.loads(json.dumps(asdict(fusion)))) == fusion

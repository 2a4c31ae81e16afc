"""Lines that no head has learnt from, as both heads see them; numbers made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from city120_faq.encoder.floats import Floats
from city120_faq.learning.fitting import begin
from city120_faq.learning.judged import Judged, right_labels
from city120_faq.matching.fusion import Weights
from city120_faq.matching.labels import log_softmax

LABELS = ("emergency.fire", "out_of_scope", "road", "water", "waste")
FUSION = replace(begin({"ko": Weights(1.0, 1.0, 1.0)}), decided_from=0.9, state_from=0.6, alarm_from=0.5)


def logs(*likely: str) -> Floats:
    """Log-probabilities of lines, each surely of a label, or of none where it is empty."""
    scores = np.array([[20.0 if label == wanted else 0.0 for label in LABELS] for wanted in likely], dtype=np.float32)
    return log_softmax(scores)


def judged(truths: list[str], words: Floats, vectors: Floats | None = None) -> Judged:
    return Judged(LABELS, np.array(["ko"] * len(truths)), right_labels(truths, LABELS), words, words if vectors is None else vectors)


def test_any_emergency_is_right_where_one_is_wanted() -> None:
    assert right_labels(["emergency", "water"], LABELS).tolist() == [[True, False, False, False, False], [False, False, False, True, False]]


def test_labels_that_are_no_affairs_are_known() -> None:
    lines = judged(["water"], logs("water"))
    assert lines.out_of_scope.tolist() == [False, True, False, False, False]
    assert lines.urgent.tolist() == [True, False, False, False, False]


def test_words_decide_where_they_are_sure_and_never_that_something_is_no_public_business() -> None:
    lines = judged(["water", "out_of_scope", "road"], logs("water", "out_of_scope", ""))
    assert lines.decided(FUSION).tolist() == [True, False, False]


def test_where_words_do_not_decide_both_heads_are_heard() -> None:
    lines = judged(["road"], logs(""), logs("road"))
    heard = lines.heard(FUSION)
    assert LABELS[heard.argmax()] == "road"
    assert heard.sum() == pytest.approx(1.0, abs=1e-4)


def test_the_best_label_is_right_or_not() -> None:
    lines = judged(["water", "road"], logs("water", "water"))
    chances, right = lines.best(lines.alone(FUSION))
    assert right.tolist() == [True, False]
    assert (chances > 0.99).all()


def test_what_would_be_offered_are_affairs_alone() -> None:
    lines = judged(["water", "emergency.fire"], logs("out_of_scope", "emergency.fire"))
    likely, right = lines.offered(lines.alone(FUSION))
    assert right.tolist() == [True, False]
    assert (likely < 0.01).all()


def test_each_line_is_stated_alarmed_refused_or_unsettled() -> None:
    lines = judged(["water", "emergency.fire", "out_of_scope", "road"], logs("water", "emergency.fire", "out_of_scope", ""))
    chances = lines.together(FUSION)
    assert lines.alarmed(FUSION).tolist() == [False, True, False, False]
    assert lines.refused(chances, FUSION).tolist() == [False, False, True, False]
    assert lines.unsettled(chances, FUSION).tolist() == [False, False, False, True]


def test_some_lines_are_lines_again() -> None:
    lines = judged(["water", "road"], logs("water", "road"))[np.array([False, True])]
    assert lines.best(lines.alone(FUSION))[1].tolist() == [True]

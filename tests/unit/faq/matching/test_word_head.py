"""What words say, of a lexicon made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from city120_faq.matching.analysis import features
from city120_faq.matching.word_head import Lexicon, WordHead

KNOWN = tuple(dict.fromkeys((*features("water"), *features("road"))))
LEXICON = Lexicon(KNOWN, np.full(len(KNOWN), 2.0, dtype=np.float32))
WEIGHTS = np.array([[4.0, 0.0] if feature in features("water") else [0.0, 4.0] for feature in KNOWN], dtype=np.float32)
HEAD = WordHead(LEXICON, ("water", "road"), WEIGHTS, np.array([0.0, 0.5], dtype=np.float32))


def test_features_are_weighed_sublinearly_and_unknown_ones_left_out() -> None:
    once, twice = LEXICON.weighed("water"), LEXICON.weighed("water water")
    value = {number: float(weight) for number, weight in zip(twice.positions, twice.values, strict=True)}
    whole = LEXICON.positions["wwater"]
    assert once.values[once.positions.tolist().index(whole)] == pytest.approx(2.0)
    assert value[whole] == pytest.approx(2.0 * (1 + np.log(2)), rel=1e-5)
    assert LEXICON.weighed("zzzz").positions.tolist() == []


def test_a_text_is_read_at_unit_length() -> None:
    assert float(np.linalg.norm(LEXICON.read("water on the road").values)) == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize(("text", "label"), [("water", "water"), ("road", "road")])
def test_the_likeliest_label_is_that_of_its_words(text: str, label: str) -> None:
    logs = HEAD.logs(LEXICON.read(text))
    assert HEAD.labels[logs.argmax()] == label
    assert np.exp(logs).sum() == pytest.approx(1.0, abs=1e-5)


def test_a_text_without_a_known_word_says_nothing_rather_than_how_common_labels_are() -> None:
    assert HEAD.logs(LEXICON.read("zzzz")).tolist() == [0.0, 0.0]


def test_before_and_after_each_cut_stand_the_clauses_there() -> None:
    before, after = HEAD.logs_beside_cuts(["water", "road", "road"])
    assert [HEAD.labels[logs.argmax()] for logs in before] == ["water", HEAD.labels[before[1].argmax()]]
    assert [HEAD.labels[logs.argmax()] for logs in after] == ["road", "road"]
    assert before[0] == pytest.approx(HEAD.logs(LEXICON.read("water")), abs=1e-4)
    assert after[1] == pytest.approx(HEAD.logs(LEXICON.read("road")), abs=1e-4)

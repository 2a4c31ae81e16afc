"""What words teach, and that the same lines teach the same."""

from __future__ import annotations

import numpy as np
import pytest

from city120_faq.learning.lines import Example
from city120_faq.learning.word_training import counts, lexicon_of, matrix, train_words


def test_the_same_lines_teach_words_the_same(lines: list[Example]) -> None:
    first, second = train_words(lines), train_words(list(lines))
    assert first.lexicon.features == second.lexicon.features
    assert np.array_equal(first.weights, second.weights)


def test_progress_is_told_to_the_end(lines: list[Example]) -> None:
    seen: list[tuple[int, int]] = []
    train_words(lines, lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] == len(seen)


def test_features_of_one_line_alone_teach_nothing() -> None:
    made = [Example(text, "en", "a", "g") for text in ("leaking pipe", "leaking roof", "broken road")]
    lexicon = lexicon_of(counts(made))
    assert "wleaking" in lexicon.features
    assert "wpipe" not in lexicon.features
    assert list(lexicon.features) == sorted(lexicon.features)


def test_rows_are_as_a_lexicon_reads_each_line() -> None:
    made = [Example(text, "en", "a", "g") for text in ("leaking leaking pipe", "leaking roof", "zz qq", "the roof of a pipe")]
    counted = counts(made)
    lexicon = lexicon_of(counted)
    dense = matrix(lexicon, counted).toarray()
    for row, line in zip(dense, made, strict=True):
        expected = np.zeros(len(lexicon.features))
        read = lexicon.read(line.text)
        expected[read.positions] = read.values
        assert row == pytest.approx(expected, abs=1e-6)

"""Training the head that reads words: multinomial logistic regression on TF-IDF features, by stochastic gradient descent, in seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy import sparse

from city120_faq import hand_set
from city120_faq.encoder.floats import Floats
from city120_faq.learning.lines import Example, numbered
from city120_faq.matching.analysis import features
from city120_faq.matching.word_head import Lexicon, WordHead

_SEED = 120


def counts(lines: Sequence[Example]) -> list[Counter[str]]:
    """The features of each line, with how often each occurs."""
    return [Counter(features(line.text)) for line in lines]


def lexicon_of(counted: Sequence[Counter[str]]) -> Lexicon:
    """The features that occur in several lines: what one author alone writes teaches nothing."""
    documents = Counter(feature for count in counted for feature in count)
    kept = sorted(feature for feature, times in documents.items() if times > 1)
    weights = np.array([np.log((1 + len(counted)) / (1 + documents[feature])) + 1 for feature in kept], dtype=np.float32)
    return Lexicon(tuple(kept), weights)


def matrix(lexicon: Lexicon, counted: Sequence[Counter[str]]) -> sparse.csr_matrix:
    """TF-IDF rows of unit length (lines, features), sublinear in the count, as a lexicon reads each line."""
    known = [[(lexicon.positions[feature], times) for feature, times in count.items() if feature in lexicon.positions] for count in counted]
    starts = np.cumsum([0, *map(len, known)])
    columns, times = np.array(list(chain.from_iterable(known)), dtype=np.int64).reshape(-1, 2).T
    values = (1 + np.log(times)) * lexicon.weights[columns]
    rows = sparse.csr_matrix((values, columns, starts), shape=(len(counted), len(lexicon.features)), dtype=np.float32)
    rows.sort_indices()
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return (sparse.diags_array(1 / np.maximum(lengths, np.finfo(np.float32).tiny)).astype(np.float32) @ rows).tocsr()


def train_words(lines: Sequence[Example], progress: Callable[[int, int], None] = lambda done, total: None) -> WordHead:
    """The head that reads words; the same lines in the same order give the same head."""
    counted = counts(lines)
    lexicon = lexicon_of(counted)
    labels, truth = numbered(lines)
    weights, bias = descended(matrix(lexicon, counted), truth, len(labels), hand_set.RATE, progress)
    return WordHead(lexicon, labels, weights, bias)


def descended(
    rows: sparse.csr_matrix,
    truth: npt.NDArray[np.int64],
    labels: int,
    first: float,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Floats, Floats]:
    """Weights (features, labels) and a bias for each label that make the truth of each row likely; steps get shorter from epoch to epoch, from the
    length of the `first` on."""
    # Compiling it takes a moment, which what only reads a training does without.
    from city120_faq.learning.descent import descend

    weights, bias = np.zeros((rows.shape[1], labels), dtype=np.float32), np.zeros(labels, dtype=np.float32)
    random, smoothing, bias_rate = np.random.default_rng(_SEED), np.float32(hand_set.SMOOTHING), np.float32(hand_set.BIAS_RATE)
    for epoch in range(hand_set.EPOCHS):
        rate = np.float32(first * (1 - epoch / hand_set.EPOCHS))
        order = random.permutation(len(truth))
        descend(rows.indptr, rows.indices, rows.data, truth, order, weights, bias, rate, smoothing, bias_rate)
        progress(epoch + 1, hand_set.EPOCHS)
    return weights, bias

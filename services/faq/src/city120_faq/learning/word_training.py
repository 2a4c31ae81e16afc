"""Training the head that reads words: multinomial logistic regression on TF-IDF features, by stochastic gradient descent, in seconds."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from city120_faq import hand_set
from city120_faq.encoder.floats import Floats
from city120_faq.learning.lines import Example, numbered
from city120_faq.matching.analysis import features
from city120_faq.matching.word_head import Lexicon, WordHead

_SEED = 120


@dataclass(frozen=True)
class Counts:
    """How often each feature (columns) occurs in each line (rows)."""

    features: tuple[str, ...]
    rows: sparse.csr_matrix


def counts(lines: Sequence[Example]) -> Counts:
    """The features of the lines."""
    places: defaultdict[str, int] = defaultdict()
    places.default_factory = places.__len__
    columns, starts = array("i"), [0]
    for line in lines:
        columns.extend(map(places.__getitem__, features(line.text)))
        starts.append(len(columns))
    rows = sparse.csr_matrix((np.ones(len(columns), dtype=np.int32), np.array(columns), starts), shape=(len(lines), len(places)))
    rows.sum_duplicates()
    return Counts(tuple(places), rows)


def lexicon_of(counted: Counts) -> Lexicon:
    """The features that occur in several lines: what one author alone writes teaches nothing."""
    lines, several = counted.rows.shape
    documents = np.bincount(counted.rows.indices, minlength=several)
    kept = sorted(np.flatnonzero(documents > 1).tolist(), key=counted.features.__getitem__)
    weights = (np.log((1 + lines) / (1 + documents[kept])) + 1).astype(np.float32)
    return Lexicon(tuple(counted.features[place] for place in kept), weights)


def matrix(lexicon: Lexicon, counted: Counts) -> sparse.csr_matrix:
    """TF-IDF rows of unit length (lines, features), sublinear in the count, as a lexicon reads each line."""
    positions = np.array([lexicon.positions.get(feature, -1) for feature in counted.features], dtype=np.int64)
    columns = positions[counted.rows.indices]
    known = columns >= 0
    starts = np.concatenate([[0], np.cumsum(known)])[counted.rows.indptr]
    values = (1 + np.log(counted.rows.data[known])) * lexicon.weights[columns[known]]
    rows = sparse.csr_matrix((values, columns[known], starts), shape=(counted.rows.shape[0], len(lexicon.features)), dtype=np.float32)
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

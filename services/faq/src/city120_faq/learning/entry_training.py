"""Training what tells which entry of an affair answers, from lines whose entry is told and from the questions of entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import astuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from city120_faq import hand_set
from city120_faq.encoder.floats import Floats, unit
from city120_faq.learning.lines import Example
from city120_faq.learning.sums import Sums
from city120_faq.learning.word_training import counts, descended, matrix
from city120_faq.matching.entry_head import Choice, EntryHead, EntryWeights
from city120_faq.matching.word_head import Lexicon

# Words and the nearness of vectors as they are, and no entry before the others.
UNFITTED_ENTRIES = EntryWeights(words=1.0, vectors=hand_set.SHARPNESS, general=0.0, words_alone=1.0, general_alone=0.0)
_NEVER = float(np.finfo(np.float32).min)


def train_entries(lines: Sequence[Example], lexicon: Lexicon, sums: Sums | None, order: Mapping[str, Sequence[str]]) -> EntryHead:
    """The choices among the entries of each affair (`order`, the general one first), from lines that tell their entry and the sums of such lines'
    vectors by entry."""
    features = matrix(lexicon, counts(lines))
    of_affair: dict[str, list[int]] = defaultdict(list)
    for row, line in enumerate(lines):
        of_affair[line.label].append(row)
    means = dict(zip(sums.clusters, sums.means, strict=True)) if sums is not None else {}
    choices = {}
    for affair, entries in order.items():
        rows = [row for row in of_affair[affair] if lines[row].entry in entries]
        if len(entries) > 1 and rows:
            truth = np.array([entries.index(lines[row].entry) for row in rows])
            columns, weights, bias = _words(features[rows], truth, len(entries))
            choices[affair] = Choice(tuple(entries), columns, weights, bias, *_directions([means.get(entry) for entry in entries]))
    return EntryHead(choices)


def _words(features: sparse.csr_matrix, truth: npt.NDArray[np.int64], entries: int) -> tuple[npt.NDArray[np.int32], Floats, Floats]:
    """The features of the rows that tell entries apart, with weights and bias."""
    columns = np.unique(features.indices)
    narrow = features[:, columns].tocsr()
    narrow.sort_indices()
    weights, bias = descended(narrow, truth, entries, hand_set.ENTRIES_RATE)
    return columns.astype(np.int32), weights, bias


def _directions(means: Sequence[npt.NDArray[np.float64] | None]) -> tuple[Floats, Floats]:
    """The middle of entries (d,) and the direction of each from there (entries, d); nothing where one has no vector."""
    known = np.array([mean for mean in means if mean is not None], dtype=np.float32)
    if len(known) < len(means):
        return np.zeros(0, dtype=np.float32), np.zeros((0, 0), dtype=np.float32)
    middle = known.mean(axis=0)
    return middle, unit(known - middle)


def fit_entries(said: Sequence[tuple[Floats, Floats, int]]) -> EntryWeights:
    """The weights that make the right entries of lines most likely: of each what words and vectors say of the entries, and which is right."""
    begin, most = np.array(astuple(UNFITTED_ENTRIES)), max((len(words) for words, _, _ in said), default=1)
    # All lines at once: affairs with fewer entries have some that are never right.
    every, near = np.full((len(said), most), _NEVER), np.zeros((len(said), most))
    for row, (words, cosines, _) in enumerate(said):
        every[row, : len(words)], near[row, : len(words)] = words, cosines
    rows, right = np.arange(len(said)), np.array([place for _, _, place in said], dtype=np.int64)

    def cost(flat: npt.NDArray[np.float64]) -> float:
        weights = EntryWeights(*flat.tolist())
        likely = weights.logs(every, near)[rows, right] + weights.logs(every, None)[rows, right]
        return -float(likely.sum()) + hand_set.FIRMNESS * float(np.square(flat - begin).sum())

    fitted = minimize(cost, begin, method="L-BFGS-B")
    return EntryWeights(*(round(float(value), 4) for value in fitted.x))

"""Which entry of an affair answers: learnt from lines whose entry is told, and from the questions of entries.

Words: multinomial logistic regression among the entries of one affair. Vectors: the cosine to the mean of each entry's lines, seen from the middle of
the affair, for the encoder was tuned to bring an affair's lines together. Both are weighed on lines that neither they nor the encoder learnt from.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from city120_faq.encoder.model import Floats, unit
from city120_faq.matching.analysis import features
from city120_faq.matching.heads import Example, Lexicon, Sums, log_softmax

_EPOCHS = 30
_RATE = 3.0
_SMOOTHING = 0.05
_FILE = "entries.npz"
_FIRMNESS = 0.002
_NEVER = -1e6
_NOTHING = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True)
class EntryWeights:
    """The weight of words and of vectors together, of words alone, and what the general entry has before the others in both cases."""

    words: float
    vectors: float
    general: float
    words_alone: float
    general_alone: float


# What the weights are fitted from.
BEGIN = EntryWeights(1.0, 8.0, 0.5, 1.0, 0.5)


@dataclass(frozen=True)
class Choice:
    """The entries of one affair, the general one first, and what tells them apart: of the features at `columns` (n,) weights (n, entries), the bias
    of each, and seen from `middle` (d,) the direction of each (entries, d), of unit length; empty without vectors."""

    entries: tuple[str, ...]
    columns: npt.NDArray[np.int32]
    weights: Floats
    bias: Floats
    middle: Floats
    directions: Floats

    def by_words(self, positions: Sequence[int], values: Floats) -> Floats:
        """Log-probabilities (entries,) of a text by its features; all alike where it has none that was learnt."""
        asked = np.asarray(positions, dtype=np.int32)
        places = np.searchsorted(self.columns, asked)
        places[places == len(self.columns)] = 0
        known = self.columns[places] == asked if len(self.columns) else np.zeros(len(asked), dtype=bool)
        return log_softmax(values[known] @ self.weights[places[known]].astype(np.float32) + self.bias)

    def by_vector(self, vector: Floats) -> Floats:
        """The cosine (entries,) of a text's vector (d,) with each entry."""
        found: Floats = self.directions @ unit(vector - self.middle)
        return found


@dataclass(frozen=True)
class EntryHead:
    """The choices of an edition, by affair; affairs with one entry need none."""

    choices: Mapping[str, Choice]

    def chances(self, affair: str, positions: Sequence[int], values: Floats, vector: Floats | None, weights: EntryWeights) -> dict[str, float]:
        """Log-probabilities of the entries of an affair, by id; empty where there is nothing to choose."""
        choice = self.choices.get(affair)
        if choice is None:
            return {}
        cosines = choice.by_vector(vector) if vector is not None and len(choice.directions) else None
        scores = told(choice.by_words(positions, values), cosines, weights)
        return dict(zip(choice.entries, scores.tolist(), strict=True))

    def has_vectors(self, affair: str) -> bool:
        """Whether a vector helps to choose among the entries of an affair."""
        return affair in self.choices and len(self.choices[affair].directions) > 0

    def save(self, folder: Path) -> None:
        """Write it below `folder`, weights in half precision."""
        every = sorted(self.choices.items())
        width = max((len(choice.middle) for _, choice in every), default=0)
        # One that has none is kept as one that points nowhere.
        seen = [(choice.middle, choice.directions) if len(choice.directions) else _nowhere(choice, width) for _, choice in every]
        counts = [(len(choice.entries), len(choice.columns)) for _, choice in every]
        np.savez(
            folder / _FILE,
            affairs=np.array([affair for affair, _ in every]),
            counts=np.array(counts, dtype=np.int64).reshape(-1, 2),
            entries=np.array([entry for _, choice in every for entry in choice.entries]),
            columns=np.concatenate([choice.columns for _, choice in every] or [np.zeros(0, dtype=np.int32)]),
            weights=np.concatenate([choice.weights.ravel() for _, choice in every] or [_NOTHING]).astype(np.float16),
            bias=np.concatenate([choice.bias for _, choice in every] or [_NOTHING]).astype(np.float32),
            middles=np.stack([middle for middle, _ in seen]).astype(np.float32) if every else np.zeros((0, 0)),
            directions=np.concatenate([directions for _, directions in seen]).astype(np.float32) if every else np.zeros((0, 0)),
        )

    @classmethod
    def load(cls, folder: Path) -> EntryHead:
        """Read what `save` wrote; of an edition that was built before there was a choice, none."""
        found: dict[str, Choice] = {}
        if not (folder / _FILE).exists():
            return cls(found)
        with np.load(folder / _FILE) as stored:
            kept = {name: stored[name] for name in stored.files}
        first = column = weight = 0
        for place, (affair, (entries, columns)) in enumerate(zip(kept["affairs"].tolist(), kept["counts"].tolist(), strict=True)):
            directions = kept["directions"][first : first + entries]
            pointing = bool(directions.any())
            found[affair] = Choice(
                tuple(kept["entries"][first : first + entries].tolist()),
                kept["columns"][column : column + columns],
                kept["weights"][weight : weight + entries * columns].reshape(columns, entries),
                kept["bias"][first : first + entries],
                kept["middles"][place] if pointing else _NOTHING,
                directions if pointing else _NOTHING.reshape(0, 0),
            )
            first, column, weight = first + entries, column + columns, weight + entries * columns
        return cls(found)


def _nowhere(choice: Choice, width: int) -> tuple[Floats, Floats]:
    return np.zeros(width, dtype=np.float32), np.zeros((len(choice.entries), width), dtype=np.float32)


def told(words: npt.NDArray[Any], cosines: npt.NDArray[Any] | None, weights: EntryWeights) -> Floats:
    """Log-probabilities (…, entries) of what words and vectors say; the first entry is the general one."""
    general = np.zeros(words.shape[-1], dtype=words.dtype)
    general[0] = weights.general_alone if cosines is None else weights.general
    scores: npt.NDArray[Any] = weights.words_alone * words if cosines is None else weights.words * words + weights.vectors * cosines
    return log_softmax(scores + general)


def train_entries(lines: Sequence[Example], lexicon: Lexicon, sums: Sums | None, order: Mapping[str, Sequence[str]]) -> EntryHead:
    """The choices among the entries of each affair (`order`, the general one first), from lines that tell their entry and the sums of such lines'
    vectors by entry."""
    counted = [Counter(features(line.text)) for line in lines]
    matrix = lexicon.matrix(counted)
    of_affair: dict[str, list[int]] = defaultdict(list)
    for row, line in enumerate(lines):
        of_affair[line.label].append(row)
    means = dict(zip(sums.parts, sums.sums / sums.counts[:, None], strict=True)) if sums is not None else {}
    found = {}
    for affair, entries in order.items():
        rows = [row for row in of_affair[affair] if lines[row].entry in entries]
        if len(entries) > 1 and rows:
            truth = np.array([entries.index(lines[row].entry) for row in rows])
            columns, weights, bias = _words(matrix[rows], truth, len(entries))
            own = [means[entry] for entry in entries if entry in means]
            seen = np.array(own, dtype=np.float32) if len(own) == len(entries) else np.zeros((0, 0), dtype=np.float32)
            middle = seen.mean(axis=0) if len(seen) else _NOTHING
            found[affair] = Choice(tuple(entries), columns, weights, bias, middle, unit(seen - middle) if len(seen) else seen)
    return EntryHead(found)


def _words(matrix: sparse.csr_matrix, truth: npt.NDArray[np.int64], count: int) -> tuple[npt.NDArray[np.int32], Floats, Floats]:
    """The features of the rows that tell `count` entries apart, with weights and bias."""
    from city120_faq.learning.descent import descend

    columns = np.unique(matrix.indices)
    narrow = matrix[:, columns].tocsr()
    narrow.sort_indices()
    weights, bias = np.zeros((len(columns), count), dtype=np.float32), np.zeros(count, dtype=np.float32)
    random = np.random.default_rng(120)
    for epoch in range(_EPOCHS):
        rate = np.float32(_RATE * (1 - epoch / _EPOCHS))
        descend(narrow.indptr, narrow.indices, narrow.data, truth, random.permutation(len(truth)), weights, bias, rate, np.float32(_SMOOTHING))
    return columns.astype(np.int32), weights, bias


def fit_entries(said: Sequence[tuple[Floats, Floats, int]]) -> EntryWeights:
    """The weights that make the right entries of lines most likely: of each what words and vectors say of the entries, and which is right."""
    from scipy.optimize import minimize

    begin, most = np.array(astuple(BEGIN)), max((len(words) for words, _, _ in said), default=1)
    # All lines at once: affairs with fewer entries have some that are never right.
    every, near = np.full((len(said), most), _NEVER), np.zeros((len(said), most))
    for row, (words, cosines, _) in enumerate(said):
        every[row, : len(words)], near[row, : len(words)] = words, cosines
    rows, right = np.arange(len(said)), np.array([place for _, _, place in said], dtype=np.int64)

    def cost(flat: npt.NDArray[np.float64]) -> float:
        weights = EntryWeights(*flat.tolist())
        likely = told(every, near, weights)[rows, right] + told(every, None, weights)[rows, right]
        return -float(likely.sum()) / max(len(said), 1) + _FIRMNESS * float(np.square(flat - begin).sum())

    found = minimize(cost, begin, method="L-BFGS-B", bounds=[(0.05, 5.0), (0.0, 40.0), (-3.0, 3.0), (0.05, 5.0), (-3.0, 3.0)])
    return EntryWeights(*(round(float(value), 4) for value in found.x))

"""Two heads over the phrasings: one reads words, one reads sentence vectors. Each gives the log-probability of every label.

Words: multinomial logistic regression on TF-IDF features, by stochastic gradient descent, in seconds. Vectors: the cosine to the mean of each label,
from counts and sums of the lines' vectors, so that lines can be added without the others; the encoder was tuned for just that. What is no public
business is many things: its lines are parted, and the nearest part counts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy import sparse

from city120_faq.encoder.model import Floats, unit
from city120_faq.matching.analysis import features

EMERGENCY = "emergency."
OUT_OF_SCOPE = "out_of_scope"
EPOCHS = 12
_RATE = 6.0
_SMOOTHING = 0.1
_LEAST_DOCUMENTS = 2
# Authors that wrote without seeing other lines, and groups that are no callers' lines.
BLIND = "blind-"
EDITORIAL = ("label|", "entry|")
_JUDGES = 25
# Into so many parts what is no public business falls, if there are enough lines for each.
PARTS_OUTSIDE = 24
_LINES_OF_A_PART = 20
_PART = "#"
# How sharply the cosine to a label tells it from others; the fusion weighs it again in each language.
SHARPNESS = 10.0


@dataclass(frozen=True)
class Example:
    """One line and what it is about, and which entry answers it if that is told; lines of one `group` are left out together."""

    text: str
    language: str
    label: str
    group: str
    entry: str = ""


def digest_of(lines: Sequence[Example]) -> str:
    """What tells one set of lines from another, whatever their order."""
    digest = hashlib.sha256()
    for line in sorted(f"{line.language}\t{line.label}\t{line.text}" for line in lines):
        digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()[:16]


def is_judge(line: Example) -> bool:
    """Whether a line is kept aside while weights are fitted: of a writer who saw no other line, or of one author in 25."""
    _, _, author = line.group.partition("|")
    if author.startswith(BLIND):
        return True
    return not line.group.startswith(EDITORIAL) and int.from_bytes(hashlib.sha256(line.group.encode()).digest()) % _JUDGES == 0


@dataclass(frozen=True)
class Lexicon:
    """Features and their weights (inverse document frequency)."""

    features: tuple[str, ...]
    weights: Floats

    @classmethod
    def of(cls, counted: Sequence[Counter[str]]) -> Lexicon:
        """The features that occur in at least two lines."""
        documents = Counter(feature for counts in counted for feature in counts)
        kept = sorted(feature for feature, count in documents.items() if count >= _LEAST_DOCUMENTS)
        weights = np.array([np.log((1 + len(counted)) / (1 + documents[feature])) + 1 for feature in kept], dtype=np.float32)
        return cls(tuple(kept), weights)

    def matrix(self, counted: Sequence[Counter[str]]) -> sparse.csr_matrix:
        """TF-IDF rows of unit length (lines, features), sublinear in the count."""
        position = {feature: index for index, feature in enumerate(self.features)}
        found = [[(position[feature], count) for feature, count in counts.items() if feature in position] for counts in counted]
        starts = np.cumsum([0, *map(len, found)])
        columns, times = np.array(list(chain.from_iterable(found)), dtype=np.int64).reshape(-1, 2).T
        values = (1 + np.log(times)) * self.weights[columns]
        matrix = sparse.csr_matrix((values, columns, starts), shape=(len(counted), len(self.features)), dtype=np.float32)
        matrix.sort_indices()
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        return (sparse.diags_array(1 / np.maximum(lengths, 1e-9)).astype(np.float32) @ matrix).tocsr()


@dataclass(frozen=True)
class WordHead:
    """Weights of features for labels (features, labels), and of labels alone."""

    lexicon: Lexicon
    labels: tuple[str, ...]
    weights: Floats
    bias: Floats


def train_words(lines: Sequence[Example], progress: Callable[[int, int], None] = lambda done, total: None) -> WordHead:
    """The head that reads words; the same lines in the same order give the same head."""
    from city120_faq.learning.descent import descend

    counted = [Counter(features(line.text)) for line in lines]
    lexicon = Lexicon.of(counted)
    matrix = lexicon.matrix(counted)
    labels, truth = numbered(lines)
    weights = np.zeros((len(lexicon.features), len(labels)), dtype=np.float32)
    bias = np.zeros(len(labels), dtype=np.float32)
    random = np.random.default_rng(120)
    for epoch in range(EPOCHS):
        rate = _RATE * (1 - epoch / EPOCHS)
        order = random.permutation(len(lines))
        descend(matrix.indptr, matrix.indices, matrix.data, truth, order, weights, bias, np.float32(rate), np.float32(_SMOOTHING))
        progress(epoch + 1, EPOCHS)
    return WordHead(lexicon, labels, weights, bias)


def numbered(lines: Sequence[Example]) -> tuple[tuple[str, ...], npt.NDArray[np.int64]]:
    """The labels in order, and each line's."""
    labels = tuple(sorted({line.label for line in lines}))
    position = {label: number for number, label in enumerate(labels)}
    return labels, np.array([position[line.label] for line in lines], dtype=np.int64)


@dataclass(frozen=True)
class Sums:
    """What is known of many vectors: how many of each part of a label, and their sums (parts, d). A label has one part of its own name; what is no
    public business has some, numbered."""

    parts: tuple[str, ...]
    counts: npt.NDArray[np.int64]
    sums: npt.NDArray[np.float64]

    @classmethod
    def of(cls, lines: Sequence[Example], vectors: Floats) -> Sums:
        """Of lines and their vectors (n, d)."""
        return cls._of(_parted([line.label for line in lines], vectors, vectors.mean(axis=0)), vectors)

    @classmethod
    def _of(cls, names: Sequence[str], vectors: Floats) -> Sums:
        parts, own = np.unique(names, return_inverse=True)
        sums = np.zeros((len(parts), vectors.shape[1]))
        np.add.at(sums, own, vectors.astype(np.float64))
        return cls(tuple(parts.tolist()), np.bincount(own, minlength=len(parts)), sums)

    def of_labels(self, labels: Collection[str]) -> Sums:
        """What is known of some labels alone."""
        kept = [row for row, part in enumerate(self.parts) if part.partition(_PART)[0] in labels]
        return Sums(tuple(self.parts[row] for row in kept), self.counts[kept], self.sums[kept])

    def with_lines(self, lines: Sequence[Example], vectors: Floats) -> Sums:
        """These and more lines with their vectors (n, d): one of a label that has parts already joins the nearest of them."""
        if not lines:
            return self
        middle = ((self.sums.sum(axis=0) + vectors.sum(axis=0)) / (self.counts.sum() + len(lines))).astype(np.float32)
        names = _parted([line.label for line in lines], vectors, middle)
        label_of = np.array([part.partition(_PART)[0] for part in self.parts], dtype=np.str_)
        for row, line in enumerate(lines):
            own = np.flatnonzero(label_of == line.label)
            if len(own) > 1:
                directions = unit((self.sums[own] / self.counts[own, None] - middle).astype(np.float32))
                names[row] = self.parts[own[int((directions @ (vectors[row] - middle)).argmax())]]
            elif len(own):
                names[row] = self.parts[own[0]]
        return self + Sums._of(names, vectors)

    def __add__(self, other: Sums) -> Sums:
        parts = tuple(sorted({*self.parts, *other.parts}))
        counts, sums = np.zeros(len(parts), dtype=np.int64), np.zeros((len(parts), self.sums.shape[1]))
        for one in (self, other):
            rows = np.searchsorted(parts, one.parts)
            counts[rows] += one.counts
            sums[rows] += one.sums
        return Sums(parts, counts, sums)


def _parted(labels: Sequence[str], vectors: Floats, middle: Floats) -> list[str]:
    """The part that each line belongs to: its label, or the number of the nearest of some means where it is no public business, seen from the
    middle (d,) of all."""
    found, outside = list(labels), [row for row, label in enumerate(labels) if label == OUT_OF_SCOPE]
    count = min(PARTS_OUTSIDE, len(outside) // _LINES_OF_A_PART)
    if count > 1:
        # Serving does without: it would add to what a process imports.
        from scipy.cluster.vq import kmeans2

        _, nearest = kmeans2(unit(vectors[outside] - middle), count, seed=120, minit="++")
        for row, number in zip(outside, nearest, strict=True):
            found[row] = f"{OUT_OF_SCOPE}{_PART}{number:02d}"
    return found


@dataclass(frozen=True)
class VectorHead:
    """The middle of all vectors (d,), and from there the direction of each part (parts, d), of unit length; `label_of` each part, sorted."""

    label_of: tuple[str, ...]
    middle: Floats
    directions: Floats

    @classmethod
    def of(cls, sums: Sums) -> VectorHead:
        """The directions in which the means of parts lie."""
        middle = sums.sums.sum(axis=0) / sums.counts.sum()
        away = sums.sums / sums.counts[:, None] - middle
        return cls(tuple(part.partition(_PART)[0] for part in sums.parts), middle.astype(np.float32), unit(away).astype(np.float32))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Each label once."""
        return tuple(sorted(set(self.label_of)))

    @cached_property
    def _firsts(self) -> list[int]:
        return [self.label_of.index(label) for label in self.labels]

    def scores(self, vectors: Floats) -> Floats:
        """Log-probabilities (…, labels) of vectors (…, d): the nearer in direction a part of a label, the likelier."""
        return log_softmax(SHARPNESS * self._nearest(vectors))

    def told(self, vectors: Floats) -> Floats:
        """Log-probabilities (labels,) of a text by the vectors of its pieces (n, d). An affair is as near as it is to the middle of them and to the
        nearest, on average; no public business only as near as to what is farthest from it."""
        if len(vectors) == 1:
            return self.scores(vectors[0])
        whole, pieces = self._nearest(middle(vectors)), self._nearest(vectors)
        outside = np.array([label == OUT_OF_SCOPE for label in self.labels])
        return log_softmax(SHARPNESS * np.where(outside, np.minimum(whole, pieces.min(axis=0)), (whole + pieces.max(axis=0)) / 2))

    def nearness(self, vector: Floats, label: str) -> float:
        """The cosine of a vector (d,) with the nearest part of a label; 0 for a label that is not known."""
        return float(self._nearest(vector)[self.labels.index(label)]) if label in self.labels else 0.0

    def _nearest(self, vectors: Floats) -> Floats:
        cosines: Floats = unit(vectors - self.middle) @ self.directions.T
        nearest: Floats = np.maximum.reduceat(cosines, self._firsts, axis=-1)
        return nearest


def middle(vectors: Floats) -> Floats:
    """The vector (d,) of a text by those of its pieces (n, d)."""
    return unit(vectors.mean(axis=0))


def log_softmax(scores: Floats) -> Floats:
    """Log-probabilities (…, labels) of scores."""
    moved = scores - scores.max(axis=-1, keepdims=True)
    found: Floats = moved - np.log(np.exp(moved).sum(axis=-1, keepdims=True))
    return found


def aligned(scores: Floats, labels: Sequence[str], wanted: Sequence[str]) -> Floats:
    """Log-probabilities (…, wanted): columns put in the order of `wanted`; a label that the head never saw gets the least that it gives any."""
    columns = _columns(tuple(labels), tuple(wanted))
    found: Floats = scores[..., columns]
    missing = columns < 0
    if missing.any():
        found[..., missing] = scores.min(axis=-1, keepdims=True)
    return found


@lru_cache(maxsize=8)
def _columns(labels: tuple[str, ...], wanted: tuple[str, ...]) -> npt.NDArray[np.int_]:
    """Where each wanted label stands among the labels; -1 where it does not."""
    place = {label: number for number, label in enumerate(labels)}
    return np.array([place.get(label, -1) for label in wanted])

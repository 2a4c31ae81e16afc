"""Texts as weighted, normalised features over a vocabulary (sublinear TF-IDF)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from city120_faq.analysis import features

# A feature of fewer texts than this says more about its author than about an affair.
RARE = 3


@dataclass(frozen=True)
class WordVector:
    """One text: indices into the vocabulary and their weights (unit length)."""

    indices: NDArray[np.int64]
    weights: NDArray[np.float32]
    has_words: bool

    @property
    def empty(self) -> bool:
        """Whether nothing in the text is known."""
        return self.indices.size == 0


class Vocabulary:
    """The features that count, and how telling each is (inverse document frequency)."""

    def __init__(self, names: Sequence[str], idf: NDArray[np.float32]) -> None:
        self.names = list(names)
        self.idf = idf
        self._index = {name: index for index, name in enumerate(self.names)}

    def __len__(self) -> int:
        return len(self.names)

    @classmethod
    def learn(cls, texts: Iterable[str], rare: int = RARE) -> Vocabulary:
        """The vocabulary of a corpus, without features of fewer than `rare` texts."""
        frequency: Counter[str] = Counter()
        count = 0
        for text in texts:
            frequency.update(set(features(text)))
            count += 1
        names = sorted(name for name, texts_with in frequency.items() if texts_with >= rare)
        idf = np.array([math.log((1 + count) / (1 + frequency[name])) + 1 for name in names], dtype=np.float32)
        return cls(names, idf)

    def vector(self, text: str) -> WordVector:
        """The text over this vocabulary."""
        counts = Counter(features(text))
        found = [(index, count) for name, count in counts.items() if (index := self._index.get(name)) is not None]
        indices = np.array([index for index, _ in found], dtype=np.int64)
        weights = (1 + np.log(np.array([count for _, count in found], dtype=np.float32))) * self.idf[indices]
        length = float(np.linalg.norm(weights))
        return WordVector(indices, (weights / length if length else weights).astype(np.float32), bool(counts))

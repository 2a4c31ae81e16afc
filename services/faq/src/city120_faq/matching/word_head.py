"""What words say: multinomial logistic regression on TF-IDF features, as a build learnt it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from city120_faq.encoder.floats import Floats, unit
from city120_faq.matching.analysis import features
from city120_faq.matching.labels import log_softmax


@dataclass(frozen=True)
class Features:
    """The features of a text that a lexicon knows: where each stands in it, and its value."""

    positions: npt.NDArray[np.int32]
    values: Floats


@dataclass(frozen=True)
class Lexicon:
    """Features and their weights (inverse document frequency)."""

    features: tuple[str, ...]
    weights: Floats

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each feature stands."""
        return {feature: number for number, feature in enumerate(self.features)}

    def weighed(self, text: str) -> Features:
        """The known features of a text, sublinear in how often each occurs."""
        known = Counter(map(self.positions.get, features(text)))
        # What the lexicon does not know.
        known.pop(None, None)
        positions = np.fromiter(known, np.int32, len(known))
        values: Floats = (1 + np.log(np.fromiter(known.values(), np.float32, len(known)))) * self.weights[positions]
        return Features(positions, values)

    def read(self, text: str) -> Features:
        """The same at unit length."""
        weighed = self.weighed(text)
        return Features(weighed.positions, unit(weighed.values))


@dataclass(frozen=True)
class WordHead:
    """Weights of features for labels (features, labels), and of labels alone."""

    lexicon: Lexicon
    labels: tuple[str, ...]
    weights: Floats
    bias: Floats

    def logs(self, text: Features) -> Floats:
        """Log-probabilities (labels,). A text without a known feature says nothing, rather than how common labels are."""
        return log_softmax(self._scores(text) + self.bias) if len(text.positions) else np.zeros_like(self.bias)

    def logs_beside_cuts(self, clauses: Sequence[str]) -> tuple[Floats, Floats]:
        """Log-probabilities (cuts, labels) of the text before each cut between its clauses, and after each. A feature that several have counts
        in each of them, and one that reaches across a cut in none."""
        weighed = [self.lexicon.weighed(clause) for clause in clauses]
        scores = np.stack([self._scores(features) for features in weighed])
        squares = np.array([np.square(features.values).sum() for features in weighed], dtype=np.float32)[:, None]
        return self._logs_so_far(scores, squares)[:-1], self._logs_so_far(scores[::-1], squares[::-1])[-2::-1]

    def _logs_so_far(self, scores: Floats, squares: Floats) -> Floats:
        """Log-probabilities (clauses, labels) of each clause with all before it, of the scores (clauses, labels) and squared lengths
        (clauses, 1) of each."""
        lengths = np.sqrt(np.maximum(np.cumsum(squares, axis=0), np.finfo(np.float32).tiny))
        return log_softmax(np.asarray(np.cumsum(scores, axis=0) / lengths + self.bias, dtype=np.float32))

    def _scores(self, text: Features) -> Floats:
        scores: Floats = text.values @ self.weights.take(text.positions, axis=0).astype(np.float32)
        return scores

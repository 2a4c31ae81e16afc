"""What words say: multinomial logistic regression on TF-IDF features, as a build learnt it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from city120_faq.encoder.floats import Floats, unit
from city120_faq.matching.analysis import analysed, of_word
from city120_faq.matching.labels import log_softmax

_WORDS_KEPT = 32_768


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

    @cached_property
    def _of_word(self) -> Callable[[str], list[int]]:
        """Where the features of a word stand that are known. Callers say the same words, and each clause those of the whole."""
        return lru_cache(maxsize=_WORDS_KEPT)(lambda word: self._known(of_word(word)))

    def _known(self, features: Iterable[str]) -> list[int]:
        places = self.positions
        return [places[feature] for feature in features if feature in places]

    def weighed(self, text: str) -> Features:
        """The known features of a text, sublinear in how often each occurs."""
        made_of = analysed(text)
        known = Counter(chain(self._known(made_of.across), *map(self._of_word, made_of.words)))
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

    def logs_beside_cuts(self, clauses: Sequence[str]) -> Floats:
        """Log-probabilities (2, cuts, labels) of the text before each cut between its clauses, and after each. A feature that several have counts
        in each of them, and one that reaches across a cut in none."""
        weighed = [self.lexicon.weighed(clause) for clause in clauses]
        # From either end, the scores (clauses - 1, labels) and squared lengths of each clause with all before it.
        scores = np.stack([self._scores(features) for features in weighed])
        squares = np.array([np.dot(features.values, features.values) for features in weighed], dtype=np.float32)[:, None]
        both, lengths = (np.cumsum(np.stack([of[:-1], of[:0:-1]]), axis=1) for of in (scores, squares))
        both /= np.sqrt(np.maximum(lengths, np.finfo(np.float32).tiny))
        both[1] = both[1, ::-1].copy()
        return log_softmax(both + self.bias)

    def _scores(self, text: Features) -> Floats:
        scores: Floats = text.values @ self.weights.take(text.positions, axis=0).astype(np.float32)
        return scores

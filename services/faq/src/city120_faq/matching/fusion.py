"""What words say and what vectors say as one probability: a weight for each head in each language, fitted on lines that neither head had learnt from.

A head whose log-probabilities are nearly equal for all labels adds nearly nothing, so one that has nothing to say never outvotes one that has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from city120_faq.encoder.floats import Floats
from city120_faq.matching.entry_head import EntryWeights
from city120_faq.matching.labels import held_apart, log_odds, log_softmax


@dataclass(frozen=True)
class Weights:
    """The weight of each head together with the other, and of words where they are alone."""

    words: float
    vectors: float
    alone: float


@dataclass(frozen=True)
class Curve:
    """How likely something is among callers, by the chance that heads give it: its log-odds are theirs times `slope`, and `start`."""

    slope: float
    start: float

    def of(self, chances: Floats) -> Floats:
        """How likely it is, for each chance."""
        likely: Floats = 1 / (1 + np.exp(-self.slope * log_odds(chances) - self.start))
        return likely


@dataclass(frozen=True)
class Fusion:
    """Weights by language, and all thresholds. `decided_from`: words alone decide; `state_from`: the best affair may be stated; `ask_from`: the best
    affairs together are worth a question; `alarm_from`: an emergency is told without a pattern, and below `alarm_with_words` no pattern is believed.
    `no_business`: how likely a text is no public business, among callers, who seldom ask such; `pairs`: the curve that tells two questions;
    `entries`: what tells entries apart."""

    weights: dict[str, Weights]
    decided_from: float
    no_business: Curve
    state_from: float
    alarm_from: float
    alarm_with_words: float
    ask_from: float
    entries: EntryWeights
    pairs: tuple[float, ...] = ()

    @classmethod
    def of_json(cls, stored: dict[str, Any]) -> Fusion:
        """The fusion of its own fields as JSON has them."""
        weights = {language: Weights(**values) for language, values in stored["weights"].items()}
        curves = {"no_business": Curve(**stored["no_business"]), "pairs": tuple(stored["pairs"]), "entries": EntryWeights(**stored["entries"])}
        return cls(**{**stored, **curves, "weights": weights})

    def knows(self, language: str) -> bool:
        """Whether a language has weights of its own; any other has the mean of all."""
        return language in self.weights

    def alone(self, words: Floats, language: str) -> Floats:
        """Probabilities (…, labels) of the words' log-probabilities."""
        return np.exp(log_softmax(self._of(language).alone * words))

    def together(self, words: Floats, vectors: Floats, language: str) -> Floats:
        """Probabilities (…, labels) of both heads' log-probabilities."""
        weights = self._of(language)
        return np.exp(log_softmax(weights.words * words + weights.vectors * vectors))

    def among_callers(self, chances: Floats, none: npt.NDArray[np.bool_]) -> Floats:
        """Probabilities (…, labels) as they are among callers, who ask what is no public business less often than lines to learn from do: what those
        labels (labels,) lose all others gain."""
        heard = chances[..., none].sum(axis=-1, keepdims=True)
        likely, held = self.no_business.of(heard), held_apart(heard)
        moved: Floats = chances * np.where(none, likely / held, (1 - likely) / (1 - held))
        return moved

    def both_asked(self, signs: Floats) -> bool:
        """Whether two questions are likelier than one, by the signs (7,) of both."""
        return bool(self.pairs) and bool(np.dot(self.pairs, np.append(signs, 1.0)) >= 0)

    def _of(self, language: str) -> Weights:
        if language in self.weights:
            return self.weights[language]
        every = [(weights.words, weights.vectors, weights.alone) for weights in self.weights.values()]
        return Weights(*(float(value) for value in np.mean(every, axis=0)))

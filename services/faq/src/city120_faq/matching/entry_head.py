"""Which entry of an affair answers: what words and vectors say of it, as a build learnt it from lines whose entry is told.

Words: multinomial logistic regression among the entries of one affair. Vectors: the cosine to the mean of each entry's lines, seen from the middle of
the affair, for the encoder was tuned to bring an affair's lines together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from city120_faq.encoder.floats import Floats, unit
from city120_faq.matching.labels import log_softmax
from city120_faq.matching.word_head import Features

FILE = "entries.npz"


@dataclass(frozen=True)
class EntryWeights:
    """The weight of words and of vectors together, of words alone, and what the general entry has before the others in both cases."""

    words: float
    vectors: float
    general: float
    words_alone: float
    general_alone: float

    def logs(self, words: npt.NDArray[Any], cosines: npt.NDArray[Any] | None) -> Floats:
        """Log-probabilities (…, entries) of what words and vectors say, or words alone; the first entry is the general one."""
        general = np.zeros(words.shape[-1], dtype=words.dtype)
        general[0] = self.general_alone if cosines is None else self.general
        scores: npt.NDArray[Any] = self.words_alone * words if cosines is None else self.words * words + self.vectors * cosines
        return log_softmax(scores + general)


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

    def by_words(self, text: Features) -> Floats:
        """Log-probabilities (entries,) of a text; all alike where it has no feature that was learnt."""
        asked = text.positions
        places = np.searchsorted(self.columns, asked)
        places[places == len(self.columns)] = 0
        known = self.columns[places] == asked if len(self.columns) else np.zeros(len(asked), dtype=bool)
        return log_softmax(text.values[known] @ self.weights[places[known]].astype(np.float32) + self.bias)

    def by_vector(self, vector: Floats) -> Floats:
        """The cosine (entries,) of a text's vector (d,) with each entry."""
        cosines: Floats = self.directions @ unit(vector - self.middle)
        return cosines


@dataclass(frozen=True)
class EntryHead:
    """The choices of an edition, by affair; affairs with one entry need none."""

    choices: Mapping[str, Choice]

    def logs(self, affair: str, text: Features, vector: Floats | None, weights: EntryWeights) -> dict[str, float]:
        """Log-probabilities of the entries of an affair, by id; empty where there is nothing to choose."""
        choice = self.choices.get(affair)
        if choice is None:
            return {}
        cosines = choice.by_vector(vector) if vector is not None and len(choice.directions) else None
        return dict(zip(choice.entries, weights.logs(choice.by_words(text), cosines).tolist(), strict=True))

    @classmethod
    def load(cls, folder: Path) -> EntryHead:
        """What a build wrote; of an edition that was built before there was a choice, none."""
        choices: dict[str, Choice] = {}
        if not (folder / FILE).exists():
            return cls(choices)
        with np.load(folder / FILE) as stored:
            kept = {name: stored[name] for name in stored.files}
        first = column = weight = 0
        for place, (affair, (entries, columns)) in enumerate(zip(kept["affairs"].tolist(), kept["counts"].tolist(), strict=True)):
            directions = kept["directions"][first : first + entries]
            choices[affair] = Choice(
                tuple(kept["entries"][first : first + entries].tolist()),
                kept["columns"][column : column + columns],
                kept["weights"][weight : weight + entries * columns].reshape(columns, entries),
                kept["bias"][first : first + entries],
                kept["middles"][place],
                directions if directions.any() else directions[:0],
            )
            first, column, weight = first + entries, column + columns, weight + entries * columns
        return cls(choices)

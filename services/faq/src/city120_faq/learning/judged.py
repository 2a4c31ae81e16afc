"""Lines that no head has learnt from, as both heads see them: what weights and thresholds are fitted on, and judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from city120_faq import hand_set
from city120_faq.encoder.floats import Floats
from city120_faq.learning.lines import Example
from city120_faq.matching.fusion import Fusion
from city120_faq.matching.labels import EMERGENCY, OUT_OF_SCOPE, Columns
from city120_faq.matching.vector_head import VectorHead
from city120_faq.matching.word_head import WordHead

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Judged:
    """Lines: their languages, which of the labels are right for each (lines, labels), and what both heads say."""

    labels: tuple[str, ...]
    languages: npt.NDArray[np.str_]
    right: Bools
    words: Floats
    vectors: Floats

    def __getitem__(self, rows: Any) -> Judged:
        return Judged(self.labels, self.languages[rows], self.right[rows], self.words[rows], self.vectors[rows])

    @classmethod
    def of(cls, words: WordHead, vectors: VectorHead, lines: Sequence[Example], read: Floats) -> Judged:
        """What two heads say of lines with these vectors (lines, d)."""
        labels = tuple(sorted({*words.labels, *vectors.labels}))
        return cls(
            labels,
            np.array([line.language for line in lines]),
            right_labels([line.label for line in lines], labels),
            Columns.of(words.labels, labels).aligned(np.stack([words.logs(words.lexicon.read(line.text)) for line in lines])),
            Columns.of(vectors.labels, labels).aligned(np.stack([vectors.logs(vector) for vector in read])),
        )

    @cached_property
    def out_of_scope(self) -> Bools:
        """Which label (labels,) is that of no public business."""
        return np.array([label == OUT_OF_SCOPE for label in self.labels])

    @cached_property
    def urgent(self) -> Bools:
        """Which labels (labels,) are emergencies."""
        return np.array([label.startswith(EMERGENCY) for label in self.labels])

    def alone(self, fusion: Fusion) -> Floats:
        """Probabilities (lines, labels) of words alone."""
        chances = np.empty_like(self.words)
        for language in set(self.languages):
            rows = self.languages == language
            chances[rows] = fusion.alone(self.words[rows], language)
        return chances

    def together(self, fusion: Fusion) -> Floats:
        """Probabilities (lines, labels) of both heads together."""
        chances = np.empty_like(self.words)
        for language in set(self.languages):
            rows = self.languages == language
            chances[rows] = fusion.together(self.words[rows], self.vectors[rows], language)
        return chances

    def public(self, chances: Floats) -> Bools:
        """Which lines (lines,) are most likely public business."""
        public: Bools = ~self.out_of_scope[chances.argmax(axis=1)]
        return public

    def decided(self, fusion: Fusion) -> Bools:
        """Where words alone decide (lines,): never that something is no public business, which few known words look like, too."""
        alone = self.alone(fusion)
        decided: Bools = (alone.max(axis=1) >= fusion.decided_from) & self.public(alone)
        return decided

    def heard(self, fusion: Fusion) -> Floats:
        """Probabilities (lines, labels) of words where they decide, else of both heads."""
        return np.where(self.decided(fusion)[:, None], self.alone(fusion), self.together(fusion))

    def served(self, fusion: Fusion) -> Floats:
        """Probabilities (lines, labels) as they are served: of words where they decide, else of both heads, as they are among callers."""
        among_callers = fusion.among_callers(self.together(fusion), self.out_of_scope)
        return np.where(self.decided(fusion)[:, None], self.alone(fusion), among_callers)

    def best(self, chances: Floats) -> tuple[Floats, Bools]:
        """How likely the best label of each line is, and whether it is right."""
        top, rows = chances.argmax(axis=1), np.arange(len(chances))
        return chances[rows, top], self.right[rows, top]

    def offered(self, chances: Floats) -> tuple[Floats, Bools]:
        """How likely the affairs that would be offered are together, and whether one of them is right (lines,)."""
        affairs = ~(self.out_of_scope | self.urgent)
        offered = np.argsort(-np.where(affairs, chances, -1.0), axis=1)[:, : hand_set.OFFERED]
        likely: Floats = np.take_along_axis(chances, offered, axis=1).sum(axis=1)
        right: Bools = np.any(np.take_along_axis(self.right, offered, axis=1), axis=1)
        return likely, right

    def stated(self, chances: Floats, fusion: Fusion) -> Bools:
        """Of which lines the best label may be stated."""
        stated: Bools = np.where(self.out_of_scope, 0.0, chances).max(axis=1) >= fusion.state_from
        return stated

    def alarmed(self, fusion: Fusion) -> Bools:
        """Which lines are an emergency, as they are heard."""
        alarmed: Bools = self.heard(fusion)[:, self.urgent].sum(axis=1) >= fusion.alarm_from
        return alarmed

    def refused(self, chances: Floats, fusion: Fusion) -> Bools:
        """Which lines are told to be no public business."""
        refused: Bools = (chances[:, self.out_of_scope].sum(axis=1) >= hand_set.REFUSE_FROM) & ~self.alarmed(fusion)
        return refused

    def unsettled(self, chances: Floats, fusion: Fusion) -> Bools:
        """Which lines can neither be answered nor refused, nor are an emergency."""
        unsettled: Bools = ~(self.stated(chances, fusion) | self.alarmed(fusion) | self.refused(chances, fusion))
        return unsettled


def right_labels(truths: Sequence[str], labels: Sequence[str]) -> Bools:
    """Which labels are right for each truth (lines, labels); `emergency` is any of them."""
    return np.array([[label == truth or (truth == "emergency" and label.startswith(EMERGENCY)) for label in labels] for truth in truths])

"""What sentence vectors teach: counts and sums of the vectors of lines by label, so that lines can be added without the others.

What is no public business is many things: its lines are parted, and each part has a sum of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.cluster.vq import kmeans2

from city120_faq import hand_set
from city120_faq.encoder.floats import Floats, unit
from city120_faq.learning.lines import Example
from city120_faq.matching.labels import OUT_OF_SCOPE
from city120_faq.matching.vector_head import VectorHead

_PART = "#"
_SEED = 120


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
        parts, part = np.unique(names, return_inverse=True)
        sums = np.zeros((len(parts), vectors.shape[1]))
        np.add.at(sums, part, vectors.astype(np.float64))
        return cls(tuple(parts.tolist()), np.bincount(part, minlength=len(parts)), sums)

    def of_labels(self, labels: Collection[str]) -> Sums:
        """What is known of some labels alone."""
        rows = [row for row, part in enumerate(self.parts) if part.partition(_PART)[0] in labels]
        return Sums(tuple(self.parts[row] for row in rows), self.counts[rows], self.sums[rows])

    def with_lines(self, lines: Sequence[Example], vectors: Floats) -> Sums:
        """These and more lines with their vectors (n, d): one of a label that has parts already joins the nearest of them."""
        if not lines:
            return self
        middle = ((self.sums.sum(axis=0) + vectors.sum(axis=0)) / (self.counts.sum() + len(lines))).astype(np.float32)
        names = _parted([line.label for line in lines], vectors, middle)
        label_of = np.array([part.partition(_PART)[0] for part in self.parts], dtype=np.str_)
        for row, line in enumerate(lines):
            parts = np.flatnonzero(label_of == line.label)
            if len(parts) > 1:
                directions = unit((self.means[parts] - middle).astype(np.float32))
                names[row] = self.parts[parts[int((directions @ (vectors[row] - middle)).argmax())]]
            elif len(parts):
                names[row] = self.parts[parts[0]]
        return self + Sums._of(names, vectors)

    def __add__(self, other: Sums) -> Sums:
        parts = tuple(sorted({*self.parts, *other.parts}))
        counts, sums = np.zeros(len(parts), dtype=np.int64), np.zeros((len(parts), self.sums.shape[1]))
        for summand in (self, other):
            rows = np.searchsorted(parts, summand.parts)
            counts[rows] += summand.counts
            sums[rows] += summand.sums
        return Sums(parts, counts, sums)

    @property
    def means(self) -> npt.NDArray[np.float64]:
        """The mean vector of each part (parts, d)."""
        means: npt.NDArray[np.float64] = self.sums / self.counts[:, None]
        return means

    def head(self) -> VectorHead:
        """The directions in which the means of parts lie, seen from the middle of all vectors."""
        middle = self.sums.sum(axis=0) / self.counts.sum()
        labels = tuple(part.partition(_PART)[0] for part in self.parts)
        return VectorHead(labels, middle.astype(np.float32), unit(self.means - middle))


def _parted(labels: Sequence[str], vectors: Floats, middle: Floats) -> list[str]:
    """The part that each line belongs to: its label, or the number of the nearest of some means where it is no public business, seen from the
    middle (d,) of all."""
    parts, outside = list(labels), [row for row, label in enumerate(labels) if label == OUT_OF_SCOPE]
    count = min(hand_set.PARTS_OUTSIDE, len(outside) // hand_set.JUDGES)
    if count > 1:
        _, nearest = kmeans2(unit(vectors[outside] - middle), count, seed=_SEED, minit="++")
        for row, number in zip(outside, nearest, strict=True):
            parts[row] = f"{OUT_OF_SCOPE}{_PART}{number:02d}"
    return parts

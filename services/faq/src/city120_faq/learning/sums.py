"""What sentence vectors teach: counts and sums of the vectors of lines by label, so that lines can be added without the others.

What is no public business is many things: its lines fall into clusters, and each cluster has a sum of its own.
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

_NUMBER = "#"
_SEED = 120


@dataclass(frozen=True)
class Sums:
    """What is known of many vectors: how many of each cluster of a label, and their sums (clusters, d). A label has one of its name; what is no
    public business has some, numbered."""

    clusters: tuple[str, ...]
    counts: npt.NDArray[np.int64]
    sums: npt.NDArray[np.float64]

    @classmethod
    def of(cls, lines: Sequence[Example], vectors: Floats) -> Sums:
        """Of lines and their vectors (n, d)."""
        return cls._of(_clustered([line.label for line in lines], vectors, vectors.mean(axis=0)), vectors)

    @classmethod
    def _of(cls, names: Sequence[str], vectors: Floats) -> Sums:
        clusters, cluster = np.unique(names, return_inverse=True)
        sums = np.zeros((len(clusters), vectors.shape[1]))
        np.add.at(sums, cluster, vectors.astype(np.float64))
        return cls(tuple(clusters.tolist()), np.bincount(cluster, minlength=len(clusters)), sums)

    def of_labels(self, labels: Collection[str]) -> Sums:
        """What is known of some labels alone."""
        rows = [row for row, cluster in enumerate(self.clusters) if cluster.partition(_NUMBER)[0] in labels]
        return Sums(tuple(self.clusters[row] for row in rows), self.counts[rows], self.sums[rows])

    def with_lines(self, lines: Sequence[Example], vectors: Floats) -> Sums:
        """These and more lines with their vectors (n, d): one of a label that has clusters already joins the nearest of them."""
        if not lines:
            return self
        middle = ((self.sums.sum(axis=0) + vectors.sum(axis=0)) / (self.counts.sum() + len(lines))).astype(np.float32)
        names = _clustered([line.label for line in lines], vectors, middle)
        label_of = np.array([cluster.partition(_NUMBER)[0] for cluster in self.clusters], dtype=np.str_)
        for row, line in enumerate(lines):
            clusters = np.flatnonzero(label_of == line.label)
            if len(clusters) > 1:
                directions = unit((self.means[clusters] - middle).astype(np.float32))
                names[row] = self.clusters[clusters[int((directions @ (vectors[row] - middle)).argmax())]]
            elif len(clusters):
                names[row] = self.clusters[clusters[0]]
        return self + Sums._of(names, vectors)

    def __add__(self, other: Sums) -> Sums:
        clusters = tuple(sorted({*self.clusters, *other.clusters}))
        counts, sums = np.zeros(len(clusters), dtype=np.int64), np.zeros((len(clusters), self.sums.shape[1]))
        for summand in (self, other):
            rows = np.searchsorted(clusters, summand.clusters)
            counts[rows] += summand.counts
            sums[rows] += summand.sums
        return Sums(clusters, counts, sums)

    @property
    def means(self) -> npt.NDArray[np.float64]:
        """The mean vector of each cluster (clusters, d)."""
        means: npt.NDArray[np.float64] = self.sums / self.counts[:, None]
        return means

    def head(self) -> VectorHead:
        """The directions in which the means of clusters lie, seen from the middle of all vectors."""
        middle = self.sums.sum(axis=0) / self.counts.sum()
        labels = tuple(cluster.partition(_NUMBER)[0] for cluster in self.clusters)
        return VectorHead(labels, middle.astype(np.float32), unit(self.means - middle))


def _clustered(labels: Sequence[str], vectors: Floats, middle: Floats) -> list[str]:
    """The cluster that each line belongs to: its label, or the number of the nearest of some means where it is no public business, seen from the
    middle (d,) of all."""
    clusters, out_of_scope = list(labels), [row for row, label in enumerate(labels) if label == OUT_OF_SCOPE]
    count = min(hand_set.CLUSTERS, len(out_of_scope) // hand_set.JUDGES)
    if count > 1:
        _, nearest = kmeans2(unit(vectors[out_of_scope] - middle), count, seed=_SEED, minit="++")
        for row, number in zip(out_of_scope, nearest, strict=True):
            clusters[row] = f"{OUT_OF_SCOPE}{_NUMBER}{number:02d}"
    return clusters

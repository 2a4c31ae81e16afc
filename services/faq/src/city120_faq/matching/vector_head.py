"""What sentence vectors say: how near a text lies to the mean of each label, as a build learnt it; the encoder was tuned for just that.

What is no public business is many things: it has several clusters, and the nearest counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from city120_faq import hand_set
from city120_faq.encoder.floats import Floats, unit
from city120_faq.matching.labels import log_softmax


@dataclass(frozen=True)
class VectorHead:
    """The middle of all vectors (d,), and from there the direction of each cluster (clusters, d), of unit length; `label_of` each cluster, sorted."""

    label_of: tuple[str, ...]
    middle: Floats
    directions: Floats

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Each label once."""
        return tuple(sorted(set(self.label_of)))

    @cached_property
    def _firsts(self) -> list[int]:
        return [self.label_of.index(label) for label in self.labels]

    def logs(self, vector: Floats) -> Floats:
        """Log-probabilities (labels,) of a text by its vector (d,): the nearer in direction a label, the likelier."""
        return log_softmax(hand_set.SHARPNESS * self._nearness(vector))

    def nearness(self, vector: Floats | None, label: str) -> float:
        """The cosine of a vector (d,) with the nearest cluster of a label; 0 without a vector, and for a label that is not known."""
        return float(self._nearness(vector)[self.labels.index(label)]) if vector is not None and label in self.labels else 0.0

    def _nearness(self, vectors: Floats) -> Floats:
        cosines: Floats = unit(vectors - self.middle) @ self.directions.T
        nearest: Floats = np.maximum.reduceat(cosines, self._firsts, axis=-1)
        return nearest

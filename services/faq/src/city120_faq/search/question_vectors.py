"""The questions of one language as vectors in a file, and the nearest of them.

Vectors are centred: what all questions of a language have in common says nothing about any of them. They are kept as whole numbers of eight bits
with one scale each, and read from the file where they are needed. Where there are many, the signs of the numbers, a bit each, choose whom to compare.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from city120_faq.encoder.floats import Floats, unit

# Up to so many questions each is compared.
_EXACT = 5_000
# Beyond, so many whose signs agree most.
_CHOSEN = 2_000


class QuestionVectors:
    """The vectors (n, d) of n questions, in the edition's order. Pure and thread-safe."""

    def __init__(self, folder: Path, language: str) -> None:
        self._rows = np.load(folder / f"vectors.{language}.npy", mmap_mode="r")
        with np.load(folder / f"vectors.{language}.npz") as stored:
            self._scales: Floats = stored["scales"]
            self._mean: Floats = stored["mean"].astype(np.float32)
        self._signs = np.load(folder / f"signs.{language}.npy", mmap_mode="r") if len(self._rows) > _EXACT else None

    @staticmethod
    def write(folder: Path, language: str, vectors: Floats) -> None:
        """Write the vectors (n, d) of a language's questions."""
        mean = vectors.mean(axis=0)
        whole, scales = _quantised(unit(vectors - mean))
        np.save(folder / f"vectors.{language}.npy", whole)
        np.savez(folder / f"vectors.{language}.npz", scales=scales, mean=mean)
        if len(whole) > _EXACT:
            np.save(folder / f"signs.{language}.npy", _signs(whole))

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def dimensions(self) -> int:
        """d."""
        return int(self._rows.shape[1])

    def centred(self, vector: Floats) -> Floats:
        """A query's vector (d,) as the questions' are: centred, of unit length."""
        moved: Floats = unit((vector - self._mean)[None, :])[0]
        return moved

    def rows(self, start: int, stop: int) -> Floats:
        """The vectors of some questions."""
        vectors: Floats = self._rows[start:stop].astype(np.float32) * self._scales[start:stop, None]
        return vectors

    def nearest(self, vector: Floats, limit: int) -> tuple[npt.NDArray[np.int64], Floats]:
        """The numbers of the nearest questions to a centred vector (d,), best first, and their cosines."""
        chosen = self._chosen(vector)
        cosines = (self._rows[chosen].astype(np.float32) @ vector) * self._scales[chosen]
        best = np.lexsort((chosen, -cosines))[:limit]
        return chosen[best], cosines[best]

    def _chosen(self, vector: Floats) -> npt.NDArray[np.int64]:
        """Who is compared, in the edition's order."""
        if self._signs is None:
            return np.arange(len(self._rows), dtype=np.int64)
        apart = np.bitwise_count(self._signs ^ _signs(vector[None, :])).sum(axis=1, dtype=np.int16)
        return np.sort(np.argpartition(apart, _CHOSEN)[:_CHOSEN]).astype(np.int64)


def _signs(vectors: npt.NDArray[np.int8] | Floats) -> npt.NDArray[np.uint64]:
    """A bit for each number, 64 to a word."""
    bits = np.packbits(vectors > 0, axis=1)
    padded = np.pad(bits, ((0, 0), (0, -bits.shape[1] % 8)))
    return np.ascontiguousarray(padded).view(np.uint64)


def _quantised(vectors: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Whole numbers (n, d) and a scale for each row."""
    scale = np.maximum(np.abs(vectors).max(axis=1), 1e-9) / 127
    return np.round(vectors / scale[:, None]).astype(np.int8), scale.astype(np.float32)

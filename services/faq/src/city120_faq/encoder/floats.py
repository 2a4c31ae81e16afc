"""Numbers in single precision, and vectors at unit length."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def unit(vectors: Floats) -> Floats:
    """Vectors (…, d) at unit length; one of zeros stays what it is."""
    least = np.finfo(np.float32).tiny
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), least), dtype=np.float32)

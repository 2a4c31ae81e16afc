"""Numbers in single precision, and vectors at unit length."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
# Of a vector of the model in this process; an endpoint's may have others.
DIMENSIONS = 384


def unit(vectors: Floats) -> Floats:
    """Vectors (…, d) at unit length; one of zeros stays what it is."""
    least = np.finfo(np.float32).tiny
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), least), dtype=np.float32)

"""One pass of stochastic gradient descent for multinomial logistic regression on sparse rows, compiled."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np


@numba.njit(cache=True, fastmath=True)
def descend(
    starts: Any, columns: Any, values: Any, truth: Any, order: Any, weights: Any, bias: Any, rate: Any, smoothing: Any, bias_rate: Any
) -> None:
    """Move `weights` (features, labels) and `bias` (labels,) down the smoothed cross-entropy, row by row in `order`. `starts`, `columns` and `values`
    are a sparse matrix by rows (CSR). Loops over labels are written out: whole rows at a time would make an array for each, and take three times as
    long."""
    labels = bias.shape[0]
    slope = np.empty(labels, dtype=np.float32)
    for row in order:
        slope[:] = bias
        for entry in range(starts[row], starts[row + 1]):
            column, value = columns[entry], values[entry]
            for label in range(labels):
                slope[label] += value * weights[column, label]
        slope -= slope.max()
        total = np.float32(0.0)
        for label in range(labels):
            slope[label] = np.exp(slope[label])
            total += slope[label]
        for label in range(labels):
            slope[label] = slope[label] / total - smoothing / labels
        slope[truth[row]] -= np.float32(1.0) - smoothing
        for entry in range(starts[row], starts[row + 1]):
            column, step = columns[entry], rate * values[entry]
            for label in range(labels):
                weights[column, label] -= step * slope[label]
        bias -= bias_rate * rate * slope

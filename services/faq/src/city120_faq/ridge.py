"""Kernel ridge regression for tens of thousands of lines: a Cholesky factorisation in blocks, in place, and what each group of lines would have got
had it been left out.

In blocks because one call of LAPACK on such a matrix overflows in common builds, and so that progress can be told. All matrices are float32.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import scipy.linalg

Matrix = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
BLOCK = 2048


def factor(kernel: Matrix, ridge: float, progress: Progress) -> Matrix:
    """The lower Cholesky factor of `kernel` (n, n) plus `ridge` on its diagonal, in its place; above the diagonal is left what was there."""
    size = len(kernel)
    kernel[np.diag_indices(size)] += ridge
    for start in range(0, size, BLOCK):
        end = min(start + BLOCK, size)
        corner = scipy.linalg.cholesky(kernel[start:end, start:end], lower=True, check_finite=False)
        kernel[start:end, start:end] = corner
        kernel[end:, start:end] = scipy.linalg.solve_triangular(corner, kernel[end:, start:end].T, lower=True, check_finite=False).T
        for row in range(end, size, BLOCK):
            below = min(row + BLOCK, size)
            kernel[row:below, end:below] -= kernel[row:below, start:end] @ kernel[end:below, start:end].T
        progress(end, size)
    return kernel


def solve(lower: Matrix, targets: Matrix) -> Matrix:
    """The dual weights (n, labels) for `targets` (n, labels)."""
    found, size = targets.copy(), len(lower)
    starts = range(0, size, BLOCK)
    for start in starts:
        end = min(start + BLOCK, size)
        found[start:end] -= lower[start:end, :start] @ found[:start]
        found[start:end] = _triangular(lower, start, end, found[start:end], transposed=False)
    for start in reversed(starts):
        end = min(start + BLOCK, size)
        found[start:end] -= lower[end:, start:end].T @ found[end:]
        found[start:end] = _triangular(lower, start, end, found[start:end], transposed=True)
    return found


def left_out(lower: Matrix, dual: Matrix, groups: Sequence[slice], progress: Progress) -> Iterator[tuple[slice, Matrix, Matrix]]:
    """For each group of lines the columns (n, lines) of the inverse of the ridged kernel, and what to take from the dual weights along them, so that
    the group is left out: the weights without it are `dual - columns @ taken`. Exact, without solving anew."""
    size = len(lower)
    for part in _filling(groups, BLOCK):
        start, end = part[0].start, part[-1].stop
        unit = np.zeros((size, end - start), dtype=np.float32)
        unit[np.arange(start, end), np.arange(end - start)] = 1
        inverse = solve(lower, unit)
        for own in part:
            columns = inverse[:, own.start - start : own.stop - start]
            yield own, columns, np.linalg.solve(columns[own], dual[own])
        progress(end, size)


def _filling(groups: Sequence[slice], most: int) -> Iterator[list[slice]]:
    """Neighbouring groups together, as many as have at most so many lines."""
    part: list[slice] = []
    for own in groups:
        if part and own.stop - part[0].start > most:
            yield part
            part = []
        part.append(own)
    if part:
        yield part


def _triangular(lower: Matrix, start: int, end: int, right: Matrix, *, transposed: bool) -> Matrix:
    found: Matrix = scipy.linalg.solve_triangular(
        lower[start:end, start:end], right, lower=True, trans="T" if transposed else "N", check_finite=False
    )
    return found

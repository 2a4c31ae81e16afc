"""The factorisation in blocks against the plain one, and lines left out against training without them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from city120_faq import ridge


def silent(done: int, total: int) -> None:
    assert 0 <= done <= total


def problem(size: int, labels: int, seed: int) -> tuple[ridge.Matrix, ridge.Matrix]:
    random = np.random.default_rng(seed)
    points = random.normal(size=(size, 6)).astype(np.float32)
    kernel = np.exp(-((points[:, None] - points[None]) ** 2).sum(axis=2) / 4).astype(np.float32)
    return kernel, random.normal(size=(size, labels)).astype(np.float32)


@pytest.mark.parametrize("size", [1, 7, 64, 200])
def test_weights_are_those_of_the_plain_solution(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(ridge, "BLOCK", 32)
    kernel, targets = problem(size, 3, size)
    dual = ridge.solve(ridge.factor(kernel.copy(), 0.5, silent), targets)
    assert dual == pytest.approx(np.linalg.solve(kernel + 0.5 * np.eye(size), targets), abs=1e-3)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=2, max_size=12), st.integers(0, 1000))
def test_a_group_left_out_scores_as_if_it_had_never_been_learnt(sizes: list[int], seed: int) -> None:
    starts = np.cumsum([0, *sizes])
    groups = [slice(int(start), int(end)) for start, end in pairwise(starts)]
    kernel, targets = problem(int(starts[-1]), 4, seed)
    lower = ridge.factor(kernel.copy(), 0.3, silent)
    dual = ridge.solve(lower, targets)
    for own, columns, taken in ridge.left_out(lower, dual, groups, silent):
        rest = np.setdiff1d(np.arange(len(kernel)), np.arange(own.start, own.stop))
        without = np.linalg.solve(kernel[np.ix_(rest, rest)] + 0.3 * np.eye(len(rest)), targets[rest])
        assert targets[own] - taken == pytest.approx(kernel[own][:, rest] @ without, abs=2e-3)
        left = dual - columns @ taken
        assert left[own] == pytest.approx(0, abs=2e-3)
        assert left[rest] == pytest.approx(without, abs=2e-3)

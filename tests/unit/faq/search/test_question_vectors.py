"""The nearest questions by vectors in files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from city120_faq.search import question_vectors
from city120_faq.search.question_vectors import QuestionVectors


@pytest.mark.parametrize("dimensions", [16, 384, 100])
def test_choosing_by_signs_finds_nearly_what_comparing_all_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dimensions: int) -> None:
    random = np.random.default_rng(120)
    topics = random.normal(size=(40, dimensions))
    made = (topics[random.integers(0, 40, 6_000)] + random.normal(size=(6_000, dimensions))).astype(np.float32)
    QuestionVectors.write(tmp_path, "ko", made)
    chosen = QuestionVectors(tmp_path, "ko")
    monkeypatch.setattr(question_vectors, "_EXACT", 10_000)
    exact = QuestionVectors(tmp_path, "ko")
    shares = []
    for number in range(0, 6_000, 200):
        query = exact.centred(made[number] + 0.3 * random.normal(size=dimensions).astype(np.float32))
        best, _ = exact.nearest(query, 10)
        shares.append(len(np.intersect1d(best, chosen.nearest(query, 10)[0])) / 10)
    assert np.mean(shares) > 0.97


def test_vectors_of_files_are_those_that_were_written(tmp_path: Path) -> None:
    made = np.random.default_rng(1).normal(size=(50, 24)).astype(np.float32)
    QuestionVectors.write(tmp_path, "ko", made)
    kept = QuestionVectors(tmp_path, "ko")
    expected = made - made.mean(axis=0)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert (len(kept), kept.dimensions) == (50, 24)
    assert np.abs(kept.rows(0, 50) - expected).max() < 0.01
    number, cosine = kept.nearest(kept.centred(made[7]), 1)
    assert (int(number[0]), round(float(cosine[0]), 2)) == (7, 1.0)

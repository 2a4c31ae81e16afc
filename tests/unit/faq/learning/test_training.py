"""Weights and thresholds are fitted for the model of vectors that is used, on lines that no head learnt."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from city120_edition import Source, rows
from city120_faq.encoder.model import Floats
from city120_faq.encoder.vectors import EmbeddingSettings, VectorStore
from city120_faq.learning import artefacts, training
from city120_faq.learning.lines import examples
from city120_faq.learning.shipped import Fitted, read_fitted, shipped
from city120_faq.matching.heads import Example
from tests.small_edition import small_source

ELSEWHERE = EmbeddingSettings(url="http://127.0.0.1:1", model="big")


class StandIn(VectorStore):
    """Vectors that are all different."""

    def vectors(self, texts: Sequence[str], progress: Callable[[int, int], None]) -> Floats:
        found = np.stack([np.random.default_rng(sum(text.encode())).normal(size=16) for text in texts])
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def lines(source: Source) -> list[Example]:
    return [line for part in examples(source) for line in part]


@pytest.fixture(scope="module")
def source() -> Source:
    """Of every three lines one is by an author who saw no other."""
    small = small_source()
    phrasings = [
        replace(row, author=f"blind-{number % 7}") if number % 3 == 0 else row for number, row in enumerate(small.rows("phrasings", rows.Phrasing))
    ]
    return Source(small.path, {**small.tables, "phrasings": phrasings}, small.where)


def test_everything_is_fitted_for_the_model_and_the_rows(
    source: Source, lines: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "_LEAST_JUDGES", 20)
    fitted = training.fit_source(source, lines, StandIn(tmp_path, ELSEWHERE), "big")
    assert fitted is not None
    assert fitted.model == "big"
    assert set(fitted.fusion.weights) == {"ko", "en", "zh", "ja", "vi", "mn"}
    assert all(one.vectors < one.words for one in fitted.fusion.weights.values()), "vectors that say nothing are hardly heard"
    assert {"first half", "second half", "two questions", "entries"} == set(fitted.report)
    fewer = Source(source.path, {**source.tables, "pairs": source.tables["pairs"][1:]}, source.where)
    assert fitted.rows == training.rows_of(source, lines) != training.rows_of(fewer, lines)


def test_of_too_few_judges_nothing_is_fitted(source: Source, lines: list[Example], tmp_path: Path) -> None:
    assert training.fit_source(source, lines, StandIn(tmp_path, ELSEWHERE), "big") is None


def test_with_another_model_and_nothing_to_fit_on_no_report_is_claimed(
    source: Source, lines: list[Example], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ships = read_fitted(shipped())
    with caplog.at_level(logging.WARNING):
        assert artefacts._fitted(source, lines, tmp_path, ELSEWHERE) == replace(ships, report={})
    assert "big at an endpoint" in caplog.text
    assert artefacts._fitted(source, lines, tmp_path, EmbeddingSettings()) == ships


def test_what_was_fitted_for_another_model_is_kept(source: Source, lines: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def fit(given: Source, lines: Sequence[Example], store: VectorStore, model_id: str) -> Fitted:
        made.append(model_id)
        return replace(read_fitted(shipped()), model=model_id)

    monkeypatch.setattr(artefacts, "fit_source", fit)
    assert artefacts._fitted(source, lines, tmp_path, ELSEWHERE) == artefacts._fitted(source, lines, tmp_path, ELSEWHERE)
    assert made == ["big at an endpoint"]

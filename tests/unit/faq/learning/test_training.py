"""Weights and thresholds are fitted for the model of vectors that is used, on lines that no head learnt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from city120_edition import Source, rows
from city120_faq import hand_set
from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.encoder.floats import Floats
from city120_faq.encoder.vectors import VectorStore
from city120_faq.learning import artefacts, training
from city120_faq.learning.artefacts import Fit
from city120_faq.learning.known_lines import Drift, KnownLines
from city120_faq.learning.lines import Example, examples
from city120_faq.learning.shipped import CAREFUL, Fitted, Trained
from city120_faq.matching.reading import Steps
from tests.small_edition import small_source

ELSEWHERE = EmbeddingSettings(url="http://127.0.0.1:1", model="big")


class StandIn(VectorStore):
    """Vectors that are all different."""

    def vectors(self, texts: Sequence[str], progress: Callable[[int, int], None]) -> Floats:
        result = np.stack([np.random.default_rng(sum(text.encode())).normal(size=16) for text in texts])
        return np.asarray(result / np.linalg.norm(result, axis=1, keepdims=True), dtype=np.float32)


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
    monkeypatch.setattr(hand_set, "LEAST_JUDGES", 20)
    fitted = training.fit_source(source, lines, StandIn(tmp_path, ELSEWHERE), "big")
    assert fitted is not None
    assert fitted.model == "big"
    assert set(fitted.fusion.weights) == {"ko", "en", "zh", "ja", "vi", "mn"}
    assert all(value.vectors < value.words for value in fitted.fusion.weights.values()), "vectors that say nothing are hardly heard"
    assert {"first half", "second half", "two questions", "entries"} == set(fitted.report)
    fewer = Source(source.path, {**source.tables, "pairs": source.tables["pairs"][1:]}, source.where)
    assert fitted.rows == training.rows_of(source, lines) != training.rows_of(fewer, lines)


def test_of_too_few_judges_nothing_is_fitted(source: Source, lines: list[Example], tmp_path: Path) -> None:
    assert training.fit_source(source, lines, StandIn(tmp_path, ELSEWHERE), "big") is None


def of_training(source: Source, lines: list[Example], *, new: int) -> tuple[Trained, Drift]:
    """A training of these lines but for some that are new."""
    fitted = Fitted(replace(CAREFUL, state_from=0.5), {"all": {}}, "big", "rows")
    return Trained(source.path, fitted, KnownLines.of(source, lines)), Drift(new, 0, len(lines), len(lines))


def weights_for(source: Source, lines: list[Example], nearest: tuple[Trained, Drift] | None, cache: Path) -> Fit:
    return artefacts.weights_for(source, lines, nearest, StandIn(cache, ELSEWHERE), cache, "big")


def test_weights_that_ship_hold_while_few_lines_are_new(source: Source, lines: list[Example], tmp_path: Path) -> None:
    few, many = int(len(lines) * hand_set.NEW_SHARE), int(len(lines) * hand_set.NEW_SHARE) + 1
    fit = weights_for(source, lines, of_training(source, lines, new=few), tmp_path)
    assert fit.fitted.fusion.state_from == 0.5
    assert (fit.how["new"], fit.note) == (few, "")
    assert weights_for(source, lines, of_training(source, lines, new=many), tmp_path).fitted.fusion == CAREFUL


def test_for_other_rows_with_too_few_judges_no_report_is_claimed(source: Source, lines: list[Example], tmp_path: Path) -> None:
    fit = weights_for(source, lines, None, tmp_path)
    assert (fit.fitted.fusion, fit.fitted.report, fit.how) == (CAREFUL, {}, {"on": "nothing"})
    assert fit.note.startswith("not fitted for these rows: fewer than 500 of its lines can judge; callers are asked rather than told")


def test_other_rows_with_judges_are_fitted_when_they_are_built_and_once(
    source: Source, lines: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def fit(given: Source, lines: Sequence[Example], store: VectorStore, model_id: str) -> Fitted:
        made.append(model_id)
        return Fitted(CAREFUL, {"all": {}}, model_id, "rows")

    monkeypatch.setattr(artefacts, "fit_source", fit)
    first, second = (weights_for(source, lines, None, tmp_path) for _ in range(2))
    assert first == second
    assert first.how == {"on": "these rows, when the edition was built"}
    assert made == ["big"]


def test_many_readings_go_on_together_and_each_gets_its_own_vectors() -> None:
    calls: list[list[str]] = []

    def embed(texts: Sequence[str]) -> Floats:
        calls.append(list(texts))
        return np.array([[float(len(text))] for text in texts], dtype=np.float32)

    def reading(*texts: str) -> Steps[list[float]]:
        sizes = []
        for text in texts:
            vectors = yield (text, text + text)
            assert vectors.rows is not None
            sizes += vectors.rows[:, 0].tolist()
        return sizes

    assert training.follow([reading("a", "bbb"), reading(), reading("cc")], embed) == [[1, 2, 3, 6], [], [2, 4]]
    assert calls == [["a", "aa", "cc", "cccc"], ["bbb", "bbbbbb"]]

"""Vectors are made once: they are kept by text and model, a build embeds only what is new, and a change of model embeds all anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.encoder.floats import Floats
from city120_faq.encoder.vectors import VectorStore, key_of
from tests.unit.faq.conftest import DIMENSIONS, hear


class Spy(EmbeddingSettings):
    """Settings of a stand-in model that remembers what it was asked."""

    asked: list[str] = []  # noqa: RUF012  (pydantic copies it)
    absent: bool = False

    @property
    def model_id(self) -> str:
        return self.model

    def embedder(self, *, threads: int, patient: bool = False) -> Spy:  # type: ignore[override]
        if self.absent:
            raise ImportError("the wheel does not run here")
        return self

    def embed(self, texts: Sequence[str]) -> Floats:
        self.asked.extend(texts)
        return np.stack([hear(text) for text in texts])


def ignore(done: int, total: int) -> None:
    """Progress that nobody looks at."""


def test_only_what_is_missing_is_embedded(tmp_path: Path) -> None:
    spy = Spy(model="one")
    VectorStore(tmp_path, spy).vectors(["one", "two"], ignore)
    vectors = VectorStore(tmp_path, spy).vectors(["two", "three", "two"], ignore)
    assert sorted(spy.asked) == ["one", "three", "two"]
    assert vectors.shape == (3, DIMENSIONS)
    assert np.array_equal(vectors[0], vectors[2])
    assert vectors[1] == pytest.approx(hear("three"), abs=1e-3)


def test_another_model_embeds_all_anew_and_mixes_nothing(tmp_path: Path) -> None:
    first, second = Spy(model="one"), Spy(model="another")
    VectorStore(tmp_path, first).vectors(["one", "two"], ignore)
    VectorStore(tmp_path, second).vectors(["one", "two"], ignore)
    assert sorted(second.asked) == ["one", "two"]
    assert len(list(tmp_path.iterdir())) == 2


def test_nothing_is_embedded_for_an_edition_that_was_built_before(tmp_path: Path) -> None:
    before = VectorStore(tmp_path, Spy(model="one")).vectors(["one", "two"], ignore)
    gone = Spy(model="one", absent=True)
    assert np.array_equal(VectorStore(tmp_path, gone).vectors(["one", "two"], ignore), before)
    with pytest.raises(ImportError):
        VectorStore(tmp_path, gone).vectors(["three"], ignore)


def test_progress_counts_what_is_embedded(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    VectorStore(tmp_path, Spy(model="one")).vectors([f"line {number}" for number in range(700)], lambda done, total: seen.append((done, total)))
    assert seen[-1] == (700, 700)
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})


def test_no_half_written_file_is_left_behind(tmp_path: Path) -> None:
    VectorStore(tmp_path, Spy(model="one")).vectors(["one"], ignore)
    assert len(list(tmp_path.iterdir())) == 1


def test_other_words_or_another_model_have_another_key() -> None:
    assert len({key_of("one", "m"), key_of("two", "m"), key_of("ONE", "m"), key_of("one", "n")}) == 4


def test_an_endpoint_is_another_model_than_the_one_in_this_process() -> None:
    assert EmbeddingSettings(url="http://127.0.0.1:1/v1", model="big").model_id != EmbeddingSettings().model_id

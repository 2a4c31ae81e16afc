"""Vectors are made once: they are kept by text and model, and a build embeds only what is new."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from city120_faq import vectors
from city120_faq.vectors import DIMENSIONS, Floats, VectorStore, key_of, quantised, shorten

from .conftest import hear


class Spy:
    """Stands in for the model and remembers what it was asked."""

    asked: list[str] = []  # noqa: RUF012  (emptied by the fixture)

    def embed(self, texts: Sequence[str]) -> Floats:
        self.asked.extend(texts)
        return np.stack([hear(text) for text in texts])


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> type[Spy]:
    Spy.asked.clear()
    monkeypatch.setattr(vectors, "Embedder", Spy)
    return Spy


def store(cache: Path) -> VectorStore:
    """A store without what ships with the service."""
    return VectorStore(cache, shipped=cache / "nothing-shipped")


def ignore(done: int, total: int) -> None:
    """Progress that nobody looks at."""


def test_only_what_is_missing_is_embedded(spy: type[Spy], tmp_path: Path) -> None:
    store(tmp_path).vectors(["one", "two"], ignore)
    found = store(tmp_path).vectors(["two", "three", "two"], ignore)
    assert spy.asked == ["one", "two", "three"]
    assert found.shape == (3, DIMENSIONS)
    assert np.array_equal(found[0], found[2])


def test_nothing_is_embedded_for_an_edition_that_was_built_before(spy: type[Spy], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = store(tmp_path).vectors(["one", "two"], ignore)

    def absent() -> Spy:
        raise ImportError("the wheel does not run here")

    monkeypatch.setattr(vectors, "Embedder", absent)
    assert np.array_equal(store(tmp_path).vectors(["one", "two"], ignore), before)
    with pytest.raises(ImportError):
        store(tmp_path).vectors(["three"], ignore)


def test_progress_counts_what_is_embedded(spy: type[Spy], tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    store(tmp_path).vectors([f"line {number}" for number in range(100)], lambda done, total: seen.append((done, total)))
    assert seen[-1] == (100, 100)
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})


def test_no_half_written_file_is_left_behind(spy: type[Spy], tmp_path: Path) -> None:
    store(tmp_path).vectors(["one"], ignore)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_kept_vector_points_where_the_fresh_one_did() -> None:
    fresh = np.stack([hear("water is leaking"), hear("hole in the road")])
    whole, scale = quantised(fresh)
    kept = whole.astype(np.float32) * scale[:, None]
    assert np.all((kept * fresh).sum(axis=1) / np.linalg.norm(kept, axis=1) > 0.999)


def test_other_words_have_another_key() -> None:
    assert len({key_of("one"), key_of("two"), key_of("ONE")}) == 3


def test_of_a_long_story_the_first_and_the_last_words_are_read() -> None:
    story = " ".join(f"w{number}" for number in range(1000))
    assert shorten(story).startswith("w0 w1 ")
    assert shorten(story).endswith(" w998 w999")
    assert len(shorten(story)) < 400
    assert len(shorten("말" * 4000)) < 400
    assert shorten("물이 새요") == "물이 새요"

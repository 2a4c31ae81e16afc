"""Rows may be edited while few lines are new; past the share the check fails and names the command."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from city120_edition import Source, rows
from city120_faq import hand_set
from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.learning.known_lines import KnownLines
from city120_faq.learning.lines import examples
from city120_faq.learning.shipped import CAREFUL, SUMS, Fitted, Trained, write_trained
from city120_faq.learning.sums import Sums
from tests.script import load_script
from tests.small_edition import small_source

NOTHING = Sums((), np.zeros(0, dtype=np.int64), np.zeros((0, 4)))


@pytest.fixture(scope="module")
def script() -> Any:
    """scripts/train/train_matcher.py"""
    return load_script("train/train_matcher.py")


@pytest.fixture(scope="module")
def lines() -> int:
    """How many lines of the small source count: those of callers, and those that tell two questions."""
    source = small_source()
    known = KnownLines.of(source, [line for part in examples(source) for line in part])
    return known.drift(known).present


@pytest.fixture
def trained(tmp_path: Path) -> Path:
    """A folder of what was trained on the small source."""
    source = small_source()
    every = [line for part in examples(source) for line in part]
    fitted = Fitted(CAREFUL, {}, EmbeddingSettings().model_id, "rows")
    write_trained(tmp_path, fitted, KnownLines.of(source, every), NOTHING, NOTHING)
    return tmp_path


def with_phrasings(*more: str) -> Source:
    source = small_source()
    (first, *_) = source.rows("phrasings", rows.Phrasing)
    added = [replace(first, text=text, language="en") for text in more]
    return Source(source.path, {**source.tables, "phrasings": [*source.tables["phrasings"], *added]}, source.where)


def test_the_rows_that_it_was_trained_on_pass(script: Any, trained: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert script.check(small_source(), trained) == []
    assert "lines 0 are new, and 0 of" in capsys.readouterr().err


def test_up_to_the_share_new_lines_pass_and_past_it_they_do_not(script: Any, trained: Path, lines: int, capsys: pytest.CaptureFixture[str]) -> None:
    few = int(lines * hand_set.NEW_SHARE)
    assert script.check(with_phrasings(*(f"new line {number}" for number in range(few))), trained) == []
    assert f"lines {few} are new" in capsys.readouterr().err
    (reason,) = script.check(with_phrasings(*(f"new line {number}" for number in range(2 * few + 2))), trained)
    assert reason.endswith(f"of the rows; up to {hand_set.NEW_SHARE:.0%} it holds for them")


def test_what_many_new_lines_teach_is_taken_in_and_counted_until_weights_are_fitted_anew(
    script: Any, trained: Path, lines: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script.VectorStore, "vectors", lambda store, texts, progress: np.ones((len(texts), 4), dtype=np.float32))
    tenth = with_phrasings(*(f"new line {number}" for number in range(lines // 10)))
    assert script.check(tenth, trained), "too many to embed at each first build"
    assert script.take_in(tenth, trained, tmp_path) == lines // 10
    assert script.check(tenth, trained) == []
    after = Trained.read(trained)
    assert after.fitted.fusion == CAREFUL
    sums = after.sums(SUMS)
    assert sums is not None
    assert sums.counts.sum() == lines // 10, "beside what was known, which is nothing here, the new lines alone"
    more = with_phrasings(*(f"new line {number}" for number in range(lines // 10 + lines // 10)))
    (reason,) = script.check(more, trained)
    assert "new since the weights were fitted" in reason


def test_what_nothing_was_trained_for_fails(script: Any, tmp_path: Path, trained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nothing is trained for these rows" in script.check(small_source(), tmp_path / "nowhere")[0]
    monkeypatch.setenv("CITY120_EMBEDDINGS_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("CITY120_EMBEDDINGS_MODEL", "big")
    assert "the present one is big at an endpoint" in script.check(small_source(), trained)[0]


def test_the_check_names_the_command(script: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(script, "check", lambda source, folder: ["too much is new"])
    monkeypatch.setattr(script, "read_source", lambda path: small_source())
    monkeypatch.setattr("sys.argv", ["train_matcher.py", "--check"])
    assert script.main() == 1
    assert "too much is new; train anew, in a commit of its own: python scripts/train/train_matcher.py" in capsys.readouterr().err


def test_of_too_few_judges_nothing_is_fitted(script: Any, tmp_path: Path) -> None:
    assert script.train(small_source(), tmp_path / "trained", tmp_path / "cache") is None
    assert not (tmp_path / "trained").exists()


@pytest.mark.parametrize(
    ("city", "source", "said"), [("nowhere", None, "'nowhere', which is not installed"), ("seoul", "nowhere", "file: is missing")]
)
def test_without_rows_it_says_why(
    city: str, source: str | None, said: str, script: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CITY120_CITY", city)
    monkeypatch.setattr("sys.argv", ["train_matcher.py", "--check", *(["--source", str(tmp_path / source)] if source else [])])
    assert script.main() == 2
    problem = capsys.readouterr().err
    assert problem.startswith("train_matcher: ")
    assert said in problem

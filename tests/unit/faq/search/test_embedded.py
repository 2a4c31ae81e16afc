"""The index on disk, made of entries of Seoul, and the engine that reads it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from city120_edition import rows
from city120_faq.search.build import build_index, sample
from city120_faq.search.embedded import EmbeddedEngine
from city120_faq.search.tokens import tokens
from tests.bundled import bundled

SOURCE = bundled()
ENTRIES = SOURCE.rows("entries", rows.Entry)[:20]


def nothing(step: str, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of some entries, by words alone."""
    made = tmp_path_factory.mktemp("words")
    build_index(made, ENTRIES, SOURCE.rows("phrasings", rows.Phrasing)[:400], str, None, nothing)
    return made


def test_an_index_is_read_where_nothing_may_be_written(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    engine = EmbeddedEngine(folder)
    assert engine.ranked(engine.query(ENTRIES[5].texts["ko"].question, "ko")).words[0].entry_id == ENTRIES[5].id
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert all(os.stat(path).st_mode & 0o044 for path in folder.rglob("*") if path.is_file())


def test_a_query_keeps_what_the_edition_has_and_tells_how_much_that_is(folder: Path) -> None:
    engine = EmbeddedEngine(folder)
    known = engine.query(ENTRIES[0].texts["en"].question, "en")
    foreign = engine.query("qqqqq zzzzz", "en")
    assert (known.heard, foreign.heard, foreign.tokens) == (1.0, 0.0, ())
    assert engine.query("", "en").heard == 0.0


def test_a_query_never_has_more_tokens_than_engines_take_and_keeps_whole_words(folder: Path) -> None:
    engine = EmbeddedEngine(folder)
    everything = " ".join(text for entry in ENTRIES for text in (entry.texts["en"].question, entry.texts["en"].answer))
    query = engine.query(everything, "en")
    assert len(query.tokens) == 1000
    assert {token for token in tokens(everything) if token[0] == "w"} <= set(query.tokens)


def test_trust_is_measured_on_phrasings_that_entries_answer(folder: Path) -> None:
    lines = sample(SOURCE.rows("phrasings", rows.Phrasing), ENTRIES)
    assert lines == sample(SOURCE.rows("phrasings", rows.Phrasing), ENTRIES)
    assert {line.language for line in lines} == set(rows.LANGUAGES)
    assert all(line.answers <= {entry.id for entry in ENTRIES} for line in lines)
    assert 0.1 < EmbeddedEngine(folder).trust["ko"].words < 1


def test_without_a_cluster_its_client_is_not_loaded() -> None:
    code = "import sys, city120_faq.__main__; sys.exit('elasticsearch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=120).returncode == 0

"""What both engines share: tokens, the order made of two rankings, the nearest vectors, the rest after a failure; and the index on disk."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_edition import rows
from city120_faq.search import question_vectors
from city120_faq.search.build import Line, build_index, reciprocal_rank, sample
from city120_faq.search.embedded import EmbeddedEngine
from city120_faq.search.merging import Trust, fuse, lifts
from city120_faq.search.port import DEPTH, Hit, Query, Rankings
from city120_faq.search.question_vectors import QuestionVectors
from city120_faq.search.standby import Breaker
from city120_faq.search.tokens import document_tokens, tokens
from city120_faq.settings import FaqSettings
from tests.bundled import bundled

SOURCE = bundled()
ENTRIES = SOURCE.rows("entries", rows.Entry)[:20]


def nothing(step: str, done: int, total: int) -> None:
    """Nobody watches."""


def ranking(*scores: float, name: str = "e") -> tuple[Hit, ...]:
    return tuple(Hit(f"{name}{place}", score) for place, score in enumerate(scores))


def asked(heard: float = 1.0) -> Query:
    return Query(("wa",), "en", heard)


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.entry_id for hit in hits]


@given(st.text(max_size=200))
def test_white_space_separates_tokens_of_any_text(text: str) -> None:
    made = tokens(text)
    assert " ".join(made).split() == made
    assert all(0 < len(token) <= 64 for token in made)


def test_a_question_counts_twice() -> None:
    words = document_tokens(rows.EntryText(question="frozen meter", answer="call us"))
    assert (words.count("wfrozen"), words.count("wcall")) == (2, 1)


def test_what_both_rankings_put_high_comes_first() -> None:
    words, vectors = (Hit("a", 9.0), Hit("b", 8.0), Hit("c", 1.0)), (Hit("b", 0.9), Hit("c", 0.2), Hit("a", 0.1))
    order = fuse(asked(), Rankings(words, vectors), Trust())
    assert ids(order) == ["b", "a", "c"]
    assert all(0 <= hit.score <= 1 for hit in order)


def test_a_ranking_with_nothing_to_say_does_not_outvote_one_that_has() -> None:
    flat = tuple(Hit(f"f{place}", 0.5 + 0.001 * (place == 0)) for place in range(DEPTH))
    clear = (Hit("clear", 0.9), *(Hit(f"f{DEPTH - 1 - place}", 0.2) for place in range(DEPTH - 1)))
    assert fuse(asked(0.05), Rankings(flat, clear), Trust())[0].entry_id == "clear"
    chance = (Hit("chance", 3.0),)
    assert fuse(asked(0.1), Rankings(chance, clear), Trust())[0].entry_id == "clear"


def test_a_ranker_that_is_not_trusted_in_a_language_does_not_outvote_one_that_is() -> None:
    words, vectors = ranking(9.0, 1.0, name="w"), ranking(0.9, 0.1, name="v")
    assert fuse(asked(), Rankings(words, vectors), Trust(words=0.4, vectors=0.2))[0].entry_id == "w0"
    assert fuse(asked(), Rankings(words, vectors), Trust(words=0.2, vectors=0.4))[0].entry_id == "v0"


@given(st.lists(st.floats(0.1, 90), min_size=2, max_size=DEPTH), st.floats(0.01, 100))
def test_the_scale_of_a_ranking_does_not_matter(scores: list[float], scale: float) -> None:
    best = sorted(scores, reverse=True)
    assert lifts(ranking(*best)) == pytest.approx(lifts(ranking(*(score * scale for score in best))), rel=1e-6, abs=1e-6)


def test_one_ranking_alone_keeps_its_order() -> None:
    assert ids(fuse(asked(), Rankings(ranking(3.0, 2.0, 2.0, 1.0)), Trust())) == ["e0", "e1", "e2", "e3"]
    assert fuse(asked(), Rankings(), Trust()) == []


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


def test_trust_is_how_high_a_ranker_puts_the_right_entries() -> None:
    line = Line("x", "ko", frozenset({"e1", "e2"}))
    assert [reciprocal_rank(line, item) for item in (ranking(3, 2, 1), ranking(1), ())] == [0.5, 0.0, 0.0]


def test_trust_is_measured_on_phrasings_that_entries_answer(folder: Path) -> None:
    lines = sample(SOURCE.rows("phrasings", rows.Phrasing), ENTRIES)
    assert lines == sample(SOURCE.rows("phrasings", rows.Phrasing), ENTRIES)
    assert {line.language for line in lines} == set(rows.LANGUAGES)
    assert all(line.answers <= {entry.id for entry in ENTRIES} for line in lines)
    assert 0.1 < EmbeddedEngine(folder).trust["ko"].words < 1


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_after_each_failure_there_is_a_longer_rest_and_then_one_trial() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    rests = []
    for _ in range(6):
        assert breaker.allows()
        breaker.failed()
        assert not breaker.allows()
        rests.append(breaker.rest_s)
        clock.now += breaker.rest_s
    assert rests == [0.5, 1.0, 2.0, 4.0, 4.0, 4.0]
    assert [breaker.allows() for _ in range(3)] == [True, False, False]
    breaker.succeeded()
    assert [breaker.allows() for _ in range(3)] == [True, True, True]


@pytest.mark.parametrize(
    ("url", "told"),
    [("search.example", "no URL"), ("ftp://search.example", "no URL"), ("https://me:word@search.example", "FAQ_ELASTICSEARCH_API_KEY")],
)
def test_a_wrong_address_is_told_with_the_fix(url: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        FaqSettings(faq_elasticsearch_url=url)


def test_an_address_without_a_port_gets_that_of_its_scheme() -> None:
    assert FaqSettings(faq_elasticsearch_url="https://search.example").faq_elasticsearch_url == "https://search.example:443"
    assert FaqSettings(faq_elasticsearch_url="http://search.example:9200").faq_elasticsearch_url == "http://search.example:9200"


def test_without_a_cluster_its_client_is_not_loaded() -> None:
    code = "import sys, city120_faq.__main__; sys.exit('elasticsearch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=120).returncode == 0

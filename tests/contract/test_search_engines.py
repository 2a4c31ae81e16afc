"""What every engine of the search port must do. The same suite runs on the embedded engine and on a real Elasticsearch node."""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from city120_edition import Edition, rows
from city120_faq.encoder.floats import Floats
from city120_faq.encoder.model import Encoder
from city120_faq.search.build import build_index
from city120_faq.search.elastic import Cluster
from city120_faq.search.embedded import EmbeddedEngine
from city120_faq.search.merging import fuse
from city120_faq.search.port import DEPTH, Hit, Query, SearchEngine

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "inquiries.csv"
TOPICS = {
    "water.leak": ("물이 새요", "water is leaking", "漏水了", "水漏れです", "bị rò nước", "ус алдаж байна"),
    "road.hole": ("도로가 패였어요", "hole in the road", "路面有坑", "道路に穴があります", "đường có ổ gà", "замд нүх гарсан"),
    "waste.sofa": ("소파를 버리려고요", "throw away a sofa", "扔旧沙发", "ソファーを捨てたい", "bỏ ghế sofa cũ", "хуучин буйдан хаях"),
    "park.lamp": (
        "가로등이 꺼졌어요",
        "the street light is out",
        "路灯不亮",
        "街灯が消えています",
        "đèn đường không sáng",
        "гудамжны гэрэл унтарсан",
    ),
}
ANSWERS = (
    "담당 부서에 신고하세요",
    "report it to the office",
    "请向负责部门报告",
    "担当へ連絡してください",
    "hãy báo cho bộ phận phụ trách",
    "хариуцсан газарт мэдэгдэнэ үү",
)
DIMENSIONS = 40


def hear(texts: Sequence[str]) -> Floats:
    """Vectors that depend on every letter, of unit length: some near, none equal."""
    made = np.stack([np.random.default_rng(list(text.encode())).normal(size=DIMENSIONS) for text in texts])
    vectors: Floats = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    return vectors


def entry(name: str, texts: Sequence[str]) -> rows.Entry:
    told = {
        language: rows.EntryText(question=question, answer=answer) for language, question, answer in zip(rows.LANGUAGES, texts, ANSWERS, strict=True)
    }
    return rows.Entry(id=name, affair=name.rpartition(".")[0], reviewed_on=dt.date(2026, 11, 24), texts=told)


# Each question twice, so that two entries always score the same.
ENTRIES = [entry(f"{affair}.{number}", texts) for affair, texts in TOPICS.items() for number in (1, 2)]
ALL = [entry.id for entry in ENTRIES]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    """The index of a small edition, read from its files."""
    folder = tmp_path_factory.mktemp("search")
    build_index(folder, ENTRIES, [], str, hear, lambda step, done, total: None)
    return EmbeddedEngine(folder)


@pytest.fixture(scope="module")
async def on_cluster(index: EmbeddedEngine, cluster_of: Callable[..., Cluster]) -> SearchEngine:
    """The same edition on a real node."""
    made = cluster_of("contract-small")("0a")
    await made.fill(ENTRIES, index.vectors, lambda done, total: None)
    return made


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.entry_id for hit in hits]


class SearchEngineContract:
    """The suite. A class below gives the engine, which holds ENTRIES."""

    @pytest.mark.parametrize(("number", "language"), list(enumerate(rows.LANGUAGES)), ids=rows.LANGUAGES)
    async def test_words_find_the_question_in_every_language(self, engine: SearchEngine, index: EmbeddedEngine, number: int, language: str) -> None:
        for affair, texts in TOPICS.items():
            result = (await engine.rank(index.query(texts[number], language))).words
            assert ids(result)[:2] == [f"{affair}.1", f"{affair}.2"]

    async def test_scores_fall_and_are_positive(self, engine: SearchEngine, index: EmbeddedEngine) -> None:
        result = await engine.rank(index.query("report the street light", "en", hear(["light"])[0]))
        for ranking in (result.words, result.vectors):
            scores = [hit.score for hit in ranking]
            assert scores == sorted(scores, reverse=True)
            assert len(ranking) <= DEPTH
        assert all(hit.score > 0 for hit in result.words)

    async def test_an_entry_without_a_common_word_is_not_found_by_words(self, engine: SearchEngine, index: EmbeddedEngine) -> None:
        assert ids((await engine.rank(Query(("wsofa",), "en", 1.0))).words) == ["waste.sofa.1", "waste.sofa.2"]

    async def test_equal_scores_keep_the_order_of_the_edition(self, engine: SearchEngine, index: EmbeddedEngine) -> None:
        result = (await engine.rank(Query(("woffice",), "en", 1.0))).words
        assert len(result) == len(ENTRIES)
        for first, second in itertools.pairwise(result):
            assert first.score > second.score or ALL.index(first.entry_id) < ALL.index(second.entry_id)

    async def test_a_word_of_another_language_finds_nothing(self, engine: SearchEngine, index: EmbeddedEngine) -> None:
        assert (await engine.rank(Query(("wsofa",), "ko", 1.0))).words == ()

    async def test_vectors_are_ranked_as_by_comparing_all(self, engine: SearchEngine, index: EmbeddedEngine) -> None:
        questions = hear([entry.texts["ja"].question for entry in ENTRIES])
        centred = questions - questions.mean(axis=0)
        centred /= np.linalg.norm(centred, axis=1, keepdims=True)
        asked = index.query("", "ja", hear(["街灯"])[0])
        assert asked.vector is not None
        vectors = (await engine.rank(asked)).vectors
        cosines = centred @ asked.vector
        assert ids(vectors) == [ENTRIES[number].id for number in np.lexsort((np.arange(len(ENTRIES)), -cosines.round(6)))]

    async def test_without_a_vector_words_alone_rank_and_without_words_vectors_alone(self, engine: SearchEngine, index: EmbeddedEngine) -> None:
        words = await engine.rank(index.query("hole in the road", "en"))
        vectors = await engine.rank(index.query("qqqq", "en", hear(["qqqq"])[0]))
        assert (bool(words.words), words.vectors) == (True, ())
        assert (vectors.words, bool(vectors.vectors)) == ((), True)

    async def test_nothing_asked_finds_nothing(self, engine: SearchEngine, index: EmbeddedEngine) -> None:
        ranking = await engine.rank(index.query("?!", "en"))
        assert (ranking.words, ranking.vectors) == ((), ())

    @pytest.mark.parametrize("text", ["hole AND NOT road", "words_en:hole^9", "*:* OR (hole", '"hole in"~2 /h.*/ [a TO z]', "hole\\", "{hole}"])
    async def test_the_signs_of_query_languages_are_not_read(self, engine: SearchEngine, index: EmbeddedEngine, text: str) -> None:
        assert ids((await engine.rank(index.query(text, "en"))).words)[:2] == ["road.hole.1", "road.hole.2"]

    async def test_a_token_that_no_entry_has_does_no_harm(self, engine: SearchEngine, index: EmbeddedEngine) -> None:
        assert ids((await engine.rank(Query(("wdinosaur", "wsofa"), "en", 0.5))).words) == ["waste.sofa.1", "waste.sofa.2"]

    async def test_a_very_long_text_is_answered(self, engine: SearchEngine, index: EmbeddedEngine) -> None:
        many = (*(f"w{number}" for number in range(990)), "wsofa")
        assert ids((await engine.rank(Query(many, "en", 0.01))).words)[:1] == ["waste.sofa.1"]

    async def test_many_ask_at_once(self, engine: SearchEngine, index: EmbeddedEngine) -> None:
        asked = [index.query(texts[1], "en") for texts in TOPICS.values()] * 5
        rankings = await asyncio.gather(*(engine.rank(query) for query in asked))
        assert [ids(item.words)[0].rpartition(".")[0] for item in rankings] == list(TOPICS) * 5


class TestEmbedded(SearchEngineContract):
    """In this process, from the files of the edition."""

    @pytest.fixture
    def engine(self, index: EmbeddedEngine) -> SearchEngine:
        return index


class TestElasticsearch(SearchEngineContract):
    """On a real node."""

    @pytest.fixture
    def engine(self, on_cluster: SearchEngine) -> SearchEngine:
        return on_cluster


@pytest.fixture(scope="module")
async def rankings(edition: Edition, cluster_of: Callable[..., Cluster]) -> list[tuple[Sequence[Hit], ...]]:
    """For each golden inquiry: words, vectors and fused order of the embedded engine, and the same of the cluster's."""
    index = EmbeddedEngine(edition.path / "search")
    remote = cluster_of("contract-golden")(edition.id)
    await remote.fill(edition.rows("entries", rows.Entry), index.vectors, lambda done, total: None)
    asked = list(csv.DictReader(GOLDEN.read_text(encoding="utf-8").splitlines()))
    vectors = Encoder().embed([row["text"] for row in asked]) if index.vectors else [None] * len(asked)
    made: list[tuple[Sequence[Hit], ...]] = []
    for row, vector in zip(asked, vectors, strict=True):
        query = index.query(row["text"], row["language"] if row["language"] in rows.LANGUAGES else rows.LANGUAGES[0], vector)
        both = index.ranked(query), await remote.rank(query)
        made.append(tuple(part for ranking in both for part in (ranking.words, ranking.vectors, fuse(query, ranking, index.trust[query.language]))))
    return made


class TestGolden:
    """Both engines on the bundled edition and the golden inquiries: what they find, and the order that is made of it; scores have no common scale."""

    async def test_the_ten_best_by_words_are_the_same(self, rankings: list[tuple[Sequence[Hit], ...]]) -> None:
        assert [ids(ours[:10]) for ours, *_ in rankings] == [ids(theirs[:10]) for *_, theirs, _, _ in rankings]

    async def test_the_ten_best_by_vectors_are_the_same(self, rankings: list[tuple[Sequence[Hit], ...]]) -> None:
        same = [set(ids(ours[:10])) == set(ids(theirs[:10])) for _, ours, _, _, theirs, _ in rankings]
        assert np.mean(same) >= 0.98

    @pytest.mark.parametrize(("depth", "share"), [(1, 0.99), (3, 0.98), (10, 0.95)])
    async def test_the_fused_order_is_the_same(self, rankings: list[tuple[Sequence[Hit], ...]], depth: int, share: float) -> None:
        same = [ids(ours[:depth]) == ids(theirs[:depth]) for _, _, ours, _, _, theirs in rankings]
        assert np.mean(same) >= share

"""One order out of two rankings."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_faq.search.merging import Trust, fuse, lifts
from city120_faq.search.port import DEPTH, Hit, Query, Rankings


def ranking(*scores: float, name: str = "e") -> tuple[Hit, ...]:
    return tuple(Hit(f"{name}{place}", score) for place, score in enumerate(scores))


def asked(heard: float = 1.0) -> Query:
    return Query(("wa",), "en", heard)


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.entry_id for hit in hits]


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

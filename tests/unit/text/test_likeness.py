"""How alike two texts are, and which are nearest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_text.likeness import Nearest, likeness, runs

TEXTS = st.text(alphabet="abc 가나다水道", max_size=12)


@pytest.mark.parametrize(
    ("text", "other"),
    [("mất nước", "MAT NUOC"), ("물이, 안 나와요!", "물이 안 나와요"), ("street-light", "street light"), ("水道が止まった。", "水道が止まった")],
)
def test_case_marks_and_punctuation_make_no_difference(text: str, other: str) -> None:
    assert likeness(runs(text), runs(other)) == 1


def test_a_text_without_letters_is_like_none() -> None:
    assert runs("😮 ?!") == frozenset()
    assert likeness(runs("😮"), runs("🚌")) == 0


def test_a_word_more_makes_less_alike_and_another_word_less_still() -> None:
    said = runs("my street light is out")
    assert 1 > likeness(said, runs("my street light is out again")) > likeness(said, runs("my street sign is gone"))


@given(TEXTS, TEXTS)
def test_it_is_the_same_from_both_sides_and_a_share(text: str, other: str) -> None:
    share = likeness(runs(text), runs(other))
    assert share == likeness(runs(other), runs(text))
    assert 0 <= share <= 1


@given(TEXTS, st.lists(TEXTS, max_size=8))
def test_the_nearest_are_those_that_comparing_with_all_finds(text: str, others: list[str]) -> None:
    compared = sorted((-likeness(runs(text), runs(other)), index) for index, other in enumerate(others))
    assert Nearest(others).to(text, 3) == [(index, -negative) for negative, index in compared if negative][:3]

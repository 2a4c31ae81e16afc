"""How words are spelt, and what that tells of their language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_text import LANGUAGES
from city120_text.spelling import OTHER, Spelling, runs_of_letters, spelling


def test_runs_are_of_one_word_and_know_its_ends() -> None:
    assert sorted(runs_of_letters("ab c")) == sorted([" ", "a", "b", " ", " a", "ab", "b ", " ab", "ab ", " ab ", " ", "c", " ", " c", "c ", " c "])
    assert " abcde " in set(runs_of_letters("abcde"))
    assert not any("1" in run or "!" in run for run in runs_of_letters("a1b!"))


@given(text=st.text(max_size=60))
def test_chances_are_of_all_languages_and_sum_to_one(text: str) -> None:
    chances = spelling().chances(text)
    assert set(chances) == {*LANGUAGES, OTHER}
    assert sum(chances.values()) == pytest.approx(1)


def test_a_run_speaks_for_its_language() -> None:
    taught = Spelling(("vi", "en"), (0.0, 0.0), 0.1, {"ng": [30, -10], "th": [-10, 30]})
    assert taught.chances("ng")["vi"] > 0.9
    assert taught.chances("th")["en"] > 0.9
    assert taught.chances("зз") == {"vi": 0.5, "en": 0.5}


def test_how_often_a_text_is_said_does_not_change_what_it_is() -> None:
    once, often = (spelling().chances("us garahgui bna " * times) for times in (1, 20))
    assert once["mn"] > 0.9
    assert often["mn"] == pytest.approx(once["mn"], abs=0.05)

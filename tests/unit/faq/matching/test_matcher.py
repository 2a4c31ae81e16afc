"""Words first, then words and vectors; whatever is typed gets an honest answer."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_faq.encoder.floats import Floats
from city120_faq.learning.lines import Example
from city120_faq.matching.fusion import Curve
from city120_faq.matching.matcher import Matcher
from city120_faq.matching.ranking import Ranking
from tests.unit.faq.conftest import DIMENSIONS, TOPICS, hear, trained_on

ODD = {
    "control characters": "\x00\x07\x1b[31m\u202e\u200b물이\x00새요",
    "four thousand code points": "물이 새요 " * 666 + "끝끝끝끝",
    "emoji only": "😀🚰💧",
    "white space only": " \t\n",
    "digits only": "01012345678",
    "one letter": "ㅠ",
    "a script nobody here speaks": "สวัสดีครับ น้ำรั่ว",
    "combining marks alone": "\u0301\u0301\u0301",
}


def by_words(matcher: Matcher, text: str, language: str) -> Ranking:
    return matcher.by_words(matcher.words.lexicon.read(text), language)


def by_both(matcher: Matcher, text: str, vector: Floats, language: str) -> Ranking:
    return matcher.by_both(matcher.words.lexicon.read(text), vector, language)


def check(ranking: Ranking) -> None:
    probabilities = [probability for _, probability in ranking.affairs]
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) + ranking.out_of_scope == pytest.approx(1, abs=1e-3)
    assert 0 <= ranking.out_of_scope <= 1


@pytest.mark.parametrize(("text", "label"), [("누수가 있어요 수도관", "water.leak"), ("big hole in the road", "road.pothole")])
def test_words_name_the_affair(words_only: Matcher, text: str, label: str) -> None:
    assert by_words(words_only, text, "en" if text.isascii() else "ko").best[0] == label


def test_without_vectors_no_model_is_needed(words_only: Matcher, matcher: Matcher) -> None:
    assert words_only.model_id == ""
    assert matcher.model_id == "stand-in"


def test_what_is_no_public_business_is_a_label_of_its_own(matcher: Matcher) -> None:
    ranking = by_both(matcher, "공룡 이야기", hear("공룡 이야기"), "ko")
    assert ranking.out_of_scope > 0.5
    assert {affair for affair, _ in ranking.affairs} == TOPICS.keys() - {"out_of_scope"}


def test_words_alone_decide_an_affair_but_never_that_something_is_no_public_business(matcher: Matcher) -> None:
    affair, talk = (by_words(matcher, text, "ko") for text in ("수도관 누수, 물이 새요", "공룡 이야기, 사랑 노래 불러줘"))
    assert (affair.best[0], affair.decided) == ("water.leak", True)
    assert talk.out_of_scope > 0.9
    assert not talk.decided


def test_words_alone_decide_nothing_in_a_language_that_they_never_learnt(matcher: Matcher) -> None:
    assert by_words(matcher, "수도관 누수, 물이 새요", "ko").decided
    assert not by_words(matcher, "수도관 누수, 물이 새요", "und").decided


def test_an_emergency_counts_for_the_affair_that_it_belongs_to(lines: list[Example], tmp_path: Path) -> None:
    urgent = [replace(line, label="emergency.leak") if line.label == "water.leak" else line for line in lines]
    trained_on(urgent, vectors=True, folder=tmp_path)
    made = Matcher(tmp_path, {"road.pothole": "road.pothole", "waste.bulky": "waste.bulky", "emergency.leak": "waste.bulky"})
    ranking = by_both(made, "물이 새요", hear("물이 새요"), "ko")
    assert (ranking.best[0], ranking.emergency) == ("waste.bulky", "leak")
    assert ranking.urgent == pytest.approx(ranking.best[1], abs=0.05)


def test_a_matcher_that_has_learnt_of_no_emergency_tells_of_none(matcher: Matcher) -> None:
    ranking = by_both(matcher, "물이 새요", hear("물이 새요"), "ko")
    assert (ranking.urgent, ranking.emergency) == (None, "")


def test_what_no_public_business_loses_among_callers_affairs_gain(lines: list[Example], tmp_path: Path) -> None:
    """Callers ask such far less often than lines to learn from do: the curve moves a chance, and the others share what is left as before."""
    made = trained_on(lines, vectors=True, folder=tmp_path)
    text = "공룡 구멍"
    heard, alone = by_both(made, text, hear(text), "ko"), by_words(made, text, "ko")
    made.fusion = replace(made.fusion, no_business=Curve(slope=1.0, start=-3.0))
    among = by_both(made, text, hear(text), "ko")
    assert among.out_of_scope == pytest.approx(1 / (1 + math.exp(3) * (1 - heard.out_of_scope) / heard.out_of_scope))
    assert [affair for affair, _ in among.affairs] == [affair for affair, _ in heard.affairs]
    assert list(by_words(made, text, "ko").affairs) == list(alone.affairs), "words never decide that, so theirs is left"
    assert among.best[1] / heard.best[1] == pytest.approx((1 - among.out_of_scope) / (1 - heard.out_of_scope))


def test_a_vector_helps_where_no_word_is_known(matcher: Matcher) -> None:
    unknown = "xyzzy"
    words = dict(by_words(matcher, unknown, "en").affairs)
    both = dict(by_both(matcher, unknown, hear("water is leaking"), "en").affairs)
    assert both["water.leak"] > words["water.leak"]
    assert max(both, key=both.__getitem__) == "water.leak"


def test_words_are_not_outvoted_by_a_vector_that_says_nothing(matcher: Matcher) -> None:
    silent = np.zeros(DIMENSIONS, dtype=np.float32)
    assert by_both(matcher, "hole in the road please", silent, "en").best[0] == "road.pothole"


def test_a_language_nobody_wrote_lines_in_is_ranked_with_less_confidence(matcher: Matcher) -> None:
    text = "hole in the road"
    spoken, other = (by_both(matcher, text, hear(text), language).best for language in ("en", "und"))
    assert other[1] <= spoken[1] + 0.05


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("language", ["ko", "und"])
def test_odd_texts_are_ranked(matcher: Matcher, text: str, language: str) -> None:
    check(by_words(matcher, text, language))
    check(by_both(matcher, text, hear(text), language))


@pytest.mark.parametrize("text", ["😀🚰💧", " \t\n", "01012345678"])
def test_a_text_without_words_is_never_decided(words_only: Matcher, text: str) -> None:
    ranking = by_words(words_only, text, "ko")
    assert not ranking.decided
    assert ranking.best[1] < 0.6


@given(st.text(max_size=300))
def test_any_text_is_ranked(words_only: Matcher, text: str) -> None:
    check(by_words(words_only, text, "ko"))

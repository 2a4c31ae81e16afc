"""Words first, then words and vectors; whatever is typed gets an honest answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_faq.matching.fusion import OUTWEIGHED
from city120_faq.matching.matcher import Matcher, Ranking, best
from tests.unit.faq.conftest import DIMENSIONS, TOPICS, hear

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


def check(ranking: Ranking) -> None:
    probabilities = [probability for _, probability in ranking.labels]
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) == pytest.approx(1, abs=1e-3)
    assert 0 <= ranking.out_of_scope <= 1
    assert 0 <= ranking.threshold <= 1


@pytest.mark.parametrize(("text", "label"), [("누수가 있어요 수도관", "water.leak"), ("big hole in the road", "road.pothole")])
def test_words_name_the_affair(words_only: Matcher, text: str, label: str) -> None:
    assert words_only.by_words(text, "en" if text.isascii() else "ko").labels[0][0] == label


def test_without_vectors_the_matcher_says_so(words_only: Matcher, matcher: Matcher) -> None:
    assert not words_only.has_vectors
    assert matcher.has_vectors


def test_what_is_no_public_business_is_a_label_of_its_own(matcher: Matcher) -> None:
    ranking = matcher.by_words_and_vectors("공룡 이야기", hear("공룡 이야기")[None], "ko")
    assert ranking.out_of_scope > 0.5
    assert "out_of_scope" not in [code for code, _ in best(ranking, 5, {label: label for label in TOPICS if label != "out_of_scope"})]


def test_words_alone_decide_an_affair_but_never_that_something_is_no_public_business(matcher: Matcher) -> None:
    affair, talk = (matcher.by_words(text, "ko") for text in ("수도관 누수, 물이 새요", "공룡 이야기, 사랑 노래 불러줘"))
    assert (affair.labels[0][0], affair.decided) == ("water.leak", True)
    assert talk.out_of_scope > 0.9
    assert not talk.decided


def test_words_alone_decide_nothing_in_a_language_that_they_never_learnt(matcher: Matcher) -> None:
    assert matcher.by_words("수도관 누수, 물이 새요", "ko").decided
    assert not matcher.by_words("수도관 누수, 물이 새요", "und").decided


@pytest.mark.parametrize(
    ("affair", "urgent", "doubts"),
    [(0.9, 0.01, True), (0.9, 0.03, False), (0.1, 0.01, False), (0.1, 0.001, True), (0.9, None, False)],
    ids=["an affair is likely", "an emergency may be", "talk, perhaps", "talk, surely", "not asked"],
)
def test_words_that_sound_like_an_emergency_are_doubted_for_an_affair_and_hardly_for_talk(affair: float, urgent: float | None, doubts: bool) -> None:
    labels = (("out_of_scope", 0.99 - affair), ("water.leak", affair), ("emergency.fire", urgent or 0.0))
    assert Ranking(labels, 0.86, decided=True, urgent=urgent, alarm=(0.07, 0.02)).doubts_words is doubts


def test_nothing_is_refused_while_an_affair_is_much_likelier(matcher: Matcher) -> None:
    """The threshold of a text is that of the fit, or what its likeliest affair leaves."""
    sure, talk = (matcher.by_words(text, "ko") for text in ("수도관 누수, 물이 새요", "공룡 이야기, 사랑 노래 불러줘"))
    assert sure.refuse_from == pytest.approx(OUTWEIGHED * sure.labels[0][1])
    assert talk.refuse_from == pytest.approx(0.1), "as the matcher was fitted"


def test_a_vector_helps_where_no_word_is_known(matcher: Matcher) -> None:
    unknown = "xyzzy"
    by_words = dict(matcher.by_words(unknown, "en").labels)
    both = dict(matcher.by_words_and_vectors(unknown, hear("water is leaking")[None], "en").labels)
    assert both["water.leak"] > by_words["water.leak"]
    assert max(both, key=both.__getitem__) == "water.leak"


def test_words_are_not_outvoted_by_a_vector_that_says_nothing(matcher: Matcher) -> None:
    silent = np.zeros(DIMENSIONS, dtype=np.float32)
    assert matcher.by_words_and_vectors("hole in the road please", silent[None], "en").labels[0][0] == "road.pothole"


def test_a_language_nobody_wrote_lines_in_is_ranked_with_less_confidence(matcher: Matcher) -> None:
    text = "hole in the road"
    spoken, other = (matcher.by_words_and_vectors(text, hear(text)[None], language).labels[0] for language in ("en", "und"))
    assert other[1] <= spoken[1] + 0.05


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("language", ["ko", "und"])
def test_odd_texts_are_ranked(matcher: Matcher, text: str, language: str) -> None:
    check(matcher.by_words(text, language))
    check(matcher.by_words_and_vectors(text, hear(text)[None], language))


@pytest.mark.parametrize("text", ["😀🚰💧", " \t\n", "01012345678"])
def test_a_text_without_words_is_never_decided(words_only: Matcher, text: str) -> None:
    ranking = words_only.by_words(text, "ko")
    assert not ranking.decided
    assert ranking.labels[0][1] < 0.6


@given(st.text(max_size=300))
def test_any_text_is_ranked(words_only: Matcher, text: str) -> None:
    check(words_only.by_words(text, "ko"))

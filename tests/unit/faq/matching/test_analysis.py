"""What of a text is compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_faq.matching.analysis import decompose, features


def shared(first: str, second: str) -> float:
    """The share of features that two texts have in common."""
    values, other = set(features(first)), set(features(second))
    return len(values & other) / len(values | other)


def test_a_wrong_letter_in_a_korean_word_changes_little() -> None:
    assert (len(decompose("가")), len(decompose("각"))) == (2, 3)
    assert shared("가스냄새", "까스냄새") > shared("가스냄새", "하수구")


def test_a_wrong_space_in_korean_changes_little() -> None:
    assert shared("수도 요금", "수도요금") > 0.3


def test_vietnamese_is_understood_without_its_marks() -> None:
    assert set(features("mat nuoc")) <= set(features("mất nước"))


def test_pairs_of_words_count_where_a_word_is_several_syllables_and_not_in_korean() -> None:
    assert "pmat nuoc" in set(features("mất nước"))
    assert not any(feature.startswith("p") for feature in features("물이 새요"))


def test_mongolian_words_with_different_endings_meet() -> None:
    assert shared("автобусны", "автобусанд") > 0.2


def test_chinese_and_japanese_are_read_across_spaces() -> None:
    assert "c停水" in set(features("停 水"))
    assert "cゴミ" in set(features("ゴ ミ"))


def test_case_width_and_control_characters_do_not_matter() -> None:
    assert sorted(features("ＷＡＴＥＲ\x00 leak")) == sorted(features("water leak"))


@pytest.mark.parametrize("text", ["", " \t\n", "\u200b\u200d", "😀😀😀", "12345", "\x00\x07"])
def test_a_text_without_words_has_no_features(text: str) -> None:
    assert list(features(text)) == []


@given(st.text(max_size=200))
def test_any_text_can_be_analysed(text: str) -> None:
    assert all(len(feature) >= 2 for feature in features(text))

"""Questions while they are typed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_faq.suggest import Suggestions, initials, letters, read_suggestions, suggestions_of, write_suggestions
from tests.bundled import bundled

QUESTIONS = Suggestions.of(
    [
        ("a", "수도 계량기가 얼었어요"),
        ("b", "수도요금은 어떻게 내나요?"),
        ("c", "이사할 때 수도요금 정산"),
        ("d", "Mất nước thì gọi ai?"),
        ("e", "Where do I buy a bag?"),
        ("f", "Паспорт хаана авах вэ?"),
        ("g", "粗大ごみの出し方"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("수도", ["a", "b", "c"]),
        ("수도ㅇ", ["b", "c"]),
        ("수됴", []),
        ("ㅅㄷ", ["a", "b", "c"]),
        ("ㅅㄷㅇㄱ", ["b", "c"]),
        ("계", ["a"]),
        ("계량깅", ["a"]),
        ("mat n", ["d"]),
        ("Mất nư", ["d"]),
        ("MẤT", ["d"]),
        ("buy", ["e"]),
        ("uy", []),
        ("пасп", ["f"]),
        ("粗大", ["g"]),
        ("ごみの", ["g"]),
        ("요금", ["b", "c"]),
        ("수도 요금", ["b", "c"]),
        ("수도계량기", ["a"]),
        ("ㅇㄱ", ["b", "c"]),
        ("wat er", []),
        ("?!", []),
        ("", []),
    ],
)
def test_what_says_so_at_a_beginning_or_where_hangul_chinese_and_japanese_words_may_begin(typed: str, ids: list[str]) -> None:
    assert [entry for entry, _ in QUESTIONS.find(typed, 8)] == ids


def test_what_begins_a_word_comes_before_what_stands_within_one() -> None:
    matches = Suggestions.of([("within", "재활용품"), ("word", "큰 활용 사례 모음"), ("first", "활용할 것")]).find("활용", 8)
    assert [entry for entry, _ in matches] == ["first", "word", "within"]


def test_at_most_so_many() -> None:
    assert len(QUESTIONS.find("수도", 2)) == 2


def test_hangul_is_compared_by_letters() -> None:
    assert letters("물").startswith(letters("무"))
    assert initials(letters("수도 요금")) == letters("ㅅㄷ ㅇㄱ")


@given(st.text(max_size=60))
def test_anything_may_be_typed(typed: str) -> None:
    assert len(QUESTIONS.find(typed, 3)) <= 3


def test_what_is_kept_is_what_was_made(tmp_path: Path) -> None:
    entries = bundled().tables["entries"][:5]
    write_suggestions(entries, tmp_path)
    assert read_suggestions(tmp_path) == suggestions_of(entries)


def test_every_question_of_the_edition_is_found_by_its_beginning_in_every_language_soon() -> None:
    entries = bundled().tables["entries"]
    by_language = suggestions_of(entries)
    slowest = 0.0
    for entry in entries:
        for language, text in entry.texts.items():
            began = time.perf_counter()
            matches = by_language[language].find(text.question[:12], 50)
            slowest = max(slowest, time.perf_counter() - began)
            asked = {question for _, question in matches}
            assert text.question in asked, (language, text.question)
    assert slowest < 0.25

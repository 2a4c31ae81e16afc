"""The exit of a station beside its name, in six languages."""

from __future__ import annotations

import pytest

from city120_text.exits import exit_after, exit_before

AFTER = [
    (" 11번 출구 앞", "11"),
    ("2번출구", "2"),
    (" 제3 출구", "3"),
    ("의 십이번 출구", "12"),
    (", Exit no. 3", "3"),
    (" gate #4", "4"),
    ("2号出口", "2"),
    ("的2號口", "2"),
    ("の9番出口", "9"),
    ("の出口9", "9"),
    (" cửa ra số 2", "2"),
    (" loi ra 2", "2"),
    ("ын 2-р гарцаар", "2"),
    (" 9 дүгээр гарц", "9"),
    (" 3-1번 출구", "3-1"),
]


@pytest.mark.parametrize(("words", "number"), AFTER)
def test_after_the_name(words: str, number: str) -> None:
    exit_named = exit_after(f"X{words}", 1)
    assert exit_named is not None
    assert exit_named[0] == number


@pytest.mark.parametrize(("words", "number"), [("by exit 3 of ", "3"), ("at exit no. 3, the ", "3"), ("cửa ra số 2 ", "2"), ("cong so 4 cua ", "4")])
def test_before_the_name(words: str, number: str) -> None:
    exit_named = exit_before(f"{words}X", len(words))
    assert exit_named is not None
    assert exit_named[0] == number


@pytest.mark.parametrize("words", [" 3번 버스", " 111번 출구", " 0번 출구", " 출구", " exit", "2-р шугам", " 구구번 출구"])
def test_other_numbers_are_no_exits(words: str) -> None:
    assert exit_after(f"X{words}", 1) is None
    assert exit_before(f"{words} X", len(words) + 1) is None

"""No text takes time that grows faster than its length, and none becomes many times as long as it was sent."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from city120_text import EmergencyMatcher, EmergencyRule, detect_language, fold, name_key, redact, strip_marks, unrepeated
from city120_text.language import warm_up

LONG, SHORT = 4000, 500
RULES = EmergencyMatcher([EmergencyRule("fire", ("119",), {}, {"ko": ["불 났|타"], "en": ["fire", "gas leak|smell"]})])
READ: list[Callable[[str], object]] = [redact, detect_language, fold, name_key, strip_marks, unrepeated, RULES.match]
PIECES = {
    "letter": "a",
    "digit": "1",
    "digits": "1-",
    "sixes": "123456-",
    "at": "@",
    "letters at": "a@",
    "dots at": "a.",
    "plus": "+1",
    "brackets": "+1(1",
    "mark": "\u0301",
    "marks": "a\u0301",
    "many marks": "a" + "\u0300\u0327" * 20,
    "U+FDFA": "\ufdfa",
    "U+FDFA among letters": "\ufdfaa",
    "jamo": "\u1100\u1161",
    "hangul": "가",
    "kana": "か",
    "han": "水",
    "vietnamese": "ặ",
    "cyrillic": "ш",
    "space": " x",
    "nothing": "\u200b",
}


def of(piece: str, length: int, end: str = "") -> str:
    return (piece * length)[: length - len(end)] + end


def seconds(read: Callable[[str], object], text: str) -> float:
    """The least of some, as this thread was at work: what runs beside it does not count."""
    took = []
    for _ in range(5):
        began = time.thread_time()
        read(text)
        took.append(time.thread_time() - began)
    return min(took)


@pytest.mark.parametrize("end", ["", "@", "!1"], ids=["", "at", "one"])
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
@pytest.mark.parametrize("read", READ, ids=lambda read: read.__name__)
def test_eight_times_the_text_takes_about_eight_times_as_long(read: Callable[[str], object], piece: str, end: str) -> None:
    warm_up()
    short = seconds(read, of(piece, SHORT, end))
    # Thrice as much for what runs beside it: what grows with the square takes 64 times as long.
    assert seconds(read, of(piece, LONG, end)) < 3 * LONG / SHORT * short + 0.004


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_no_text_becomes_many_times_as_long(piece: str) -> None:
    for read in (fold, name_key, redact):
        assert len(read(of(piece, LONG))) <= 3 * LONG


def test_signs_of_whole_words_are_read_in_a_text_as_people_write() -> None:
    assert fold("㍿ 서울") == "株式会社 서울"
    assert fold("ﷺ").startswith("صلى")


def test_what_is_repeated_over_and_over_says_no_more_than_a_little_of_it() -> None:
    assert fold("도와주세요" + "ㅠ" * 500) == fold("도와주세요" + "ㅠ" * 20)
    assert fold("1" * 16) == "1" * 16
    assert fold("가" * 17 + "나") == "가" * 16 + "나"


def test_a_few_characters_that_are_repeated_are_cut_and_words_are_not() -> None:
    assert unrepeated("불이야 " * 1000) == "불이야 " * 16
    assert unrepeated("x" + "a@" * 1000 + "y") == "x" + "a@" * 16 + "y"
    for text in ("마포구 망원동 가로등이 꺼졌어요", "ㅋ" * 16, "010-1234-5678", "", "가" * 10 + "나" * 10):
        assert unrepeated(text) == text

"""Looking for words of rows in a text."""

from __future__ import annotations

import pytest

from city120_edition.rows import CallerWord
from city120_gateway.words.patterns import Ending, Sieve, pattern, plain


def word(text: str, language: str = "en") -> CallerWord:
    return CallerWord(means="greeting", language=language, text=text)


@pytest.mark.parametrize(
    ("row", "text", "holds"),
    [
        (word("첫 차", "ko"), "홍대첫차는요", True),
        (word("첫차", "ko"), "첫 차!", True),
        (word("구정", "ko"), "성북구 정릉동", False),
        (word("구정", "ko"), "올해구정에", True),
        (word("안 와요", "ko"), "버스가안 와요", True),
        (word("hi"), "this", False),
        (word("last train"), "the Last-Trains", True),
        (word("tàu cuối", "vi"), "tau cuoi may gio", True),
        (word("tàu cuối", "vi"), "tàu cuối mấy giờ", True),
        (word("末班", "zh"), "末班车几点", True),
        (word("оператор", "mn"), "операторт", True),
    ],
)
def test_dense_languages_stand_anywhere_and_others_begin_a_word(row: CallerWord, text: str, holds: bool) -> None:
    assert bool(pattern([row]).search(plain(text))) is holds
    # The sieve lets through whatever the pattern finds.
    assert not holds or Sieve({"it": [row]}).names(plain(text)) == {"it"}


def test_what_follows_a_word_is_left_taken_or_ends_it() -> None:
    left = {ending: pattern([word("agent")], ending).sub("", plain("agents please")) for ending in Ending}
    assert left == {Ending.OPEN: "s please", Ending.TAKEN: " please", Ending.WHOLE: "agents please"}


def test_no_words_find_nothing() -> None:
    assert pattern(()).search("anything") is None


def test_the_longest_is_found_first() -> None:
    (result,) = pattern([word("good"), word("good morning")]).findall("good morning")
    assert result == "good morning"


def test_a_sieve_names_the_patterns_one_of_whose_words_a_text_has() -> None:
    sieve = Sieve({"wish": [word("good morning"), word("hello")], "fee": [word("phí", "vi")], "hours": [word("몇 시", "ko")]})
    assert sieve.names(plain("Good  morning!")) == {"wish"}
    assert sieve.names(plain("hello, phi bao nhieu, 몇시")) == {"wish", "fee", "hours"}
    assert sieve.names(plain("good evening")) == set()
    assert Sieve({}).names("anything") == set()

"""Numbers as Koreans say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_text.numerals import SPOKEN, spoken_number

DIGITS = "영일이삼사오육칠팔구"


def said(number: int) -> str:
    """A number below ten thousand as it is said."""
    words = ""
    for unit, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit, number = divmod(number, unit)
        words += (DIGITS[digit] if digit > 1 or (digit and not name) else "") + (name if digit else "")
    return words


@given(st.integers(1, 9999))
def test_every_amount_is_read_back(number: int) -> None:
    assert spoken_number(said(number)) == number


@given(st.integers(100, 99999))
def test_digits_one_by_one(number: int) -> None:
    assert spoken_number("".join(DIGITS[int(digit)] for digit in str(number))) == number


@pytest.mark.parametrize(
    ("words", "number"), [("공일공", 10), ("륙", 6), ("일이", None), ("백백", None), ("십백", None), ("이이십", None), ("", None), ("길", None)]
)
def test_what_is_and_is_not_a_number(words: str, number: int | None) -> None:
    assert spoken_number(words) == number


@given(st.text(st.sampled_from(SPOKEN), max_size=8))
def test_nothing_that_sounds_like_one_breaks_it(words: str) -> None:
    number = spoken_number(words)
    assert number is None or 0 <= number < 10**8

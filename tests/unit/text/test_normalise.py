"""One normaliser for names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_text import fold, name_key, strip_marks


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Gangnam-gu", "gangnam gu"),
        ("Quận Jongno", "quan jongno"),
        ("명동 2가", "명동2가"),
        ("ＧＡＮＧＮＡＭ", "gangnam"),
        ("Каннам дүүрэг", "каннам дүүрэг"),
    ],
)
def test_spellings_of_one_name_have_one_key(name: str, other: str) -> None:
    assert name_key(name) == name_key(other)


def test_cyrillic_and_hangul_keep_their_letters() -> None:
    assert strip_marks("Өүй 강남 mất nước đi") == "Өүй 강남 mat nuoc di"


def test_control_characters_are_white_space() -> None:
    assert fold("a\x00b\u200bc\n\td") == "a b c d"


@given(st.text(max_size=100))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)

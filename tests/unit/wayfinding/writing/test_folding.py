"""The folded text and the way back to the code points of the original."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_text import name_key
from city120_wayfinding.writing.folding import FoldedName, FoldedText, Gap, marked

# What callers write: the scripts of the six languages, composed and not, full and half width, punctuation, emoji.
LETTERS = st.sampled_from(
    [*"aZßéệđĐ0９ＡｶﾞｱｰあカガーАөүйЁ강각ㄱㅏㅋ江辺麻 \t\n.,'’-·()?!。、，「🚇👨\u200d\ufe0f\u0301\u0323\u1100\u1161\u11a8\u3099㈜①½…"]
)
texts = st.text(LETTERS, max_size=40)


@given(texts)
def test_the_key_is_the_key_of_the_whole_text(text: str) -> None:
    assert FoldedText.of(text).key == name_key(text)


@given(texts)
def test_every_character_of_the_key_comes_from_the_code_points_it_names(text: str) -> None:
    folded = FoldedText.of(text)
    for position, character in enumerate(folded.key):
        start, end = folded.span(position, position + 1)
        assert character in name_key(text[start:end])
    assert list(folded.starts) == sorted(folded.starts)
    assert len(folded.gaps) == len(folded.key) + 1


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_decomposed_text_is_one_with_composed(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, "🚇 강남역 quận Jongno ガク Ёыйдо")
    folded = FoldedText.of(text)
    assert folded.key == name_key("🚇강남역quanjongnoガクЁыйдо")
    start, end = folded.span(1, 4)
    assert unicodedata.normalize("NFC", text[start:end]) == "강남역"


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("a-b", Gap.JOINT),
        ("a b", Gap.SPACE),
        ("Univ. b", Gap.STOP),
        ("강. b", Gap.BREAK),
        ("a\nb", Gap.BREAK),
        ("ab", Gap.NONE),
        ("a.b", Gap.JOINT),
    ],
)
def test_what_was_left_out_between_two_letters(text: str, gap: Gap) -> None:
    folded = FoldedText.of(text)
    assert folded.gaps[len(folded.key) - 1] == gap


def test_marks_are_kept_aside() -> None:
    folded = FoldedText.of("ở Quận Mapo")
    assert folded.key == "oquanmapo"
    assert folded.marked(0, 5) == "ởquận"


NAMES = (
    "강남역",
    "Seoul Station",
    "World Cup-ro",
    "St. Mary",
    "Đống Đa",
    "Quận Mapo",
    "Каннам-гү",
    "ガク駅",
    "①동",
    "Straße",
    "N서울타워 (남산)",
    "A - B",
)


@pytest.mark.parametrize("name", [*NAMES, *(unicodedata.normalize("NFD", name) for name in NAMES)])
def test_a_name_is_folded_as_a_text_is(name: str) -> None:
    text = FoldedText.of(name)
    breaks = [position for position in range(1, len(text.key)) if text.gaps[position]]
    words = 1 + sum(text.gaps[position] >= Gap.SPACE for position in breaks)
    assert FoldedName.of(name, name_key(name)) == (text.key, marked(name), tuple(breaks), words)

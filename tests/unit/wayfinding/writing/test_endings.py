"""What may be written on to a Hangul name."""

from __future__ import annotations

import pytest

from city120_wayfinding.writing.endings import Endings
from city120_wayfinding.writing.folding import FoldedText

ENDINGS = Endings(["에", "에서", "인데", "요"])


@pytest.mark.parametrize(("text", "ends"), [("강남에서", [4, 3]), ("강남에 서", [3]), ("강남 에서", []), ("강남은", []), ("강남", [])])
def test_endings_are_found_the_longest_first_and_without_a_gap(text: str, ends: list[int]) -> None:
    assert ENDINGS.after(FoldedText.of(text), 2) == ends


@pytest.mark.parametrize(
    ("text", "closes"), [("강남", True), ("강남 사람", True), ("강남에서요", True), ("강남인데요?", True), ("강남사람", False), ("강남에사는", False)]
)
def test_a_name_is_whole_where_a_word_ends_or_endings_lead_there(text: str, closes: bool) -> None:
    assert ENDINGS.close(FoldedText.of(text), 2) is closes

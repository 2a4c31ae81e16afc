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


SAID = (
    "네요 이네요 래요 이래 이라네요 랍니다 니까 이라서 거든요 이구요 임 죠 이잖아요 이었어요 였는데 일 일걸요 인 인것같아요 "
    "인듯 이긴 긴 맞아요 같아요 인대요 인가봐요 임다 이용 입니다만 이랬는데"
)


@pytest.mark.parametrize("written", SAID.split())
def test_forms_of_to_be_may_be_written_on_to_a_name(written: str) -> None:
    assert Endings([], to_be=True).close(FoldedText.of(f"성북구{written} 가로등"), 3)


@pytest.mark.parametrize("written", ["고", "구", "군", "네", "이네", "지", "나무", "일보", "인삼"])
def test_what_only_begins_like_a_form_of_to_be_is_none(written: str) -> None:
    assert not Endings([], to_be=True).close(FoldedText.of(f"강남{written} 앞"), 2)

"""What Korean writes on to a noun to say that it is something."""

from __future__ import annotations

import pytest

from city120_text.korean_copula import COPULA, LONGEST_COPULA


@pytest.mark.parametrize(
    "ending", ["이에요", "예요", "네요", "래요", "이랍니다", "니까요", "잖아요", "였어요", "인데요", "인 것 같아요", "맞아요", "일 거예요", "입니다"]
)
def test_a_form_of_to_be_is_one(ending: str) -> None:
    written = ending.replace(" ", "")
    assert COPULA.fullmatch(written)
    assert len(written) <= LONGEST_COPULA


@pytest.mark.parametrize("other", ["구청", "고등학교", "네거리", "지하도", "역", "에서", "까지"])
def test_another_word_is_none(other: str) -> None:
    assert COPULA.fullmatch(other) is None

"""How much two texts share."""

from __future__ import annotations

import pytest

from city120_gateway.words.likeness import Likeness

COMMON = {
    "ko": ["구청에 신청하세요.", "주민센터에 신청하세요.", "구청에 물어보세요."],
    "en": ["Apply at the office.", "Ask the office about it."],
    "vi": ["Hãy hỏi ủy ban quận.", "Hãy hỏi trung tâm."],
}
LIKENESS = Likeness(COMMON)


@pytest.mark.parametrize(
    ("language", "text", "sentence"),
    [
        ("ko", "세탁기는요?", "세탁기도 받습니다."),
        ("en", "and the fridges?", "A fridge is taken free."),
        ("zh", "冰箱也一样吗", "冰箱免费。"),
        ("ja", "カードでもいい?", "カードで払えます。"),
        ("ja", "1時間過ぎたら?", "買った分を過ぎると料金が加算されます。"),
        ("vi", "trả bằng thẻ được không", "Trả bằng thẻ cũng được."),
        ("mn", "картаар болох уу", "Картаар төлнө."),
    ],
)
def test_a_rare_word_that_both_have_is_shared(language: str, text: str, sentence: str) -> None:
    assert LIKENESS.shared(text, sentence, language) >= 0
    assert LIKENESS.shared(text, "", language) == 0
    if language in COMMON:
        assert LIKENESS.shared(text, sentence, language) > 1


def test_a_word_that_all_texts_have_counts_little() -> None:
    assert LIKENESS.shared("구청에 세탁기", "구청에 가세요", "ko") < LIKENESS.shared("구청에 세탁기", "세탁기", "ko")

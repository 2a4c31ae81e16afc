"""Traditional and simplified characters of Chinese."""

from __future__ import annotations

import pytest

from city120_gateway.words.characters import simplified, traditional, writes_traditional


@pytest.mark.parametrize("before", [False, True])
@pytest.mark.parametrize(
    ("text", "writes"),
    [
        ("我的車停在弘大附近被拖走了,去哪裡領車", True),
        ("請問首爾站到景福宮要搭幾號線?", True),
        ("我的车被拖走了", False),
        ("请问去哪里領車", False),
        ("T-money卡裡還有錢，回台灣前可以退嗎？", True),
        ("我在台湾买的车", False),
    ],
)
def test_characters_of_one_kind_tell_what_was_written_before_or_not(text: str, writes: bool, before: bool) -> None:
    assert writes_traditional(text, before=before) is writes


@pytest.mark.parametrize("text", ["", "可以刷卡", "1", "hello"])
def test_a_text_with_neither_is_as_before(text: str) -> None:
    assert writes_traditional(text, before=True)
    assert not writes_traditional(text, before=False)


def test_what_is_put_into_traditional_characters_keeps_korean_and_its_words() -> None:
    assert traditional("请咨询区厅(구청)，程序和头发。") == "請諮詢區廳(구청)，程序和頭髮。"


def test_words_of_taiwan_are_read_as_those_that_an_edition_knows() -> None:
    assert simplified("護照掉在計程車上，請問永登浦區廳在哪裡") == "护照掉在出租车上，请问永登浦区厅在哪里"

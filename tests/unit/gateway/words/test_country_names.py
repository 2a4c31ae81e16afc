"""What embassies are called after, in texts of who says where they are from."""

from __future__ import annotations

import pytest

from city120_gateway.knowledge import Knowledge

CANADA, UK, USA, THAILAND = ("place:embassy-ca", "place:embassy-gb", "place:embassy-us", "place:embassy-th")


@pytest.mark.parametrize(
    ("text", "language", "ref"),
    [
        ("캐나다요", "ko", CANADA),
        ("저는 캐나다 사람인데요", "ko", CANADA),
        ("미국이요", "ko", USA),
        ("미국인입니다", "ko", USA),
        ("I'm Canadian", "en", CANADA),
        ("I already told you, Canada.", "en", CANADA),
        ("I am from the US", "en", USA),
        ("US citizen here", "en", USA),
        ("我是加拿大人", "zh", CANADA),
        ("カナダ人です", "ja", CANADA),
        ("タイです", "ja", THAILAND),
        ("Tôi là người Canada", "vi", CANADA),
        ("Toi la nguoi My", "vi", USA),
        ("tôi là người Anh", "vi", UK),
        ("Би Канад хүн", "mn", CANADA),
        ("Америкийн иргэн", "mn", USA),
    ],
)
def test_a_country_or_who_is_of_it_is_that_of_an_embassy(knowledge: Knowledge, text: str, language: str, ref: str) -> None:
    assert knowledge.country_names.find(text, language)[0] == {ref}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("여권 잃어버렸는데 어디로 가나요", "ko"),
        ("호주머니에서 잃어버렸어요", "ko"),
        ("인도에서 주웠어요", "ko"),
        ("네덜란드어 되나요", "ko"),
        ("please tell us", "en"),
        ("会说中国话吗", "zh"),
        ("中国語で話せますか", "ja"),
        ("タイトルは何ですか", "ja"),
        ("Anh ơi tôi mất hộ chiếu", "vi"),
        ("có tiếng Việt Nam không", "vi"),
        ("монгол хэлээр ярьж болох уу", "mn"),
    ],
)
def test_another_word_or_a_language_is_no_country(knowledge: Knowledge, text: str, language: str) -> None:
    assert knowledge.country_names.find(text, language)[0] == frozenset()


def test_the_rest_of_the_text_and_the_official_name_are_told(knowledge: Knowledge) -> None:
    assert knowledge.country_names.find("I am Canadian and Thai, please", "en") == (frozenset({CANADA, THAILAND}), "i am and please")
    assert knowledge.country_names.official(CANADA) == "캐나다 대사관"
    assert knowledge.country_names.official("place:none") == ""

"""Long stories are read in pieces; what is short is not, and nothing of a story is lost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from city120_faq.encoder.floats import Floats, unit
from city120_faq.matching.sentences import embedded, pieces, sentences

STORIES = {
    "ko": "어제는 비가 와서 하루 종일 집에 있었어요. " * 6 + "그런데 수도 요금이 너무 많이 나왔어요.",
    "en": "It rained all day and my sister came by with her two dogs. " * 4 + "Anyway, the street light is out.",
    "zh": "昨天下雨，我妹妹带着两条狗来了，我们聊了很久。" * 6 + "对了，水费怎么交？",
    "ja": "昨日は一日中雨で、妹が犬を二匹連れて来ました。" * 6 + "ところで水道料金が高いのですが。",
    "vi": "Hôm qua trời mưa cả ngày, em gái tôi dắt hai con chó sang chơi. " * 4 + "Mà này, tiền nước sao cao vậy?",
    "mn": "Өчигдөр өдөржин бороо орж, дүү маань хоёр нохойтойгоо ирсэн. " * 4 + "Тэгээд усны төлбөр яагаад их гарав?",
}


@pytest.mark.parametrize("language", STORIES)
def test_a_story_is_two_pieces_of_about_one_length(language: str) -> None:
    result = pieces(STORIES[language])
    assert len(result) == 2
    assert "".join("".join(result).split()) == "".join(STORIES[language].split())
    assert abs(len(result[0]) - len(result[1])) < 30


@pytest.mark.parametrize(
    "text", ["", "수도요금이 두 배로 나왔어요", "The street light near my house has been out for days, who repairs it?", "?" * 150]
)
def test_what_is_no_story_stays_whole(text: str) -> None:
    assert pieces(text) == [text]


@pytest.mark.parametrize("text", ["word " * 800, "물" * 4000, "a" * 4000, "one. " + "b" * 400, "\n" * 4000, "word " * 100 + "."])
def test_without_sentences_words_or_letters_are_shared_out(text: str) -> None:
    result = pieces(text)
    assert len(result) <= 2
    assert "".join("".join(result).split()) == "".join(text.split())
    assert all(result)


@pytest.mark.parametrize("text", ["word " * 60 + "end.", "물이 안 나와요 " * 20 + "왜죠?", "说" * 120 + "。"])
def test_one_long_sentence_is_halved_too(text: str) -> None:
    assert len(pieces(text)) == 2


@pytest.mark.parametrize("text", ["", "One. Two? 셋! 四。", "no end", "a\n\nb"])
def test_the_sentences_are_the_text(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_a_story_has_the_vector_in_the_middle_of_its_pieces_and_others_their_own() -> None:
    def embed(texts: Sequence[str]) -> Floats:
        return unit(np.array([[1.0, len(text), text.count(".")] for text in texts], dtype=np.float32))

    story = STORIES["en"]
    whole, other = embedded([story, "tap drips"], embed)
    assert whole == pytest.approx(unit(embed(pieces(story)).mean(axis=0)))
    assert other == pytest.approx(embed(["tap drips"])[0])

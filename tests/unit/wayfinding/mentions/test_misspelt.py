"""Names with one letter that is not as it should be."""

from __future__ import annotations

import pytest

from city120_wayfinding.mentions.finder import MentionFinder

MISSPELT = [
    ("홍대입그역 2번 출구", "홍대입그역 2번 출구", "station:hongik-univ"),
    ("홍데입구역이요", "홍데입구역", "station:hongik-univ"),
    ("광하문역에서", "광하문역", "station:gwanghwamun"),
    ("line 9 from gimpo airprt tonihgt", "gimpo airprt", "place:gimpo-airport"),
    ("left it at myeongdng", "myeongdng", "station:myeong-dong"),
    ("near Cheonngyangni", "Cheonngyangni", "station:cheongnyangni"),
]


@pytest.mark.parametrize(("text", "surface", "ref"), MISSPELT)
def test_it_is_taken_for_the_name(mentions: MentionFinder, text: str, surface: str, ref: str) -> None:
    (mention,) = [guess for guess in mentions.find(text) if guess.surface == surface]
    assert ref in {place.ref for place in mention.candidates}


@pytest.mark.parametrize(
    "text",
    [
        "sinchong hago sipda",
        "goyangi isseoyo",
        "I live near Hwaseong fortress",
        "an orchard in Yeongju",
        "byeonggi e beoryeodo",
        "행운도 동전도 없다",
    ],
)
def test_another_word_is_none(mentions: MentionFinder, text: str) -> None:
    assert mentions.find(text) == []

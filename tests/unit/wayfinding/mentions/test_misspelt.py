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
    # Stations by their bare name.
    ("종로삼기 막차", "종로삼기", "station:jongno-3-ga"),
    ("동대뭄에서 강남까지", "동대뭄", "station:dongdaemun"),
    ("홍대입그에서 막차", "홍대입그", "station:hongik-univ"),
    ("왕신리역 첫차", "왕신리역", "station:wangsimni"),
    ("신도립에서 인천까지", "신도립", "station:sindorim"),
    ("gangnm station last train", "gangnm station", "station:gangnam"),
    ("last train at gangnm", "gangnm", "station:gangnam"),
    ("Itaewn how to get there", "Itaewn", "station:itaewon"),
    ("ga gangnm chuyến cuối", "ga gangnm", "station:gangnam"),
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
        "삼국지에서 조조가 이겼나",
        "삼각김밥에서 머리카락이 나왔어요",
        "yaksuteo ganeun gil",
        "two dongs",
        "tôi ở Siheung",
        "police station",
    ],
)
def test_another_word_is_none(mentions: MentionFinder, text: str) -> None:
    assert mentions.find(text) == []

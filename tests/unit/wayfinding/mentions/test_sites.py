"""Complexes, schools and crossings in words: which dongs they lie in, and when a word is no such name."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from city120_wayfinding.mentions.finder import MentionFinder, PlaceMention
from tests.bundled import ROOT

DAECHI, SEOCHO, JEONGDONG, BANGBAE = "area:1168010600", "area:1165010800", "area:1114016700", "area:1165010100"

FOUND = [
    ("래미안대치팰리스 앞", "래미안대치팰리스", "complex", [DAECHI]),
    ("남산타운아파트 언덕길", "남산타운아파트", "complex", ["area:1114016200"]),
    ("마래푸 뒤쪽 계단", "마래푸", "complex", ["area:1144010100"]),
    ("목동신시가지7단지 담장", "목동신시가지7단지", "complex", ["area:1147010200"]),
    ("고덕그라시움에살아요", "고덕그라시움", "complex", ["area:1174010200"]),
    ("pothole at Tower Palace", "Tower Palace", "complex", ["area:1168011800"]),
    ("ウンマアパートの前", "ウンマアパート", "complex", [DAECHI]),
    ("서울고등학교 앞", "서울고등학교", "school", [SEOCHO]),
    ("서울고 정문", "서울고", "school", [SEOCHO]),
    ("서울고에서", "서울고", "school", [SEOCHO]),
    ("이화여고 담벼락", "이화여고", "school", [JEONGDONG]),
    ("목운초 앞 횡단보도", "목운초", "school", ["area:1147010200"]),
    ("단대부고 정문", "단대부고", "school", [DAECHI]),
    ("동교동삼거리", "동교동삼거리", "crossing", ["area:1144012100"]),
    ("용리단길인데 쓰레기가 많아요", "용리단길", "landmark", ["area:1117012500"]),
    ("龙理团路的垃圾", "龙理团路", "landmark", ["area:1117012500"]),
    ("ヨンリダンギルの騒音", "ヨンリダンギル", "landmark", ["area:1117012500"]),
    ("만리재 가로등", "만리재", "landmark", ["area:1114017400", "area:1117010800", "area:1144010100"]),
    ("traffic on Bongcheon Pass", "Bongcheon Pass", "landmark", ["area:1159010200", "area:1162010100"]),
    ("교보타워 사거리", "교보타워 사거리", "crossing", [SEOCHO, "area:1168010800"]),
]


@pytest.mark.parametrize(("text", "surface", "reading", "refs"), FOUND)
def test_a_site_is_the_dongs_it_lies_in(mentions: MentionFinder, text: str, surface: str, reading: str, refs: list[str]) -> None:
    (mention,) = mentions.find(text)
    assert (mention.surface, mention.reading, [place.ref for place in mention.candidates]) == (surface, reading, refs)


@pytest.mark.parametrize(
    "text",
    [
        "서울고 싶다는 말",
        "이 신고 앞으로 어떻게 되나요",
        "아직 동작중 입니다",
        "올해초 앞당겨 신청",
        "공사중 정문 이용 불가",
        # So many are called so that it says nothing.
        "신동아아파트 앞 가로수",
        "현대아파트 관리비",
        # One is known, and others may be called so: parts of names, builders, and a builder that has the name of a province.
        "무지개아파트 앞",
        "대상아파트 앞",
        "경남임광아파트",
        # Longer names that end like one.
        "벽산평창힐스아파트",
        "그점보아파트",
    ],
)
def test_what_else_is_written_so_is_no_site(mentions: MentionFinder, text: str) -> None:
    assert mentions.find(text) == []


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("방배동 신동아아파트 앞", [BANGBAE]),
        ("서초구 신동아아파트", [BANGBAE, SEOCHO]),
        # A part of a name is one where it is said to be, and nowhere else.
        ("상계동 보람아파트", ["area:1135010500"]),
        ("노원구 보람아파트", ["area:1135010500"]),
        ("방화동 보람아파트", []),
        ("구로구 보람아파트", []),
        ("영등포구 신길동 풍림아파트", []),
        ("역삼 월드메르디앙아파트", []),
        ("한남시범아파트", []),
        # Several are asked.
        ("풍림아파트 앞", ["area:1129010300", "area:1141011800", "area:1168010500"]),
        # Not in another sentence.
        ("서초구에 살아요. 신동아아파트 앞에 나무가 쓰러졌어요", []),
    ],
)
def test_areas_beside_it_tell_which_of_many_is_meant(mentions: MentionFinder, text: str, refs: list[str]) -> None:
    sites = [mention for mention in mentions.find(text) if mention.reading == "complex"]
    assert [place.ref for mention in sites for place in mention.candidates] == refs


def test_a_site_says_its_name_point_and_source(mentions: MentionFinder) -> None:
    place = mentions.find("서울고등학교")[0].candidates[0]
    assert place.address == "서울고등학교"
    assert place.point is not None
    assert (place.point.latitude, place.point.longitude) == pytest.approx((37.485, 127.004), abs=0.005)
    assert place.precision_m == 150
    assert (place.data_date, place.confidence, bool(place.source)) == ("2025-03-25", "verified", True)


def test_a_site_sets_nothing_aside(mentions: MentionFinder) -> None:
    reading = mentions.read("이화여고 덕수궁 쪽 담벼락")
    assert ([mention.surface for mention in reading.mentions], reading.set_aside) == (["이화여고", "덕수궁"], [])


def test_most_of_the_golden_sites_are_found_where_they_lie(mentions: MentionFinder) -> None:
    with (ROOT / "tests/golden/named.csv").open(encoding="utf-8", newline="") as stream:
        named = list(csv.DictReader(stream))
    outcomes = Counter(_right(mentions.find(row["text"], row["language"]), row["district"].split("|")) for row in named)
    assert outcomes[True] / outcomes.total() >= 0.98


def _right(mentions: list[PlaceMention], districts: list[str]) -> bool:
    """Whether the last mention lies first of all in one of these districts."""
    return bool(mentions) and mentions[-1].candidates[0].district_code in districts

"""Road addresses as people write and say them, on a few roads."""

from __future__ import annotations

import pytest

from city120_wayfinding.addresses.alone import Alone
from city120_wayfinding.addresses.written import RoadFinder
from city120_wayfinding.writing.endings import Endings
from city120_wayfinding.writing.folding import FoldedText

ROADS = (
    "양천로",
    "도봉로",
    "도봉로37길",
    "개포로",
    "개포로22길",
    "국회대로70나길",
    "고산4안길",
    "강남대로",
    "청구로",
    "고려대로",
    "종로",
    "4.19로",
    "명동8나길",
    "을지로",
)
# Roads by the keys of their names in other letters.
OTHERS = {
    "yangcheonro": ["양천로"],
    "gangnamdaero": ["강남대로"],
    "gukhoedaero": ["국회대로"],
    "dobongro": ["도봉로"],
    "jongro": ["종로"],
    "江南大路": ["강남대로"],
    "陽川路": ["양천로"],
    "duongdobong": ["도봉로"],
    "青邱路": ["청구로"],
}
NAMES = frozenset({"陽川", "청구", "종로", "고려대", "을지로", "을지로2가", "강남", "둘레길"})


@pytest.fixture(scope="module")
def finder() -> RoadFinder:
    def has(road: str, number: int) -> bool:
        return number <= 200

    return RoadFinder(ROADS, Alone.of(ROADS, NAMES), has, Endings(["에", "에서", "인데", "인데요", "은", "로"]), OTHERS)


def found(finder: RoadFinder, text: str) -> list[str]:
    return [str(road) for road in finder.find(FoldedText.of(text))]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("양천로 400", "양천로 400"),
        ("양천로400에서요", "양천로 400"),
        ("집이 양천로 40-3 인데", "양천로 40-3"),
        ("서울시 강서구 양천로, 40", "양천로 40"),
        ("서울강서구양천로40", "양천로 40"),
        ("양천로 지하 18", "양천로 지하18"),
        ("양천로 40 번지", "양천로 40"),
        ("양천로 40의 3", "양천로 40-3"),
        ("양천로 ４０", "양천로 40"),
        ("4.19로 11-5", "4.19로 11-5"),
        # A branch of a road, with spaces where they do not belong, with 번길 for 길, with a letter.
        ("개포로 22길 11-3", "개포로22길 11-3"),
        ("개포로22 길 11", "개포로22길 11"),
        ("개포로 22번길 11", "개포로22길 11"),
        ("국회대로70나길 9", "국회대로70나길 9"),
        ("고산 4안길 7", "고산4안길 7"),
        ("중구명동8나길49", "명동8나길 49"),
        # A branch that the register does not know is not a number of its road.
        ("개포로 99길 11", "개포로99길 11"),
        # Spoken.
        ("양천로 사백에 사는데요", "양천로 400"),
        ("도봉로 오십삼인데", "도봉로 53"),
        ("양천로 일이삼번지", "양천로 123"),
        ("양천로 백십이 다시 삼", "양천로 112-3"),
        ("개포로 이십이길 십일", "개포로22길 11"),
        ("도봉로 삼십칠번길에서", "도봉로37길"),
        # The floor and the room are written on to the number.
        ("양천로108 1층", "양천로 108"),
        ("양천로1081층7호", "양천로 108"),
        ("양천로7101호", "양천로 7"),
        ("양천로 108, 304호", "양천로 108"),
        # No number.
        ("양천로에 포트홀이요", "양천로"),
        ("강남대로", "강남대로"),
        ("청구로에서", "청구로"),
    ],
)
def test_an_address_is_read(finder: RoadFinder, text: str, address: str) -> None:
    assert found(finder, text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        # A name with a particle, or an everyday word.
        "청구로 가려면",
        "고려대로 가는 버스",
        "보험 청구로 문의",
        "종로에서",
        # Inside another word.
        "새양천로터리",
        "구강남대로봐요",
        "없는로 12",
        "",
    ],
)
def test_what_only_looks_like_a_road_is_none(finder: RoadFinder, text: str) -> None:
    assert found(finder, text) == []


@pytest.mark.parametrize(
    "text", ["양천로 3번 출구", "양천로 2차선", "양천로 3시에", "양천로 2km", "양천로 5호선", "양천로 3명", "양천로 일이 있어서", "양천로 010-1"]
)
def test_a_number_that_counts_something_else_is_no_building(finder: RoadFinder, text: str) -> None:
    assert found(finder, text) == ["양천로"]


def test_a_sentence_may_hold_several(finder: RoadFinder) -> None:
    assert found(finder, "양천로 40에서 개포로22길 11까지. 도봉로 53") == ["양천로 40", "개포로22길 11", "도봉로 53"]


def test_positions_are_those_of_the_text(finder: RoadFinder) -> None:
    text = FoldedText.of("🚇 집은 개포로 22길 11-3 이에요")
    (road,) = finder.find(text)
    start, end = text.span(road.start, road.end)
    assert text.original[start:end] == "개포로 22길 11-3"


def test_nothing_is_found_without_roads() -> None:
    finder = RoadFinder((), Alone.of((), ()), lambda road, number: False, Endings([]), {})
    assert finder.find(FoldedText.of("양천로 400")) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Yangcheon-ro 40", "양천로 40"),
        ("yangcheon ro 40-3", "양천로 40-3"),
        ("40-3 Yangcheon-ro", "양천로 40-3"),
        ("at 110, Gangnam-daero", "강남대로 110"),
        ("Dobong-ro 37-gil 5", "도봉로37길 5"),
        ("is Gangnam-daero closed?", "강남대로"),
        ("江南大路110号", "강남대로 110"),
        ("在江南大路", "강남대로"),
        ("青邱路灯坏了", "청구로"),
        # With a word before the number, and letters of branches.
        ("đường Dobong-ro số 53", "도봉로 53"),
        ("đường Dobong-ro 53", "도봉로 53"),
        ("đường Dobong 53", "도봉로 53"),
        ("đường Dobong-ro 37-gil 5", "도봉로37길 5"),
        ("Gangnam-daero no. 110", "강남대로 110"),
        ("Gukhoedaero 70na-gil 9", "국회대로70나길 9"),
        ("41 Dobong-ro 37-gil, unit 109", "도봉로37길 41"),
        # As it sounds.
        ("Тобон-ро 53-ын гэрэл", "도봉로 53"),
        ("Каннам дэро 110", "강남대로 110"),
        ("Кэпо-ро 22-гил 11-3-д", "개포로22길 11-3"),
        ("Күкхүэ-дэро 70на-гил 9", "국회대로70나길 9"),
        ("Chongno 53, Shinhwa building", "종로 53"),
    ],
)
def test_a_road_in_other_letters(finder: RoadFinder, text: str, address: str) -> None:
    assert found(finder, text) == [address]


# A short Latin word, a crossing and a lamp at a place, what a comma parts, a part of a longer word.
@pytest.mark.parametrize(
    "text", ["Jongro", "陽川路口", "陽川路燈", "陽川，路", "metrogangnamdaero", "Dobonro", "chongno 53", "Тобон-ро 999", "Тобон-ро дээр"]
)
def test_what_is_no_road_in_other_letters(finder: RoadFinder, text: str) -> None:
    assert found(finder, text) == []

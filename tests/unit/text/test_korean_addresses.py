"""How addresses are written and said in Korean: what is a number of a building or lot, and what only looks like one."""

from __future__ import annotations

import re

import pytest

from city120_text import korean_addresses as written


def groups(pattern: re.Pattern[str], text: str) -> dict[str, str] | None:
    match = pattern.match(text)
    return {name: value for name, value in match.groupdict().items() if value} if match else None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("개포로22길", {"road": "개포로", "number": "22", "kind": "길"}),
        ("국회대로70나길", {"road": "국회대로", "number": "70", "letter": "나", "kind": "길"}),
        ("고산4안길", {"road": "고산", "number": "4", "letter": "안", "kind": "길"}),
        ("평화로15번길", {"road": "평화로", "number": "15", "kind": "번길"}),
        ("테헤란로", None),
    ],
)
def test_a_branch_of_a_road_is_taken_apart(text: str, parts: dict[str, str] | None) -> None:
    assert groups(written.BRANCHED, text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (" 152", {"main": "152"}),
        (" 12-3", {"main": "12", "sub": "3"}),
        (" 12의 3", {"main": "12", "sub": "3"}),
        (" 지하 189", {"below": "지하 ", "main": "189"}),
        (" 152에서 물이 새요", {"main": "152"}),
        (" 152 대로변", {"main": "152"}),
    ],
)
def test_a_number_after_a_road_is_one_of_a_building(text: str, parts: dict[str, str]) -> None:
    assert groups(written.NUMBER, text) == parts


@pytest.mark.parametrize("text", [" 2호선", " 3번 출구", " 10시에", " 30분", " 5 km", " 2대", " 0123", " 12345"])
def test_a_number_that_counts_or_is_too_long_is_none(text: str) -> None:
    assert groups(written.NUMBER, text) is None


def test_a_floor_or_room_that_is_written_on_is_no_part_of_the_number() -> None:
    assert groups(written.NUMBER_AND_FLOOR, "1081층7호") == {"main": "108"}
    assert groups(written.NUMBER_AND_ROOM, "152501호") == {"main": "152"}


def test_numbers_are_said_too() -> None:
    assert groups(written.NUMBER_SAID, " 십이 다시 삼") == {"main": "십이", "sub": "삼"}
    assert groups(written.NUMBER_SAID, " 이번 출구") is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (" 산 12-3", {"hill": "산 ", "main": "12", "sub": "3"}),
        (" 123번지", {"main": "123"}),
        (" 123번지의 4호", {"main": "123", "sub": "4"}),
        (" 0", None),
    ],
)
def test_a_lot_has_a_number_perhaps_on_a_hill(text: str, parts: dict[str, str] | None) -> None:
    assert groups(written.LOT, text) == parts


def test_an_english_address_has_the_number_before_the_road() -> None:
    match = written.NUMBER_BEFORE.search("at 152-3, ")
    assert match is not None
    assert (match["main"], match["sub"]) == ("152", "3")
    assert written.NUMBER_BEFORE.search("call 02-152 ") is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("다사 5300 5200", {"letters": "다사", "east": "5300", "north": "5200"}),
        ("다사53005200", {"letters": "다사", "east": "5300", "north": "5200"}),
        ("다사 5300 5200-1", None),
        ("다 사 5300 5200", {"letters": "다 사", "east": "5300", "north": "5200"}),
        ("다 사 53 52", None),
    ],
)
def test_a_grid_number_has_two_letters_and_two_counts(text: str, parts: dict[str, str] | None) -> None:
    assert groups(written.GRID_NUMBER, text) == parts


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("다사 5300 나무가 쓰러졌어요", True),
        ("다사 5300 52입니다", True),
        ("마사 8787-24", True),
        ("다사 530052", True),
        ("다사 5300 5200", False),
        ("다사 53 52", False),
        ("사다 5000원", False),
        ("바다 2024년", False),
        ("나라 20개", False),
        ("중랑가나 5300", False),
    ],
)
def test_a_short_grid_number_lacks_digits(text: str, short: bool) -> None:
    assert written.has_short_grid_number(text) == short


def test_coordinates_are_two_numbers_with_places_enough() -> None:
    assert groups(written.COORDINATES, "37.5665, 126.9780") == {"first": "37.5665", "second": "126.9780"}
    for said in ("위도 37.55 경도 126.98", "latitude: 37.55, longitude: 126.98", "纬度37.55，经度126.98", "緯度37.55、経度126.98"):
        told = groups(written.COORDINATES, said)
        assert told is not None
        assert (told["first"], told["second"]) == ("37.55", "126.98")
    assert groups(written.COORDINATES, "37.5, 126.9") is None
    match = written.DEGREES_MINUTES.search("37°33′59″N 126°58′40″E")
    assert match is not None
    assert (match["d1"], match["m1"], match["s1"], match["d2"]) == ("37", "33", "59", "126")


@pytest.mark.parametrize(("word", "takes"), [("전화", True), ("잠실", True), ("월드컵북", False)])
def test_a_word_takes_the_particle_that_roads_end_in(word: str, takes: bool) -> None:
    assert written.takes_ro(word) is takes

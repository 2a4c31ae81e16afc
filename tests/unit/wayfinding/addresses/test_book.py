"""Where addresses lie, by the register of the edition: what its rows say, and what is said beside the address."""

from __future__ import annotations

import pytest

from city120_wayfinding.mentions.finder import MentionFinder

STATED = [
    # Roads that bear the name of another district.
    ("양천로 400", {"area:1150010400"}),
    ("도봉로 53", {"area:1130510100"}),
    ("세종대로 110", {"area:1114010300"}),
    # A road that is a border: the sides lie in different districts.
    ("강남대로 396", {"area:1168010100"}),
    ("강남대로 397", {"area:1165010800"}),
    # A number in several districts is asked, or told by what is named beside it.
    ("도곡로 458", {"area:1168010600", "area:1171010100"}),
    ("송파구 도곡로 458", {"area:1171010100"}),
    ("도곡로 458 (대치동)", {"area:1168010600"}),
    # Beyond all numbers: the district, if it is one.
    ("양천로 9001", {"area:11500"}),
    # A dong in brackets is its own, whatever the register knows.
    ("상일로12길 89, 1층 101호 (강일동, 리엔타운)", {"area:1174011000"}),
    ("동일로에 포트홀", {"area:11200", "area:11215", "area:11260", "area:11350"}),
    ("중랑구 동일로에 포트홀", {"area:11260"}),
    # Other letters, by rule, after a place and as a row.
    ("152 Teheran-ro, Gangnam-gu", {"area:1168010100"}),
    ("Teheran-ro 7-gil 22", {"area:1168010100"}),
    ("江南大路396", {"area:1168010100"}),
    ("德黑兰路152号", {"area:1168010100"}),
    ("テヘラン路 152", {"area:1168010100"}),
]


@pytest.mark.parametrize(("text", "refs"), STATED)
def test_it_lies_where_the_rows_say(mentions: MentionFinder, text: str, refs: set[str]) -> None:
    (address,) = [mention for mention in mentions.find(text) if mention.reading in {"road_address", "road"}]
    assert {place.ref for place in address.candidates} == refs
    assert {place.source for place in address.candidates if place.source.startswith("우정사업본부")}


def test_a_name_that_is_longer_than_an_address_is_no_address(mentions: MentionFinder) -> None:
    (matches,) = mentions.find("을지로2가에서")
    assert (matches.surface, matches.reading, matches.candidates[0].ref) == ("을지로2가", "name", "area:1114010500")


def test_the_building_and_the_floor_are_details_of_the_address(mentions: MentionFinder) -> None:
    reading = mentions.read("테헤란로 지하156, 강남구청역 2호선 지하상가 127호 (역삼동)")
    assert [mention.surface for mention in reading.mentions] == ["테헤란로 지하156", "역삼동"]
    assert [mention.surface for mention in reading.set_aside] == ["강남구청역", "2호선"]


def test_a_place_with_a_role_of_its_own_is_no_detail(mentions: MentionFinder) -> None:
    reading = mentions.read("테헤란로 152에서 강서구청까지 어떻게 가요")
    assert [mention.surface for mention in reading.mentions] == ["테헤란로 152", "강서구청"]
    assert reading.set_aside == []


def test_an_ambiguous_dong_lies_in_the_district_of_the_address(mentions: MentionFinder) -> None:
    (dong,) = [mention for mention in mentions.find("도산대로 지하102, 신사역 B1층 104호 (신사동)") if mention.surface == "신사동"]
    assert {place.district_code for place in dong.candidates} == {"11680"}


@pytest.mark.parametrize("text", ["역삼동 737-1", "강남구 역삼동 산 12"])
def test_a_lot_lies_in_its_dong(mentions: MentionFinder, text: str) -> None:
    lot = mentions.find(text)[-1]
    assert (lot.reading, lot.candidates[0].ref) == ("lot_address", "area:1168010100")
    assert lot.candidates[0].address.startswith("역삼동 ")


def test_roads_that_meet_lie_in_what_both_have(mentions: MentionFinder) -> None:
    first, second = mentions.find("강남대로와 테헤란로가 만나는 곳")
    assert [place.ref for place in first.candidates] == [place.ref for place in second.candidates] == ["area:1168010100"]


def test_a_road_that_the_city_knows_as_a_thing_of_its_own_is_that_in_other_letters_too(mentions: MentionFinder) -> None:
    assert [mention.reading for mention in mentions.find("on Gangbyeonbuk-ro near Seongsan")] == ["name"]

"""Names of places decide no affair (docs/adr/0047), and who asks where one is hears it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.conftest import RunningHouse

AT = "2026-11-24T14:00:00+09:00"


def asked(house: RunningHouse, text: str, **more: Any) -> Any:
    return (
        httpx.post(f"{house.rest}/v1/inquiries:resolve", json={"text": text, "at": AT, "channel": "chat", **more}, timeout=20)
        .raise_for_status()
        .json()
    )


@pytest.mark.parametrize(
    ("text", "affair", "district"),
    [
        ("국립중앙박물관 앞 가로등이 꺼졌어요", "road.streetlight", "11170"),
        ("올림픽공원 앞 가로등이 꺼졌어요", "road.streetlight", "11710"),
        ("경복궁 옆 서촌 골목 불법주차", "parking.illegal.report", "11110"),
        ("Illegal parking in front of Seoul Museum of Art", "parking.illegal.report", "11140"),
        ("Pothole at Gimpo airport", "road.pothole", "11500"),
    ],
)
def test_what_is_reported_at_a_landmark_is_what_it_is_elsewhere(house: RunningHouse, text: str, affair: str, district: str) -> None:
    answer = asked(house, text)
    assert (answer["affairs"][0]["code"], answer["area"]["district_code"]) == (affair, district)


@pytest.mark.parametrize(
    ("text", "ref", "told"),
    [
        ("경복궁 어디에 있어요?", "place:gyeongbokgung", "사직로 161"),
        ("Where is Gwangjang Market?", "place:gwangjang-market", "창경궁로 88"),
        ("ソウル駅はどこですか", "station:seoul-station", "龍山区"),
    ],
)
def test_who_asks_where_a_place_is_hears_it_and_then_the_way(house: RunningHouse, text: str, ref: str, told: str) -> None:
    answer = asked(house, text)
    assert (answer["kind"], answer["places"][0]["ref"]) == ("places", ref)
    assert told in answer["rendered"]["parts"][0]
    way = asked(
        house, {"경": "잠실역에서 가려고요", "W": "from Jamsil station", "ソ": "蚕室駅からです"}[text[0]], continuation=answer["continuation"]
    )
    assert way["kind"] == "directions"

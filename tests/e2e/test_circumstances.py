"""What the hour, the road and a shared area change, from the caller's words to the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from city120_cli import describe
from city120_cli.gateway import Gateway
from tests.conftest import RunningHouse

NIGHT, DAY = "2026-11-24T23:00:00+09:00", "2026-11-24T14:00:00+09:00"


@pytest.fixture(scope="module")
def gateway(house: RunningHouse) -> Iterator[Gateway]:
    with Gateway(house.rest) as made:
        yield made


def resolve(gateway: Gateway, affair: str, text: str = "민원 문의드립니다", **more: Any) -> dict[str, Any]:
    fill = {"affair_code": affair, **more.pop("fill", {})}
    resolution: dict[str, Any] = gateway.resolve({"text": text, "channel": "agent", "fill": fill, **more})
    return resolution


def test_by_night_another_desk_answers_and_the_caller_hears_its_name(gateway: Gateway) -> None:
    night = resolve(gateway, "env.noise.construction", at=NIGHT, fill={"area_code": "11440"})
    assert night["responsibility"]["department_id"] == "district.11440/night"
    assert night["responsibility"]["phone"] == "02-3153-8100"
    assert any("마포구청 당직실" in part for part in night["rendered"]["parts"])
    day = resolve(gateway, "env.noise.construction", at=DAY, fill={"area_code": "11440"})
    assert day["responsibility"]["department_id"] == "district.11440/front"


def test_the_answer_for_agents_says_what_would_change_it(gateway: Gateway) -> None:
    resolution = resolve(gateway, "road.pothole", at=DAY, fill={"area_code": "11110"})
    assert resolution["responsibility"]["body_id"] == "district.11110"
    changes = resolution["responsibility"]["changes"]
    assert any("if the road is of class city: road.bukbu" in change for change in changes)
    shown = "\n".join(describe.resolution(resolution))
    assert "if the road is of class city: road.bukbu" in shown
    city = resolve(gateway, "road.pothole", at=DAY, fill={"area_code": "11110", "asset": "road:city"})
    assert city["responsibility"]["body_id"] == "road.bukbu"


def test_where_two_bodies_share_a_district_the_question_says_how_to_tell(gateway: Gateway) -> None:
    asked = resolve(gateway, "util.gas.move", at=DAY, place={"area_code": "11650"})
    assert asked["kind"] == "clarify"
    assert "고지서" in asked["clarification"]["question"]
    chosen = {option["fill"]["asset"] for option in asked["clarification"]["options"]}
    assert chosen == {"gas.seoul", "gas.koone"}


def test_an_old_date_gives_the_body_of_that_date(gateway: Gateway) -> None:
    resolution = resolve(gateway, "tax.local", at=DAY, as_of="2025-06-29", fill={"area_code": "11590"})
    assert resolution["responsibility"]["phone"] in (None, "")
    assert "until 2025-06-30" in resolution["responsibility"]["reason"]


def test_beyond_the_city_the_evidence_says_where(gateway: Gateway) -> None:
    resolution = resolve(gateway, "road.streetlight", place={"lat": 37.4449, "lon": 127.1389})
    assert resolution["kind"] == "handoff"
    assert any("성남" in item["detail"] for item in resolution["evidence"])

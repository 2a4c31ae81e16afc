"""A station that is called like an everyday word, where nothing but a first or last train is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from city120_gateway.conversation.conversation import Earlier
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Mention, Place
from city120_gateway.resolution.other_services import Services
from city120_gateway.resolution.station_words import named_alone, on_named_lines
from city120_gateway.words.caller_words import FIRST, LAST, Manner
from tests.unit.gateway.samples import conversation

BEFORE = Earlier(edition_id="an edition")


@dataclass
class Played:
    """What wayfinding knows by a name: a station and a dong."""

    asked: list[str] = field(default_factory=list)

    async def geocode(self, name: str) -> list[Place]:
        self.asked.append(name)
        return [Place(f"station:{name}", "station"), Place("area:1", "legal_dong")]


async def heard(knowledge: Knowledge, text: str, **values: Any) -> list[str]:
    """The references of what is heard, with the words for it."""
    said = conversation(text, heard=knowledge.caller_words.heard(text) | values.pop("carried", frozenset()), **values)
    mentions = await named_alone(said, knowledge, cast("Services", Played()))
    return [f"{mention.surface} {place.ref}" for mention in mentions for place in mention.candidates]


@pytest.mark.parametrize(
    ("text", "station"),
    [
        *(("대화 막차", "대화"), ("온수에서 막차 언제예요?", "온수"), ("상수 첫차 시간", "상수"), ("평일 신정 막차", "신정"), ("교대막차", "교대")),
        *(("Last train from Misa?", "Misa"), ("What time is the first train at Sosa station", "Sosa")),
        *(("温水的末班车是几点", "温水"), ("ミサの終電は何時ですか", "ミサ"), ("三成 始発", "三成")),
        *(("chuyến tàu cuối từ Misa lúc mấy giờ", "Misa"), ("Миа сүүлийн галт тэрэг хэдэн цагт вэ", "Миа"), ("Сариас сүүлийн метро", "Сари")),
    ],
)
async def test_with_a_train_and_nothing_else_it_is_a_station(knowledge: Knowledge, text: str, station: str) -> None:
    assert await heard(knowledge, text) == [f"{station} station:{station.lower()}"]


@pytest.mark.parametrize(
    "text",
    [
        "대화하고 싶어요",
        "온수 안 나와요",
        "탑승 가능 막차",
        "온수 버스 막차",
        "막차 시간",
        "이번 방학에 막차 타고 놀러 갈 거예요",
        "last train with a cup of misa tea",
    ],
)
async def test_with_more_or_less_it_is_a_word(knowledge: Knowledge, text: str) -> None:
    assert await heard(knowledge, text) == []


@pytest.mark.parametrize(("text", "manner", "meaning"), [("대화", Manner.NOTHING, LAST), ("온수요", None, FIRST)])
async def test_who_was_asked_for_the_station_may_reply_with_it_alone(knowledge: Knowledge, text: str, manner: Manner | None, meaning: str) -> None:
    carried = frozenset({meaning})
    assert await heard(knowledge, text, manner=manner, earlier=BEFORE, carried=carried) == [f"{text[:2]} station:{text[:2]}"]
    assert await heard(knowledge, text, manner=Manner.PERSON, earlier=BEFORE, carried=carried) == []


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("line.2", ["sinchon"]),
        ("line.gyeongui", ["sinchon-gyeongui-jungang-line"]),
        ("line.9", ["sinchon", "sinchon-gyeongui-jungang-line"]),
        ("", ["sinchon", "sinchon-gyeongui-jungang-line"]),
    ],
)
def test_a_named_line_tells_which_of_several_stations_is_meant(knowledge: Knowledge, line: str, meant: list[str]) -> None:
    stations = tuple(Place(f"station:{name}", "station") for name in ("sinchon", "sinchon-gyeongui-jungang-line"))
    mentions = [Mention(0, "it", (Place(f"asset:{line}", "asset"),))] if line else []
    (*_, named) = on_named_lines([*mentions, Mention(3, "신촌", (*stations, Place("area:1", "legal_dong")))], knowledge)
    assert [place.ref for place in named.candidates] == [*(f"station:{name}" for name in meant), "area:1"]

"""Two questions in one text: both are answered, each by its own body and place; one question is never taken for two."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

Resolve = Callable[..., Awaitable[dict[str, Any]]]
BOTH = {"passport.apply", "water.bill.payment"}
ASKED = {
    "ko": "수도요금은 어디서 내요? 그리고 여권은 어디서 만들어요?",
    "en": "Where can I pay my water bill? And where do I get a new passport?",
    "zh": "水费在哪里交？还有护照在哪里办？",
    "ja": "水道料金はどこで払えますか。それからパスポートはどこで作れますか。",
    "vi": "Đóng tiền nước ở đâu? Với lại làm hộ chiếu ở đâu?",
    "mn": "Усны төлбөрөө хаана төлөх вэ? Бас паспорт хаана захиалах вэ?",
}
BOTH_AT_A_PLACE = "길에 죽은 고양이가 있는데 어디에 말해요? 그리고 가로등이 꺼졌는데 어디에 말해요?"
MAPO, NOWON = "11440", "11350"


def affairs(response: dict[str, Any]) -> list[str]:
    """The best affair of each question."""
    return [item["affairs"][0]["code"] for item in (response, *response["also"])]


@pytest.mark.parametrize("language", ASKED)
async def test_both_are_told_in_every_language(resolve: Resolve, language: str) -> None:
    response = await resolve(ASKED[language])
    assert (set(affairs(response)), len(response["also"])) == (BOTH, 1)
    second = response["also"][0]
    assert (second["inquiry_id"], second["language"]) == (response["inquiry_id"], language)
    assert second["also"] == []


async def test_the_second_has_the_shape_of_the_first(resolve: Resolve) -> None:
    response = await resolve(ASKED["en"])
    assert response["also"][0].keys() == response.keys()
    assert response["also"][0]["affairs"][0]["labels"].keys() == response["affairs"][0]["labels"].keys()


async def test_a_place_that_is_said_once_holds_for_both(resolve: Resolve) -> None:
    response = await resolve("마포구에서 소파는 어떻게 버려요? 그리고 가로등이 꺼졌는데 어디에 말해요?")
    assert set(affairs(response)) == {"waste.bulky", "road.streetlight"}
    assert [item["responsibility"]["body_id"] for item in (response, *response["also"])] == [f"district.{MAPO}"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "마포구 소파 버리는 방법 알려 주세요. 그리고 노원구 가로등이 꺼졌어요. 어디에 말해요?",
        "마포구인데 소파는 어떻게 버려요? 그리고 노원구에 가로등이 꺼졌어요 어디에 말해요?",
    ],
)
async def test_each_question_has_the_place_that_it_names(resolve: Resolve, text: str) -> None:
    response = await resolve(text)
    where = {item["affairs"][0]["code"]: item["responsibility"]["body_id"] for item in (response, *response["also"])}
    assert where == {"waste.bulky": f"district.{MAPO}", "road.streetlight": f"district.{NOWON}"}


async def test_when_both_need_the_place_it_is_asked_once_and_both_are_answered(resolve: Resolve) -> None:
    asked = await resolve(BOTH_AT_A_PLACE)
    assert [item["kind"] for item in (asked, *asked["also"])] == ["clarify", "clarify"]
    said = " ".join(asked["rendered"]["parts"])
    assert said.count(asked["clarification"]["question"]) == 1
    assert asked["also"][0]["affairs"][0]["labels"]["ko"] in said
    settled = await resolve("마포구", continuation=asked["clarification"]["continuation"])
    assert affairs(settled) == affairs(asked)
    assert [item["responsibility"]["body_id"] for item in (settled, *settled["also"])] == [f"district.{MAPO}"] * 2
    again = await resolve(BOTH_AT_A_PLACE, fill={"area_code": MAPO})
    assert [item["responsibility"]["body_id"] for item in (again, *again["also"])] == [f"district.{MAPO}"] * 2


async def test_when_an_entry_settles_the_first_only_the_second_asks_for_the_place(resolve: Resolve) -> None:
    asked = await resolve("소파는 어떻게 버려요? 그리고 가로등이 꺼졌는데 어디에 말해요?")
    second = asked["also"][0]
    assert (asked["kind"], asked["clarification"], second["kind"]) == ("answer", None, "clarify")
    said = " ".join(asked["rendered"]["parts"])
    assert asked["answer"]["text"] in said
    assert said.count(second["clarification"]["question"]) == 1
    settled = await resolve("마포구", continuation=asked["continuation"])
    assert (affairs(settled), settled["responsibility"]["body_id"]) == (["road.streetlight"], f"district.{MAPO}")


async def test_another_question_in_reply_is_answered_alone(resolve: Resolve) -> None:
    asked = await resolve(BOTH_AT_A_PLACE)
    response = await resolve("여권은 어디서 만들어요?", continuation=asked["clarification"]["continuation"])
    assert affairs(response) == ["passport.apply"]


@pytest.mark.parametrize("channel", ["voice", "sms", "web", "chat", "sign", "agent"])
async def test_every_channel_says_both(resolve: Resolve, channel: str) -> None:
    response = await resolve("마포구에서 소파는 어떻게 버려요? 그리고 가로등이 꺼졌는데 어디에 말해요?", channel=channel)
    said = "\n".join(response["rendered"]["parts"])
    (second,) = response["also"]
    assert second["affairs"][0]["labels"]["ko"] in said
    assert len(response["rendered"]["parts"]) == (1 if channel in ("voice", "sms") else len(response["rendered"]["parts"]))
    assert all(part in said for part in second["rendered"]["parts"][-1:])


async def test_an_emergency_is_alone(resolve: Resolve) -> None:
    response = await resolve("집에 불이 났어요 살려주세요! 그리고 여권은 어디서 만들어요?")
    assert (response["kind"], response["also"]) == ("emergency", [])


async def test_who_chose_the_affair_asks_one_question(resolve: Resolve) -> None:
    response = await resolve(ASKED["ko"], fill={"affair_code": "passport.apply"})
    assert affairs(response) == ["passport.apply"]


@pytest.mark.parametrize(
    "text",
    [
        "지난달에 이사했는데 수도 고지서가 아직도 전에 살던 사람 이름으로 나와요. 어떻게 바꾸죠?",
        "Hello, hope you're well. The street light by my house has been out for a week, and it is very dark. Please fix it.",
        "水が出ません。朝からです。いつ出ますか。",
        "여권 여권 여권, 여권이요",
    ],
)
async def test_one_question_stays_one(resolve: Resolve, text: str) -> None:
    assert (await resolve(text))["also"] == []

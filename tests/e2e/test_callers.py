"""What callers say beside a plain question, from the words to what is told: which train, a greeting, a person, another city."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

Resolve = Callable[..., Awaitable[dict[str, Any]]]
# A Friday evening.
AT = "2026-11-27T22:30:00+09:00"


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("홍대입구에서 강남 첫차 몇시", "first"),
        ("What time is the first train from Hongik Univ. to Gangnam?", "first"),
        ("从弘大入口到江南的首班车几点？", "first"),
        ("弘大入口から江南までの始発は何時ですか", "first"),
        ("Chuyến tàu đầu tiên từ ga Hongik Univ. đến Gangnam mấy giờ?", "first"),
        ("홍대입구에서 강남 막차 몇시", "last"),
    ],
)
async def test_the_train_that_was_asked_for_is_told(resolve: Resolve, text: str, which: str) -> None:
    response = await resolve(text, at=AT)
    assert (response["kind"], response["degraded"]) == ("departures", [])
    trains = response["departures"]
    assert {train["which"] for train in trains} == {which}
    assert {train["towards"]["station"] for train in trains} == {"강남"}
    # In the evening the first train is tomorrow's.
    assert {train["service_day"] for train in trains} == {"2026-11-28" if which == "first" else "2026-11-27"}
    # Without an imported timetable a first journey is not told further than its first train.
    assert [leg["departure"] for leg in response["itinerary"]] == ([] if which == "first" else [trains[0]["time"]])
    assert (trains[0]["time"] < "08:00") == (which == "first")


async def test_who_only_says_where_to_is_asked_from_where_and_told_the_way_there(resolve: Resolve) -> None:
    asked = await resolve("사당행 첫차 몇 시예요", at=AT, channel="sms")
    assert asked["clarification"]["missing"] == ["station"]
    response = await resolve("수유역이요", continuation=asked["clarification"]["continuation"])
    assert response["kind"] == "departures"
    assert {(train["which"], train["towards"]["station"]) for train in response["departures"]} == {("first", "사당")}


@pytest.mark.parametrize(
    "text",
    [
        "강남역에서 상계역까지 가려면 몇 시에 나가야 돼요",
        "What's the latest I can leave Gangnam Station to get to Sanggye?",
        "Muộn nhất mấy giờ phải đi từ ga Gangnam để đến ga Sanggye?",
    ],
)
async def test_until_when_to_leave_is_told_without_a_question(resolve: Resolve, text: str) -> None:
    response = await resolve(text, at=AT)
    assert (response["kind"], response["clarification"]) == ("departures", None)
    assert [leg["destination"] for leg in response["itinerary"]][-1] == "상계"
    assert response["itinerary"][0]["departure"] in response["rendered"]["parts"][0]


async def test_only_the_named_direction_and_day_are_told(resolve: Resolve) -> None:
    outer = await resolve("설날 당일 강남역 외선순환 막차 몇 시예요", at=AT)
    assert {(train["direction"], train["service_day"]) for train in outer["departures"]} == {("outer", "2027-02-07")}


@pytest.mark.parametrize("text", ["막차 끊겼어요", "I missed the last train, what now"])
async def test_who_missed_the_last_train_is_told_what_still_runs(resolve: Resolve, text: str) -> None:
    response = await resolve(text, at=AT)
    assert (response["kind"], response["answer"]["entry_id"]) == ("answer", "transit.subway.firstlast.missed")


@pytest.mark.parametrize("text", ["여보세요? 안녕하세요", "hello", "你好", "もしもし", "xin chào", "сайн байна уу", "감사합니다", "bye"])
async def test_a_courtesy_is_returned(resolve: Resolve, text: str) -> None:
    response = await resolve(text, channel="voice")
    assert (response["kind"], response["affairs"], response["responsibility"]) == ("answer", [], None)
    assert response["rendered"]["parts"] == [response["answer"]["text"]]


@pytest.mark.parametrize(
    "text", ["사람 바꿔줘요", "A person, please", "转人工", "オペレーターにつないでください", "Cho tôi gặp nhân viên", "Хүнтэй яримаар байна"]
)
async def test_who_wishes_for_a_person_gets_one_at_any_turn(resolve: Resolve, text: str) -> None:
    asked = await resolve("가로등이 나갔어요", channel="voice")
    for response in (await resolve(text, channel="voice"), await resolve(text, continuation=asked["clarification"]["continuation"])):
        assert (response["kind"], response["handoff"]["queue"]) == ("handoff", "agent")
        assert "120" not in " ".join(response["rendered"]["parts"])


async def test_a_text_without_meaning_is_asked_about_once(resolve: Resolve) -> None:
    asked = await resolve("...", channel="chat")
    assert (asked["kind"], asked["clarification"]["missing"], asked["clarification"]["options"]) == ("clarify", ["affair"], [])
    again = await resolve("???", continuation=asked["clarification"]["continuation"])
    assert (again["kind"], again["handoff"]["queue"]) == ("handoff", "agent")
    answered = await resolve("마포구 가로등이 나갔어요", continuation=asked["clarification"]["continuation"])
    assert (answered["kind"], answered["responsibility"]["body_id"]) == ("department", "district.11440")


@pytest.mark.parametrize("text", ["부산 해운대구 불법주차 신고하려고요", "my trash in Incheon has not been picked up"])
async def test_another_city_s_business_is_handed_over(resolve: Resolve, text: str) -> None:
    response = await resolve(text)
    assert (response["kind"], response["handoff"]["queue"], response["responsibility"]) == ("handoff", "agent", None)


@pytest.mark.parametrize("text", ["bus 7016 drove past me", "버스가 그냥 지나쳐 갔어요", "公交车没停就开走了"])
async def test_a_bus_that_drove_past_is_a_complaint_and_not_asked_about(resolve: Resolve, text: str) -> None:
    response = await resolve(text)
    assert (response["kind"], response["affairs"][0]["code"]) == ("department", "transit.bus.complaint")

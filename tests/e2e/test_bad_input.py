"""Whatever is sent, the caller is told what is wrong and how to mend it, or gets an honest answer."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb
from cryptography.fernet import Fernet

from city120_client import InquiryClient
from city120_edition import Edition
from city120_errors import City120Error, FailedPrecondition, Gone, InvalidArgument, NotFound

Resolve = Callable[..., Awaitable[dict[str, Any]]]
PROBLEM = "application/problem+json"
RESOLVE = "/v1/inquiries:resolve"
LIGHT = "가로등이 나갔어요"
LAST_TRAIN = "수유역 막차 몇 시에 있어요?"
BUSAN, SEA, NULL_ISLAND = {"lat": 35.1796, "lon": 129.0756}, {"lat": 37.4, "lon": 125.0}, {"lat": 0, "lon": 0}


def is_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The body of a problem, after a look at what RFC 9457 wants."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    body: dict[str, Any] = answer.json()
    assert (body["status"], bool(body["title"]), bool(body["detail"])) == (status, True, True)
    return body


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 400, "text"),
        ({"text": ""}, 400, "text"),
        ({"text": " \n　"}, 400, "text"),
        ({"text": "물" * 4001}, 413, "text"),
        ({"text": "a" * 100_000}, 413, "text"),
        ({"text": LIGHT, "language": "Klingon!"}, 400, "language"),
        ({"text": LIGHT, "channel": "fax"}, 400, "channel"),
        ({"text": LIGHT, "place": {"lat": 37.5}}, 400, "place"),
        ({"text": LIGHT, "place": {"lat": 137.5, "lon": 127}}, 400, "place.lat"),
        ({"text": LIGHT, "place": {"area_code": "99999"}}, 400, "place.area_code"),
        ({"text": LIGHT, "fill": {"area_code": "99999"}}, 400, "fill.area_code"),
        ({"text": LIGHT, "fill": {"affair_code": "road.unicorn"}}, 400, "fill.affair_code"),
        ({"text": LIGHT, "fill": {"at": "soon"}}, 400, "fill.at"),
        ({"text": LAST_TRAIN, "fill": {"station_id": "station:atlantis"}}, 400, "fill.station_id"),
        ({"text": LAST_TRAIN, "fill": {"line": "line.99"}}, 400, "fill.line"),
        ({"text": LAST_TRAIN, "fill": {"line": "line.2"}}, 400, "fill.line"),
        ({"text": LAST_TRAIN, "fill": {"direction": "sideways"}}, 400, "fill.direction"),
        ({"text": LIGHT, "at": "2026-11-24T21:40:00"}, 400, "at"),
        ({"text": LIGHT, "at": "2026-02-30T21:40:00Z"}, 400, "at"),
        ({"text": LIGHT, "at": "1900-01-01T00:00:00Z"}, 422, "at"),
        ({"text": LIGHT, "as_of": "1900-01-01"}, 422, "as_of"),
        ({"text": LIGHT, "as_of": "2026-02-30"}, 400, "as_of"),
        ({"text": LIGHT, "as_of": "24.11.2026"}, 400, "as_of"),
        ({"text": LIGHT, "continuation": "gAAAAABforged"}, 400, "continuation"),
        ({"text": LIGHT, "colour": "red"}, 400, "colour"),
        ({"text": 120}, 400, "text"),
    ],
    ids=lambda value: json.dumps(value, ensure_ascii=False)[:60] if isinstance(value, dict) else str(value),
)
async def test_a_mistake_is_named_by_the_field_it_is_in(rest: httpx.AsyncClient, body: dict[str, Any], status: int, field: str) -> None:
    (error,) = is_problem(await rest.post(RESOLVE, json=body), status)["errors"]
    assert error["field"] == field
    assert error["detail"]
    assert error["fix"]


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b'"text"', b"text=hello", b"\xff\xfe", b'{"text": "x", "place": {"lat": NaN, "lon": 1}}'])
async def test_what_is_no_json_of_the_right_shape_is_refused(rest: httpx.AsyncClient, body: bytes) -> None:
    is_problem(await rest.post(RESOLVE, content=body, headers={"content-type": "application/json"}), 400)


async def test_a_body_without_end_is_not_read_to_its_end(rest: httpx.AsyncClient, gateway: Any) -> None:
    sent = 0

    async def without_end() -> Any:
        nonlocal sent
        while True:
            sent += 1000
            yield b"x" * 1000

    (error,) = is_problem(await rest.post(RESOLVE, content=without_end()), 413)["errors"]
    assert error["field"] == "text"
    assert sent < gateway.settings.max_body_bytes + 10_000


async def test_before_the_first_date_that_date_is_named(rest: httpx.AsyncClient, edition: Edition) -> None:
    body = is_problem(await rest.post(RESOLVE, json={"text": LIGHT, "as_of": "1900-01-01"}), 422)
    assert edition.settings.first_date.isoformat() in body["detail"]
    assert body["type"] == "urn:city120:before-first-date"


async def test_an_expired_conversation_is_gone_and_a_forged_one_wrong(rest: httpx.AsyncClient, gateway: Any) -> None:
    asked = (await rest.post(RESOLVE, json={"text": LIGHT})).json()
    token = asked["clarification"]["continuation"]
    key = Fernet(gateway.settings.token_keys)
    expired = key.encrypt_at_time(key.decrypt(token), int(time.time()) - 16 * 60).decode()
    foreign = Fernet(Fernet.generate_key()).encrypt(key.decrypt(token)).decode()
    assert is_problem(await rest.post(RESOLVE, json={"text": "마포구", "continuation": expired}), 410)["title"] == "Expired"
    for wrong in (foreign, expired[:-10], token.swapcase()):
        is_problem(await rest.post(RESOLVE, json={"text": "마포구", "continuation": wrong}), 400)


@pytest.mark.parametrize(
    "text",
    ["\x00", "\x01\x02\x7f", "\u200b\ufeff", "?!…", "1", "😀" * 200, "ㅋㅋㅋㅋ", "\u202e\u0301", "'; DROP TABLE inquiries; --", "{{7*7}}", "%s%n"],
)
async def test_a_text_that_says_nothing_gets_an_honest_answer(resolve: Resolve, text: str) -> None:
    response = await resolve(text)
    assert response["kind"] in ("out_of_scope", "handoff", "clarify")
    assert response["responsibility"] is None
    assert all(response["rendered"]["parts"])


async def test_the_longest_text_that_is_allowed_is_answered(resolve: Resolve) -> None:
    text = ("마포구 가로등이 나갔어요. " * 400)[:4000]
    assert len(text) == 4000
    assert (await resolve(text))["responsibility"]["body_id"] == "district.11440"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Где получить паспорт? Я потерял документы вчера вечером", {}),
        ("أين يمكنني الحصول على جواز سفر؟", {}),
        ("Où puis-je faire refaire mon passeport perdu hier soir ?", {"language": "fr"}),
        ("ฉันทำหนังสือเดินทางหาย", {"language": "th"}),
    ],
)
async def test_a_language_that_is_not_spoken_is_handed_to_an_interpreter(resolve: Resolve, text: str, told: dict[str, str]) -> None:
    response = await resolve(text, **told)
    assert (response["kind"], response["language"]) == ("handoff", "en")
    assert response["handoff"] == {"queue": "interpreter", "reason": "the language is none of the six", "group": None}
    assert (response["answer"], response["responsibility"]) == (None, None)
    assert "120" in response["rendered"]["parts"][0]


async def test_a_language_that_is_told_but_not_used_does_not_count(resolve: Resolve) -> None:
    response = await resolve("마포구 가로등이 나갔어요", language="fr")
    assert (response["kind"], response["language"]) == ("department", "ko")


@pytest.mark.parametrize("point", [BUSAN, SEA, NULL_ISLAND], ids=["Busan", "at sea", "where zeros meet"])
async def test_a_site_outside_the_city_is_not_the_city_s(resolve: Resolve, point: dict[str, float]) -> None:
    response = await resolve(LIGHT, place=point)
    assert (response["kind"], response["handoff"]["queue"]) == ("handoff", "agent")
    assert (response["area"], response["responsibility"], response["degraded"]) == (None, None, [])


async def test_a_device_outside_the_city_does_not_say_where_its_owner_lives(resolve: Resolve) -> None:
    response = await resolve("신고하고 번호까지 붙인 소파를 며칠째 안 가져가고 있어요", place=BUSAN)
    assert (response["kind"], response["clarification"]["missing"]) == ("clarify", ["district"])
    assert len(response["clarification"]["options"]) == 25


@pytest.mark.parametrize("name", ["Atlantis", "???", "   ", "\x00"])
async def test_a_place_that_nobody_knows_is_asked_for(resolve: Resolve, name: str) -> None:
    response = await resolve(LIGHT, place={"text": name})
    assert (response["kind"], response["clarification"]["missing"]) == ("clarify", ["district"])


async def test_a_line_that_does_not_stop_at_the_station_breaks_nothing(resolve: Resolve) -> None:
    response = await resolve("수유역 2호선 막차 몇 시에 있어요?", at="2026-11-24T21:40:00+09:00")
    assert response["kind"] == "departures"
    assert {departure["line"] for departure in response["departures"]} == {"line.4"}
    assert response["degraded"] == []


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", RESOLVE, "POST"),
        ("PUT", RESOLVE, "POST"),
        ("POST", "/v1/bodies", "GET"),
        ("DELETE", "/v1/inquiries/x", "GET"),
        ("PATCH", "/livez", "GET"),
    ],
)
async def test_a_wrong_method_is_a_problem_that_tells_the_right_one(rest: httpx.AsyncClient, method: str, path: str, allowed: str) -> None:
    answer = await rest.request(method, path)
    is_problem(answer, 405)
    assert allowed in answer.headers["allow"]


@pytest.mark.parametrize(
    "path", ["/nowhere", "/v1", "/v1/inquiries:delete", "/v2/bodies", "/docs", "/redoc", "/v1/bodies/x/y", "/..%2f..%2fetc/passwd"]
)
async def test_an_unknown_path_is_a_problem(rest: httpx.AsyncClient, path: str) -> None:
    assert is_problem(await rest.get(path), 404)["title"] in ("Not Found", "Not found")


async def test_an_unknown_parameter_of_a_read_is_named(rest: httpx.AsyncClient) -> None:
    (error,) = is_problem(await rest.get("/v1/affairs?kolour=red"), 400)["errors"]
    assert error["field"] == "kolour"
    assert "page_size" in error["fix"]


async def test_an_inquiry_is_kept_redacted_and_closed(rest: httpx.AsyncClient, resolve: Resolve) -> None:
    asked = await resolve("마포구 가로등이 나갔어요. 제 번호는 010-1234-5678입니다")
    path = f"/v1/inquiries/{asked['inquiry_id']}"
    kept = (await rest.get(path)).json()
    assert kept["redacted_text"] == "마포구 가로등이 나갔어요. 제 번호는 [phone]입니다"
    # A token to go on is the caller's alone.
    assert (kept["resolution"], kept["outcome"]) == (asked | {"continuation": None}, None)
    closed = await rest.post(f"{path}:close", json={"outcome": "transferred", "note": "010-1234-5678"})
    assert closed.json() == {"inquiry_id": asked["inquiry_id"], "outcome": "transferred", "edition_id": asked["edition_id"]}
    assert (await rest.get(path)).json()["outcome"] == "transferred"


async def test_an_inquiry_that_nobody_asked_is_not_found(rest: httpx.AsyncClient) -> None:
    for answer in (await rest.get("/v1/inquiries/nobody"), await rest.post("/v1/inquiries/nobody:close", json={"outcome": "resolved"})):
        (error,) = is_problem(answer, 404)["errors"]
        assert "nobody" in error["detail"]


@pytest.mark.parametrize(
    ("body", "field"), [({}, "outcome"), ({"outcome": "ignored"}, "outcome"), ({"outcome": "resolved", "note": "x" * 1001}, "note")]
)
async def test_how_an_inquiry_ended_is_one_of_three(rest: httpx.AsyncClient, resolve: Resolve, body: dict[str, Any], field: str) -> None:
    asked = await resolve(LIGHT)
    (error,) = is_problem(await rest.post(f"/v1/inquiries/{asked['inquiry_id']}:close", json=body), 400)["errors"]
    assert error["field"] == field


async def test_the_same_mistakes_over_grpc_are_errors_of_the_same_tree(inquiries: InquiryClient, edition: Edition, gateway: Any) -> None:
    async def mistake(**values: Any) -> City120Error:
        with pytest.raises(City120Error) as result:
            await inquiries.resolve_inquiry(pb.ResolveInquiryRequest(**values), timeout=5)
        return result.value

    key = Fernet(gateway.settings.token_keys)
    expired = key.encrypt_at_time(b"", int(time.time()) - 16 * 60).decode()
    cases: tuple[tuple[dict[str, Any], type[City120Error], str], ...] = (
        ({}, InvalidArgument, "text"),
        ({"text": "물" * 4001}, InvalidArgument, "text"),
        ({"text": LIGHT, "channel": "fax"}, InvalidArgument, "channel"),
        ({"text": LIGHT, "place": pb.PlaceHint()}, InvalidArgument, "place.place"),
        ({"text": LIGHT, "fill": pb.Fill(area_code="99999")}, InvalidArgument, "fill.area_code"),
        ({"text": LIGHT, "as_of": "1900-01-01"}, FailedPrecondition, "as_of"),
        ({"text": LIGHT, "continuation": "forged"}, InvalidArgument, "continuation"),
        ({"text": LIGHT, "continuation": expired}, Gone, "continuation"),
    )
    for values, kind, field in cases:
        error = await mistake(**values)
        assert (type(error), error.field) == (kind, field), values
        assert error.fix
    assert edition.settings.first_date.isoformat() in str(await mistake(text=LIGHT, as_of="1900-01-01"))
    with pytest.raises(NotFound):
        await inquiries.get_inquiry(pb.GetInquiryRequest(inquiry_id="nobody"), timeout=5)
    with pytest.raises(InvalidArgument):
        await inquiries.close_inquiry(pb.CloseInquiryRequest(inquiry_id="nobody", outcome="ignored"), timeout=5)


@pytest.mark.parametrize(
    "text",
    [
        "인천 중구 가로등 꺼졌어요",
        "부산 강서구 가로등이 꺼졌어요",
        "대구 중구 불법주차 신고",
        "仁川中区路灯坏了",
        "Street light is out in Jung-gu, Incheon",
        "부산 해운대구인데 가로등이 꺼졌어요",
    ],
)
async def test_a_place_elsewhere_is_never_taken_for_one_here(resolve: Resolve, text: str) -> None:
    response = await resolve(text)
    assert response["responsibility"] is None
    assert response["clarification"] is None
    assert any(item["kind"] == "area" and item["ref"].startswith("outside:") for item in response["evidence"])
    assert (response["kind"], (response["handoff"] or {}).get("queue")) in (("handoff", "agent"), ("out_of_scope", None))


async def test_two_districts_in_one_text_are_asked_about(resolve: Resolve) -> None:
    response = await resolve("마포구랑 서초구에 둘 다 가로등이 나갔어요")
    assert {option["fill"]["area_code"] for option in response["clarification"]["options"]} == {"11440", "11650"}


@pytest.mark.parametrize("hint", [{"lat": 37.5563, "lon": 126.9236}, {"area_code": "11440"}])
async def test_words_that_are_no_place_leave_what_stands_beside_them(resolve: Resolve, hint: dict[str, Any]) -> None:
    response = await resolve("가로등이 꺼졌어요", place={"text": "asdfqwer", **hint})
    assert response["responsibility"]["body_id"] == "district.11440"
    assert any("asdfqwer" in item["detail"] for item in response["evidence"])
    assert any(item["kind"] == "place_used" for item in response["evidence"])


async def test_words_that_are_a_place_beat_what_stands_beside_them(resolve: Resolve) -> None:
    response = await resolve("가로등이 꺼졌어요", place={"text": "서초구", "area_code": "11440"})
    assert response["responsibility"]["body_id"] == "district.11650"


@pytest.mark.parametrize(("said", "day"), [("내일", "2026-11-28"), ("일요일", "2026-11-29"), ("", "2026-11-27")])
async def test_the_day_that_the_words_name_is_the_service_day(resolve: Resolve, said: str, day: str) -> None:
    response = await resolve(f"강남역 {said} 막차 몇 시예요", at="2026-11-27T12:00:00+09:00")
    assert {departure["service_day"] for departure in response["departures"]} == {day}


async def test_while_it_asks_it_names_no_body(resolve: Resolve) -> None:
    for text in ("신촌역 막차 시간", "신사동인데 집 앞에 불법주차가 심해요", "가로등이 꺼졌어요"):
        response = await resolve(text)
        assert (response["kind"], response["responsibility"]) == ("clarify", None)


@pytest.mark.parametrize(
    "text",
    [
        "附近有火灾!",
        "有人在打我",
        "Someone fell onto the subway tracks",
        "옆 건물에서 연기가 나요",
        "I've been stabbed",
        "강도가 들었어요",
        "사람이 지하철 선로에 떨어졌어요",
        "건물이 무너졌어요",
        "지하철에서 연기가 나요",
        "my frend took alot of pilss she wont wake up",
        "おとこがドアをこじあけようとして ナイフもってる",
        "ông cụ ngã xuống không thở nữa",
        "Хүн усанд живж байна, хурдлаарай",
    ],
)
async def test_an_emergency_is_heard_however_it_is_put(resolve: Resolve, text: str) -> None:
    response = await resolve(text)
    assert response["kind"] == "emergency"
    assert {"119", "112"} & set(response["emergency"]["numbers"])


@pytest.mark.parametrize(
    "text",
    [
        "Where can I learn CPR?",
        "핸드폰이 선로에 떨어졌어요",
        "화재보험 증명서는 어디서 떼나요",
        "가스요금이 너무 많이 나왔어요",
        "敬老院の防災訓練はいつですか",
        "I want to donate to the fire brigade",
    ],
)
async def test_what_only_sounds_like_an_emergency_is_none(resolve: Resolve, text: str) -> None:
    assert (await resolve(text))["kind"] != "emergency"

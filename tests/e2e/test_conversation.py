"""Conversations with channels that keep nothing: one question at a time, at most two, then a person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

import httpx
import pytest
from city120.faq.v1 import faq_pb2

from city120_gateway.conversation.choices import Choices
from city120_gateway.rest.routes import READS

Fail = Callable[..., None]
Resolve = Callable[..., Awaitable[dict[str, Any]]]
SINSA = "신사동인데 집 앞에 불법주차가 심해요"
DISTRICT_OF = {"강남구 신사동": "11680", "관악구 신사동": "11620", "은평구 신사동": "11380"}


def token(response: dict[str, Any]) -> str:
    result: str = response["clarification"]["continuation"]
    return result


def numbered(response: dict[str, Any], label: str) -> str:
    """The number under which an option was offered."""
    return str(next(option["id"] for option in response["clarification"]["options"] if option["label"] == label))


async def test_a_name_in_three_districts_is_asked_about(resolve: Resolve) -> None:
    response = await resolve(SINSA)
    assert (response["kind"], response["clarification"]["missing"]) == ("clarify", ["district"])
    assert {option["label"] for option in response["clarification"]["options"]} == set(DISTRICT_OF)
    assert response["responsibility"] is None


@pytest.mark.parametrize("label", DISTRICT_OF)
@pytest.mark.parametrize("reply", ["number", "label", "district"])
async def test_a_reply_in_words_settles_it(resolve: Resolve, label: str, reply: str) -> None:
    asked = await resolve(SINSA, channel="sms")
    said = {"number": f"{numbered(asked, label)}번", "label": label, "district": label.split(maxsplit=1)[0]}[reply]
    response = await resolve(said, continuation=token(asked))
    assert response["kind"] == "department"
    assert response["responsibility"]["body_id"] == f"district.{DISTRICT_OF[label]}"
    assert response["area"]["district_code"] == DISTRICT_OF[label]
    assert response["rendered"]["channel"] == "sms"


@pytest.mark.parametrize("label", DISTRICT_OF)
@pytest.mark.parametrize("stateless", [True, False], ids=["with the token", "with the text again"])
async def test_the_fill_of_an_option_settles_it(resolve: Resolve, label: str, stateless: bool) -> None:
    asked = await resolve(SINSA)
    fill = next(option["fill"] for option in asked["clarification"]["options"] if option["label"] == label)
    chosen = {"fill": {name: value for name, value in fill.items() if value}}
    response = await (resolve(continuation=token(asked), **chosen) if stateless else resolve(SINSA, **chosen))
    assert response["responsibility"]["body_id"] == f"district.{DISTRICT_OF[label]}"


async def test_a_district_that_was_not_offered_may_be_said_too(resolve: Resolve) -> None:
    asked = await resolve(SINSA)
    response = await resolve("아, 서초구예요", continuation=token(asked))
    assert response["affairs"][0]["code"] == "parking.illegal.report"
    assert response["responsibility"]["body_id"] == "district.11650"


async def test_after_two_questions_a_person_takes_over_with_what_is_known(resolve: Resolve) -> None:
    first = await resolve(SINSA)
    second = await resolve("글쎄요", continuation=token(first))
    third = await resolve("잘 모르겠어요", continuation=token(second))
    assert [response["kind"] for response in (first, second, third)] == ["clarify", "clarify", "handoff"]
    assert third["handoff"]["queue"] == "agent"
    assert third["affairs"][0]["code"] == "parking.illegal.report"
    assert (third["responsibility"], third["clarification"]) == (None, None)
    assert "120" in third["rendered"]["parts"][-1]


async def test_one_of_the_same_names_has_its_own_community_centre(resolve: Resolve) -> None:
    first = await resolve("신사동 사는데 집주인이 외국인 체류지 신고를 못 하게 해요", fill={"affair_code": "foreign.address"})
    assert first["clarification"]["missing"] == ["district"]
    second = await resolve("관악구", continuation=token(first))
    assert second["responsibility"]["body_id"].startswith("dong.11620")


async def test_a_dong_is_asked_for_where_its_centre_decides(resolve: Resolve) -> None:
    first = await resolve("강남구 사는데 집주인이 외국인 체류지 신고를 못 하게 해요", fill={"affair_code": "foreign.address"})
    assert first["clarification"]["missing"] == ["dong"]
    second = await resolve("역삼2동", continuation=token(first))
    assert second["responsibility"]["body_id"].startswith("dong.11680")
    assert second["responsibility"]["name"].startswith("역삼2동")


@pytest.mark.parametrize(
    ("home", "offered", "reply", "body"),
    [("신사동", set(DISTRICT_OF), "관악구", "dong.1162068500"), ("강남구", {"강남구 역삼1동", "강남구 역삼2동"}, "역삼2동", "dong.1168065000")],
)
async def test_where_an_entry_settles_it_the_centre_is_offered_and_told_to_who_says_where(
    resolve: Resolve, home: str, offered: set[str], reply: str, body: str
) -> None:
    first = await resolve(f"{home} 사는데 기초생활수급 신청하고 싶어요", fill={"affair_code": "welfare.basic"})
    assert (first["kind"], first["clarification"], first["responsibility"]) == ("answer", None, None)
    assert first["answer"]["entry_id"].startswith("welfare.basic")
    assert {option["label"] for option in first["offers"]} >= offered
    second = await resolve(reply, continuation=first["continuation"])
    assert second["responsibility"]["body_id"] == body


def ask_which(first: float, second: float, answered: Any) -> None:
    """An answer of faq that leaves two affairs of a meter to be asked about, so likely."""
    del answered.affairs[:]
    for code, probability in (("water.meter.freeze", first), ("water.meter.fault", second)):
        answered.affairs.add(code=code, probability=probability, offered=True)
    answered.decision, answered.jointly_certain, answered.out_of_scope_probability = faq_pb2.DECISION_ASK, False, 0.0


async def test_an_affair_that_is_not_certain_is_never_stated_after_a_reply_that_says_nothing(resolve: Resolve, fail: Fail) -> None:
    fail("MatchInquiry", partial(ask_which, 0.45, 0.35))
    first = await resolve("성북구 계량기")
    assert (first["clarification"]["missing"], first["clarification"]["suggestion"]) == (["affair"], None)
    second = await resolve("글쎄요", continuation=token(first))
    assert (second["kind"], second["responsibility"], second["answer"]) == ("handoff", None, None)
    chosen = await resolve("2", continuation=token(first))
    assert chosen["affairs"][0] == {"code": "water.meter.fault", "probability": 1.0, "labels": chosen["affairs"][0]["labels"]}
    assert chosen["responsibility"]["body_id"] == "water.jungbu"


async def test_what_a_menu_suggests_is_taken_up_by_yes_and_by_going_on(resolve: Resolve, fail: Fail) -> None:
    fail("MatchInquiry", partial(ask_which, 0.6, 0.3))
    first = await resolve("성북구 계량기")
    assert (first["kind"], first["answer"]) == ("clarify", None)
    assert first["clarification"]["suggestion_entry_id"].startswith("water.meter.freeze")
    assert first["clarification"]["suggestion"] in " ".join(first["rendered"]["parts"])
    for reply in ("네", "빨리 좀 부탁해요"):
        second = await resolve(reply, continuation=token(first))
        assert (second["kind"], second["affairs"][0]["code"]) == ("department", "water.meter.freeze")


async def test_the_time_of_the_question_is_the_time_of_its_answer(resolve: Resolve) -> None:
    asked = await resolve("막차 몇 시예요?", at="2026-11-29T00:30:00+09:00")
    assert asked["clarification"]["missing"] == ["station"]
    response = await resolve("수유역이요", continuation=token(asked))
    assert response["kind"] == "departures"
    assert {departure["service_day"] for departure in response["departures"]} == {"2026-11-28"}


async def test_the_place_of_the_text_stays_even_when_the_device_sends_its_point_again(resolve: Resolve, fail: Fail) -> None:
    def unsure(answered: Any) -> None:
        answered.decision, answered.jointly_certain = faq_pb2.DECISION_ASK, False

    somewhere_else = {"lat": 37.5663, "lon": 126.9779}
    fail("MatchInquiry", unsure)
    asked = await resolve("마포구 가로등이 나갔어요", place=somewhere_else)
    assert asked["clarification"]["missing"] == ["affair"]
    response = await resolve("1", continuation=token(asked), place=somewhere_else)
    assert response["responsibility"]["body_id"] == "district.11440"


async def test_a_landmark_and_a_line_of_the_text_stay(resolve: Resolve, fail: Fail) -> None:
    def unsure(answered: Any) -> None:
        answered.decision, answered.jointly_certain = faq_pb2.DECISION_ASK, False

    fail("MatchInquiry", unsure)
    light = await resolve("건대입구역 앞 가로등이 나갔어요")
    assert (await resolve("1", continuation=token(light)))["responsibility"]["body_id"] == "district.11215"
    train = await resolve("9호선에 가방을 두고 내렸어요")
    assert (await resolve("1", continuation=token(train)))["responsibility"]["body_id"] == "transit.line9"


async def test_bodies_that_share_a_place_are_told_apart_by_the_caller(resolve: Resolve) -> None:
    asked = await resolve("서초구 방배동 교차로 신호등이 아예 꺼졌어요")
    options = {option["label"]: option["fill"]["asset"] for option in asked["clarification"]["options"]}
    assert asked["clarification"]["missing"] == ["asset"]
    assert len(options) == 2
    for label, body in options.items():
        response = await resolve(label, continuation=token(asked))
        assert (response["kind"], response["responsibility"]["body_id"]) == ("department", body)
        assert response["area"]["district_code"] == "11650"


async def test_near_a_border_the_side_is_asked_and_then_decides(resolve: Resolve) -> None:
    asked = await resolve("강남역 신호등이 아예 꺼졌어요")
    assert (asked["kind"], asked["responsibility"]) == ("clarify", None)
    assert [option["fill"]["area_code"] for option in asked["clarification"]["options"]] == ["11680", "11650"]
    response = await resolve("강남구", continuation=token(asked))
    assert (response["kind"], response["area"]["district_code"]) == ("department", "11680")


async def test_a_device_s_point_is_confirmed_before_it_counts_as_home(resolve: Resolve) -> None:
    asked = await resolve("신고하고 번호까지 붙인 소파를 며칠째 안 가져가고 있어요", place={"lat": 37.5663, "lon": 126.9779})
    assert asked["clarification"]["missing"] == ["place"]
    confirmed = await resolve("1", continuation=token(asked))
    elsewhere = await resolve("아니요, 마포구 살아요", continuation=token(asked))
    assert confirmed["responsibility"]["body_id"] == "district.11140"
    assert elsewhere["responsibility"]["body_id"] == "district.11440"


async def test_one_name_with_the_same_body_everywhere_needs_no_question(resolve: Resolve) -> None:
    response = await resolve("신정동 사는데 외국인등록을 연장하려고요", fill={"affair_code": "foreign.immig"})
    assert response["clarification"] is None
    assert response["responsibility"]["body_id"] == "immig.nambu"


async def test_an_emergency_in_a_reply_comes_first(resolve: Resolve) -> None:
    asked = await resolve(SINSA)
    response = await resolve("지금 집에 불이 났어요", continuation=token(asked))
    assert response["kind"] == "emergency"
    assert "119" in response["emergency"]["numbers"]


@pytest.mark.parametrize("reply", ["은평구인데 가스 냄새가 나요", "관악구예요 근데 사람이 쓰러졌어요", "강남구 신사동 불이야"])
async def test_an_emergency_beside_an_option_comes_first(resolve: Resolve, reply: str) -> None:
    asked = await resolve(SINSA)
    assert (await resolve(reply, continuation=token(asked)))["kind"] == "emergency"


async def test_an_emergency_beside_a_choice_comes_first(resolve: Resolve) -> None:
    asked = await resolve(SINSA)
    response = await resolve("옆집에서 가스 냄새가 심하게 나요", continuation=token(asked), fill={"area_code": "11380"})
    assert response["kind"] == "emergency"
    assert response["area"]["district_code"] == "11380"


@pytest.mark.parametrize(
    ("reply", "affair"),
    [
        ("그럼 마포구에서 여권은 어디서 만들어요?", "passport.apply"),
        ("강남역 막차 몇 시예요?", "transit.subway.firstlast"),
        ("마포구에 가로등이 나갔어요", "road.streetlight"),
    ],
)
async def test_a_new_question_is_taken_as_one(resolve: Resolve, reply: str, affair: str) -> None:
    asked = await resolve(SINSA)
    response = await resolve(reply, continuation=token(asked))
    assert response["affairs"][0]["code"] == affair


async def test_no_to_where_the_device_is_asks_where_then(resolve: Resolve) -> None:
    asked = await resolve("이번 달 수도요금이 두 배로 나왔어요", place={"lat": 37.5663, "lon": 126.9779})
    assert asked["clarification"]["missing"] == ["place"]
    assert (await resolve("네", continuation=token(asked)))["responsibility"] is not None
    then = await resolve("아니요", continuation=token(asked))
    assert then["clarification"]["missing"] == ["district"]


async def test_a_token_of_an_edition_without_what_was_offered_is_gone(resolve: Resolve, gateway: Any, rest: httpx.AsyncClient) -> None:
    carried = gateway.continuations.open(token(await resolve(SINSA)))
    elsewhere = replace(carried.earlier, edition_id="0" * 12)
    gone = replace(elsewhere, options=tuple(replace(option, choices=Choices(area="9999999999")) for option in elsewhere.options))
    answer = await rest.post("/v1/inquiries:resolve", json={"text": "1", "continuation": gateway.continuations.seal(replace(carried, earlier=gone))})
    assert answer.status_code == 410
    mixed = await resolve("1", continuation=gateway.continuations.seal(replace(carried, earlier=elsewhere)))
    assert ("gateway", "EDITION_MISMATCH") in [(note["part"], note["reason"]) for note in mixed["degraded"]]


async def test_a_client_that_keeps_no_token_is_asked_at_most_twice(resolve: Resolve) -> None:
    response = await resolve(SINSA, fill={"affair_code": "parking.illegal.report", "line": "line.2"})
    assert response["clarification"] is None


@pytest.mark.parametrize("language", ["en", "zh", "ja", "vi", "mn"])
async def test_a_conversation_keeps_its_language(resolve: Resolve, language: str) -> None:
    asked = await resolve(SINSA, language=language)
    response = await resolve("1", continuation=token(asked))
    assert (asked["language"], response["language"]) == (language, language)
    assert response["responsibility"]["name"] in response["rendered"]["parts"][0]


async def test_the_token_holds_nothing_of_the_text(resolve: Resolve, gateway: Any) -> None:
    asked = await resolve("신사동인데 김철수네 집 앞에 불법주차가 심해요. 010-1234-5678")
    carried = gateway.continuations.open(token(asked))
    for words in ("김철수", "1234", "집 앞", "심해요"):
        assert words not in str(carried)
    assert carried.earlier.edition_id == asked["edition_id"]


async def test_only_a_question_has_a_token(resolve: Resolve) -> None:
    response = await resolve("마포구 가로등이 나갔어요")
    assert response["clarification"] is None
    assert (await resolve(SINSA))["clarification"]["continuation"]


async def test_with_faq_gone_a_conversation_goes_on(resolve: Resolve, fail: Fail) -> None:
    asked = await resolve(SINSA)
    fail("MatchInquiry", "down")
    response = await resolve("서초구예요", continuation=token(asked))
    assert [note["part"] for note in response["degraded"]] == ["faq"]
    assert response["responsibility"]["body_id"] == "district.11650"


async def test_with_keys_every_path_but_the_open_ones_wants_one(guarded: httpx.AsyncClient) -> None:
    for path in ("/livez", "/readyz", "/", "/openapi.json"):
        assert (await guarded.get(path)).status_code == 200
    ask = {"text": "마포구 가로등이 나갔어요"}
    for headers in ({}, {"x-api-key": ""}, {"x-api-key": "third"}, {"x-api-key": "first, second"}, {"authorization": "Bearer first"}):
        refused = [await guarded.post("/v1/inquiries:resolve", json=ask, headers=headers)]
        refused += [await guarded.get(path, headers=headers) for path in ("/metrics", "/nowhere", *(read.path for read in READS))]
        for answer in refused:
            assert answer.status_code == 401
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["errors"][0]["field"] == "x-api-key"
    for key in ("first", "second"):
        assert (await guarded.post("/v1/inquiries:resolve", json=ask, headers={"X-API-Key": key})).status_code == 200
        assert (await guarded.get("/v1/bodies", headers={"X-API-Key": key})).status_code == 200


@pytest.mark.parametrize(
    ("first", "then", "language", "entry"),
    [
        ("Xin giấy chứng nhận đăng ký người nước ngoài ở đâu, bao nhiêu tiền", "bạn em đi lấy giùm được không?", "vi", ""),
        ("외국인등록증을 잃어버렸어요", "친구가 가도 되나요?", "ko", "foreign.immig.card"),
        ("Гэрлэлтийн виз F-6 сунгахад ямар бичиг баримт хэрэгтэй вэ", "Найз маань миний өмнөөс өгч болох уу", "mn", "foreign.immig.spouse"),
        ("Жолооны үнэмлэхээ солиулмаар байна Монгол үнэмлэх", "Хэдэн төгрөг, вон л доо", "mn", "national.licence.foreign"),
        ("T-moneyカードの残高って日本帰る前に払い戻しできますか、手数料いくら？", "コンビニでもできますか", "ja", "transit.card.fault.leaving"),
        ("地铁票价多少钱", "公車呢", "zh", "transit.bus.fare.basic"),
        ("i left my laptop on the line 2 subway", "and what if it was a taxi instead?", "en", "transit.taxi.lost.trace"),
        ("집앞에 누가 차를 대놨어요 못나가요 지금", "은평구 갈현동이요. 제 땅 골목인데", "ko", "parking.illegal.report.private"),
        ("how do I throw away a battery and a laptop", "is it free?", "en", "waste.recycle.battery"),
        ("гадаад иргэний карт сунгах хаана ямар бичиг баримт хэрэгтэй", "Хэд хоногийн өмнө?", "mn", "foreign.immig.extend"),
        ("Học tiếng Hàn miễn phí ở đâu vậy", "Chủ nhật có lớp không?", "vi", "foreign.multi.korean"),
        ("음식물 쓰레기 어떻게 버려요", "헌 이불은 어떻게 버려요?", "ko", "waste.bulky.bedding"),
    ],
)
async def test_a_second_turn_stays_with_the_case_that_was_told(resolve: Resolve, first: str, then: str, language: str, entry: str) -> None:
    before = await resolve(first, language=language)
    answered = await resolve(then, language=language, continuation=(before["clarification"] or before)["continuation"])
    assert (answered["answer"] or {}).get("entry_id", "") == entry

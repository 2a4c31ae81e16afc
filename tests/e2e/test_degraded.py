"""What is down, slow, mistaken or of another edition is named, and everything that can still be said is said. Never a 500."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from city120.faq.v1 import faq_pb2

from city120_edition import Edition
from city120_edition.holder import EditionHolder
from city120_gateway.records import Records, SqliteFile
from city120_gateway.rest import create_app
from city120_jurisdiction.__main__ import register as register_jurisdiction
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_platform.grpc_server import GrpcServer
from city120_platform.settings import ServiceSettings
from tests.e2e.conftest import asking, browse, composed, settings

Fail = Callable[..., None]
Resolve = Callable[..., Awaitable[dict[str, Any]]]
OTHER_EDITION = "0" * 12


@dataclass(frozen=True)
class Scenario:
    """An inquiry that needs a method: what comes out, and what still comes out without it; keys are paths into the response."""

    method: str
    part: str
    effect: str
    inquiry: dict[str, Any]
    whole: dict[str, Any]
    without: dict[str, Any]


# On a weekday by day: at night and on holidays one control room takes these calls for the whole city.
FROZEN_METER = {"text": "성북구 사는데 수도 계량기가 얼었어요", "at": "2026-11-24T14:00:00+09:00"}
NOT_COLLECTED = {"text": "신고하고 번호까지 붙인 소파를 며칠째 안 가져가고 있어요", "place": {"lat": 37.5663, "lon": 126.9779}}
SCENARIOS = (
    Scenario(
        "MatchInquiry",
        "faq",
        "what is asked is not recognised; a person takes over",
        FROZEN_METER,
        whole={"kind": "department", "responsibility.body_id": "water.jungbu"},
        without={"kind": "handoff", "handoff.queue": "agent", "affairs": [], "answer": None, "responsibility": None, "language": "ko"},
    ),
    Scenario(
        "GetEntry",
        "faq",
        "the answer's text is missing",
        {"text": "기후동행카드는 어떻게 사는 거예요?"},
        whole={"kind": "answer", "responsibility.body_id": "city.transport"},
        without={"kind": "department", "responsibility.body_id": "city.transport", "answer": None},
    ),
    Scenario(
        "FindPlaceMentions",
        "wayfinding",
        "places in the text are not recognised; the place is asked for",
        FROZEN_METER,
        whole={"kind": "department", "area.district_code": "11290"},
        without={"kind": "clarify", "clarification.missing": ["district"], "area": None, "responsibility": None},
    ),
    Scenario(
        "Geocode",
        "wayfinding",
        "the place that was given is not recognised; it is asked for",
        {"text": "가로등이 나갔어요", "place": {"text": "마포구"}},
        whole={"kind": "department", "responsibility.body_id": "district.11440"},
        without={"kind": "clarify", "clarification.missing": ["district"], "responsibility": None},
    ),
    Scenario(
        "GetLastDepartures",
        "wayfinding",
        "last trains are missing",
        {"text": "수유역 4호선 막차 몇 시에 있어요?", "at": "2026-11-24T21:40:00+09:00"},
        whole={"kind": "departures", "responsibility.body_id": "transit.metro"},
        without={"kind": "answer", "departures": [], "responsibility.body_id": "transit.metro"},
    ),
    Scenario(
        "ResolveResponsibility",
        "jurisdiction",
        "the responsible body is not named; the call centre connects",
        FROZEN_METER,
        whole={"kind": "department", "responsibility.body_id": "water.jungbu", "answer.entry_id": "water.meter.freeze.general"},
        without={"kind": "handoff", "handoff.queue": "agent", "responsibility": None, "answer.entry_id": "water.meter.freeze.general"},
    ),
    Scenario(
        "LocateAreas",
        "jurisdiction",
        "the district of the point is not known",
        NOT_COLLECTED,
        whole={"kind": "clarify", "clarification.missing": ["place"], "area.district_code": "11140"},
        without={"kind": "clarify", "clarification.missing": ["district"], "area": None},
    ),
)
METHODS = tuple(scenario.method for scenario in SCENARIOS)
each_scenario = pytest.mark.parametrize("scenario", SCENARIOS, ids=METHODS)
GAS_LEAK = {
    "ko": "옆집에서 가스 냄새가 심하게 나요",
    "en": "There is a strong smell of gas in my kitchen",
    "zh": "厨房里煤气味很重",
    "ja": "台所でガスの臭いがひどいです",
    "vi": "Nhà tôi có mùi gas rất nồng",
    "mn": "Манай гэрт хий их үнэртээд байна",
}
STREET_LIGHT = {
    "ko": "마포구 가로등이 나갔어요",
    "en": "The street light in Mapo-gu is out",
    "zh": "麻浦区的路灯坏了",
    "ja": "麻浦区の街灯が消えています",
    "vi": "Đèn đường ở quận Mapo bị hỏng",
    "mn": "Мапо дүүргийн гудамжны гэрэл асахгүй байна",
}


def at(response: dict[str, Any], path: str) -> Any:
    """What stands at a path into a response."""
    value: Any = response
    for name in path.split("."):
        value = value[name] if value is not None else None
    return value


def agrees(response: dict[str, Any], expected: dict[str, Any]) -> None:
    assert {path: at(response, path) for path in expected} == expected


@each_scenario
async def test_with_all_parts_well_nothing_is_degraded(resolve: Resolve, scenario: Scenario) -> None:
    response = await resolve(**scenario.inquiry)
    assert response["degraded"] == []
    agrees(response, scenario.whole)


@each_scenario
@pytest.mark.parametrize(
    ("fault", "reason"), [("down", "UNAVAILABLE"), ("slow", "DEADLINE_EXCEEDED"), ("malformed", "INVALID_ARGUMENT"), ("broken", "INTERNAL")]
)
async def test_without_a_part_the_rest_still_goes_out(
    rest: httpx.AsyncClient, hurried: httpx.AsyncClient, fail: Fail, scenario: Scenario, fault: str, reason: str
) -> None:
    fail(scenario.method, fault)
    response = await asking(hurried if fault == "slow" else rest)(**scenario.inquiry)
    assert response["degraded"] == [{"part": scenario.part, "reason": reason, "effect": scenario.effect}]
    agrees(response, scenario.without)
    assert all(response["rendered"]["parts"])


@each_scenario
async def test_a_part_of_another_edition_is_used_and_named(resolve: Resolve, fail: Fail, scenario: Scenario) -> None:
    def of_another_edition(answered: Any) -> None:
        answered.edition_id = OTHER_EDITION

    fail(scenario.method, of_another_edition)
    response = await resolve(**scenario.inquiry)
    effect = f"{scenario.part} answered from edition {OTHER_EDITION}"
    assert response["degraded"] == [{"part": scenario.part, "reason": "EDITION_MISMATCH", "effect": effect}]
    agrees(response, scenario.whole)


async def test_the_edition_is_pinned_for_all_calls_of_an_inquiry(resolve: Resolve, arrived: list[Any], edition: Edition) -> None:
    response = await resolve(**FROZEN_METER)
    assert response["edition_id"] == edition.id
    assert {call.method for call in arrived} == {"MatchInquiry", "FindPlaceMentions", "ResolveResponsibility", "GetEntry"}
    assert {call.edition for call in arrived} == {edition.id}


async def test_an_emergency_without_an_affair_of_its_own_names_no_body(resolve: Resolve) -> None:
    response = await resolve("엘리베이터에 갇혔어요 살려주세요")
    assert (response["kind"], response["responsibility"], response["answer"]) == ("emergency", None, None)
    assert response["rendered"]["parts"] == [response["emergency"]["text"]]


@pytest.mark.parametrize("language", GAS_LEAK)
@pytest.mark.parametrize("fault", ["down", "malformed"])
async def test_an_emergency_comes_first_whatever_is_gone(resolve: Resolve, fail: Fail, language: str, fault: str) -> None:
    for method in METHODS:
        fail(method, fault)
    response = await resolve(GAS_LEAK[language])
    assert (response["kind"], response["language"]) == ("emergency", language)
    assert "119" in response["emergency"]["numbers"]
    assert response["rendered"]["parts"][0] == response["emergency"]["text"]
    assert {note["part"] for note in response["degraded"]} >= {"faq", "wayfinding"}


@pytest.mark.parametrize("language", STREET_LIGHT)
async def test_without_faq_a_person_takes_over_in_the_language_of_the_caller(resolve: Resolve, fail: Fail, language: str) -> None:
    fail("MatchInquiry", "down")
    response = await resolve(STREET_LIGHT[language])
    assert (response["kind"], response["language"], response["handoff"]["queue"]) == ("handoff", language, "agent")
    assert "120" in response["rendered"]["parts"][0]
    places = [item["ref"] for item in response["evidence"] if item["kind"] == "place"]
    assert places == ["area:11440"]


async def test_with_every_other_service_gone_emergencies_are_answered_and_the_rest_handed_over(abandoned: httpx.AsyncClient) -> None:
    async def ask(text: str) -> dict[str, Any]:
        answer = await abandoned.post("/v1/inquiries:resolve", json={"text": text})
        assert answer.status_code == 200
        body: dict[str, Any] = answer.json()
        return body

    for language, text in GAS_LEAK.items():
        response = await ask(text)
        assert (response["kind"], response["language"]) == ("emergency", language)
    for language, text in STREET_LIGHT.items():
        response = await ask(text)
        assert (response["kind"], response["language"]) == ("handoff", language)
        assert [(note["part"], note["reason"]) for note in response["degraded"]] == [("faq", "UNAVAILABLE"), ("wayfinding", "UNAVAILABLE")]


async def test_with_an_answer_for_some_of_the_places_only_no_body_is_stated(resolve: Resolve, fail: Fail) -> None:
    """신사동 may be in three districts; the one that was answered for is not more likely for that."""
    fail("ResolveResponsibility", "down", when=lambda request: request.area_code[:5] != "11680")
    response = await resolve("신사동인데 집 앞에 불법주차가 심해요")
    assert [note["part"] for note in response["degraded"]] == ["jurisdiction"]
    assert response["responsibility"] is None
    assert response["area"] is None


async def test_a_home_is_not_asked_for_when_nobody_can_tell_what_follows_from_it(resolve: Resolve, fail: Fail) -> None:
    fail("ResolveResponsibility", "down")
    response = await resolve(**NOT_COLLECTED)
    assert response["clarification"] is None
    assert response["answer"]["entry_id"] == "waste.bulky.notcollected"
    assert response["responsibility"] is None


async def test_what_faq_itself_had_to_leave_out_is_passed_on(resolve: Resolve, fail: Fail) -> None:
    fail("MatchInquiry", lambda answered: answered.degraded.add(part="dense", reason="busy", effect="vectors were not consulted"))
    response = await resolve(**FROZEN_METER)
    assert response["degraded"] == [{"part": "faq.dense", "reason": "busy", "effect": "vectors were not consulted"}]
    assert response["kind"] == "department"


def unknown_affairs(answered: Any) -> None:
    for affair in answered.affairs:
        affair.code = "of.another.edition"


def unsure_and_unknown(answered: Any) -> None:
    del answered.affairs[:]
    for code, probability in (("water.meter.freeze", 0.4), ("of.another.edition", 0.3), ("water.meter.fault", 0.2)):
        answered.affairs.add(code=code, probability=probability, offered=True)
    answered.decision = faq_pb2.DECISION_ASK


def unknown_areas(answered: Any) -> None:
    for mention in answered.mentions:
        mention.candidates[0].ref = "area:1129099900"
        mention.candidates.add(ref="area:1199999900", kind="legal_dong", district_code="11999")


def unknown_lines(answered: Any) -> None:
    answered.incomplete_lines.append("line.of.another.edition")
    answered.departures[0].line = "line.of.another.edition"


def no_more_entries(answered: Any) -> None:
    answered.entry.texts.clear()


@pytest.mark.parametrize(
    ("method", "change", "inquiry"),
    [
        ("MatchInquiry", unknown_affairs, FROZEN_METER),
        ("MatchInquiry", unsure_and_unknown, FROZEN_METER),
        ("FindPlaceMentions", unknown_areas, FROZEN_METER),
        ("GetLastDepartures", unknown_lines, {"text": "수유역 4호선 막차 몇 시에 있어요?"}),
        ("GetEntry", no_more_entries, FROZEN_METER),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
async def test_what_this_edition_does_not_know_breaks_nothing(
    resolve: Resolve, fail: Fail, method: str, change: Callable[[Any], None], inquiry: dict[str, Any]
) -> None:
    def of_another_edition(answered: Any) -> None:
        answered.edition_id = OTHER_EDITION
        change(answered)

    fail(method, of_another_edition)
    response = await resolve(**inquiry)
    assert "EDITION_MISMATCH" in {note["reason"] for note in response["degraded"]}
    assert all(affair["labels"] for affair in response["affairs"])
    assert all(response["rendered"]["parts"])


async def test_what_cannot_be_recorded_is_answered_all_the_same(gateway: Any, tmp_path: Path) -> None:
    """A store that cannot be opened must not stand between a caller and 119."""
    (tmp_path / "records.sqlite").mkdir()
    records = Records(SqliteFile(tmp_path / "records.sqlite"))
    async with asyncio.timeout(10):
        while not records.problem:  # noqa: ASYNC110  (it is another thread's work)
            await asyncio.sleep(0.01)
    transport = httpx.ASGITransport(create_app(replace(gateway, records=records)))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        for text, kind in ((GAS_LEAK["ko"], "emergency"), (STREET_LIGHT["ko"], "department")):
            answer = await client.post("/v1/inquiries:resolve", json={"text": text})
            assert (answer.status_code, answer.json()["kind"]) == (200, kind)
            assert answer.json()["degraded"] == [{"part": "records", "reason": "UNAVAILABLE", "effect": "this inquiry is not recorded"}]
        closing = await client.post("/v1/inquiries/one:close", json={"outcome": "resolved"})
    records.shutdown()
    assert closing.status_code == 503
    assert closing.headers["content-type"] == "application/problem+json"


async def test_after_a_part_came_back_nothing_is_degraded(resolve: Resolve, fail: Fail, faults: Any) -> None:
    fail("MatchInquiry", "down")
    assert (await resolve(**FROZEN_METER))["degraded"]
    faults.planned.clear()
    assert (await resolve(**FROZEN_METER))["degraded"] == []


async def test_while_a_service_loads_the_gateway_hands_over_and_says_so_and_no_longer_than_that(
    edition: Edition, targets: dict[str, str], tmp_path: Path
) -> None:
    """A road address of Gangseo-gu with the name of another district in it: who is responsible is known as soon as jurisdiction is."""
    asked = {"text": "양천로 400 가로등이 나갔어요", "channel": "agent"}
    holder: EditionHolder[Jurisdiction] = EditionHolder(lambda: edition.path, Jurisdiction.load)
    loading = GrpcServer(ServiceSettings(drain_s=0.1), 0, [])
    register_jurisdiction(loading, holder)
    await loading.start()
    others = {**targets, "jurisdiction_target": f"127.0.0.1:{loading.port}"}
    async with composed(edition, settings(tmp_path, **others)) as gateway, browse(gateway) as rest:
        early = (await rest.post("/v1/inquiries:resolve", json=asked)).json()
        assert [(note["part"], note["reason"]) for note in early["degraded"]] == [("jurisdiction", "UNAVAILABLE")]
        agrees(early, {"kind": "handoff", "responsibility": None})
        await holder.load_current()
        agrees((await rest.post("/v1/inquiries:resolve", json=asked)).json(), {"degraded": [], "responsibility.body_id": "district.11500"})
    await loading.stop()

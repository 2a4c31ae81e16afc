"""Every read path: good once, and 503 with a problem when the service behind it is down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from city120_edition import Edition
from city120_gateway.rest.routes import READS

Fail = Callable[..., None]
PROBLEM = "application/problem+json"

# Path with its query, the method behind it, and something that only the right answer holds.
# So many calls are let in however late answers are.
FEW = 5
GOOD: tuple[tuple[str, str, Callable[[dict[str, Any]], bool]], ...] = (
    ("/v1/areas:locate?lat=37.5663&lon=126.9779", "LocateAreas", lambda body: body["location"]["district"]["code"] == "11140"),
    ("/v1/areas:locate?code=11440", "LocateAreas", lambda body: body["location"]["district"]["names"]["ko"] == "마포구"),
    ("/v1/areas:search?q=신사동", "SearchAreas", lambda body: len({area["district_code"] for area in body["areas"]}) == 3),
    (
        "/v1/responsibilities:resolve?affair=road.streetlight&area_code=11440",
        "ResolveResponsibility",
        lambda body: (body["outcome"], body["responsibility"]["body"]["id"]) == ("resolved", "district.11440"),
    ),
    (
        "/v1/responsibilities:resolve?affair=road.streetlight&lat=35.1796&lon=129.0756",
        "ResolveResponsibility",
        lambda body: (body["outcome"], body["responsibility"]) == ("outside", None),
    ),
    (
        "/v1/responsibilities:resolve?affair=road.pothole&area_code=11110&road=city&at=2026-11-24T14:00:00%2B09:00",
        "ResolveResponsibility",
        lambda body: (body["responsibility"]["body"]["id"], body["responsibility"]["rule"]["condition"]) == ("road.bukbu", "road=city"),
    ),
    (
        "/v1/areas:locate?code=ocd-division/country:kr/city:11/district:11440",
        "LocateAreas",
        lambda body: body["location"]["district"]["code"] == "11440",
    ),
    ("/v1/areas:locate?code=41135", "LocateAreas", lambda body: body["location"]["outside_names"]["ko"].startswith("성남")),
    ("/v1/bodies?name=상수도사업본부", "ListBodies", lambda body: [item["id"] for item in body["bodies"]] == ["water.hq"]),
    (
        "/v1/bodies/district.11590?as_of=2025-06-29",
        "GetBody",
        lambda body: (body["body"]["valid_to"], body["body"]["address"]) == ("2025-06-30", "서울특별시 동작구 장승배기로 161"),
    ),
    ("/v1/bodies?page_size=3", "ListBodies", lambda body: len(body["bodies"]) == 3 and bool(body["next_page_token"])),
    ("/v1/bodies/district.11440", "GetBody", lambda body: body["body"]["tier"] == "district"),
    ("/v1/departments/district.11440/front", "GetDepartment", lambda body: body["department"]["body_id"] == "district.11440"),
    (
        "/v1/departments/call.120/foreign?at=2026-11-28T10:00:00%2B09:00",
        "GetDepartment",
        lambda body: (body["department"]["opening"]["open_now"], body["department"]["transfer_number"]) == (False, "02-120"),
    ),
    (
        "/v1/bodies/district.11440/departments",
        "ListDepartments",
        lambda body: "district.11440/evening" in [item["id"] for item in body["departments"]],
    ),
    ("/v1/bodies/police.182?at=2026-11-28T10:00:00%2B09:00", "GetBody", lambda body: body["body"]["opening"] is None),
    ("/v1/roads:locate?lat=37.5&lon=127.035", "LocateRoads", lambda body: (body["roads"], body["ask"]["id"]) == ([], "district.11680")),
    ("/v1/roads:locate?name=올림픽대로", "LocateRoads", lambda body: "no road layer is imported" in body["advice"]),
    ("/v1/affairs?page_size=500", "ListAffairs", lambda body: len(body["affairs"]) > 180 and body["next_page_token"] is None),
    ("/v1/affairs/road.streetlight", "GetAffair", lambda body: body["affair"]["place_role"] == "site"),
    ("/v1/coverage?as_of=2026-11-24", "ReportCoverage", lambda body: (body["gaps"], body["conflicts"]) == ([], []) and bool(body["unverified"])),
    ("/v1/geocode?q=강남역", "Geocode", lambda body: body["places"][0]["ref"] == "station:gangnam"),
    ("/v1/geocode:reverse?lat=37.4979&lon=127.0276&limit=1", "ReverseGeocode", lambda body: len(body["places"]) == 1),
    ("/v1/places:search?kind=station&district=11440&page_size=2", "SearchPlaces", lambda body: len(body["places"]) == 2),
    (
        "/v1/departures:last?station=수유&line=line.4&at=2026-11-24T21:40:00%2B09:00",
        "GetLastDepartures",
        lambda body: body["service_day"] == "2026-11-24",
    ),
    (
        "/v1/journeys:latest?from=강남&to=수유&day=saturday&at=2026-11-24T21:40:00%2B09:00",
        "GetLatestJourney",
        lambda body: (
            (body["service_day"], body["legs"][-1]["destination"]["ref"]) == ("2026-11-28", "station:suyu")
            and body["route"]["geometry"]["type"] == "FeatureCollection"
            and body["route"]["picture"].startswith("/v1/routes/")
            and [other["kind"] for other in body["fallback"]] == ["night_bus", "taxi", "first_train"]
        ),
    ),
    (
        "/v1/directions?from=강남역&to_lat=37.6603&to_lon=127.0733&depart_at=2026-11-24T08:00:00%2B09:00",
        "GetDirections",
        lambda body: body["legs"][0]["mode"] == "line.2" and body["legs"][-1]["mode"] == "walk",
    ),
    ("/v1/answers:search?q=가로등&limit=1", "SearchAnswers", lambda body: body["hits"][0]["entry"]["affair_code"] == "road.streetlight"),
    ("/v1/questions:suggest?q=가로등&language=ko", "SuggestQuestions", lambda body: "가로등" in body["suggestions"][0]["question"]),
    ("/v1/entries/transit.climatecard.price", "GetEntry", lambda body: set(body["entry"]["texts"]) == {"ko", "en", "zh", "ja", "vi", "mn"}),
)


def is_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The body of a problem, after a look at what RFC 9457 wants."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


def test_every_read_of_the_table_is_tried() -> None:
    def matches(path: str, tried: str) -> bool:
        head, brace, _ = path.partition("{")
        return tried.startswith(head) if brace else tried == path

    tried = [path.partition("?")[0] for path in (good[0] for good in GOOD)]
    untried = [read.path for read in READS if read.service != "gateway" and not any(matches(read.path, path) for path in tried)]
    assert untried == []


@pytest.mark.parametrize(("path", "method", "right"), GOOD, ids=[path for path, *_ in GOOD])
async def test_a_read_answers(
    rest: httpx.AsyncClient, arrived: list[Any], edition: Edition, path: str, method: str, right: Callable[[dict[str, Any]], bool]
) -> None:
    answer = await rest.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["edition_id"] == edition.id
    assert right(answer.json())
    first, *others = [(call.method, call.edition) for call in arrived]
    assert first == (method, edition.id)
    # What else gets one home when the last train has gone is asked beside it.
    assert bool(others) == (method == "GetLatestJourney")


@pytest.mark.parametrize(("path", "method"), [(path, method) for path, method, _ in GOOD])
async def test_with_its_service_down_a_read_is_unavailable(rest: httpx.AsyncClient, fail: Fail, path: str, method: str) -> None:
    fail(method, "down")
    body = is_problem(await rest.get(path), 503)
    assert body["type"] == "urn:city120:unavailable"


@pytest.mark.parametrize("path", ["/v1/bodies", "/v1/geocode?q=강남", "/v1/answers:search?q=가로등"])
async def test_with_nobody_listening_a_read_is_unavailable(abandoned: httpx.AsyncClient, path: str) -> None:
    is_problem(await abandoned.get(path), 503)


@pytest.mark.long
async def test_every_read_that_is_too_slow_ends_at_its_deadline(hurried: httpx.AsyncClient, fail: Fail, faults: Any) -> None:
    for method in {method for _, method, _ in GOOD}:
        fail(method, "slow")
    few = asyncio.Semaphore(FEW)

    async def read(path: str) -> httpx.Response:
        async with few:
            return await hurried.get(path)

    answers = await asyncio.gather(*(read(path) for path, *_ in GOOD))
    assert [is_problem(answer, 504)["title"] for answer in answers] == ["Too slow"] * len(GOOD)
    stopped = [await asyncio.wait_for(faults.cancelled.get(), 5) for _ in GOOD]
    assert sorted(call.method for call, _ in stopped) == sorted(method for _, method, _ in GOOD)


@pytest.mark.parametrize(("path", "method"), [(path, method) for path, method, _ in GOOD])
async def test_a_read_from_another_edition_is_named(rest: httpx.AsyncClient, fail: Fail, path: str, method: str) -> None:
    def older(response: Any) -> None:
        response.edition_id = "0" * 12

    assert not (await rest.get(path)).json().get("degraded")
    fail(method, older)
    (note,) = (await rest.get(path)).json()["degraded"]
    assert (note["reason"], note["part"]) == ("EDITION_MISMATCH", note["effect"].partition(" ")[0])
    assert "0" * 12 in note["effect"]


@pytest.mark.parametrize(("path", "method"), [(path, method) for path, method, _ in GOOD])
async def test_a_read_that_its_service_does_not_understand_is_a_named_mistake(rest: httpx.AsyncClient, fail: Fail, path: str, method: str) -> None:
    fail(method, "malformed")
    (error,) = is_problem(await rest.get(path), 400)["errors"]
    assert error["fix"]


async def test_a_read_that_is_too_slow_ends_and_its_work_is_cancelled(hurried: httpx.AsyncClient, fail: Fail, faults: Any) -> None:
    fail("ListBodies", "slow")
    assert is_problem(await hurried.get("/v1/bodies"), 504)["title"] == "Too slow"
    call, _ = await faults.cancelled.get()
    assert call.method == "ListBodies"


async def test_a_bug_of_a_service_tells_nothing_of_its_insides(rest: httpx.AsyncClient, fail: Fail) -> None:
    fail("ListBodies", "broken")
    body = is_problem(await rest.get("/v1/bodies"), 500)
    assert body["detail"] == "an unexpected error; the log has the details"


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("/v1/areas:locate?code=99999", 404, "code"),
        ("/v1/areas:locate?code=abc", 400, "code"),
        ("/v1/areas:locate?lat=91&lon=127", 400, "lat"),
        ("/v1/areas:locate?lat=37.5", 400, "lat"),
        ("/v1/areas:locate?lat=NaN&lon=127", 400, "lat"),
        ("/v1/areas:locate?lat=37.5&lon=127&colour=red", 400, "colour"),
        ("/v1/areas:search", 400, "q"),
        ("/v1/areas:search?q=%EC%8B%A0%EC%82%AC%EB%8F%99&as_of=1900-01-01", 422, "as_of"),
        ("/v1/areas:search?q=x&page_token=zzz", 400, "page_token"),
        ("/v1/responsibilities:resolve?affair=road.unicorn&area_code=11440", 404, "affair"),
        ("/v1/responsibilities:resolve?affair=road.streetlight&area_code=99999", 404, "area_code"),
        ("/v1/areas:locate", 400, "lat"),
        ("/v1/areas:locate?lat=37.5&lon=127&code=11440", 400, "code"),
        ("/v1/areas:locate?lat=37.5&lon=127&lat=1", 400, "lat"),
        ("/v1/responsibilities:resolve?affair=road.streetlight&area_code=11440&lat=37.5&lon=127", 400, "lat"),
        ("/v1/areas:search?q=x&as_of=today", 400, "as_of"),
        ("/v1/affairs/nope", 404, "code"),
        ("/v1/departures:last?station=%EC%88%98%EC%9C%A0&at=1900-01-01T00:00:00Z", 422, "at"),
        ("/v1/departures:last?station=%EC%88%98%EC%9C%A0&at=2026-W48-2T12:00:00%2B09:00", 400, "at"),
        ("/v1/geocode:reverse", 400, "lat"),
        ("/v1/geocode:reverse?lat=37.5&lon=200", 400, "lon"),
        ("/v1/bodies?page_size=501", 400, "page_size"),
        ("/v1/bodies?page_size=99999999999", 400, "page_size"),
        ("/v1/bodies/nobody", 404, "id"),
        ("/v1/departments/nobody/front", 404, "id"),
        ("/v1/departures:last?station=nowhere", 404, "station"),
        ("/v1/departures:last?station=%EC%88%98%EC%9C%A0&at=tonight", 400, "at"),
        ("/v1/places:search?district=11", 400, "district"),
        ("/v1/places:search?lat=37.5&lon=-181", 400, "lon"),
        ("/v1/directions?from_lat=99&from_lon=127&to_lat=37&to_lon=127", 400, "from_lat"),
        ("/v1/directions?from=nowhere-at-all&to=%EC%88%98%EC%9C%A0", 404, "from"),
        ("/v1/directions?from=%EC%88%98%EC%9C%A0&to=%EA%B0%95%EB%82%A8&depart_at=x&arrive_by=y", 400, "arrive_by"),
        ("/v1/journeys:latest?from=nowhere-at-all&to=%EC%88%98%EC%9C%A0", 404, "from"),
        ("/v1/routes/nothing.svg", 400, "token"),
        ("/v1/entries/nothing", 404, "id"),
    ],
)
async def test_a_mistake_is_named_by_the_parameter_it_is_in(rest: httpx.AsyncClient, path: str, status: int, field: str) -> None:
    (error,) = is_problem(await rest.get(path), status)["errors"]
    assert error["field"] == field
    assert error["detail"]
    assert error["fix"]
    assert "contract" not in error["fix"]


async def test_the_picture_of_a_route_is_where_the_answer_says(rest: httpx.AsyncClient) -> None:
    asked = {"text": "How do I get from Gangnam Station to Gyeongbokgung Station?", "at": "2026-11-24T08:00:00+09:00"}
    answered = (await rest.post("/v1/inquiries:resolve", json=asked)).json()
    picture = await rest.get(answered["route"]["picture"])
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/svg+xml")
    assert picture.text.startswith("<svg")
    assert "Gyeongbokgung" in picture.text
    assert picture.headers["content-security-policy"].startswith("default-src 'none'")


async def test_before_the_first_date_a_read_names_it(rest: httpx.AsyncClient, edition: Edition) -> None:
    body = is_problem(await rest.get("/v1/areas:locate?code=11440&as_of=1900-01-01"), 422)
    assert edition.settings.first_date.isoformat() in body["errors"][0]["fix"]


async def test_pages_follow_each_other_to_the_end(rest: httpx.AsyncClient) -> None:
    seen, query = [], {"page_size": "40"}
    while query:
        body = (await rest.get("/v1/affairs", params=query)).json()
        seen += [item["code"] for item in body["affairs"]]
        query = {"page_size": "40", "page_token": body["next_page_token"]} if body["next_page_token"] else {}
    whole = (await rest.get("/v1/affairs", params={"page_size": 500})).json()["affairs"]
    assert seen == [item["code"] for item in whole]
    assert len(seen) == len(set(seen)) > 180

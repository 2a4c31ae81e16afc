"""What the gateway says of itself: the OpenAPI document, the first page, health and metrics."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest

from city120_edition import Edition
from city120_edition.holder import EditionHolder
from city120_gateway.knowledge import Knowledge
from city120_gateway.rest import create_app
from city120_gateway.rest.routes import READS

Resolve = Callable[..., Awaitable[dict[str, Any]]]
STATES = {"resolved", "shared", "unverified", "needs_dong", "needs_fact", "conflict", "gap"}
LANGUAGES = ("ko", "en", "zh", "ja", "vi", "mn")
PATHS = (
    *"/v1/inquiries:resolve /v1/inquiries/{id} /v1/inquiries/{id}:close /v1/areas:locate /v1/areas:search /v1/responsibilities:resolve".split(),
    *"/v1/bodies /v1/bodies/{id} /v1/departments/{id} /v1/affairs /v1/affairs/{code} /v1/coverage /v1/geocode /v1/geocode:reverse".split(),
    *"/v1/places:search /v1/directions /v1/departures:last /v1/journeys:latest /v1/answers:search /v1/entries/{id}".split(),
    *("/v1/questions:suggest", "/v1/routes/{token}.svg"),
)


@pytest.fixture
async def document(rest: httpx.AsyncClient) -> dict[str, Any]:
    answer = await rest.get("/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    body: dict[str, Any] = json.loads(answer.text)
    return body


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for inner in part.values():
            yield from references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from references(inner)


def test_the_document_has_every_promised_path(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) >= set(PATHS)
    assert set(document["info"]) >= {"title", "version"}


def test_every_reference_leads_to_a_schema(document: dict[str, Any]) -> None:
    result = set(references(document))
    assert result
    for reference in result:
        kind, _, name = reference.removeprefix("#/components/").partition("/")
        assert kind == "schemas"
        assert name in document["components"][kind]


def test_every_operation_has_a_summary_a_result_and_a_problem(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        (operation,) = methods.values()
        assert operation["summary"], path
        assert operation["responses"]["200"]["content"].keys() == {"image/svg+xml" if path.endswith(".svg") else "application/json"}
        assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_every_name_in_a_path_is_a_parameter_and_no_parameter_comes_twice(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        (operation,) = methods.values()
        parameters = [(parameter["in"], parameter["name"]) for parameter in operation["parameters"]]
        assert {name for place, name in parameters if place == "path"} == set(re.findall(r"{(\w+)}", path)), path
        assert len(parameters) == len(set(parameters)), path


def test_every_parameter_of_the_table_is_in_the_document(document: dict[str, Any]) -> None:
    for read in READS:
        operation = document["paths"][read.path.replace(":path}", "}")]["get"]
        named = {parameter["name"]: parameter for parameter in operation["parameters"] if parameter["in"] == "query"}
        assert set(named) == {parameter.name for parameter in read.parameters}
        assert all(named[parameter.name]["required"] == parameter.required for parameter in read.parameters)


async def test_a_resolution_has_exactly_the_fields_of_its_schema(document: dict[str, Any], resolve: Resolve) -> None:
    response = await resolve("마포구 가로등이 나갔어요")
    schemas = document["components"]["schemas"]
    assert set(response) == set(schemas["ResolveInquiryResponse"]["properties"])
    assert set(response["responsibility"]) == set(schemas["InquiryResponsibility"]["properties"])
    assert response["kind"] in schemas["ResolveInquiryResponse"]["properties"]["kind"]["enum"]


class Page(HTMLParser):
    """Start tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_first_page_speaks_six_languages(rest: httpx.AsyncClient, gateway: Any, language: str) -> None:
    answer = await rest.get("/", params={"lang": language})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = Page(answer.text)
    assert page.tags[0] == ("html", {"lang": language})
    assert not re.search(r"\$\{?[A-Za-z_]", answer.text)
    messages = gateway.holder.get().messages
    for name in ("page.title", "page.intro", "page.ask", "page.placeholder"):
        assert messages[name][language] in answer.text
    links = [attributes for tag, attributes in page.tags if tag == "a" and "lang" in attributes]
    assert [link["lang"] for link in links] == list(LANGUAGES)
    assert [link["lang"] for link in links if link.get("aria-current")] == [language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_coverage_page_speaks_six_languages(rest: httpx.AsyncClient, gateway: Any, language: str) -> None:
    answer = await rest.get("/coverage", params={"lang": language})
    assert Page(answer.text).tags[0] == ("html", {"lang": language})
    assert not re.search(r"\$\{?[A-Za-z_]", answer.text)
    for name in ("coverage.title", "coverage.intro", "coverage.needs_dong"):
        assert gateway.holder.get().messages[name][language] in answer.text


@pytest.mark.parametrize("path", ["/", "/coverage"])
async def test_pages_run_no_script_but_their_own_and_load_nothing_from_elsewhere(rest: httpx.AsyncClient, path: str) -> None:
    first, second = await rest.get(path), await rest.get(path)
    policy = first.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    (nonce,) = set(re.findall(r"'nonce-([^']+)'", policy))
    assert nonce not in second.text
    tags = Page(first.text).tags
    running = [attributes for tag, attributes in tags if tag in ("script", "style") and attributes.get("type") != "application/json"]
    assert running
    assert {attributes.get("nonce") for attributes in running} == {nonce}
    elsewhere = [value for _, attributes in tags for name, value in attributes.items() if name in ("src", "href") and "//" in (value or "")]
    assert elsewhere == []
    assert not [attributes for _, attributes in tags if "style" in attributes or any(name.startswith("on") for name in attributes)]


async def test_the_grid_comes_only_when_it_is_asked_for(rest: httpx.AsyncClient) -> None:
    plain, full = (await rest.get("/v1/coverage")).json(), (await rest.get("/v1/coverage", params={"grid": "true"})).json()
    assert (plain["grid"], plain["districts"]) == ([], [])
    assert len(full["districts"]) == 25
    assert {len(row["states"]) for row in full["grid"]} == {25}
    assert {state for row in full["grid"] for state in row["states"]} <= STATES
    assert dt.datetime.fromisoformat(full["at"]).hour == 14


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.5", "vi"),
        ("de-DE,de;q=0.9,en;q=0.8", "en"),
        ("zh-Hant-TW", "zh"),
        ("", "ko"),
        ("fr", "ko"),
        ('"><script>alert(1)</script>', "ko"),
    ],
)
async def test_the_first_page_follows_the_browser(rest: httpx.AsyncClient, wanted: str, language: str) -> None:
    for answer in (await rest.get("/", headers={"accept-language": wanted}), await rest.get("/", params={"lang": wanted})):
        assert Page(answer.text).tags[0] == ("html", {"lang": language})
        assert "alert(1)" not in answer.text


async def test_every_field_of_the_first_page_has_a_label(rest: httpx.AsyncClient) -> None:
    page = Page((await rest.get("/")).text)
    labelled = {attributes["for"] for tag, attributes in page.tags if tag == "label"}
    assert labelled == {attributes["id"] for tag, attributes in page.tags if tag in ("input", "textarea")}


async def test_health_tells_the_edition_and_metrics_count_without_words(rest: httpx.AsyncClient, resolve: Resolve, edition: Edition) -> None:
    assert (await rest.get("/livez")).json() == {"status": "alive"}
    assert (await rest.get("/readyz")).json() == {"status": "ready", "edition_id": edition.id, "degraded": []}
    asked = await resolve("마포구 가로등이 나갔어요 010-1234-5678", channel="chat")
    await rest.get(f"/v1/inquiries/{asked['inquiry_id']}")
    metrics = (await rest.get("/metrics")).text
    assert re.search(r'^city120_inquiries_total\{.*channel="chat".*kind="department".*\} ', metrics, re.MULTILINE)
    assert 'route="/v1/inquiries/{id}"' in metrics
    for words in ("가로등", "010-1234", "1234-5678", asked["inquiry_id"]):
        assert words not in metrics


async def test_while_the_edition_is_loading_the_gateway_lives_but_is_not_ready(gateway: Any) -> None:
    holder: EditionHolder[Knowledge] = EditionHolder(gateway.settings.edition_path, Knowledge.load)
    app = create_app(replace(gateway, holder=holder))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as starting:
        assert (await starting.get("/livez")).status_code == 200
        for answer in (await starting.get("/readyz"), await starting.post("/v1/inquiries:resolve", json={"text": "물"}), await starting.get("/")):
            assert answer.status_code == 503
            assert answer.headers["content-type"] == "application/problem+json"
            assert "still loading" in answer.json()["detail"]

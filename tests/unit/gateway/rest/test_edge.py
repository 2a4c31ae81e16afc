"""The edge of the REST port: who may call what, by which name, and what every answer carries."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb

from city120_gateway.gateway import Gateway
from city120_gateway.rest import create_app
from city120_gateway.rest.routes import READS
from city120_gateway.services.breaker import Breaker
from city120_platform.keys import make
from tests.rest_door import EDITION_ID, gateway

Browse = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


class Bodies:
    """A jurisdiction that has every body."""

    async def get_body(self, request: Any, *, timeout: float, edition: str) -> pb.GetBodyResponse:
        """It."""
        return pb.GetBodyResponse(edition_id=EDITION_ID)


def client_of(made: Gateway, base_url: str = "http://localhost:8120") -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(create_app(made)), base_url=base_url)


@pytest.fixture
def browse(tmp_path: Path) -> Browse:
    """browse(**settings): a client of a gateway with an edition and a jurisdiction."""

    @asynccontextmanager
    async def make_client(base_url: str = "http://localhost:8120", **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
        async with gateway(tmp_path, jurisdiction=Bodies(), loaded=True, **settings) as made, client_of(made, base_url) as client:
            yield client

    return make_client


@pytest.mark.parametrize("host", ["localhost?/livez", "localhost/livez?", "localhost/livez#", "x@localhost/livez"])
async def test_a_host_cannot_say_which_path_is_called(browse: Browse, host: str) -> None:
    async with browse(api_keys="k") as client:
        answer = await client.get("/v1/bodies/a", headers={"host": host})
        assert answer.status_code == 401
        assert (await client.get("/v1/bodies/a", headers={"host": host, "x-api-key": "k"})).status_code == 200


async def test_without_keys_only_names_of_this_machine_are_answered(browse: Browse) -> None:
    async with browse() as client:
        for host in ("localhost", "127.0.0.1:8120", "[::1]:8120", "LOCALHOST:1"):
            assert (await client.get("/v1/bodies/a", headers={"host": host})).status_code == 200, host
        for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8120"):
            refused = await client.get("/v1/bodies/a", headers={"host": host})
            assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "host")
        # Probes call by address.
        assert (await client.get("/livez", headers={"host": "10.0.0.7:8120"})).status_code == 200


async def test_hosts_are_those_of_the_list(browse: Browse) -> None:
    async with browse(allowed_hosts="120.city.example, localhost", api_keys="k") as client:
        keyed = {"x-api-key": "k"}
        assert (await client.get("/v1/bodies/a", headers={**keyed, "host": "120.city.example:443"})).status_code == 200
        assert (await client.get("/v1/bodies/a", headers={**keyed, "host": "121.city.example"})).status_code == 400


async def test_pages_of_others_may_not_call(browse: Browse) -> None:
    async with browse(allowed_origins="https://www.city.example") as client:
        for origin, status in (("http://localhost:8120", 200), ("https://www.city.example", 200), ("https://evil.example", 403), ("null", 403)):
            answer = await client.get("/v1/bodies/a", headers={"origin": origin})
            assert answer.status_code == status, origin
        asked = {"origin": "https://www.city.example", "access-control-request-method": "POST", "access-control-request-headers": "x-api-key"}
        preflight = await client.options("/v1/inquiries:resolve", headers=asked)
        assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (200, "https://www.city.example")
        assert (await client.options("/v1/inquiries:resolve", headers={**asked, "origin": "https://evil.example"})).status_code == 403


async def test_every_answer_is_stored_nowhere_and_is_what_it_says(browse: Browse) -> None:
    async with browse(api_keys="k") as client:
        for path in ("/livez", "/v1/bodies", "/nowhere", "/v1/inquiries/x", "/openapi.json"):
            for headers in ({}, {"x-api-key": "k"}):
                answer = await client.get(path, headers=headers)
                assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff"), path


async def test_a_key_does_what_its_scopes_say(browse: Browse) -> None:
    made = {scope: make(scope, [scope]) for scope in ("ask", "read", "feedback", "metrics", "statistics")}
    async with browse(named_keys=";".join(line for _, line in made.values())) as client:
        for path, method, needed in (
            ("/v1/bodies/a", "GET", "ask"),
            ("/v1/inquiries:resolve", "POST", "ask"),
            ("/v1/inquiries/x", "GET", "read"),
            ("/v1/inquiries/x:close", "POST", "feedback"),
            ("/metrics", "GET", "metrics"),
        ):
            for scope, (key, _) in made.items():
                answer = await client.request(method, path, headers={"x-api-key": key}, json={} if method == "POST" else None)
                assert (answer.status_code == 403) is (scope != needed), (path, scope)
                assert answer.status_code != 401
        assert (await client.get("/v1/bodies/a")).status_code == 401


def test_every_read_needs_a_scope_and_a_record_its_own() -> None:
    assert {read.path for read in READS if read.scope != "ask"} == {"/v1/inquiries/{id}"}


async def test_readiness_is_the_gateways_own(tmp_path: Path) -> None:
    async def sick() -> None:
        raise AssertionError

    async with gateway(tmp_path, loaded=True) as made:
        broken = replace(made, services=replace(made.services, breakers={"faq": Breaker("faq", sick)}))
        object.__setattr__(broken.services.breakers["faq"], "_probing", object())
        async with client_of(broken) as client:
            ready = await client.get("/readyz")
            assert ready.status_code == 200
            assert ready.json() == {
                "status": "ready",
                "edition_id": EDITION_ID,
                "degraded": [{"part": "faq", "reason": "UNAVAILABLE", "effect": "answers go out without its part"}],
            }
            broken.readiness.draining = True
            draining = await client.get("/readyz")
            assert (draining.status_code, draining.headers["retry-after"]) == (503, "1")
            # Whoever still comes is answered, and told to go elsewhere next time.
            late = await client.get("/livez")
            assert (late.status_code, late.headers["connection"]) == (200, "close")
    async with gateway(tmp_path) as unloaded, client_of(unloaded) as client:
        assert (await client.get("/readyz")).status_code == 503


async def test_a_path_is_not_repeated_at_any_length(browse: Browse) -> None:
    async with browse() as client:
        assert len((await client.get("/" + "x" * 9000)).content) < 1000

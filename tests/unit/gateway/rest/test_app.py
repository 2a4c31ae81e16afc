"""The route table as an application: payloads, reads, and what callers are told of mistakes and of editions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb

from city120_errors import City120Error, InvalidArgument, NotFound
from city120_gateway.rest import create_app
from tests.rest_door import EDITION_ID, gateway


class Bodies:
    """A jurisdiction that has every body, of an edition; or raises what it is told to."""

    def __init__(self, edition_id: str = EDITION_ID, error: City120Error | None = None) -> None:
        self._edition_id, self._error = edition_id, error

    async def get_body(self, request: Any, *, timeout: float, edition: str) -> pb.GetBodyResponse:
        if self._error:
            raise self._error
        return pb.GetBodyResponse(edition_id=self._edition_id)


@asynccontextmanager
async def browsing(folder: Path, bodies: Bodies | None = None, *, loaded: bool = True, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        gateway(folder, jurisdiction=bodies or Bodies(), loaded=loaded, **settings) as made,
        httpx.AsyncClient(transport=httpx.ASGITransport(create_app(made)), base_url="http://localhost:8120") as client,
    ):
        yield client


def faults(answer: httpx.Response) -> list[str]:
    return [error["field"] for error in answer.json()["errors"]]


async def test_an_answer_of_another_edition_is_named(tmp_path: Path) -> None:
    async with browsing(tmp_path) as client:
        assert not (await client.get("/v1/bodies/a")).json().get("degraded")
    async with browsing(tmp_path, Bodies("other")) as client:
        (note,) = (await client.get("/v1/bodies/a")).json()["degraded"]
    assert note == {"part": "jurisdiction", "reason": "EDITION_MISMATCH", "effect": "jurisdiction answered from edition other"}


@pytest.mark.parametrize(
    ("error", "status", "field"),
    [(NotFound("no such body", field="id"), 404, "id"), (InvalidArgument("is wrong", field="as_of"), 400, "as_of")],
)
async def test_an_error_names_the_parameter(tmp_path: Path, error: City120Error, status: int, field: str) -> None:
    async with browsing(tmp_path, Bodies(error=error)) as client:
        answer = await client.get("/v1/bodies/a")
    assert (answer.status_code, faults(answer)) == (status, [field])
    assert answer.headers["content-type"] == "application/problem+json"


class NoWays:
    """A wayfinding that finds a mistake in a field of every way."""

    def __init__(self, field: str) -> None:
        self._field = field

    async def get_directions(self, request: Any, *, timeout: float, edition: str) -> None:
        raise InvalidArgument("is wrong", field=self._field)


@pytest.mark.parametrize(
    ("field", "sent", "named"),
    [
        ("origin", "to=a", "from"),
        ("origin", "from=a&to=b", "from"),
        ("origin", "from_lat=37.5&from_lon=127&to=b", "from_lat"),
        ("origin_text", "from=a&to=b", "from"),
        ("destination", "from=a&to=b", "to"),
        ("destination", "from=a&to_lat=37.5&to_lon=127", "to_lat"),
    ],
)
async def test_an_error_of_an_end_names_the_parameter_that_was_sent(tmp_path: Path, field: str, sent: str, named: str) -> None:
    async with browsing(tmp_path, wayfinding=NoWays(field)) as client:
        assert faults(await client.get(f"/v1/directions?{sent}")) == [named]


async def test_a_parameter_that_is_given_twice_or_is_none_is_refused(tmp_path: Path) -> None:
    async with browsing(tmp_path) as client:
        twice, unknown = await client.get("/v1/bodies?as_of=2026-01-01&as_of=2026-01-02"), await client.get("/v1/bodies/a?colour=red")
    assert [(answer.status_code, faults(answer)) for answer in (twice, unknown)] == [(400, ["as_of"]), (400, ["colour"])]


@pytest.mark.parametrize(
    ("payload", "status", "field"),
    [
        (b'{"text": "' + b"x" * 2000 + b'"}', 413, "text"),
        (b'{"colour": "red"}', 400, "colour"),
        (b"{", 400, "body"),
    ],
)
async def test_a_payload_that_is_too_large_or_wrong_is_refused(tmp_path: Path, payload: bytes, status: int, field: str) -> None:
    async with browsing(tmp_path, max_body_bytes=1024) as client:
        answer = await client.post("/v1/inquiries:resolve", content=payload)
    assert (answer.status_code, faults(answer)) == (status, [field])


async def test_before_an_edition_is_loaded_it_is_alive_and_not_ready(tmp_path: Path) -> None:
    async with browsing(tmp_path, loaded=False) as client:
        assert (await client.get("/livez")).json() == {"status": "alive"}
        assert (await client.get("/readyz")).status_code == 503
        assert (await client.get("/openapi.json")).json()["info"]["title"] == "city120"
    async with browsing(tmp_path) as client:
        assert (await client.get("/readyz")).json() == {"status": "ready", "edition_id": EDITION_ID, "degraded": []}


async def test_while_it_stops_it_is_not_ready_and_says_why(tmp_path: Path) -> None:
    async with gateway(tmp_path, loaded=True) as made:
        made.readiness.draining = True
        async with httpx.AsyncClient(transport=httpx.ASGITransport(create_app(made)), base_url="http://localhost:8120") as client:
            answer = await client.get("/readyz")
    assert (answer.status_code, "the gateway is stopping" in answer.json()["detail"]) == (503, True)

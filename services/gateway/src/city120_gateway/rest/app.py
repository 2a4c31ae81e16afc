"""REST: the route table as a FastAPI application, errors as RFC 9457."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Container, Mapping
from typing import TypeVar

from city120.type.v1 import type_pb2
from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse, JSONResponse
from google.protobuf.message import Message
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException

from city120_client.metadata import KEY
from city120_edition import rows
from city120_edition.holder import NotLoaded
from city120_errors import InvalidArgument, NotFound, TooLarge, Unavailable
from city120_gateway import page, route_pictures
from city120_gateway.conversation.message import MAX_TEXT
from city120_gateway.gateway import Gateway
from city120_gateway.rest.edge import Edge, Visit, http_problem, require, visit
from city120_gateway.rest.openapi import document
from city120_gateway.rest.payloads import ClosePayload, ResolvePayload
from city120_gateway.rest.routes import READS, Read
from city120_gateway.rest.values import to_json
from city120_platform.telemetry.prometheus import exposition
from city120_platform.validation import SEE_CONTRACT, validate_message

_Parsed = TypeVar("_Parsed", bound=BaseModel)
_SVG, _INERT = "image/svg+xml", "default-src 'none'; style-src 'unsafe-inline'"
_PATH_NAME = re.compile(r"\{(\w+)")


def create_app(gateway: Gateway) -> FastAPI:
    """The application of a gateway."""
    app = FastAPI(
        title="city120",
        version="1",
        description="One number for a city and its districts: who is responsible, the answer, or the way there.",
        docs_url=None,
        redoc_url=None,
        # The edge tells of requests.
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False},
    )
    # The one that is added last is the outermost.
    origins = sorted(gateway.settings.origins)
    app.add_middleware(CORSMiddleware, allow_origins=origins, allow_methods=["GET", "POST"], allow_headers=[KEY, "content-type"])
    app.add_middleware(Edge, gateway=gateway)
    app.add_exception_handler(HTTPException, http_problem)
    _add_inquiries(app, gateway)
    for read in READS:
        _add_read(app, gateway, read)
    _add_pictures(app, gateway)
    _add_operations(app, gateway)
    app.openapi = lambda: document(app.title, app.version, app.description, _examples(gateway))  # type: ignore[method-assign]
    return app


async def _read_payload(request: Request, limit: int) -> bytes:
    """The payload, of at most `limit` bytes. Raises TooLarge as soon as it is known."""
    payload = bytearray()
    async for chunk in request.stream():
        payload += chunk
        if len(payload) > limit:
            raise TooLarge(f"the body is larger than {limit} bytes", field="text", fix=f"send at most {MAX_TEXT} characters", reason="TOO_LARGE")
    return bytes(payload)


def _parse(kind: type[_Parsed], payload: bytes) -> _Parsed:
    try:
        return kind.model_validate_json(payload or b"{}")
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(name) for name in fault["loc"]) or "body"
        raise InvalidArgument(fault["msg"], field=where, fix="see /openapi.json for the fields") from None


def _add_inquiries(app: FastAPI, gateway: Gateway) -> None:
    async def resolve(request: Request) -> Response:
        payload = _parse(ResolvePayload, await _read_payload(request, gateway.settings.max_body_bytes))
        if len(payload.text) > MAX_TEXT:
            raise TooLarge(f"has {len(payload.text)} characters", field="text", fix=f"send at most {MAX_TEXT}", reason="TOO_LARGE")
        message = payload.message()
        try:
            validate_message(message)
        except InvalidArgument as error:
            described = ResolvePayload.model_fields.get(error.field)
            error.fix = described.description if described and described.description else error.fix
            raise
        passing = visit(request)
        left = gateway.settings.resolve_deadline_s - (asyncio.get_running_loop().time() - passing.arrived)
        return JSONResponse(to_json(await gateway.resolve_inquiry(message, left, passing.name)))

    async def close(request: Request) -> Response:
        payload = _parse(ClosePayload, await _read_payload(request, gateway.settings.max_body_bytes))
        message = payload.message(request.path_params["id"])
        validate_message(message)
        return JSONResponse(to_json(await gateway.close_inquiry(message)))

    _route(app, "/v1/inquiries:resolve", resolve, "ask", "POST")
    _route(app, "/v1/inquiries/{id}:close", close, "feedback", "POST")


def _route(app: FastAPI, path: str, endpoint: Callable[[Request], Awaitable[Response]], scope: str = "", method: str = "GET") -> None:
    """Add a path, for callers whose key has a scope; empty: any will do. The endpoint carries the path, so that logs and metrics name the route and
    never what was sent in it."""

    async def answer(request: Request) -> Response:
        require(scope, request)
        return await endpoint(request)

    answer.path = path  # type: ignore[attr-defined]
    app.add_route(path, answer, methods=[method])


def _add_read(app: FastAPI, gateway: Gateway, read: Read) -> None:
    async def answer(request: Request) -> Response:
        if repeated := next((name for name in request.query_params if len(request.query_params.getlist(name)) > 1), ""):
            raise InvalidArgument("is given more than once", field=repeated, fix="send it once")
        message = _request_of(read, request.query_params, request.path_params)
        with gateway.admission.place(visit(request).name, quick=read.deadline == Read.deadline):
            response = await _named(read, request.query_params, ask(message))
            lost = await _further(gateway, read, message, response, visit(request))
        values = to_json(response)
        if notes := [*map(to_json, lost), *_mixed(read, getattr(response, "edition_id", ""))]:
            values["degraded"] = [*values.get("degraded", ()), *notes]
        return JSONResponse(values)

    def _mixed(read: Read, answered: str) -> list[dict[str, str]]:
        """An answer from another edition than the gateway's is named."""
        if answered == gateway.holder.get().edition.id:
            return []
        effect = f"{read.service} answered from edition {answered}"
        return [{"part": read.service, "reason": "EDITION_MISMATCH", "effect": effect}]

    async def ask(message: Message) -> Message:
        validate_message(message)
        if read.service == "gateway":
            response: Message = await getattr(gateway, read.method)(message)
        else:
            method, seconds = getattr(getattr(gateway.services, read.service), read.method), getattr(gateway.settings, read.deadline)
            with gateway.services.watching(read.service, seconds):
                response = await method(message, timeout=seconds, edition=gateway.holder.get().edition.id)
        return response

    _route(app, read.path, answer, read.scope)


async def _further(gateway: Gateway, read: Read, message: Message, response: Message, passing: Visit) -> list[type_pb2.Degraded]:
    """Add to a response what the gateway knows besides, in the time that is left; what it goes out without."""
    if not read.further:
        return []
    left = getattr(gateway.settings, read.deadline) - (asyncio.get_running_loop().time() - passing.arrived)
    lost: list[type_pb2.Degraded] = await getattr(gateway, read.further)(message, response, max(0.0, left))
    return lost


def _add_pictures(app: FastAPI, gateway: Gateway) -> None:
    async def picture(request: Request) -> Response:
        message, seconds = route_pictures.asked(request.path_params["token"]), gateway.settings.read_deadline_s
        with gateway.admission.place(visit(request).name), gateway.services.watching("wayfinding", seconds):
            response = await gateway.services.wayfinding.get_directions(message, timeout=seconds, edition=gateway.holder.get().edition.id)
        return Response(route_pictures.drawn(response), media_type=_SVG, headers={"content-security-policy": _INERT})

    _route(app, route_pictures.PATH, picture, "ask")


def _request_of(read: Read, query: Mapping[str, str], path: Mapping[str, str]) -> Message:
    """The request of a read; an unknown, missing or half-given parameter is named."""
    known = {parameter.name: parameter for parameter in read.parameters}
    if unknown := sorted(set(query) - set(known)):
        raise InvalidArgument("is no parameter here", field=unknown[0], fix=f"use {', '.join(known) or 'none'}")
    if missing := [parameter for parameter in read.parameters if parameter.required and not query.get(parameter.name)]:
        raise InvalidArgument("is missing", field=missing[0].name, fix=missing[0].meaning)
    _check_places(read, query)
    message = read.request()
    if read.path_field:
        setattr(message, read.path_field, next(iter(path.values())))
    for name, text in query.items():
        known[name].fill(message, text)
    return message


def _check_places(read: Read, query: Mapping[str, str]) -> None:
    """Raises InvalidArgument for two places where one decides, for none where one is needed, and for half a point."""
    given = [names for names in read.one_of if any(name in query for name in names)]
    if len(given) > 1:
        raise InvalidArgument(f"excludes {', '.join(given[0])}", field=given[1][0], fix="send one or the other")
    if read.needs_one and not given:
        ways = " or ".join(", ".join(names) for names in read.one_of)
        raise InvalidArgument("is missing", field=read.one_of[0][0], fix=f"send {ways}")
    for first, second in (("lat", "lon"), ("from_lat", "from_lon"), ("to_lat", "to_lon")):
        if (first in query) != (second in query):
            raise InvalidArgument("needs the other half of the point", field=first if first in query else second, fix=f"send {first} and {second}")


async def _named(read: Read, query: Container[str], call: Awaitable[Message]) -> Message:
    """Await a call; an error names the REST parameter instead of the field: of several the one that was sent."""
    try:
        return await call
    except (InvalidArgument, NotFound) as error:
        if read.path_field and error.field and f"{read.path_field}.".startswith(f"{error.field}."):
            error.field = _PATH_NAME.findall(read.path)[0]
        elif concerned := [parameter for parameter in read.parameters if parameter.concerns(error.field)]:
            named = next((parameter for parameter in concerned if parameter.name in query), concerned[0])
            error.field, error.fix = named.name, named.meaning if error.fix == SEE_CONTRACT else error.fix
        raise


def _add_operations(app: FastAPI, gateway: Gateway) -> None:
    async def alive(request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(request: Request) -> Response:
        if gateway.readiness.draining:
            raise Unavailable("the gateway is stopping", fix="try another instance")
        edition_id = gateway.holder.get().edition.id
        return JSONResponse({"status": "ready", "edition_id": edition_id, "degraded": [to_json(note) for note in gateway.weaknesses()]})

    async def metrics(request: Request) -> Response:
        return Response(exposition(), media_type=CONTENT_TYPE_LATEST)

    for path, endpoint, scope in (("/livez", alive, ""), ("/readyz", ready, ""), ("/metrics", metrics, "metrics")):
        _route(app, path, endpoint, scope)
    _add_page(app, gateway, "/", page.ASK)
    _add_page(app, gateway, "/coverage", page.GRID)


def _add_page(app: FastAPI, gateway: Gateway, path: str, name: str) -> None:
    async def show(request: Request) -> Response:
        wanted = request.query_params.get("lang", "") or request.headers.get("accept-language", "")
        made = page.render(name, gateway.holder.get(), wanted)
        return HTMLResponse(made.html, headers={"content-security-policy": made.policy})

    _route(app, path, show)


def _examples(gateway: Gateway) -> list[rows.WorkedExample]:
    """The worked examples of the city that is served; none before its edition is loaded."""
    try:
        return gateway.holder.get().edition.rows("examples", rows.WorkedExample)
    except NotLoaded:
        return []

"""What holds for every REST request before and after its route: limits of time, hosts, origins, the key, errors as RFC 9457, headers, one log line.

A small ASGI application around the routes. Which scope a key must have stands in the route table.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from city120_client.metadata import KEY
from city120_edition.holder import NotLoaded
from city120_errors import City120Error, DeadlineExceeded, InvalidArgument, PermissionDenied, Unauthenticated, Unavailable
from city120_gateway.gateway import Gateway
from city120_gateway.rest.connections import STATE, Connection
from city120_gateway.rest.openapi import PROBLEM
from city120_platform.keys import Caller, Keyring
from city120_platform.log import fields
from city120_platform.telemetry.rest import AnsweredRequest
from city120_platform.telemetry.tracing import PARENT

_logger = logging.getLogger(__name__)
# Whoever has gone, or was not answered in time, is told nothing; so the log calls it.
_GONE = 499
_RETRY_AFTER_S = {HTTPStatus.TOO_MANY_REQUESTS: "1", HTTPStatus.SERVICE_UNAVAILABLE: "1"}
_HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
# Errors repeat what was sent: so many characters of it are enough.
_DETAIL = 500
# Paths that answer without a key.
OPEN = frozenset({"/livez", "/readyz", "/", "/coverage", "/openapi.json"})
# Those by which the platform asks: for any host, for it calls by address.
_PROBES = frozenset({"/livez", "/readyz", "/metrics"})
# What takes a place, and what is taken in any case: it is durable, and quickly done.
_WORK, _CLOSING = "/v1/", ":close"
_Scope = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
_Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class PayloadLate(DeadlineExceeded):
    """The payload of a request did not come in time."""

    http_status = HTTPStatus.REQUEST_TIMEOUT
    title = "Request timeout"


class _Unread(Exception):
    """The caller does not read its answer."""


@dataclass
class Visit:
    """One request as the edge sees it: when it came (on the loop's clock), who calls, and what it was answered."""

    arrived: float
    caller: Caller | None = None
    status: int = 0

    @property
    def name(self) -> str:
        """Whose share of the places it takes."""
        return self.caller.name if self.caller is not None else ""


def visit(request: Request) -> Visit:
    """The visit that a request belongs to."""
    passing: Visit = request.scope["state"]["visit"]
    return passing


class Edge:
    """An ASGI application around another one."""

    def __init__(self, app: Callable[[_Scope, _Receive, _Send], Awaitable[None]], gateway: Gateway) -> None:
        self._app, self._gateway = app, gateway
        self._keyring = Keyring.of(gateway.settings)

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] in _PROBES:
            # The platform asks all the time: nobody wants to be told of it.
            await self._pass(scope, receive, send)
        else:
            with AnsweredRequest(scope["method"], scope["scheme"], scope["http_version"], Headers(scope=scope).get(PARENT, "")) as told:
                passing = await self._pass(scope, receive, send)
                told.route, told.status = _route(scope), passing.status if passing.status != _GONE else 0

    async def _pass(self, scope: _Scope, receive: _Receive, send: _Send) -> Visit:
        state = scope.setdefault("state", {})
        connection: Connection | None = state.get(STATE)
        passing = state["visit"] = Visit(asyncio.get_running_loop().time())
        if connection is not None:
            connection.begin()
        try:
            await self._answer(scope, self._in_time(receive, passing), self._read_in_time(send, passing))
        except ClientDisconnect:
            passing.status = passing.status or _GONE
        except _Unread:
            passing.status = passing.status or _GONE
            if connection is not None:
                connection.abort()
        finally:
            if connection is not None:
                connection.end()
            self._tell(scope, passing)
        return passing

    async def _answer(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        passing: Visit = scope["state"]["visit"]
        try:
            self._check(scope, passing)
            await self._app(scope, receive, send)
            return
        except City120Error as error:
            refusal = problem(error)
        except NotLoaded:
            refusal = problem(Unavailable("the edition is still loading", fix="try again in a few seconds"))
        except (ClientDisconnect, _Unread):
            raise
        except Exception:
            _logger.exception("unexpected", extra=fields(route=route_of(scope)))
            refusal = problem(City120Error("an unexpected error; the log has the details"))
        # An answer that has begun cannot become another one.
        if passing.status:
            raise _Unread
        await refusal(scope, receive, send)

    def _check(self, scope: _Scope, passing: Visit) -> None:
        """Hosts and origins, the key, and whether there is a place. The path is the one that is routed by: a `Host` can say what it likes."""
        headers, path, settings = Headers(scope=scope), scope["path"], self._gateway.settings
        if path not in _PROBES and not settings.is_host_allowed(headers.get("host", "")):
            raise InvalidArgument("is no name of this service", field="host", fix="use a name that CITY120_ALLOWED_HOSTS has")
        if not settings.is_origin_allowed(headers.get("origin", ""), headers.get("host", "")):
            raise PermissionDenied("may not call from a browser", field="origin", fix="add it to CITY120_ALLOWED_ORIGINS")
        if _is_preflight(scope, headers):
            return
        passing.caller = self._keyring.caller(headers.get(KEY, ""), address=(scope.get("client") or ("", 0))[0])
        if passing.caller is None and path not in OPEN:
            raise Unauthenticated("no valid key was sent", field=KEY, fix="send the header X-API-Key")
        if path.startswith(_WORK) and not path.endswith(_CLOSING):
            # To turn somebody away must cost little, or those who are served pay for it: before the route, the payload and all else.
            self._gateway.admission.check(passing.name)

    def _in_time(self, receive: _Receive, passing: Visit) -> _Receive:
        until = passing.arrived + self._gateway.settings.rest_body_s
        arrived = False

        async def receive_in_time() -> MutableMapping[str, Any]:
            nonlocal arrived
            if arrived:
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise PayloadLate("did not come whole", field="body", fix="send it with the request") from None
            arrived = not message.get("more_body", False)
            return message

        return receive_in_time

    def _read_in_time(self, send: _Send, passing: Visit) -> _Send:
        async def send_in_time(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                passing.status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if self._gateway.readiness.draining:
                    # So that the next request of this caller goes to another instance.
                    headers["connection"] = "close"
            try:
                async with asyncio.timeout(self._gateway.settings.rest_idle_s):
                    await send(message)
            except TimeoutError:
                raise _Unread from None

        return send_in_time

    def _tell(self, scope: _Scope, passing: Visit) -> None:
        seconds, route = asyncio.get_running_loop().time() - passing.arrived, route_of(scope)
        # Who is turned away could fill the log by calling on.
        level = logging.DEBUG if passing.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS) else logging.INFO
        _logger.log(level, "request", extra=fields(route=route, status=passing.status, ms=round(seconds * 1000, 2)))


def _is_preflight(scope: _Scope, headers: Headers) -> bool:
    """Whether a browser asks if a page may call: without a key, and for nothing else."""
    return scope["method"] == "OPTIONS" and "origin" in headers and "access-control-request-method" in headers


def route_of(scope: _Scope) -> str:
    """The route of a request, never what was sent in its path."""
    return _route(scope) or "unknown"


def _route(scope: _Scope) -> str:
    return str(getattr(scope.get("endpoint"), "path", ""))


def require(scope: str, request: Request) -> None:
    """Raises PermissionDenied when the key of a request has not the scope."""
    caller = visit(request).caller
    if scope and (caller is None or not caller.may(scope)):
        raise PermissionDenied(f"this key has no scope {scope!r}", field=KEY, fix=f"use a key with the scope {scope}, see `city120 keys`")


def problem(error: City120Error) -> JSONResponse:
    """An error as RFC 9457."""
    content = {
        "type": f"urn:city120:{error.reason.lower().replace('_', '-')}",
        "title": error.title,
        "status": error.http_status,
        "detail": str(error)[:_DETAIL],
    }
    if error.field:
        content["errors"] = [{"field": error.field[:_DETAIL], "detail": error.message[:_DETAIL], "fix": error.fix[:_DETAIL]}]
    return JSONResponse(content, error.http_status, media_type=PROBLEM, headers=_retry_after(error.http_status))


def _retry_after(status: int) -> Mapping[str, str]:
    return {"retry-after": seconds} if (seconds := _RETRY_AFTER_S.get(HTTPStatus(status))) else {}


async def http_problem(request: Request, error: Exception) -> Response:
    """What the framework refuses, as RFC 9457; the path is not repeated at any length."""
    if not isinstance(error, HTTPException):
        raise error
    title = HTTPStatus(error.status_code).phrase
    content = {
        "type": "about:blank",
        "title": title,
        "status": error.status_code,
        "detail": f"{request.method} {request.scope['path'][:200]}: {error.detail}",
    }
    return JSONResponse(content, error.status_code, media_type=PROBLEM, headers=error.headers)

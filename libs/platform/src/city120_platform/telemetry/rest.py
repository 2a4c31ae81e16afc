"""REST requests that are answered, as spans and measurements, by the semantic conventions of HTTP. Nothing of an address leaves but its route.

FastAPI's own telemetry measures by instruments of the SDK, and describes a request before it is known whether its trace is recorded.
"""

from __future__ import annotations

import time
from types import TracebackType

from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.trace import SpanKind, StatusCode

from city120_platform.telemetry import instruments
from city120_platform.telemetry.tracing import PARENT, PROPAGATOR, span_of_call

_KNOWN = frozenset({"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"})
# As the conventions have it: what any other word is as an attribute, and in a name.
_OTHER, _UNKNOWN = "_OTHER", "HTTP"
_FAULT = 500
_LEFT = "left"
_duration = instruments.histogram("http.server.request.duration")
_active = instruments.up_down_counter("http.server.active_requests")


class AnsweredRequest:
    """A request, from its arrival to its end. Whoever answers it sets its `route`, as it stands in the route table, and the `status` that was sent:
    0 where the caller left before."""

    def __init__(self, method: str, scheme: str, version: str, parent: str) -> None:
        """`version`: of HTTP; `parent`: the span that the caller says it belongs to, as it travels, or empty."""
        self.route, self.status = "", 0
        self._asked: dict[str, str | int] = {"http.request.method": method if method in _KNOWN else _OTHER, "url.scheme": scheme}
        self._described = self._asked | {"network.protocol.version": version}
        self._parent = parent

    def __enter__(self) -> AnsweredRequest:
        self._started = time.perf_counter()
        _active.add(1, self._asked)
        parent = PROPAGATOR.extract({PARENT: self._parent}) if self._parent else None
        self._span = span_of_call(self._verb, SpanKind.SERVER, self._described, parent)
        self._token = contexts.attach(trace.set_span_in_context(self._span))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        described = self._described | self._ended(kind)
        _duration.record(time.perf_counter() - self._started, described)
        _active.add(-1, self._asked)
        if self._span.is_recording():
            self._span.update_name(f"{self._verb} {self.route}".strip())
            self._span.set_attributes(described)
            if "error.type" in described:
                self._span.set_status(StatusCode.ERROR)
            self._span.end()
        contexts.detach(self._token)

    @property
    def _verb(self) -> str:
        method = str(self._asked["http.request.method"])
        return _UNKNOWN if method == _OTHER else method

    def _ended(self, kind: type[BaseException] | None) -> dict[str, str | int]:
        ended: dict[str, str | int] = {"http.route": self.route} if self.route else {}
        if self.status:
            ended["http.response.status_code"] = self.status
        if kind is not None:
            ended["error.type"] = kind.__name__
        elif self.status >= _FAULT or not self.status:
            ended["error.type"] = str(self.status) if self.status else _LEFT
        return ended

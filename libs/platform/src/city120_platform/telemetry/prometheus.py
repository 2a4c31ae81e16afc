"""Metrics in the text format of Prometheus: as bytes, and on a port of their own for services that have no REST."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CONTENT_TYPE_LATEST, GC_COLLECTOR, PLATFORM_COLLECTOR, PROCESS_COLLECTOR, REGISTRY, generate_latest
from prometheus_client.core import HistogramMetricFamily
from prometheus_client.registry import Collector

from city120_platform.telemetry.instruments import histograms

_PATIENCE_S = 5.0
_INFINITE = "+Inf"
PATH = "/metrics"


def exposition() -> bytes:
    """All metrics of this process."""
    return generate_latest(REGISTRY)


class Histograms(Collector):
    """The histograms that are added up here, for Prometheus."""

    def collect(self) -> Iterator[HistogramMetricFamily]:
        for histogram in histograms():
            metric, spreads = histogram.metric, histogram.read()
            names = list(dict.fromkeys(name for spread in spreads for name in spread.attributes))
            family = HistogramMetricFamily(metric.prometheus_base, metric.brief, labels=[name.replace(".", "_") for name in names])
            bounds = [*map(str, metric.buckets), _INFINITE]
            for spread in spreads:
                labels = [str(spread.attributes.get(name, "")) for name in names]
                family.add_metric(labels, list(zip(bounds, accumulate(spread.counts), strict=True)), spread.total)
            if spreads:
                yield family


def leave_to_us() -> None:
    """Take away what the client library of Prometheus would tell by itself: the schema has names of its own for the same."""
    for collector in (PROCESS_COLLECTOR, PLATFORM_COLLECTOR, GC_COLLECTOR):
        REGISTRY.unregister(collector)
    REGISTRY.register(Histograms())


class _Handler(WSGIRequestHandler):
    # A caller that says nothing does not stay.
    timeout = _PATIENCE_S

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (its name there)
        """Says nothing: it would name the caller."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Listener:
    """Answers GET /metrics on a port. `is_allowed`: whether a caller who sent this key (X-API-Key, or as a bearer token) may read."""

    def __init__(self, host: str, port: int, is_allowed: Callable[[str], bool]) -> None:
        self._is_allowed = is_allowed
        self._server = make_server(host, port, self._answer, _Server, _Handler)
        self.port: int = self._server.server_port
        threading.Thread(target=self._server.serve_forever, name="metrics", daemon=True).start()

    def _answer(self, request: dict[str, Any], begin: Callable[[str, list[tuple[str, str]]], Any]) -> Iterable[bytes]:
        bearer = request.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        if request["PATH_INFO"] != PATH or request["REQUEST_METHOD"] != "GET":
            status, kind, payload = "404 Not Found", "text/plain", b"GET /metrics\n"
        elif not self._is_allowed(request.get("HTTP_X_API_KEY") or bearer):
            status, kind, payload = "401 Unauthorized", "text/plain", b"send a key as X-API-Key or as a bearer token\n"
        else:
            status, kind, payload = "200 OK", CONTENT_TYPE_LATEST, exposition()
        begin(status, [("content-type", kind), ("content-length", str(len(payload)))])
        return [payload]

    def close(self) -> None:
        """Listen no longer."""
        self._server.shutdown()
        self._server.server_close()

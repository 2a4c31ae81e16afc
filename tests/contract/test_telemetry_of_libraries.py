"""What the clients of Elasticsearch and of an embeddings endpoint tell by themselves, and what of it leaves a process."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from elasticsearch import ApiError

from city120_faq.encoder.endpoint import Endpoint
from city120_faq.search.elastic import connect
from city120_platform.settings import ServiceSettings
from city120_platform.telemetry.export import UNKNOWN
from city120_platform.telemetry.schema import schema
from city120_platform.telemetry.sdk import telemetry
from city120_processes.collector import Collected, Collector
from tests.bundled import settings_of_tests
from tests.telemetry_schema import type_of

SEARCHED = "쿠왁동수도요금"
INDEX = "city120-faq-0123456789ab"


class Servers(BaseHTTPRequestHandler):
    """As much of Elasticsearch and of an embeddings endpoint as is asked here."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        if self.path.startswith("/v1/embeddings"):
            self._answer(200, {"data": [{"index": 0, "embedding": [1.0, 0.0]}]})
        elif self.path.startswith("/_msearch"):
            self._answer(200, {"responses": []})
        else:
            self._answer(400, {"error": {"type": "parsing_exception", "reason": SEARCHED}, "status": 400})

    def _answer(self, status: int, content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        for name, value in (("content-type", "application/json"), ("x-elastic-product", "Elasticsearch"), ("content-length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


def ask(port: str, collector: str) -> None:
    """What a service asks of both, in a process of its own: telemetry begins once a process."""
    with telemetry("city120-faq", ServiceSettings(otlp_endpoint=collector, trace_share=1)):
        asyncio.run(_search(port))
        Endpoint(f"http://127.0.0.1:{port}/v1", "model", "model", "key-of-this-test", 5.0, 1).embed([SEARCHED])


async def _search(port: str) -> None:
    client = connect(f"http://127.0.0.1:{port}", "key-of-this-test")
    query = {"match": {"words_ko": {"query": SEARCHED}}}
    await client.msearch(searches=[{"index": INDEX}, {"query": query}])
    try:
        await client.search(index=INDEX, query=query)
    except ApiError:
        await client.close()


@pytest.fixture(scope="module")
def collected() -> Iterator[tuple[Collected, str]]:
    """What arrived at a collector, and what the process logged."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Servers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with Collector() as collector:
        # Whoever sets this would have what is searched for in every span.
        environment = settings_of_tests() | {"OTEL_PYTHON_INSTRUMENTATION_ELASTICSEARCH_CAPTURE_SEARCH_QUERY": "raw"}
        program = f"from {__name__} import ask; ask('{server.server_port}', '{collector.endpoint}')"
        ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment, timeout=120)
        yield collector.collected, ran.stdout + ran.stderr
    server.shutdown()
    server.server_close()


def test_their_spans_and_metrics_are_in_the_schema(collected: tuple[Collected, str]) -> None:
    told, logged = collected
    assert {(span.name, known.id if (known := type_of(span)) else "") for span in told.spans} == {
        ("msearch", "span.db.elasticsearch"),
        ("search", "span.db.elasticsearch"),
        ("POST", "span.http.client"),
    }
    (measured,) = (point for point in told.points if point.metric == "http.client.request.duration")
    metric = schema().metrics[measured.metric]
    assert (measured.unit, measured.instrument) == (metric.unit, metric.instrument)
    assert set(measured.attributes) <= set(metric.attributes)
    assert {point.metric for point in told.points} <= set(schema().metrics)
    assert UNKNOWN not in logged


def test_what_is_searched_for_stays_here(collected: tuple[Collected, str]) -> None:
    told, _ = collected
    (failed,) = (span for span in told.spans if span.name == "search")
    assert failed.failed
    assert failed.said == ""
    assert SEARCHED not in str(told)
    assert "key-of-this-test" not in str(told)
    assert {span.attributes["db.elasticsearch.path_parts.index"] for span in told.spans if span.name == "search"} == {INDEX}

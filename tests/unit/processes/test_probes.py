"""Whether a service is ready: what is told of one that is not there, and of one that is not ready."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer

import grpc
import pytest
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

from city120_processes import free_ports, grpc_serving, rest_ready
from city120_processes.probes import grpc_answers, rest_answers


@pytest.mark.parametrize(("status", "serving"), [(health_pb2.HealthCheckResponse.SERVING, True), (health_pb2.HealthCheckResponse.NOT_SERVING, False)])
def test_a_service_is_ready_when_its_health_says_so(status: int, serving: bool) -> None:
    server, servicer = grpc.server(ThreadPoolExecutor(1)), health.HealthServicer()
    health_pb2_grpc.add_HealthServicer_to_server(servicer, server)
    servicer.set("", status)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    assert grpc_serving(f"127.0.0.1:{port}") is serving
    assert grpc_answers(f"127.0.0.1:{port}")
    server.stop(None).wait()


@pytest.fixture
def gateway(request: pytest.FixtureRequest) -> Iterator[str]:
    """A gateway that says a status at /readyz, and to all else that it is full."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(request.param if self.path == "/readyz" else 429)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Tests need no access log."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("gateway", "ready"), [(200, True), (503, False)], indirect=["gateway"])
def test_a_gateway_is_ready_when_it_says_so(gateway: str, ready: bool) -> None:
    assert rest_ready(gateway) is ready
    assert rest_answers(gateway)


def test_where_nobody_listens_nothing_is_ready() -> None:
    (port,) = free_ports(1)
    assert not grpc_serving(f"127.0.0.1:{port}")
    assert not grpc_answers(f"127.0.0.1:{port}")
    assert not rest_ready(f"http://127.0.0.1:{port}")
    assert not rest_answers(f"http://127.0.0.1:{port}")


def test_who_takes_the_connection_and_is_silent_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("city120_processes.probes._ALIVE_S", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert not grpc_answers(f"127.0.0.1:{port}")
        assert not rest_answers(f"http://127.0.0.1:{port}")

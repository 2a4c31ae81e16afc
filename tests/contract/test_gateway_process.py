"""The gateway as a process of its own, with a small edition and no other service: how it starts, what it says of itself, how it ends."""

from __future__ import annotations

import os
import resource
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from city120_processes.ports import free_ports
from tests.small_edition import copy_of

pytestmark = pytest.mark.long

SERVING = health_pb2.HealthCheckResponse.SERVING
START_S = 40


@dataclass
class Running:
    """A gateway process and its ports."""

    process: subprocess.Popen[str]
    rest: int
    grpc: int

    def get(self, path: str, **options: Any) -> httpx.Response:
        """What it answers."""
        return httpx.get(f"http://127.0.0.1:{self.rest}{path}", trust_env=False, timeout=10, **options)

    def ask(self, text: str = "수도 요금은 어떻게 내나요?") -> tuple[dict[str, Any], float]:
        """The resolution of an inquiry, and the seconds it took."""
        began = time.monotonic()
        answer = httpx.post(f"http://127.0.0.1:{self.rest}/v1/inquiries:resolve", json={"text": text}, trust_env=False, timeout=20)
        assert answer.status_code == 200, answer.text
        return answer.json(), time.monotonic() - began

    def ready(self) -> Running:
        """It, when it is ready."""
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            assert self.process.poll() is None
            try:
                if self.get("/readyz").status_code == 200:
                    return self
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise TimeoutError

    def health(self) -> int:
        """What it says over gRPC."""
        with grpc.insecure_channel(f"127.0.0.1:{self.grpc}") as channel:
            status: int = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=5).status
        return status

    def ended(self) -> tuple[int, str]:
        """Its exit status, and what it said."""
        _, said = self.process.communicate(timeout=START_S)
        return self.process.returncode, said


@pytest.fixture
def data(small_rows: Path, tmp_path: Path) -> Path:
    return copy_of(small_rows, tmp_path / "data")


@pytest.fixture
def start(data: Path) -> Iterator[Callable[..., Running]]:
    """start(SETTING=value): a gateway on this data directory; whatever still runs at the end is killed."""
    started: list[Running] = []

    def run(**settings: str) -> Running:
        rest, grpc_port = free_ports(2)
        nowhere = dict.fromkeys(("CITY120_JURISDICTION_TARGET", "CITY120_WAYFINDING_TARGET", "CITY120_FAQ_TARGET"), "127.0.0.1:1")
        own = {"CITY120_DATA_DIR": str(data), "CITY120_REST_PORT": str(rest), "CITY120_GRPC_PORT": str(grpc_port)}
        environment = {**os.environ, **nowhere, **own, **{f"CITY120_{name}": value for name, value in settings.items()}}
        process = subprocess.Popen([sys.executable, "-m", "city120_gateway"], env=environment, stderr=subprocess.PIPE, text=True)
        started.append(Running(process, rest, grpc_port))
        return started[-1]

    yield run
    for running in started:
        running.process.kill()
        running.process.communicate()


def test_it_says_that_it_is_not_ready_before_it_closes_its_ports(start: Callable[..., Running]) -> None:
    gateway = start(READY_GRACE_S="1.5", DRAIN_S="1").ready()
    assert gateway.health() == SERVING
    gateway.process.send_signal(signal.SIGTERM)
    signalled = time.monotonic()
    statuses = []
    while time.monotonic() < signalled + 1.0:
        answer = gateway.get("/readyz")
        statuses.append(answer.status_code)
        # Who has not heard of it is still answered.
        assert gateway.get("/livez").headers["connection"] == "close"
        time.sleep(0.05)
    assert 503 in statuses
    assert gateway.health() != SERVING
    assert gateway.ended()[0] == 0
    with pytest.raises(httpx.TransportError):
        gateway.get("/livez")


def test_a_second_gateway_on_the_same_records_is_refused_and_the_first_goes_on(start: Callable[..., Running]) -> None:
    first = start().ready()
    status, said = start().ended()
    assert status == 1
    assert "is in use by another gateway; give each its own CITY120_DATA_DIR" in said
    assert "Traceback" not in said
    assert first.get("/readyz").status_code == 200


def test_records_that_cannot_be_read_keep_it_from_nothing_and_it_says_so(start: Callable[..., Running], data: Path) -> None:
    (data / "records").mkdir()
    (data / "records" / "gateway.sqlite").write_bytes(b"no database" * 1000)
    gateway = start().ready()
    assert "records" in {note["part"] for note in gateway.get("/readyz").json()["degraded"]}
    response, _ = gateway.ask("불이 났어요")
    assert {note["part"]: note["reason"] for note in response["degraded"]}["records"] == "UNAVAILABLE"


def test_a_locked_file_of_records_makes_no_answer_late(start: Callable[..., Running], data: Path) -> None:
    gateway = start().ready()
    gateway.ask()
    with sqlite3.connect(data / "records" / "gateway.sqlite", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        took = [gateway.ask()[1] for _ in range(6)]
        other.execute("COMMIT")
    other.close()
    # Each is a hand-off, for nobody else is there: the first ones wait for their time.
    assert sorted(took)[2] < 1.0


def test_a_service_that_hangs_costs_the_first_few_inquiries_time_and_no_others(start: Callable[..., Running]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        gateway = start(FAQ_TARGET=f"127.0.0.1:{hanging.getsockname()[1]}", RESOLVE_DEADLINE_S="1.5").ready()
        answers = [gateway.ask() for _ in range(12)]
        assert gateway.get("/readyz").status_code == 200
        assert "faq" in {note["part"] for note in gateway.get("/readyz").json()["degraded"]}
    # The first one waits its share of 1.5 s; the others only for what else there is on this machine.
    assert answers[0][1] > 0.5
    assert sorted(seconds for _, seconds in answers[-6:])[2] < answers[0][1] / 2
    assert all("faq" in {note["part"] for note in response["degraded"]} for response, _ in answers)


def test_two_gateways_on_a_cluster_read_and_close_what_the_other_recorded(start: Callable[..., Running], elasticsearch_url: str) -> None:
    on_cluster = {
        "RECORDS_STORE": "elasticsearch",
        "RECORDS_ELASTICSEARCH_URL": elasticsearch_url,
        "RECORDS_ELASTICSEARCH_ALIAS": f"records-{secrets.token_hex(4)}",
        "RECORDS_ANSWER_WAIT_S": "10",
        "READ_DEADLINE_S": "10",
    }
    first, second = start(**on_cluster), start(**on_cluster)
    # Nobody else is there, so it is a hand-off, which is on the cluster's disks when it is acknowledged.
    response, _ = first.ready().ask()
    assert "records" not in {note["part"] for note in response["degraded"]}
    path = f"/v1/inquiries/{response['inquiry_id']}"
    second.ready()
    closed = httpx.post(f"http://127.0.0.1:{second.rest}{path}:close", json={"outcome": "resolved"}, trust_env=False, timeout=20)
    assert closed.status_code == 200
    assert first.get(path).json()["outcome"] == "resolved"


def test_a_port_that_is_taken_is_told_in_one_line(start: Callable[..., Running]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        status, said = start(REST_PORT=str(taken.getsockname()[1])).ended()
    assert status == 1
    assert "city120-gateway: [Errno" in said
    assert "Traceback" not in said


def test_a_wrong_line_of_keys_is_told_before_anything_listens(start: Callable[..., Running]) -> None:
    status, said = start(NAMED_KEYS="kakao ask secret").ended()
    assert status == 2
    assert "line 1: the third word must be sha256:" in said
    assert "secret" not in said


def test_when_files_run_out_the_log_stays_short_and_it_answers_again_afterwards(start: Callable[..., Running]) -> None:
    gateway = start(REST_HEAD_S="60", LOG_LEVEL="INFO").ready()
    # More than it has open, fewer than connections come: a hard limit, so that it cannot raise it.
    limit = len(os.listdir(f"/proc/{gateway.process.pid}/fd")) + 40
    resource.prlimit(gateway.process.pid, resource.RLIMIT_NOFILE, (limit, limit))
    flood = [socket.create_connection(("127.0.0.1", gateway.rest), timeout=5) for _ in range(200)]
    time.sleep(3)
    for connection in flood:
        connection.close()
    gateway.ready()
    gateway.process.send_signal(signal.SIGTERM)
    status, said = gateway.ended()
    assert status == 0
    assert len(said) < 30_000

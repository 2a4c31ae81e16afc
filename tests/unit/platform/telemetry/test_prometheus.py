"""The port that Prometheus reads."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from city120_platform.telemetry.prometheus import Listener


@pytest.fixture
def listener() -> Iterator[Listener]:
    opened = Listener("127.0.0.1", 0, lambda key: key in ("first", "second"))
    yield opened
    opened.close()


@pytest.mark.parametrize("headers", [{"x-api-key": "second"}, {"authorization": "Bearer first"}])
def test_whoever_has_a_key_reads_metrics(listener: Listener, headers: dict[str, str]) -> None:
    answer = httpx.get(f"http://127.0.0.1:{listener.port}/metrics", headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")


def test_nobody_else_does_and_nothing_else_is_there(listener: Listener) -> None:
    address = f"http://127.0.0.1:{listener.port}"
    assert httpx.get(f"{address}/metrics", headers={"x-api-key": "third"}).status_code == 401
    assert httpx.get(f"{address}/metrics").status_code == 401
    assert httpx.get(f"{address}/", headers={"x-api-key": "first"}).status_code == 404
    assert httpx.post(f"{address}/metrics", headers={"x-api-key": "first"}).status_code == 404

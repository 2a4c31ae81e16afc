"""What `helm test` runs in the cluster, against a gateway that answers as it is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.helm import CHART

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run() -> Iterator[Run]:
    """run(answer): the check, where inquiries get that answer and need the key `second`."""
    answer: dict[str, Any] = {}

    class Gateway(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(200 if self.path == "/readyz" else 404, {"edition_id": "abc"})

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            known = self.path == "/v1/inquiries:resolve" and self.headers["x-api-key"] == "second"
            self._send(200 if known else 401, answer)

        def _send(self, status: int, content: dict[str, Any]) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Gateway) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def check(given: dict[str, Any], keys: str = "second, first") -> subprocess.CompletedProcess[str]:
            answer.update(given)
            variables = {**os.environ, "ADDRESS": f"http://127.0.0.1:{server.server_port}", "KEY": keys}
            return subprocess.run([sys.executable, str(CHART / "files" / "check.py")], env=variables, capture_output=True, text=True, check=False)

        yield check
        server.shutdown()


def test_an_answer_of_the_whole_house_is_enough(run: Run) -> None:
    done = run({"kind": "KIND_CLARIFY", "degraded": [{"part": "search", "reason": "NOT_READY"}]})
    assert (done.returncode, done.stdout.split()) == (0, ["edition", "abc", "kind", "KIND_CLARIFY"])


def test_where_keys_have_names_it_says_that_no_inquiry_was_asked(run: Run) -> None:
    done = run({"kind": "KIND_CLARIFY"}, keys="")
    assert done.returncode == 0
    assert done.stdout == "edition abc\nready; no inquiry was asked, for the Secret has no api-keys\n"


@pytest.mark.parametrize("reason", ["UNAVAILABLE", "DEADLINE_EXCEEDED", "UNAUTHENTICATED"])
def test_a_part_that_does_not_answer_is_named(run: Run, reason: str) -> None:
    done = run({"kind": "KIND_HANDOFF", "degraded": [{"part": "faq", "reason": reason}]})
    assert done.returncode == 1
    assert f"{{'part': 'faq', 'reason': '{reason}'}}" in done.stderr

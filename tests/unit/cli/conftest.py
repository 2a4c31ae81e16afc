"""A gateway of the tests' own, that says what it is told over HTTP and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from city120_cli.__main__ import main


@dataclass(frozen=True)
class Asked:
    """One request that came."""

    path: str
    query: dict[str, str]
    body: dict[str, Any]
    headers: dict[str, str]


@dataclass
class SpokenGateway:
    """Answers each path with what `answers` holds: JSON, a function of the request, or a status and JSON."""

    address: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> tuple[int, Any]:
        self.asked.append(asked)
        content = self.answers.get(asked.path, (404, {"title": "Not found", "status": 404, "detail": f"{asked.path}: no such path"}))
        if callable(content):
            content = content(asked)
        return content if isinstance(content, tuple) else (200, content)


@pytest.fixture
def gateway() -> Iterator[SpokenGateway]:
    spoken = SpokenGateway()

    class Handler(BaseHTTPRequestHandler):
        def _respond(self) -> None:
            parts = urlsplit(self.path)
            size = int(self.headers.get("content-length") or 0)
            body = json.loads(self.rfile.read(size)) if size else {}
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, content = spoken.answer(Asked(parts.path, dict(parse_qsl(parts.query)), body, headers))
            raw = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = _respond  # noqa: N815  (the names that http.server calls)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Tests need no access log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    spoken.address = f"http://127.0.0.1:{server.server_port}"
    yield spoken
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass(frozen=True)
class Ended:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ended]


@pytest.fixture
def city120(capfd: pytest.CaptureFixture[str]) -> Run:
    """city120("ask", "…"): run the command in this process; what processes that it starts print is told too."""

    def run(*arguments: str) -> Ended:
        try:
            status = main(arguments)
        except SystemExit as left:
            status = int(left.code or 0)
        printed = capfd.readouterr()
        return Ended(status, printed.out, printed.err)

    return run

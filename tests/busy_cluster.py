"""A door before a real Elasticsearch that answers bulk calls as a cluster does that has too much to do.

What it turns away never reaches the node; all else the node does and answers itself.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

BUSY = 429
_REASON = {"type": "es_rejected_execution_exception", "reason": "rejected execution of primary operation: too much to do"}
# Of one connection only, or written anew here.
_NOT_PASSED_ON = {"host", "connection", "keep-alive", "transfer-encoding", "content-length", "accept-encoding"}
_PATIENCE_S = 60


@dataclass(frozen=True)
class Call:
    """A bulk call as it came in: when, for which index, and the ids in it."""

    at: float
    index: str
    ids: tuple[str, ...]


@dataclass
class BusyCluster:
    """`turns_away`: whether a whole bulk call is; `rejects`: whether single operations of one that is not are, by id."""

    url: str
    turns_away: Callable[[Call], bool] = lambda call: False
    rejects: Callable[[str], bool] = lambda entry_id: False
    calls: list[Call] = field(default_factory=list)

    def recovers(self) -> None:
        """It has time again; what was counted is forgotten."""
        self.turns_away, self.rejects = lambda call: False, lambda entry_id: False
        self.calls.clear()


def times(count: int) -> Callable[[object], bool]:
    """True as often as that for each that is asked for, then never again: for ids, or for calls that carry the same."""
    seen: dict[object, int] = {}

    def asked(what: object) -> bool:
        key = (what.index, what.ids) if isinstance(what, Call) else what
        seen[key] = seen.get(key, 0) + 1
        return seen[key] <= count

    return asked


@contextmanager
def before(node_url: str) -> Iterator[BusyCluster]:
    """Stands before the node at this address until the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Door)
    server.daemon_threads = True
    door = BusyCluster(f"http://127.0.0.1:{server.server_address[1]}")
    _Door.of[server.server_address[1]] = door, node_url
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield door
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        del _Door.of[server.server_address[1]]


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    of: dict[int, tuple[BusyCluster, str]] = {}  # noqa: RUF012  # by the port of the server

    def handle_one_request(self) -> None:
        """As the base, but a caller that leaves is no fault."""
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def do_GET(self) -> None:
        door, node_url = self.of[self.server.server_address[1]]  # type: ignore[index]
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if urlsplit(self.path).path.endswith("/_bulk"):
            status, headers, answer = self._bulk(door, node_url, body)
        else:
            status, headers, answer = self._node(node_url, body)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer)

    do_POST = do_PUT = do_DELETE = do_HEAD = do_GET  # noqa: N815  # names of the base

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # name of the base
        """Says nothing."""

    def _bulk(self, door: BusyCluster, node_url: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        index = self.path.strip("/").partition("/")[0]
        operations = _operations(body)
        call = Call(time.monotonic(), index, tuple(str(action["_id"]) for _, action, _ in operations))
        door.calls.append(call)
        told = {"x-elastic-product": "Elasticsearch", "content-type": self.headers["accept"]}
        if door.turns_away(call):
            return BUSY, told, json.dumps({"error": {"root_cause": [_REASON], **_REASON}, "status": BUSY}).encode()
        kept = [not door.rejects(str(action["_id"])) for _, action, _ in operations]
        items: Iterator[dict[str, Any]] = iter(())
        if any(kept):
            passed = b"".join(lines for taken, (_, _, lines) in zip(kept, operations, strict=True) if taken)
            status, told, answer = self._node(node_url, passed)
            if status != http.client.OK:
                return status, told, answer
            items = iter(json.loads(answer)["items"])
        merged = [
            next(items) if taken else {kind: {"_index": index, "_id": action["_id"], "status": BUSY, "error": _REASON}}
            for taken, (kind, action, _) in zip(kept, operations, strict=True)
        ]
        return http.client.OK, told, json.dumps({"took": 1, "errors": not all(kept), "items": merged}).encode()

    def _node(self, node_url: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(urlsplit(node_url).netloc, timeout=_PATIENCE_S)
        try:
            passed = {name: value for name, value in self.headers.items() if name.lower() not in _NOT_PASSED_ON}
            connection.request(self.command, self.path, body, passed)
            answer = connection.getresponse()
            told = {name: value for name, value in answer.getheaders() if name.lower() not in {*_NOT_PASSED_ON, "date"}}
            return answer.status, told, answer.read()
        finally:
            connection.close()


def _operations(body: bytes) -> list[tuple[str, dict[str, Any], bytes]]:
    """Kind, action and lines of each operation. None of them is a delete, which would have one line only."""
    lines = body.splitlines(keepends=True)
    made = []
    for number in range(0, len(lines), 2):
        ((kind, action),) = json.loads(lines[number]).items()
        made.append((kind, action, lines[number] + lines[number + 1]))
    return made

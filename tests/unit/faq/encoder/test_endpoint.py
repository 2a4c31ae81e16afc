"""An endpoint that speaks OpenAI's embeddings API, on this machine: asked as documented, tried again when it says so, never believed blindly."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from city120_errors import Unavailable
from city120_faq.__main__ import main
from city120_faq.encoder.embedder import Embedder, EmbeddingSettings

Answer = tuple[int, dict[str, str], Any]


class Server:
    """Answers with what `answers` gives, in turn, and with vectors of three numbers after that."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, dict[str, Any]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                outer.asked.append((f"{self.path} {self.headers.get('authorization', '')}".strip(), body))
                status, headers, answer = outer.answers.pop(0) if outer.answers else (200, {}, vectors(body["input"]))
                content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                for name, value in {**headers, "content-length": str(len(content))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def vectors(texts: list[str]) -> dict[str, Any]:
    """As documented, but in the wrong order, which `index` mends."""
    data = [{"object": "embedding", "index": place, "embedding": [float(len(text)), 1.0, 0.0]} for place, text in enumerate(texts)]
    return {"object": "list", "data": data[::-1], "model": "big", "usage": {"prompt_tokens": 3, "total_tokens": 3}}


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def settings(server: Server) -> EmbeddingSettings:
    return EmbeddingSettings(url=server.url, model="big", key=SecretStr("secret"), timeout_s=5.0)


@pytest.fixture
def endpoint(settings: EmbeddingSettings) -> Callable[[], Embedder]:
    """As a build has it."""
    return lambda: settings.embedder(threads=1, patient=True)


def test_texts_are_asked_in_one_go_and_answered_in_order(server: Server, endpoint: Callable[[], Embedder]) -> None:
    result = endpoint().embed(["a", "bbb"])
    assert result == pytest.approx(np.array([[1, 1, 0], [3, 1, 0]]) / np.array([[2**0.5], [10**0.5]]), abs=1e-6)
    ((asked, body),) = server.asked
    assert asked == "/v1/embeddings Bearer secret"
    assert body == {"model": "big", "input": ["a", "bbb"], "encoding_format": "float"}


def test_many_texts_are_asked_in_batches(server: Server, endpoint: Callable[[], Embedder]) -> None:
    assert len(endpoint().embed([f"text {number}" for number in range(130)])) == 130
    assert [len(body["input"]) for _, body in server.asked] == [64, 64, 2]


@pytest.mark.parametrize("texts", [["a", "b"], ["a"]], ids=["several", "the last one"])
def test_a_build_tries_again_when_the_endpoint_is_busy(server: Server, endpoint: Callable[[], Embedder], texts: list[str]) -> None:
    server.answers = [(429, {"retry-after": "0"}, {}), (503, {"retry-after": "0"}, {})]
    assert len(endpoint().embed(texts)) == len(texts)
    assert len(server.asked) == 3


def test_an_inquiry_is_not_kept_waiting(server: Server, settings: EmbeddingSettings) -> None:
    server.answers = [(429, {"retry-after": "0"}, {})]
    with pytest.raises(Unavailable, match="status 429"):
        settings.embedder(threads=1).embed(["a"])
    assert len(server.asked) == 1


def test_a_refused_key_is_not_tried_again(server: Server, endpoint: Callable[[], Embedder]) -> None:
    server.answers = [(401, {}, {"error": {"message": "wrong key"}})]
    with pytest.raises(Unavailable, match="status 401") as refused:
        endpoint().embed(["a", "b"])
    assert "CITY120_EMBEDDINGS_KEY" in refused.value.fix or "_KEY" in refused.value.fix
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>",
        {},
        {"data": [{"index": 0}]},
        {"data": []},
        {"data": [{"index": 0, "embedding": ["x"]}]},
        {"data": [{"index": 0, "embedding": [1e999]}]},
    ],
    ids=["no JSON", "no data", "no embedding", "too few", "words", "infinite"],
)
def test_an_answer_without_vectors_is_said_to_be_one(server: Server, endpoint: Callable[[], Embedder], answer: Any) -> None:
    server.answers = [(200, {}, answer)]
    with pytest.raises(Unavailable, match="vectors"):
        endpoint().embed(["a"])


def test_an_endpoint_that_is_gone_is_named(server: Server) -> None:
    server.stop()
    with pytest.raises(Unavailable, match="gave no answer"):
        EmbeddingSettings(url=server.url, model="big").embedder(threads=1).embed(["a"])


def test_its_settings_are_listed_with_those_of_the_service(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["city120-faq", "--settings"])
    monkeypatch.setenv("CITY120_EMBEDDINGS_KEY", "never shown")
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    shown = capsys.readouterr().out
    assert "CITY120_FAQ_PORT" in shown
    assert "CITY120_EMBEDDINGS_KEY" in shown
    assert "never shown" not in shown
    assert "***" in next(line for line in shown.splitlines() if line.startswith("CITY120_EMBEDDINGS_KEY"))


def test_a_wrong_one_is_named_before_anything_is_started(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["city120-faq"])
    monkeypatch.setenv("CITY120_EMBEDDINGS_TIMEOUT_S", "soon")
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "timeout_s" in capsys.readouterr().err

"""A model of sentences behind an HTTP endpoint that speaks OpenAI's embeddings API (POST /embeddings; vectors in the order of `index`)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import httpx
import numpy as np
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor

from city120_errors import Unavailable
from city120_faq.encoder.floats import Floats, unit

_BATCH = 64
_AGAIN = frozenset({408, 409, 429, 500, 502, 503, 504})
_LONGEST_WAIT_S = 20.0
_FIX = "check CITY120_EMBEDDINGS_URL, _MODEL and _KEY"


class Endpoint:
    """Thread-safe. A build tries again, `tries` times in all; an inquiry waits once, for `timeout_s`."""

    def __init__(self, url: str, model: str, model_id: str, key: str, timeout_s: float, tries: int) -> None:
        self.model_id = model_id
        self._tries = tries
        self._model = model
        headers = {"authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(base_url=url.rstrip("/") + "/", headers=headers, timeout=timeout_s)
        HTTPXClientInstrumentor.instrument_client(self._client)

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors (n, d) of unit length. Raises Unavailable, naming the endpoint's reason."""
        batches = [self._batch(list(texts[start : start + _BATCH])) for start in range(0, len(texts), _BATCH)]
        return unit(np.concatenate(batches))

    def _batch(self, texts: list[str]) -> Floats:
        answer = self._post({"model": self._model, "input": [text or " " for text in texts], "encoding_format": "float"})
        try:
            rows = sorted(answer.json()["data"], key=lambda row: row["index"])
            vectors = np.array([row["embedding"] for row in rows], dtype=np.float32)
        except (ValueError, KeyError, TypeError) as error:
            raise Unavailable("the embeddings endpoint sent no vectors", fix=_FIX) from error
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise Unavailable(f"the embeddings endpoint sent {len(vectors)} vectors for {len(texts)} texts", fix=_FIX)
        return vectors

    def _post(self, payload: dict[str, Any]) -> httpx.Response:
        for left in reversed(range(self._tries)):
            try:
                answer = self._client.post("embeddings", json=payload)
            except httpx.HTTPError as error:
                problem, wait = f"{type(error).__name__}: {error}", 2.0 ** (self._tries - left - 1)
            else:
                if answer.is_success:
                    return answer
                problem, wait = f"status {answer.status_code}", _wait(answer, self._tries - left - 1)
                if answer.status_code not in _AGAIN:
                    break
            if left:
                time.sleep(min(wait, _LONGEST_WAIT_S))
        raise Unavailable(f"the embeddings endpoint gave no answer ({problem})", fix=_FIX)


def _wait(answer: httpx.Response, tried: int) -> float:
    """Seconds to wait: what the endpoint asks for, else twice as long each time."""
    asked = answer.headers.get("retry-after", "")
    return float(asked) if asked.isdigit() else 2.0**tried

"""Which model of vectors: the one in this process, or an endpoint."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from city120_faq.encoder import embedder, endpoint
from city120_faq.encoder.embedder import EmbeddingSettings


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """The models that are made."""
    asked: list[tuple[Any, ...]] = []

    def make(kind: str) -> Any:
        return lambda *given: asked.append((kind, *given))

    monkeypatch.setattr(embedder, "Encoder", make("here"))
    monkeypatch.setattr(endpoint, "Endpoint", make("there"))
    return asked


def test_without_an_address_it_is_the_one_in_this_process(made: list[tuple[Any, ...]]) -> None:
    EmbeddingSettings().embedder(threads=2)
    assert made == [("here", 2)]


def test_a_build_waits_a_hundred_times_as_long_for_an_endpoint_and_tries_again(made: list[tuple[Any, ...]]) -> None:
    settings = EmbeddingSettings(url="https://models.example/v1", model="m", timeout_s=0.5)
    settings.embedder(threads=1)
    settings.embedder(threads=1, patient=True)
    assert made == [
        ("there", "https://models.example/v1", "m", "m at an endpoint", "", 0.5, 1),
        ("there", "https://models.example/v1", "m", "m at an endpoint", "", 50.0, 4),
    ]


def test_vectors_of_an_endpoint_are_told_from_those_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedder, "encoder_id", lambda: "here 1")
    assert EmbeddingSettings().model_id == "here 1"
    assert EmbeddingSettings(url="https://models.example/v1", model="m").model_id == "m at an endpoint"


def test_settings_come_from_the_environment_and_a_key_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITY120_EMBEDDINGS_KEY", "secret")
    settings = EmbeddingSettings()
    assert settings.key.get_secret_value() == "secret"
    assert "secret" not in repr(settings)
    with pytest.raises(ValidationError, match="timeout_s"):
        EmbeddingSettings(timeout_s=0)

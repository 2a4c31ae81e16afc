"""Where sentence vectors come from: the model in this process, or an endpoint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from city120_faq.encoder.floats import Floats
from city120_faq.encoder.model import Encoder, encoder_id

# A build waits so much longer for an endpoint than an inquiry does, and asks so often: it has nobody on the telephone.
_PATIENCE, _TRIES = 100, 4


class Embedder(Protocol):
    """A model of sentences. `model_id` changes whenever equal texts would get other vectors."""

    model_id: str

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors (n, d) of unit length."""
        ...


class EmbeddingSettings(BaseSettings):
    """Which model: the one in this process, or an endpoint that speaks OpenAI's embeddings API."""

    model_config = SettingsConfigDict(env_prefix="CITY120_EMBEDDINGS_", extra="ignore")

    url: str = Field(default="", description="address of an OpenAI-compatible API, up to /v1; empty: the model in this process")
    model: str = Field(default="", description="the model to ask there")
    key: SecretStr = Field(default=SecretStr(""), description="its bearer key")
    timeout_s: float = Field(default=0.5, gt=0, description="seconds to wait for the vector of one inquiry; a build waits a hundred times as long")

    @property
    def model_id(self) -> str:
        """What tells vectors of this model from those of others."""
        return f"{self.model} at an endpoint" if self.url else encoder_id()

    def embedder(self, *, threads: int, patient: bool = False) -> Embedder:
        """The model. A patient one waits a hundred times as long for an endpoint, and tries again. Raises ImportError where the one in this process
        cannot run."""
        if not self.url:
            return Encoder(threads)
        from city120_faq.encoder.endpoint import Endpoint

        timeout_s, tries = (self.timeout_s * _PATIENCE, _TRIES) if patient else (self.timeout_s, 1)
        return Endpoint(self.url, self.model, self.model_id, self.key.get_secret_value(), timeout_s, tries)

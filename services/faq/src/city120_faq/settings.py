"""Settings of faq."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from city120_edition import rows
from city120_platform.settings import ServiceSettings

_DISTRICT_DIGITS = 5


class FaqSettings(ServiceSettings):
    """What every service has, its port, the cluster that it may search on, and how it edits when it is the editor."""

    model_config = SettingsConfigDict(hide_input_in_errors=True)

    faq_port: int = Field(default=50123, ge=0, le=65535, description="gRPC port; 0 takes a free one")
    faq_elasticsearch_url: str = Field(default="", description="Elasticsearch 8.18 or later to search on; empty: in the edition's own files")
    faq_elasticsearch_api_key: str = Field(default="", description="API key for it; may create, fill, search and delete indexes of the alias")
    faq_elasticsearch_ca: Path | None = Field(default=None, description="certificates that its own is signed by; default: those of the system")
    faq_elasticsearch_alias: str = Field(
        default="city120-faq",
        pattern=r"^[a-z][a-z0-9-]{0,60}$",
        description="alias of the current edition there; its indexes are named alias-edition",
    )
    faq_elasticsearch_timeout_s: float = Field(
        default=0.3, gt=0, description="seconds a search may take there before this service's own copy answers"
    )

    @model_validator(mode="after")
    def _a_cluster_to_keep_work_on(self) -> Self:
        if self.editor_store == "elasticsearch" and not self.faq_elasticsearch_url:
            raise ValueError("CITY120_EDITOR_STORE is elasticsearch, but CITY120_FAQ_ELASTICSEARCH_URL names no cluster")
        return self

    @field_validator("faq_elasticsearch_url")
    @classmethod
    def _url_without_secrets(cls, url: str) -> str:
        address = urlsplit(url)
        if url and (address.scheme not in ("http", "https") or not address.hostname):
            raise ValueError("is no URL; give one like https://search.example:9200")
        if address.username or address.password:
            raise ValueError("holds a password, which would be shown; put an API key into CITY120_FAQ_ELASTICSEARCH_API_KEY")
        return url if not url or address.port else f"{address.scheme}://{address.hostname}:{443 if address.scheme == 'https' else 80}{address.path}"

    faq_editor: bool = Field(default=False, description="whether this process is the editor: it answers FaqAdminService and nothing else")
    editor_port: int = Field(default=50124, ge=0, le=65535, description="gRPC port of the editor; 0 takes a free one")
    editor_store: Literal["sqlite", "elasticsearch"] = Field(
        default="sqlite",
        description="where the editor keeps its work: a file below the data directory, or the cluster of CITY120_FAQ_ELASTICSEARCH_URL",
    )
    editor_keys: str = Field(
        default="", description="who edits what: city=KEY,11440=KEY; empty and no other keys: anyone on this machine, the city's rows"
    )

    @field_validator("editor_keys")
    @classmethod
    def _have_scopes(cls, text: str) -> str:
        for number, (scope, key) in enumerate(_pairs(text), start=1):
            if not key or not (scope == rows.CITY or (scope.isdecimal() and len(scope) == _DISTRICT_DIGITS)):
                raise ValueError(f"pair {number} is not city=KEY or the five digits of a district, =, and a key")
        return text

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that callers may send; the editor takes those of editors too."""
        return super().keys + (tuple(key for _, key in _pairs(self.editor_keys)) if self.faq_editor else ())

    def editors(self) -> dict[str, str]:
        """Whose rows the keys of CITY120_EDITOR_KEYS edit: `city` or a district's code, by key."""
        return {key: scope for scope, key in _pairs(self.editor_keys)}


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs = (pair.partition("=") for pair in text.split(",") if pair.strip())
    return [(scope.strip(), key.strip()) for scope, _, key in pairs]

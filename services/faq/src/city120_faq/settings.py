"""Settings of faq."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from city120_platform.settings import ServiceSettings


class FaqSettings(ServiceSettings):
    """What every service has, its port, and the cluster that it may search on."""

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

    @field_validator("faq_elasticsearch_url")
    @classmethod
    def _url_without_secrets(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("is no URL; give one like https://search.example:9200")
        if parts.username or parts.password:
            raise ValueError("holds a password, which would be shown; put an API key into CITY120_FAQ_ELASTICSEARCH_API_KEY")
        return url if not url or parts.port else f"{parts.scheme}://{parts.hostname}:{443 if parts.scheme == 'https' else 80}{parts.path}"

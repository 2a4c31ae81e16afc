"""Settings of the gateway."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from city120_platform.settings import ServiceSettings

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


def _words(text: str) -> set[str]:
    return {word.strip().lower() for word in text.split(",") if word.strip()}


class GatewaySettings(ServiceSettings):
    """What every service has, and what composing needs."""

    rest_port: int = Field(default=8120, ge=0, le=65535, description="REST port; 0 takes a free one")
    grpc_port: int = Field(default=50120, ge=0, le=65535, description="gRPC port; 0 takes a free one")
    jurisdiction_target: str = Field(default="127.0.0.1:50121", description="address of jurisdiction")
    wayfinding_target: str = Field(default="127.0.0.1:50122", description="address of wayfinding")
    faq_target: str = Field(default="127.0.0.1:50123", description="address of faq")
    resolve_deadline_s: float = Field(default=3.0, gt=0, description="seconds for one inquiry, also when the caller allows more")
    read_deadline_s: float = Field(default=2.0, gt=0, description="seconds for one read")
    report_deadline_s: float = Field(default=25.0, gt=0, description="seconds for the coverage report, which looks at all rules")
    max_body_bytes: int = Field(default=65_536, ge=1024, description="largest REST request payload")
    token_keys: str = Field(default="", description="Fernet keys of continuations, comma-separated; the first encrypts; empty: one made at start")
    service_key: str = Field(default="", description="key to send to the other services; empty: the first of CITY120_API_KEYS")

    records_queue: int = Field(default=2000, ge=1, description="inquiries that may wait to be recorded; statistics beyond are dropped and counted")
    records_answer_wait_s: float = Field(default=0.3, gt=0, description="seconds that the answer of a hand-off waits for the record store at most")
    records_keep_days: int = Field(default=365, ge=0, description="days after which a record is deleted; 0: never")

    max_in_flight: int = Field(default=32, ge=1, description="inquiries and reads at once at most, over REST and gRPC together")
    rest_max_connections: int = Field(default=1000, ge=1, description="REST connections at once; the one that has been silent longest gives way")
    rest_head_s: float = Field(default=10.0, gt=0, description="seconds in which the head of a REST request must be there")
    rest_body_s: float = Field(default=10.0, gt=0, description="seconds in which its payload must be there, counted from the head")
    rest_idle_s: float = Field(default=15.0, gt=0, description="seconds a REST connection may be idle, or its answer unread")
    allowed_hosts: str = Field(
        default="", description="names of this gateway that `Host` may have, comma-separated; empty: loopback's, or any with keys"
    )
    allowed_origins: str = Field(default="", description="origins of other pages that may call from a browser, comma-separated; empty: none")
    ready_grace_s: float = Field(default=1.0, ge=0, description="seconds between 503 at /readyz and the closing of the ports, on SIGTERM")

    records_store: Literal["sqlite", "elasticsearch"] = Field(
        default="sqlite", description="where records are kept: a file below the data directory, of one gateway, or a cluster, of any number"
    )
    records_elasticsearch_url: str = Field(default="", description="Elasticsearch 8 or 9 that records are kept on")
    records_elasticsearch_api_key: str = Field(default="", description="API key for it; may create, write, read and delete indexes of the alias")
    records_elasticsearch_ca: Path | None = Field(default=None, description="certificates that its own is signed by; default: those of the system")
    records_elasticsearch_alias: str = Field(
        default="city120-records",
        pattern=r"^[a-z][a-z0-9-]{0,60}$",
        description="alias of the records there; its indexes, one a day, are named alias-YYYY.MM.DD",
    )

    @model_validator(mode="after")
    def _a_cluster_to_record_on(self) -> Self:
        address = urlsplit(self.records_elasticsearch_url)
        if self.records_store == "elasticsearch" and (address.scheme not in ("http", "https") or not address.hostname):
            raise ValueError("CITY120_RECORDS_STORE is elasticsearch: set CITY120_RECORDS_ELASTICSEARCH_URL, like https://records.example:9200")
        if address.username or address.password:
            raise ValueError("CITY120_RECORDS_ELASTICSEARCH_URL holds a password; put an API key into CITY120_RECORDS_ELASTICSEARCH_API_KEY")
        return self

    def is_host_allowed(self, host: str) -> bool:
        """Whether a request may be for this host. Without a list, a gateway that only this machine reaches wants a name of this machine: a page in
        somebody's browser can give any other name this address."""
        name = host.rpartition("@")[2].rsplit(":", 1)[0] if not host.endswith("]") else host
        if allowed := _words(self.allowed_hosts):
            return name.lower() in allowed
        return self.keyed or name.lower() in _LOOPBACK

    def is_origin_allowed(self, origin: str, host: str) -> bool:
        """Whether a page of this origin may call; the gateway's own pages may, and whoever is no browser."""
        return not origin or origin.partition("://")[2].lower() == host.lower() or origin.lower() in self.origins

    @property
    def origins(self) -> set[str]:
        """Origins of other pages that may call."""
        return _words(self.allowed_origins)

    @property
    def sent_key(self) -> str:
        """The key that the other services get; empty: none."""
        return self.service_key or next(iter(self.keys), "")

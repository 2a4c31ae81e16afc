"""Settings of the gateway."""

from __future__ import annotations

from pydantic import Field

from city120_platform.settings import ServiceSettings


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
    max_body_bytes: int = Field(default=65_536, ge=1024, description="largest REST request body")
    token_keys: str = Field(default="", description="Fernet keys of continuations, comma-separated; the first encrypts; empty: one made at start")
    service_key: str = Field(default="", description="key to send to the other services; empty: the first of CITY120_API_KEYS")

    records_queue: int = Field(default=2000, ge=1, description="inquiries that may wait to be recorded; statistics beyond are dropped and counted")
    records_answer_wait_s: float = Field(default=0.3, gt=0, description="seconds that the answer of a hand-off waits for the record store at most")
    records_keep_days: int = Field(default=365, ge=0, description="days after which a record is deleted; 0: never")

    @property
    def sent_key(self) -> str:
        """The key that the other services get; empty: none."""
        return self.service_key or next(iter(self.keys), "")

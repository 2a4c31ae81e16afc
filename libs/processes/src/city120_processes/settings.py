"""The settings of the house: what all services share, and where each of them listens."""

from __future__ import annotations

from pydantic import Field

from city120_platform.settings import ServiceSettings


class HouseSettings(ServiceSettings):
    """What all services share, and the ports and addresses by which they find each other."""

    rest_port: int = Field(default=8120, ge=1, le=65535, description="REST port of the gateway")
    grpc_port: int = Field(default=50120, ge=1, le=65535, description="gRPC port of the gateway")
    jurisdiction_port: int = Field(default=50121, ge=1, le=65535, description="gRPC port of jurisdiction")
    wayfinding_port: int = Field(default=50122, ge=1, le=65535, description="gRPC port of wayfinding")
    faq_port: int = Field(default=50123, ge=1, le=65535, description="gRPC port of faq")
    editor_port: int = Field(default=50124, ge=1, le=65535, description="gRPC port of the editor, with --editor")
    log_max_bytes: int = Field(default=10_000_000, ge=10_000, description="size at which the log of a service is rotated, looked at every second")
    logs_kept: int = Field(default=5, ge=1, le=1000, description="earlier logs that are kept of each service, those of earlier starts among them")
    jurisdiction_target: str = Field(default="", description="where the gateway finds jurisdiction; empty: the one started here")
    wayfinding_target: str = Field(default="", description="where the gateway finds wayfinding; empty: the one started here")
    faq_target: str = Field(default="", description="where the gateway finds faq; empty: the one started here")

    @property
    def reachable_host(self) -> str:
        """The address under which this machine reaches what listens on `host`."""
        return "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104  (compared, not bound)

    @property
    def address(self) -> str:
        """The gateway's REST address."""
        return f"http://{_in_url(self.reachable_host)}:{self.rest_port}"

    def target(self, service: str) -> str:
        """The gRPC address of a service that is started here."""
        return f"{_in_url(self.reachable_host)}:{getattr(self, f'{service}_port')}"


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host

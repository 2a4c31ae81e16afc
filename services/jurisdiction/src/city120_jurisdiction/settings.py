"""Settings of jurisdiction."""

from __future__ import annotations

from pydantic import Field

from city120_platform.settings import ServiceSettings


class JurisdictionSettings(ServiceSettings):
    """What every service has, and its port."""

    jurisdiction_port: int = Field(default=50121, ge=0, le=65535, description="gRPC port; 0 takes a free one")

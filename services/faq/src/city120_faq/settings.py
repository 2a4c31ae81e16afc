"""Settings of faq."""

from __future__ import annotations

from pydantic import Field

from city120_platform.settings import ServiceSettings


class FaqSettings(ServiceSettings):
    """What every service has, and its port."""

    faq_port: int = Field(default=50123, ge=0, le=65535, description="gRPC port; 0 takes a free one")

"""Settings of wayfinding."""

from __future__ import annotations

from pydantic import Field

from city120_platform.settings import ServiceSettings


class WayfindingSettings(ServiceSettings):
    """What every service has, and its port."""

    wayfinding_port: int = Field(default=50122, ge=0, le=65535, description="gRPC port; 0 takes a free one")
    egen_key: str = Field(default="", description="key of the public interface for E-Gen's lists of pharmacies and clinics; empty: not asked")
    egen_url: str = Field(default="https://apis.data.go.kr/B552657", description="address of that interface")
    egen_timeout_s: float = Field(default=1.0, gt=0, description="seconds to wait for a page of a list there")
    egen_keep_s: float = Field(default=21600.0, gt=0, description="seconds for which a list is not asked for again")

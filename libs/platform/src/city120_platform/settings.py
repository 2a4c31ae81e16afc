"""Settings by environment variables; every service has these and adds its own."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from city120_edition.edition import current_edition_path, default_data_dir

_SECRET = "***"


class ServiceSettings(BaseSettings):
    """What every service can be told. Names are those of the fields with CITY120_ before them, in capitals."""

    model_config = SettingsConfigDict(env_prefix="CITY120_", extra="ignore")

    data_dir: Path = Field(default_factory=default_data_dir, description="what is built, imported, edited or recorded")
    edition: Path | None = Field(default=None, description="directory of one edition; default: the current one below the data directory")
    host: str = Field(default="127.0.0.1", description="address to listen on")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="least level that is logged")
    max_concurrent_rpcs: int = Field(default=256, ge=1, description="calls at once; more are refused with RESOURCE_EXHAUSTED")
    max_streams: int = Field(default=64, ge=1, description="streams at once, besides those calls")
    max_health_watches: int = Field(default=256, ge=1, description="watches of health at once, besides those calls")
    max_share_of_caller: float = Field(
        default=0.75, gt=0, le=1, description="part of each of these that one caller, by key or else by address, may have"
    )
    max_silent_rpcs: int = Field(default=256, ge=1, description="calls that may wait for their message at once; the oldest gives way")
    max_rpcs_of_connection: int = Field(default=256, ge=1, description="calls at once over one connection; the caller's side lets more wait")
    max_connections: int = Field(default=900, ge=1, description="connections at once; more are closed")
    max_stream_s: float = Field(default=900.0, gt=0, description="seconds a stream may take")
    max_stream_idle_s: float = Field(default=60.0, gt=0, description="seconds a stream may be without a message, or its answer unread")
    max_message_bytes: int = Field(default=4_000_000, ge=1024, description="largest message")
    max_connection_age_s: int = Field(default=1800, ge=1, description="seconds after which a connection is closed, so that load spreads")
    default_deadline_s: float = Field(default=10.0, gt=0, description="seconds a call may take when the caller sets no deadline")
    drain_s: float = Field(default=10.0, ge=0, description="seconds that calls under way get on SIGTERM")
    api_keys: str = Field(default="", description="keys callers must send, comma-separated; needed for any address but loopback")
    named_keys: str = Field(default="", description="keys with a name and scopes, by hash: lines that `city120 keys make` prints, with ; between")
    keys_file: Path | None = Field(default=None, description="file of such lines; read again when it changes")
    otlp_endpoint: str = Field(
        default_factory=lambda: os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
        description="URL of a collector that takes OTLP; default: OTEL_EXPORTER_OTLP_ENDPOINT; empty: traces and metrics are sent nowhere",
    )
    otlp_protocol: Literal["grpc", "http/protobuf"] = Field(
        default_factory=lambda: os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        validate_default=True,
        description="how it is spoken to; default: OTEL_EXPORTER_OTLP_PROTOCOL, or else grpc",
    )
    trace_share: float = Field(default=0.1, ge=0, le=1, description="share of traces that are recorded and sent there; the same in all services")
    metrics_port: int = Field(default=0, ge=0, le=65535, description="HTTP port of /metrics for Prometheus, for callers with a key; 0: none")
    edition_poll_s: float = Field(default=2.0, gt=0, description="seconds between looks for a new current edition")

    def edition_path(self) -> Path:
        """The edition to serve; raises EditionError when there is none."""
        return self.edition or current_edition_path(self.data_dir)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the one list; whoever sends one may do everything but edit."""
        return tuple(key for key in (item.strip() for item in self.api_keys.split(",")) if key)

    @property
    def loopback_only(self) -> bool:
        """Whether only this machine can reach the service."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def keyed(self) -> bool:
        """Whether callers must send a key; otherwise anyone on this machine may call."""
        return bool(self.keys or self.named_keys.strip() or self.keys_file)


def settings_table(*every: BaseSettings) -> str:
    """All settings with their variable, value and meaning, as a table to print; keys are never shown."""
    rows = []
    for settings in every:
        for name, field in type(settings).model_fields.items():
            value = getattr(settings, name)
            shown = _SECRET if str(value) and ("key" in name or "secret" in name) else str(value)
            rows.append((f"{settings.model_config.get('env_prefix', '')}{name}".upper(), shown, field.description or ""))
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    return "\n".join(f"{variable:<{widths[0]}}  {value:<{widths[1]}}  {meaning}" for variable, value, meaning in rows)

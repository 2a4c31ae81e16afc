"""The four services and the editor: what is run for each, on which ports, and how each finds the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from city120_processes import child
from city120_processes.probes import grpc_serving, rest_ready
from city120_processes.settings import HouseSettings

_MODULES = {
    "jurisdiction": "city120_jurisdiction",
    "wayfinding": "city120_wayfinding",
    "faq": "city120_faq",
    "editor": "city120_faq",
    "gateway": "city120_gateway",
}
# Beyond the drain time, when nobody is there to wait for a service.
_END_S = 2.0


@dataclass(frozen=True)
class Service:
    """One child process: what runs, the ports it listens on by variable, its log and how many earlier ones are kept, and whether it is ready."""

    name: str
    command: tuple[str, ...]
    log: Path
    probe: Callable[[], bool]
    ports: Mapping[str, int] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    logs_kept: int = 1


def services_of(settings: HouseSettings, *, editor: bool = False) -> list[Service]:
    """The services in the order in which they are started, on request with the editor; the gateway comes last, so that it is stopped first."""
    shared = _shared_environment(settings)
    services = []
    for name in ("jurisdiction", "wayfinding", "faq"):
        port = getattr(settings, f"{name}_port")
        target = settings.target(name)
        services.append(_service(settings, name, {f"CITY120_{name.upper()}_PORT": port}, lambda target=target: grpc_serving(target), shared))  # type: ignore[misc]
    if editor:
        target, port = settings.target("editor"), {"CITY120_EDITOR_PORT": settings.editor_port}
        services.append(_service(settings, "editor", port, lambda: grpc_serving(target), {**shared, "CITY120_FAQ_EDITOR": "1"}))
    targets = {
        f"CITY120_{name.upper()}_TARGET": getattr(settings, f"{name}_target") or settings.target(name)
        for name in ("jurisdiction", "wayfinding", "faq")
    }
    ports = {"CITY120_REST_PORT": settings.rest_port, "CITY120_GRPC_PORT": settings.grpc_port}
    services.append(_service(settings, "gateway", ports, lambda: rest_ready(settings.address), {**shared, **targets}))
    return services


def _shared_environment(settings: HouseSettings) -> dict[str, str]:
    edition = {"CITY120_EDITION": str(settings.edition)} if settings.edition else {}
    # Metrics have a port a process; here they are the gateway's, by REST, or sent by OTLP.
    edition |= {"CITY120_METRICS_PORT": "0"}
    return {"CITY120_DATA_DIR": str(settings.data_dir), "CITY120_HOST": settings.host, "PYTHONUNBUFFERED": "1", **edition}


def _service(settings: HouseSettings, name: str, ports: Mapping[str, int], probe: Callable[[], bool], environment: Mapping[str, str]) -> Service:
    log = settings.data_dir / "logs" / f"{name}.log"
    return Service(
        name=name,
        command=child.command(_MODULES[name], end_s=settings.drain_s + _END_S, log=(log, settings.log_max_bytes, settings.logs_kept)),
        log=log,
        probe=probe,
        ports=ports,
        environment={**environment, **{variable: str(port) for variable, port in ports.items()}},
        logs_kept=settings.logs_kept,
    )

"""The four services and the editor: what is run for each, on which ports, and how each finds the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from city120_processes import child
from city120_processes.probes import grpc_answers, grpc_serving, rest_answers, rest_ready
from city120_processes.settings import HouseSettings

Probe = Callable[[], bool]
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
    """One child process: what runs, the ports it listens on by variable, its log and how many earlier ones are kept, and whether it is ready, and
    answers at all."""

    name: str
    command: tuple[str, ...]
    log: Path
    ready: Probe
    answers: Probe
    ports: Mapping[str, int] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    logs_kept: int = 1


def services_of(settings: HouseSettings, *, editor: bool = False) -> list[Service]:
    """The services in the order in which they are started, on request with the editor; the gateway comes last, so that it is stopped first."""
    shared = _shared_environment(settings)
    services = [
        _grpc_service(settings, name, {f"CITY120_{name.upper()}_PORT": getattr(settings, f"{name}_port")}, shared)
        for name in ("jurisdiction", "wayfinding", "faq")
    ]
    if editor:
        services.append(_grpc_service(settings, "editor", {"CITY120_EDITOR_PORT": settings.editor_port}, {**shared, "CITY120_FAQ_EDITOR": "1"}))
    targets = {
        f"CITY120_{name.upper()}_TARGET": getattr(settings, f"{name}_target") or settings.target(name)
        for name in ("jurisdiction", "wayfinding", "faq")
    }
    ports = {"CITY120_REST_PORT": settings.rest_port, "CITY120_GRPC_PORT": settings.grpc_port}
    probes = partial(rest_ready, settings.address), partial(rest_answers, settings.address)
    services.append(_service(settings, "gateway", ports, probes, {**shared, **targets}))
    return services


def _shared_environment(settings: HouseSettings) -> dict[str, str]:
    edition = {"CITY120_EDITION": str(settings.edition)} if settings.edition else {}
    # Metrics have a port a process; here they are the gateway's, by REST, or sent by OTLP.
    edition |= {"CITY120_METRICS_PORT": "0"}
    return {"CITY120_DATA_DIR": str(settings.data_dir), "CITY120_HOST": settings.host, "PYTHONUNBUFFERED": "1", **edition}


def _grpc_service(settings: HouseSettings, name: str, ports: Mapping[str, int], environment: Mapping[str, str]) -> Service:
    target = settings.target(name)
    return _service(settings, name, ports, (partial(grpc_serving, target), partial(grpc_answers, target)), environment)


def _service(settings: HouseSettings, name: str, ports: Mapping[str, int], probes: tuple[Probe, Probe], environment: Mapping[str, str]) -> Service:
    log = settings.data_dir / "logs" / f"{name}.log"
    ready, answers = probes
    return Service(
        name=name,
        command=child.command(_MODULES[name], end_s=settings.drain_s + _END_S, log=(log, settings.log_max_bytes, settings.logs_kept)),
        log=log,
        ready=ready,
        answers=answers,
        ports=ports,
        environment={**environment, **{variable: str(port) for variable, port in ports.items()}},
        logs_kept=settings.logs_kept,
    )

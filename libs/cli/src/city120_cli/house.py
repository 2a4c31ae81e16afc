"""The four services as child processes: started together, watched, stopped in reverse order."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
from pydantic import Field

from city120_cli.outcome import Finding
from city120_platform.settings import ServiceSettings

START_S = 120.0
_POLL_S = 0.1
_PROBE_S = 1.0
_KILL_AFTER_DRAIN_S = 2.0
_LAST_LINES = 15


class HouseSettings(ServiceSettings):
    """What all services share, and the ports and addresses by which they find each other."""

    rest_port: int = Field(default=8120, ge=1, le=65535, description="REST port of the gateway")
    grpc_port: int = Field(default=50120, ge=1, le=65535, description="gRPC port of the gateway")
    jurisdiction_port: int = Field(default=50121, ge=1, le=65535, description="gRPC port of jurisdiction")
    wayfinding_port: int = Field(default=50122, ge=1, le=65535, description="gRPC port of wayfinding")
    faq_port: int = Field(default=50123, ge=1, le=65535, description="gRPC port of faq")
    editor_port: int = Field(default=50124, ge=1, le=65535, description="gRPC port of the editor, with --editor")
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


@dataclass(frozen=True)
class Service:
    """One child process: what runs, the ports it listens on by variable, its log, and whether it is ready."""

    name: str
    command: tuple[str, ...]
    log: Path
    probe: Callable[[], bool]
    ports: Mapping[str, int] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)


class ServiceDied(Finding):
    """A service ended by itself; the message ends with what it logged last."""

    def __init__(self, service: Service, status: int) -> None:
        cause = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
        super().__init__(f"{service.name} {cause}; the end of {service.log}:\n{last_lines(service.log)}")


def last_lines(path: Path, count: int = _LAST_LINES) -> str:
    """The last lines of a log, indented."""
    with suppress(FileNotFoundError):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
        return "\n".join(f"  {line}" for line in lines) or "  (empty)"
    return "  (no log)"


def services_of(settings: HouseSettings, *, editor: bool = False) -> list[Service]:
    """The services in the order in which they are started, on request with the editor; the gateway comes last, so that it is stopped first."""
    shared = _shared_environment(settings)
    found = []
    for name in ("jurisdiction", "wayfinding", "faq"):
        port = getattr(settings, f"{name}_port")
        target = settings.target(name)
        found.append(_service(settings, name, {f"CITY120_{name.upper()}_PORT": port}, lambda target=target: grpc_serving(target), shared))  # type: ignore[misc]
    if editor:
        target, port = settings.target("editor"), {"CITY120_EDITOR_PORT": settings.editor_port}
        edits = _service(settings, "faq", port, lambda: grpc_serving(target), {**shared, "CITY120_FAQ_EDITOR": "1"})
        found.append(replace(edits, name="editor", log=_log(settings, "editor")))
    targets = {
        f"CITY120_{name.upper()}_TARGET": getattr(settings, f"{name}_target") or settings.target(name)
        for name in ("jurisdiction", "wayfinding", "faq")
    }
    ports = {"CITY120_REST_PORT": settings.rest_port, "CITY120_GRPC_PORT": settings.grpc_port}
    found.append(_service(settings, "gateway", ports, lambda: rest_ready(settings.address), {**shared, **targets}))
    return found


def _shared_environment(settings: HouseSettings) -> dict[str, str]:
    edition = {"CITY120_EDITION": str(settings.edition)} if settings.edition else {}
    return {"CITY120_DATA_DIR": str(settings.data_dir), "CITY120_HOST": settings.host, "PYTHONUNBUFFERED": "1", **edition}


def _service(settings: HouseSettings, name: str, ports: Mapping[str, int], probe: Callable[[], bool], environment: Mapping[str, str]) -> Service:
    return Service(
        name=name,
        command=(sys.executable, "-m", f"city120_{name}"),
        log=_log(settings, name),
        probe=probe,
        ports=ports,
        environment={**environment, **{variable: str(port) for variable, port in ports.items()}},
    )


def _log(settings: HouseSettings, name: str) -> Path:
    return settings.data_dir / "logs" / f"{name}.log"


def grpc_serving(target: str) -> bool:
    """Whether the health service at an address says SERVING."""
    # Imported here, and so after the children were started: a process should not fork once gRPC runs in it.
    import grpc
    from grpc_health.v1 import health_pb2, health_pb2_grpc

    with grpc.insecure_channel(target, options=[("grpc.enable_http_proxy", 0)]) as channel:
        try:
            response = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=_PROBE_S)
        except grpc.RpcError:
            return False
    return bool(response.status == health_pb2.HealthCheckResponse.SERVING)


def rest_ready(address: str) -> bool:
    """Whether the gateway at an address says that it is ready."""
    try:
        return httpx.get(f"{address}/readyz", timeout=_PROBE_S, trust_env=False).is_success
    except httpx.TransportError:
        return False


def check_ports(services: Iterable[Service], host: str) -> None:
    """Raise Finding when a port is wanted twice or is in use, naming it and the variable that changes it."""
    wanted: dict[int, tuple[str, str]] = {}
    for service in services:
        for variable, port in service.ports.items():
            if port in wanted:
                raise Finding(f"port {port} is given twice, by {wanted[port][1]} and {variable}; change one of them")
            wanted[port] = (service.name, variable)
    for port, (name, variable) in wanted.items():
        if not _free(host, port):
            raise Finding(f"port {port} ({name}) is in use; set {variable} to a free one, or stop what listens there")


def _free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


# Below what Linux (from 32768), macOS and Windows (from 49152) give to outgoing connections: whoever connects somewhere in the seconds
# between finding a port and listening on it cannot take it.
_FREE_FROM, _FREE_TO = 20_000, 32_768


def free_ports(count: int, host: str = "127.0.0.1") -> list[int]:
    """Different ports that nobody listens on."""
    found: list[int] = []
    for port in random.SystemRandom().sample(range(_FREE_FROM, _FREE_TO), _FREE_TO - _FREE_FROM):
        if len(found) == count:
            break
        if _free(host, port):
            found.append(port)
    return found


class House:
    """The running services. Start it, wait until it is ready, watch it, and stop it whatever happens."""

    def __init__(self, services: Iterable[Service], drain_s: float) -> None:
        self.services = tuple(services)
        self._drain_s = drain_s
        self._processes: list[tuple[Service, subprocess.Popen[bytes]]] = []

    def start(self) -> None:
        """Start every service in a process group of its own, so that Ctrl-C reaches this process alone."""
        for service in self.services:
            service.log.parent.mkdir(parents=True, exist_ok=True)
            if service.log.exists():
                service.log.replace(service.log.with_suffix(".log.1"))
            with service.log.open("wb") as log:
                process = subprocess.Popen(  # noqa: S603  (our own modules)
                    service.command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env={**os.environ, **service.environment},
                    start_new_session=True,
                )
            self._processes.append((service, process))

    def check(self) -> None:
        """Raise ServiceDied when a service has ended."""
        for service, process in self._processes:
            if (status := process.poll()) is not None:
                raise ServiceDied(service, status)

    def wait_ready(self, stop: threading.Event, timeout_s: float = START_S) -> bool:
        """Wait until every service is ready; False when `stop` was set before. Raises ServiceDied, or Finding after `timeout_s`."""
        waiting = list(self.services)
        ends = time.monotonic() + timeout_s
        while not stop.is_set():
            self.check()
            waiting = [service for service in waiting if not service.probe()]
            if not waiting:
                return True
            if time.monotonic() > ends:
                raise Finding(f"{waiting[0].name} is not ready after {timeout_s:.0f} s; the end of its log:\n{last_lines(waiting[0].log)}")
            stop.wait(_POLL_S)
        return False

    def watch(self, stop: threading.Event) -> None:
        """Return when `stop` is set. Raises ServiceDied when a service ends before."""
        while not stop.wait(_POLL_S):
            self.check()

    def stop(self) -> None:
        """Stop the services, the last started first: SIGTERM, and SIGKILL to what is left after the drain time."""
        while self._processes:
            _, process = self._processes[-1]
            _signal(process, signal.SIGTERM)
            try:
                process.wait(self._drain_s + _KILL_AFTER_DRAIN_S)
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait()
            self._processes.pop()

    def kill(self) -> None:
        """End everything at once; `stop` still has to be called."""
        for _, process in self._processes:
            _signal(process, signal.SIGKILL)


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    """Signal the process group, which has the number of its first process."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)

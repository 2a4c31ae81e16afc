"""The services as child processes: started together, watched, stopped in reverse order."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from city120_processes.errors import HouseError
from city120_processes.ports import free_ports
from city120_processes.services import Service, services_of
from city120_processes.settings import HouseSettings

START_S = 120.0
_POLL_S = 0.1
_KILL_AFTER_DRAIN_S = 2.0
_LAST_LINES = 15
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SHORT_DRAIN_S = 2.0


class ServiceDied(HouseError):
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
        """Wait until every service is ready; False when `stop` was set before. Raises ServiceDied, or HouseError after `timeout_s`."""
        waiting = list(self.services)
        ends = time.monotonic() + timeout_s
        while not stop.is_set():
            self.check()
            waiting = [service for service in waiting if not service.probe()]
            if not waiting:
                return True
            if time.monotonic() > ends:
                raise HouseError(f"{waiting[0].name} is not ready after {timeout_s:.0f} s; the end of its log:\n{last_lines(waiting[0].log)}")
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


@contextmanager
def stop_signals(house: House, announce: Callable[[], None]) -> Iterator[threading.Event]:
    """An event that Ctrl-C, SIGTERM and the closing of the terminal set; the first of them is announced, the second ends the services without
    draining."""
    stop = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            house.kill()
        else:
            announce()
        stop.set()

    before = {number: signal.signal(number, handle) for number in _STOPPING}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def house_of(edition: Path) -> Iterator[str]:
    """The REST address of a house that serves an edition until the block ends, on free ports and with a data directory that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="city120-") as scratch:
        rest, grpc, jurisdiction, wayfinding, faq = free_ports(5)
        settings = HouseSettings(
            data_dir=Path(scratch),
            edition=edition.resolve(),
            host="127.0.0.1",
            drain_s=_SHORT_DRAIN_S,
            rest_port=rest,
            grpc_port=grpc,
            jurisdiction_port=jurisdiction,
            wayfinding_port=wayfinding,
            faq_port=faq,
            jurisdiction_target="",
            wayfinding_target="",
            faq_target="",
        )
        house = House(services_of(settings), settings.drain_s)
        try:
            house.start()
            house.wait_ready(threading.Event())
            yield settings.address
        finally:
            house.stop()

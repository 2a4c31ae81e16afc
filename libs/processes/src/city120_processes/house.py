"""The services as child processes: started together, watched and started again, stopped in reverse order."""

from __future__ import annotations

import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from city120_processes.errors import HouseError
from city120_processes.ports import free_ports
from city120_processes.services import Service, services_of
from city120_processes.settings import HouseSettings
from city120_processes.supervised import Restarts, Say, Supervised, last_lines

START_S = 120.0
_POLL_S = 0.1
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SHORT_DRAIN_S = 2.0


class House:
    """The running services. Start it, wait until it is ready, watch it, and stop it whatever happens."""

    def __init__(self, services: Iterable[Service], drain_s: float, restarts: Restarts | None = None) -> None:
        self.services = tuple(Supervised(service, restarts or Restarts()) for service in services)
        self._drain_s = drain_s

    def start(self) -> None:
        """Start every service."""
        for supervised in self.services:
            supervised.start()

    def wait_ready(self, stop: threading.Event, timeout_s: float = START_S) -> bool:
        """Wait until every service has been ready; False when `stop` was set before. Raises ServiceDied when one ends before it was, for then its
        settings are wrong or its edition is, or HouseError after `timeout_s`. One that ends after it was ready is left to `watch`."""
        ends = time.monotonic() + timeout_s
        while not stop.is_set():
            waiting = [supervised for supervised in self.services if not supervised.is_ready()]
            for supervised in waiting:
                supervised.check()
            if not waiting:
                return True
            if time.monotonic() > ends:
                late = waiting[0].service
                raise HouseError(f"{late.name} is not ready after {timeout_s:.0f} s; the end of its log:\n{last_lines(late.log)}")
            stop.wait(_POLL_S)
        return False

    def watch(self, stop: threading.Event, say: Say) -> None:
        """Start services again that end, until `stop` is set; what happens is said. Raises HouseError when all of them were given up."""
        while not stop.wait(_POLL_S):
            for supervised in self.services:
                supervised.tend(say)
            if all(supervised.given_up for supervised in self.services):
                raise HouseError("nothing is left: every service was given up; the reasons stand above")

    def stop(self) -> None:
        """Stop the services, the last started first: SIGTERM, and SIGKILL to what is left after the drain time."""
        for supervised in reversed(self.services):
            supervised.stop(self._drain_s)

    def kill(self) -> None:
        """End everything at once; `stop` still has to be called."""
        for supervised in self.services:
            supervised.signal(signal.SIGKILL)


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

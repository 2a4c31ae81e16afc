"""One service of a running house: its process, and the next one when that dies."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from city120_processes.child import rotate
from city120_processes.environment import environment_of
from city120_processes.errors import HouseError
from city120_processes.services import Service

Say = Callable[[str], None]
_KILL_AFTER_DRAIN_S = 2.0
# A service that serves is asked so often whether it answers, and ended when it did not so many times in a row, as in a cluster.
LOOK_S, SILENCES = 10.0, 4
_LAST_LINES = 15
_LAST_BYTES = 65_536


class ServiceDied(HouseError):
    """A service ended by itself; the message ends with what it logged last."""

    def __init__(self, service: Service, status: int) -> None:
        super().__init__(f"{service.name} {cause_of(status)}; the end of {service.log}:\n{last_lines(service.log)}")


@dataclass(frozen=True)
class Restarts:
    """When a service that died is started again: after `first_s`, after four times as long when it dies again, up to `longest_s`. At the death number
    `deaths` it is given up. One that was ready for `steady_s` begins anew."""

    first_s: float = 0.1
    longest_s: float = 30.0
    deaths: int = 5
    steady_s: float = 60.0

    def wait_s(self, deaths: int) -> float | None:
        """Seconds to wait after so many deaths in a row; None: it is given up."""
        return None if deaths >= self.deaths else min(self.longest_s, self.first_s * 4 ** (deaths - 1))


def cause_of(status: int) -> str:
    """How a process ended, in words."""
    return f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"


def last_lines(path: Path, count: int = _LAST_LINES) -> str:
    """The last lines of a log, indented."""
    try:
        with path.open("rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - _LAST_BYTES))
            lines = log.read().decode(errors="replace").splitlines()[-count:]
    except FileNotFoundError:
        return "  (no log)"
    return "\n".join(f"  {line}" for line in lines) or "  (empty)"


class Supervised:
    """Start it once, then tend it again and again, and stop it at last. Times are of `time.monotonic`, in seconds."""

    def __init__(self, service: Service, restarts: Restarts) -> None:
        self.service = service
        self.given_up = False
        self._restarts = restarts
        self._process: subprocess.Popen[bytes] | None = None
        self._deaths = 0
        self._died_at = 0.0
        self._start_at = 0.0
        self._ready_at: float | None = None
        self._look_at = 0.0
        self._silences = 0

    @property
    def pid(self) -> int | None:
        """The number of its process; None while there is none."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it, with a log of its own; the one of the run before is kept."""
        log = self.service.log
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists():
            rotate(log, self.service.logs_kept)
        self._run()

    def _run(self) -> None:
        """A process group of its own, so that Ctrl-C reaches the house alone; a standard input that closes when the house is gone."""
        with self.service.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  (our own modules)
                self.service.command,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**environment_of(self.service.name, os.environ), **self.service.environment},
                start_new_session=True,
            )

    def check(self) -> None:
        """Raise ServiceDied when it has ended."""
        if self._process and (status := self._process.poll()) is not None:
            raise ServiceDied(self.service, status)

    def is_ready(self) -> bool:
        """Whether it has been ready since it was last started; asks it until then."""
        if self._ready_at is None and self.service.ready():
            self._ready_at = time.monotonic()
        return self._ready_at is not None

    def tend(self, say: Say) -> None:
        """Notice its death, start it again when it is time, notice that it is back, and end it when it no longer answers; all of it is said."""
        if self._process is None:
            if not self.given_up and time.monotonic() >= self._start_at:
                self._start_again(say)
        elif (status := self._process.poll()) is not None:
            self._close()
            self._died(cause_of(status), say)
        elif self._ready_at is None and self.is_ready():
            say(f"{self.service.name} is back, {time.monotonic() - self._died_at:.1f} s after its end")
        elif self._ready_at is not None and time.monotonic() >= self._look_at:
            self._look(say)

    def _look(self, say: Say) -> None:
        """Ask whether it answers. One that hangs is ended, so that its death is noticed next."""
        self._silences = 0 if self.service.answers() else self._silences + 1
        self._look_at = time.monotonic() + LOOK_S
        if self._silences == SILENCES:
            say(f"{self.service.name} has not answered {SILENCES} times in a row, over {(SILENCES - 1) * LOOK_S:g} s, and is ended")
            self.signal(signal.SIGKILL)

    def _start_again(self, say: Say) -> None:
        try:
            self._run()
        except OSError as error:
            self._died(f"cannot be started ({error})", say)

    def _died(self, cause: str, say: Say) -> None:
        self._died_at = time.monotonic()
        steady = self._ready_at is not None and self._died_at - self._ready_at >= self._restarts.steady_s
        self._deaths = 1 if steady else self._deaths + 1
        self._ready_at, self._silences = None, 0
        wait_s = self._restarts.wait_s(self._deaths)
        name, log = self.service.name, self.service.log
        if wait_s is not None:
            self._start_at = self._died_at + wait_s
            say(f"{name} {cause}; it is started again in {wait_s:g} s (log: {log})")
            return
        self.given_up = True
        say(
            f"{name} {cause}, {self._deaths} times in a row without having served for {self._restarts.steady_s:g} s between; it is given up, the "
            f"others go on. When the reason is mended, stop and start the whole. The end of {log}:\n{last_lines(log)}"
        )

    def signal(self, number: int) -> None:
        """Signal its process group, which has the number of its first process."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)

    def stop(self, drain_s: float) -> None:
        """SIGTERM, and SIGKILL to what is left after the drain time."""
        if not self._process:
            return
        self.signal(signal.SIGTERM)
        try:
            self._process.wait(drain_s + _KILL_AFTER_DRAIN_S)
        except subprocess.TimeoutExpired:
            self.signal(signal.SIGKILL)
            self._process.wait()
        self._close()

    def _close(self) -> None:
        """Forget a process that has ended."""
        assert self._process
        assert self._process.stdin
        self._process.stdin.close()
        self._process = None

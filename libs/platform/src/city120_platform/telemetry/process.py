"""What a process takes of its machine, by the semantic conventions of processes."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from opentelemetry.metrics import Observation

from city120_platform.telemetry.instruments import observe

_SELF = Path("/proc/self")
_RESIDENT = 1


def observe_process() -> None:
    """Measure this process whenever metrics are read."""
    started = time.monotonic()
    observe("process.cpu.time", _cpu)
    observe("process.thread.count", lambda: [Observation(threading.active_count())])
    observe("process.uptime", lambda: [Observation(time.monotonic() - started)])
    if _SELF.exists():
        observe("process.memory.usage", lambda: [Observation(_resident_bytes())])
        observe("process.unix.file_descriptor.count", lambda: [Observation(len(os.listdir(_SELF / "fd")))])


def _cpu() -> Iterator[Observation]:
    times = os.times()
    yield Observation(times.user, {"cpu.mode": "user"})
    yield Observation(times.system, {"cpu.mode": "system"})


def _resident_bytes() -> int:
    pages = (_SELF / "statm").read_text(encoding="ascii").split()[_RESIDENT]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")

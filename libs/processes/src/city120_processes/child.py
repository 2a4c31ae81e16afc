"""Runs a module as a child of a house: it ends when the house does, however that ends, and keeps its own log short.

    python -P child.py --end-s SECONDS [--log FILE --log-bytes N --log-kept N] MODULE [ARGUMENT ...]

It is run by its path, so that a service has nothing of this library in its memory. Standard input must be a pipe whose other end the house alone
holds, and into which it writes nothing. The system closes that end when the house is gone, also after SIGKILL and on every system; the module then
gets SIGTERM, and SIGKILL after SECONDS.

Standard output and error are the log. Every second its size is looked at; beyond N bytes the file is renamed, and another one takes its place
under the same descriptors. No line goes through the house, which may be stopped (Ctrl-Z) or gone, and the service still logs, to its last breath.
"""

from __future__ import annotations

import argparse
import os
import runpy
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_LOOK_S = 1.0
_STDIN, _STDOUT, _STDERR = 0, 1, 2


def command(module: str, *arguments: str, end_s: float, log: tuple[Path, int, int] | None = None) -> tuple[str, ...]:
    """What a house runs. `log`: its file, and at how many bytes it is rotated, and how many earlier ones are kept."""
    options = ["--end-s", str(end_s)]
    if log:
        path, limit, kept = log
        options += ["--log", str(path), "--log-bytes", str(limit), "--log-kept", str(kept)]
    # -P: neither the folder of this file nor the working directory is a place to import from.
    return (sys.executable, "-P", __file__, *options, module, *arguments)


def rotate(log: Path, kept: int) -> None:
    """Rename `x.log` to `x.log.1`, what had that name to `x.log.2`, and so on; of earlier logs the last `kept` stay."""
    for number in range(kept, 0, -1):
        newer = log.with_name(f"{log.name}.{number - 1}") if number > 1 else log
        with suppress(FileNotFoundError):
            newer.replace(log.with_name(f"{log.name}.{number}"))


def _keep_short(log: Path, limit: int, kept: int) -> None:
    """Give standard output and error another file when theirs is full."""
    if os.fstat(_STDOUT).st_size < limit:
        return
    rotate(log, kept)
    empty = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    for descriptor in (_STDOUT, _STDERR):
        os.dup2(empty, descriptor)
    os.close(empty)


def _attend(end_s: float, keep_short: Callable[[], None]) -> None:
    """Look after the log until the house is gone; then end this process."""
    said = ""
    while not select.select([_STDIN], [], [], _LOOK_S)[0]:
        try:
            keep_short()
        except OSError as error:
            if said != str(error):
                said = str(error)
                os.write(_STDERR, f"the log is not rotated: {error}\n".encode())
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(end_s)
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Run the module as `python -m` would."""
    parser = argparse.ArgumentParser(prog="child.py")
    parser.add_argument("--end-s", type=float, required=True)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--log-bytes", type=int)
    parser.add_argument("--log-kept", type=int)
    parser.add_argument("module")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    told = parser.parse_args()

    def keep_short() -> None:
        if told.log:
            _keep_short(told.log, told.log_bytes, told.log_kept)

    threading.Thread(target=_attend, args=(told.end_s, keep_short), name="house", daemon=True).start()
    sys.argv = [told.module, *told.arguments]
    runpy.run_module(told.module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()

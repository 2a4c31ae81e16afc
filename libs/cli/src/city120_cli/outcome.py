"""How a command ends: 0 done, 1 a finding, 2 wrong usage."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable

from city120_evaluation import errors as evaluation
from city120_ingest import errors as ingest
from city120_processes import errors as processes

DONE, FINDING, WRONG_USAGE = 0, 1, 2
_INTERRUPTED, _TERMINATED = 130, 143


class Finding(Exception):
    """Something was found that the caller must look at; the message says what, and the way out."""

    exit_status: int = FINDING


class WrongUsage(Finding):
    """The command was not called as it can be."""

    exit_status: int = WRONG_USAGE


# What the libraries raise, and how a command ends by it.
_OF_LIBRARIES: dict[type[Exception], int] = {
    evaluation.WrongInput: WRONG_USAGE,
    ingest.UnreadableFile: FINDING,
    ingest.WrongInput: WRONG_USAGE,
    processes.HouseError: FINDING,
}
SAID: tuple[type[Exception], ...] = (Finding, *_OF_LIBRARIES)


def exit_status(error: Exception) -> int:
    """How a command ends by one of `SAID`."""
    if isinstance(error, Finding):
        return error.exit_status
    return next(status for kind, status in _OF_LIBRARIES.items() if isinstance(error, kind))


def _terminated(number: int, frame: object) -> None:
    """End as after Ctrl-C, so that what is half made is cleaned up."""
    raise SystemExit(_TERMINATED)


def ended(run: Callable[[], int]) -> int:
    """Run a command and say why it failed; its exit status."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _terminated)
    try:
        status = run()
        sys.stdout.flush()
    except SAID as finding:
        print(f"city120: {finding}", file=sys.stderr)
        return exit_status(finding)
    except BrokenPipeError:
        # Whoever read us (head, less) has seen enough; keep Python from complaining about it while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDING
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError) as error:
        if error.filename is None:
            raise
        # A path that a command was given, or one below it, is not there or not ours to use.
        print(f"city120: {error.filename}: {error.strerror}; name a path in a folder that exists and that you may use", file=sys.stderr)
        return WRONG_USAGE
    except KeyboardInterrupt:
        return _INTERRUPTED
    return status

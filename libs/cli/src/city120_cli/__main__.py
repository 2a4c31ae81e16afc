"""The command `city120`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib.metadata import version

from city120_cli import ask, coverage, editions, evaluation, export, faq, importing, keys, later, lookups, up
from city120_cli.options import Commands
from city120_cli.outcome import FINDING, SAID, WRONG_USAGE, exit_status

_INTERRUPTED = 130
_TERMINATED = 143
_EPILOG = """\
begin with:
  city120 up                                         start everything on this machine
  city120 ask "My street light is broken"            ask it, as a caller would
  city120 COMMAND --help                             every command has examples

exit status: 0 done, 1 a finding (something to look at), 2 wrong usage. Every command knows --json."""


def make_parser() -> argparse.ArgumentParser:
    """All commands."""
    parser = argparse.ArgumentParser(
        prog="city120",
        description="One number for a city and its districts: who is responsible, the answer, or the way there.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"city120 {version('city120-cli')}")
    commands = Commands(parser)
    for module in (up, ask, lookups, coverage, evaluation, editions, faq, importing, export, keys, later):
        module.add(commands)
    return parser


def _terminated(number: int, frame: object) -> None:
    """End as after Ctrl-C, so that what is half made is cleaned up."""
    raise SystemExit(_TERMINATED)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit status."""
    parsed = make_parser().parse_args(arguments)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _terminated)
    try:
        status: int = parsed.run(parsed)
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


if __name__ == "__main__":
    sys.exit(main())

"""The command `city120`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

from city120_cli.options import Commands
from city120_cli.outcome import ended

# The commands of each module, in the order of the help.
_COMMANDS = {
    "up": ("up",),
    "ask": ("ask",),
    "lookups": ("locate", "geocode", "places", "last", "departures"),
    "directions": ("route", "directions"),
    "coverage": ("coverage",),
    "evaluation": ("eval",),
    "editions": ("edition",),
    "faq": ("faq",),
    "importing": ("import",),
    "export": ("export",),
    "keys": ("keys",),
}
_EPILOG = """\
begin with:
  city120 up                                         start everything on this machine
  city120 ask "My street light is broken"            ask it, as a caller would
  city120 COMMAND --help                             every command has examples

exit status: 0 done, 1 a finding (something to look at), 2 wrong usage. Every command knows --json."""


def make_parser(command: str = "") -> argparse.ArgumentParser:
    """The commands of the module of one of them, or all. Each needs libraries of its own, and `city120 up` stays in memory."""
    parser = argparse.ArgumentParser(
        prog="city120",
        description="One number for a city and its districts: who is responsible, the answer, or the way there.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"city120 {version('city120-cli')}")
    commands = Commands(parser)
    for module in [name for name, own in _COMMANDS.items() if command in own] or _COMMANDS:
        import_module(f"city120_cli.{module}").add(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    parsed = make_parser(arguments[0] if arguments else "").parse_args(arguments)
    return ended(lambda: parsed.run(parsed))


if __name__ == "__main__":
    sys.exit(main())

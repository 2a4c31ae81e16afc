"""How commands are described and their arguments read, the same way for all."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from city120_evaluation.asking import point_of

Run = Callable[[argparse.Namespace], int]
DEFAULT_REST_PORT = 8120
FILLS = ("area_code", "affair_code", "station_id", "line", "direction", "asset", "at")


class Commands:
    """The commands of a parser. Each has --json, its examples at the end of its help, and a function that runs it."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._parsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(
        self,
        name: str,
        run: Run | None,
        summary: str,
        *,
        more: str = "",
        examples: Sequence[str] = (),
        json_option: bool = True,
        also: Sequence[str] = (),
    ) -> argparse.ArgumentParser:
        """Add a command; one without `run` has commands of its own. `also`: its other names."""
        shown = "\n".join(["examples:", *(f"  {example}" for example in examples)]) if examples else ""
        parser = self._parsers.add_parser(
            name,
            aliases=also,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.{' ' + more if more else ''}",
            epilog=shown.replace("%", "%%"),
            formatter_class=_Help,
        )
        if run is not None:
            parser.set_defaults(run=run)
            if json_option:
                parser.add_argument("--json", action="store_true", help="print JSON for programs instead of text for people")
        return parser

    def add_asking(
        self, name: str, run: Run, summary: str, *, more: str = "", examples: Sequence[str] = (), also: Sequence[str] = ()
    ) -> argparse.ArgumentParser:
        """Add a command that asks a running gateway."""
        parser = self.add(name, run, summary, more=more, examples=examples, also=also)
        parser.add_argument(
            "--address", metavar="URL", default=default_address(), help="the gateway to ask (default: %(default)s, set by CITY120_ADDRESS)"
        )
        return parser


class _Help(argparse.HelpFormatter):
    """Wraps the description and leaves the examples as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if text.startswith("examples:"):
            return text
        return super()._fill_text(text, width, indent)


def default_address() -> str:
    """CITY120_ADDRESS, or the REST port of this machine."""
    return os.environ.get("CITY120_ADDRESS") or f"http://127.0.0.1:{os.environ.get('CITY120_REST_PORT') or DEFAULT_REST_PORT}"


@dataclass(frozen=True)
class LatLon:
    """A point in degrees, WGS 84."""

    lat: float
    lon: float


def point(text: str) -> LatLon:
    """`37.5666,126.9784` as a point."""
    degrees = point_of(text)
    if degrees is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no point; write degrees north, a comma, degrees east: 37.5666,126.9784")
    return LatLon(*degrees)


def fill(text: str) -> tuple[str, str]:
    """`area_code=11440` as a choice."""
    key, equals, value = text.partition("=")
    if not equals or not value or key not in FILLS:
        raise argparse.ArgumentTypeError(f"{text!r} is no choice; write KEY=VALUE with one of {', '.join(FILLS)}")
    return key, value


def print_json(value: Any) -> None:
    """Print a value for programs."""
    print(json.dumps(value, ensure_ascii=False, indent=2))

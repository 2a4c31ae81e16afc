"""Commands that are promised and not built yet: their arguments are final, and each says what is coming."""

from __future__ import annotations

import argparse
from pathlib import Path

from city120_cli import faq
from city120_cli.options import Commands, Run
from city120_cli.outcome import NotInThisVersion

IMPORT_KINDS = ("metro-timetable", "gtfs", "osm", "boundaries", "road-addresses", "pharmacies", "hospitals", "places", "faq")
_MARK = "(not in this version)"


def add(commands: Commands) -> None:
    """Add the commands."""
    route = commands.add("route", _later("directions on foot and by metro, step by step, in six languages"), f"tell the way {_MARK}")
    route.add_argument("origin", metavar="FROM")
    route.add_argument("destination", metavar="TO")
    when = route.add_mutually_exclusive_group()
    when.add_argument("--depart-at", metavar="TIME", help="leave then, RFC 3339")
    when.add_argument("--arrive-by", metavar="TIME", help="be there by then, RFC 3339")

    importing = commands.add(
        "import", _import, "import data that cannot be shipped", more="Only faq is in this version: the same as city120 faq import."
    )
    importing.add_argument("kind", metavar="KIND", choices=IMPORT_KINDS, help=", ".join(IMPORT_KINDS))
    importing.add_argument("file", metavar="FILE", type=Path)
    faq.add_import_options(importing)


def _import(arguments: argparse.Namespace) -> int:
    if arguments.kind != "faq":
        raise NotInThisVersion("imports of timetables, streets, boundaries, addresses and places")
    arguments.files = [arguments.file]
    return faq.run_import(arguments)


def _later(coming: str) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        raise NotInThisVersion(coming)

    return run

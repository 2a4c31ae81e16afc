"""`city120 export hsds OUT`: the directory for others, in a standard form."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from pathlib import Path

from city120_cli import making
from city120_cli.options import Commands, print_json
from city120_cli.outcome import DONE, Finding, WrongUsage
from city120_cli.writing import replacing, writing
from city120_edition import current_edition_path, default_data_dir, hsds
from city120_edition.edition import EditionError

FORMATS = ("hsds",)


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add(
        "export",
        run,
        "write bodies, services and locations as Open Referral HSDS 3",
        more="OUT becomes a folder with organizations.json (with locations, schedules, phones, languages), services.json (each affair of each "
        "body that does it) and taxonomy_terms.json (the affairs): arrays of objects of HSDS 3. Ids stay the same from edition to edition.",
        examples=("city120 export hsds directory", "city120 export hsds directory --as-of 2026-01-01 --json"),
    )
    parser.add_argument("format", metavar="FORMAT", choices=FORMATS, help=", ".join(FORMATS))
    parser.add_argument("target", metavar="OUT", type=Path, help="folder to write to; made when it is absent")
    parser.add_argument("--as-of", metavar="DATE", help="the directory date, YYYY-MM-DD (default: today)")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", default=default_data_dir(), help="default: CITY120_DATA_DIR, %(default)s")


def run(arguments: argparse.Namespace) -> int:
    """Export the current edition."""
    try:
        day = dt.date.fromisoformat(arguments.as_of) if arguments.as_of else dt.datetime.now(dt.UTC).astimezone().date()
    except ValueError:
        raise WrongUsage(f"--as-of {arguments.as_of!r} is no date; write YYYY-MM-DD") from None
    try:
        edition = making.open_edition(current_edition_path(arguments.data_dir))
    except EditionError as error:
        raise Finding(str(error)) from None
    if day < (first := edition.settings.first_date):
        raise WrongUsage(f"--as-of {day}: the directory begins on {first}; ask for {first} or later")
    documents = hsds.export(edition, day)
    with writing(arguments.target):
        arguments.target.mkdir(parents=True, exist_ok=True)
    counts = {}
    for name in ("organizations", "services", "taxonomy_terms"):
        objects = getattr(documents, name)
        _write(arguments.target / f"{name}.json", json.dumps(objects, ensure_ascii=False, indent=1) + "\n")
        counts[name] = len(objects)
    if arguments.json:
        print_json({"edition_id": edition.id, "as_of": day.isoformat(), "folder": str(arguments.target), **counts})
    else:
        print(f"{arguments.target}: {', '.join(f'{count} {name}' for name, count in counts.items())}; edition {edition.id}, {day}")
    return DONE


def _write(path: Path, text: str) -> None:
    with replacing(path) as fresh:
        fresh.write_text(text, encoding="utf-8")

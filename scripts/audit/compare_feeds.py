"""The importer of feeds beside a validator: a row a feed of a folder, with what becomes of it here and what gtfs-guru says of it.

python -m venv build/guru && build/guru/bin/pip install gtfs-guru==1.0.0        once
python scripts/audit/compare_feeds.py [FEEDS] [--guru PYTHON]

FEEDS: standards/gtfs_broken of the optional reference data (CITY120_REFERENCE_DATA). docs/wayfinding.md has the rows, reasons shortened. At the end
it tells on how many feeds both agree: refused here and with errors there, or imported and without.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from city120_edition import build, installed_city, read_source
from city120_ingest.errors import UnreadableFile
from city120_ingest.reading import City, Report
from city120_ingest.timetables.gtfs import read_gtfs

ROOT = Path(__file__).resolve().parents[2]
FEEDS = Path(os.environ.get("CITY120_REFERENCE_DATA") or ROOT.parent / "shared" / "data") / "standards" / "gtfs_broken"
GURU = ROOT / "build" / "guru" / "bin" / "python"
REFUSED, IMPORTED = "refused", "imported"
# In the validator's own environment: by feed, its notices as severity and code.
_JUDGE = """
import json, sys, gtfs_guru
judged = {feed: gtfs_guru.validate(feed).notices for feed in sys.argv[1:]}
print(json.dumps({feed: [(notice.severity.lower(), notice.code) for notice in notices] for feed, notices in judged.items()}))
"""


def outcome(feed: Path, city: City) -> tuple[str, str]:
    """What becomes of a feed here, and the first reason or note."""
    report = Report()
    try:
        read_gtfs(feed, city, report, "", elsewhere=True)
    except UnreadableFile as error:
        return REFUSED, str(error).replace(str(feed), feed.name)
    if report.refused:
        return REFUSED, f"`{report.refused[0].field}`: {report.refused[0].reason}"
    return IMPORTED, f"noted: {report.notes[0]}"


def judged(python: Path, feeds: list[Path]) -> dict[str, list[tuple[str, str]]]:
    """What the validator says of feeds, by their paths."""
    notices: dict[str, list[tuple[str, str]]] = json.loads(
        subprocess.run([python, "-c", _JUDGE, *map(str, feeds)], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    )
    return notices


def told(notices: list[tuple[str, str]]) -> str:
    """Errors by code, and how many other notices there are."""
    errors = Counter(code for severity, code in notices if severity == "error")
    named = ", ".join(f"`{code}`" + (f" × {count}" if count > 1 else "") for code, count in sorted(errors.items()))
    return f"{named or 'none'}; {len(notices) - errors.total()}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("feeds", nargs="?", type=Path, default=FEEDS, metavar="FEEDS", help="folder of feeds (default: the reference data's)")
    parser.add_argument("--guru", type=Path, default=GURU, metavar="PYTHON", help="that of an environment with gtfs-guru (default: build/guru's)")
    arguments = parser.parse_args()
    feeds = sorted(arguments.feeds.iterdir())
    notices, alike = judged(arguments.guru, feeds), 0
    with tempfile.TemporaryDirectory() as folder:
        city = City(build(read_source(installed_city().rows), Path(folder), builders={}))
        for feed in feeds:
            ended, why = outcome(feed, city)
            said = notices[str(feed)]
            alike += (ended == REFUSED) == any(severity == "error" for severity, _ in said)
            print(f"| `{feed.name}` | {ended} | {why} | {told(said)} |")
    print(f"{alike} of {len(feeds)} alike", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

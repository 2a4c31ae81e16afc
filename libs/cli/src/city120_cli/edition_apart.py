"""The edition that `city120 up` serves, made in a process of its own: a build takes more than a gigabyte, and even to see that there is nothing to
build takes all rows, so the process that stays must not do it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from city120_cli.outcome import DONE, Finding, ended
from city120_processes import EDITION, HouseSettings, child, environment_of

if TYPE_CHECKING:
    from city120_edition import Edition

# That much it gets to clean up, when this process is gone.
_END_S = 10.0


@dataclass(frozen=True)
class Example:
    """An inquiry that the edition can answer, to try things with."""

    text: str
    text_en: str
    area_code: str
    area_name: str


@dataclass(frozen=True)
class Served:
    """What is told of the edition."""

    edition_id: str
    example: Example


def make_apart(settings: HouseSettings) -> Served:
    """The edition of the settings, or else the current one, built when it is absent or old; progress is shown on standard error. Raises Finding, or
    SystemExit when the process that makes it has said what is wrong."""
    command = child.command("city120_cli.edition_apart", str(settings.data_dir), str(settings.edition or ""), end_s=_END_S)
    # Leaving the block, for whatever reason, closes its standard input, at which it ends, and waits for it.
    with subprocess.Popen(  # noqa: S603  (our own module)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment_of(EDITION, os.environ)
    ) as process:
        assert process.stdout
        told = process.stdout.read()
        status = process.wait()
    if status < 0:
        raise Finding(f"what makes the edition was ended by signal {-status}; a build needs 1.5 GB of memory")
    if status != DONE:
        raise SystemExit(status)
    served = json.loads(told)
    return Served(served["edition_id"], Example(**served["example"]))


def example_of(edition: Edition) -> Example:
    """The question of an entry about something that a district does on the spot, and a district: it works for any city's edition."""
    from city120_edition import rows

    affairs = edition.rows("affairs", rows.Affair)
    fitting = {row.code for row in affairs if (row.tier, row.place_role, row.answer_kind) == ("district", "site", "department")}
    entries = edition.rows("entries", rows.Entry)
    entry = next((row for row in entries if row.affair in fitting), entries[0])
    district = edition.rows("districts", rows.Area)[0]
    return Example(entry.texts["ko"].question, entry.texts["en"].question, district.code, district.names["en"])


def _make(data_dir: Path, chosen: str) -> int:
    from city120_cli import making

    edition = making.open_edition(Path(chosen)) if chosen else making.current_or_made(data_dir)
    print(json.dumps(asdict(Served(edition.id, example_of(edition)))))
    return DONE


if __name__ == "__main__":
    sys.exit(ended(lambda: _make(Path(sys.argv[1]), sys.argv[2])))

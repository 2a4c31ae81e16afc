"""Entries in files, as people write them: YAML as in the bundled source, or CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from city120_edition import Problem, rows
from city120_edition.source import read_file
from city120_ingest.errors import WrongInput

FORMATS = (".yaml", ".yml", ".csv")
_REVISION = "revision"


@dataclass(frozen=True)
class Handed:
    """One entry, where it stands, and the revision that it says it was read at."""

    file: str
    label: str
    entry: rows.Entry
    revision: int | None


def read_entries(files: Sequence[Path]) -> tuple[list[Handed], list[Problem]]:
    """All entries of files in order, and what is malformed. Raises WrongInput for what is no such file."""
    handed: list[Handed] = []
    problems: list[Problem] = []
    for file in files:
        if not file.is_file() or file.suffix not in FORMATS:
            raise WrongInput(f"{file} is no file of entries; write YAML or CSV: {', '.join(FORMATS)}")
        read, malformed = read_file(file, rows.Entry, beside=frozenset({_REVISION}))
        problems += malformed
        for label, raw, entry in read:
            reason, revision = _beside(raw)
            if reason:
                problems.append(Problem(str(file), label, reason))
            else:
                handed.append(Handed(str(file), label, entry, revision))
    return handed, problems


def _beside(raw: dict[str, Any]) -> tuple[str, int | None]:
    """What is wrong with the revision beside an entry, and the revision if one is given."""
    try:
        return "", int(raw[_REVISION]) if _REVISION in raw else None
    except (TypeError, ValueError):
        return f"{_REVISION}: {raw[_REVISION]!r} is no whole number; write the one that city120 faq revisions tells, or leave it out", None

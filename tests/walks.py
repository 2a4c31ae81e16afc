"""Documents that are walked: their blocks of commands and of rows, in the order in which a reader meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_FENCE = re.compile(r"^```(\S*)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ENDS = re.compile(r"#\s*ends with (\d+)")


@dataclass(frozen=True)
class Command:
    """A command of a document, and how it says that it ends."""

    line: str
    status: int


def commands(document: Path) -> Iterator[Command]:
    """The commands of the blocks `sh`, one a line."""
    for kind, _, block in _FENCE.findall(document.read_text(encoding="utf-8")):
        for line in block.splitlines() if kind == "sh" else ():
            said = _ENDS.search(line)
            yield Command(line, int(said[1]) if said else 0)


def rows_of(document: Path) -> dict[str, str]:
    """The blocks that are rows for a file, by its path: ```csv affairs/leisure.csv."""
    return {path: block for _, path, block in _FENCE.findall(document.read_text(encoding="utf-8")) if path}

"""Which of several immutable directories is served: a small file `current` beside them, replaced in one atomic step."""

from __future__ import annotations

import os
from pathlib import Path

_CURRENT = "current"


def read_pointer(folder: Path) -> str:
    """The name of the current directory in a folder, or empty."""
    try:
        return (folder / _CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def write_pointer(folder: Path, name: str) -> None:
    """Make a directory of a folder current."""
    fresh = folder / f"{_CURRENT}.new"
    write_durably(fresh, f"{name}\n".encode("ascii"))
    fresh.replace(folder / _CURRENT)


def write_durably(path: Path, content: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())

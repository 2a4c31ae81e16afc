"""Which of several immutable directories is served: a small file `current` beside them, replaced in one atomic step."""

from __future__ import annotations

from pathlib import Path

from city120_edition.durable import replace_text

_CURRENT = "current"


def read_pointer(folder: Path) -> str:
    """The name of the current directory in a folder, or empty. Raises ValueError when the file holds no text."""
    try:
        return (folder / _CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise ValueError(f"{folder / _CURRENT} names no directory ({error}); write the name of one there") from None


def write_pointer(folder: Path, name: str) -> None:
    """Make a directory of a folder current, in one atomic step that is on disk when it returns."""
    replace_text(folder / _CURRENT, f"{name}\n")

"""Files that commands write: what cannot be written is wrong usage that names the path, never a traceback."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from city120_cli.outcome import WrongUsage


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Around the writing of a path that the caller named. Raises WrongUsage."""
    try:
        yield
    except OSError as error:
        raise WrongUsage(f"{path} cannot be written: {error.strerror or error}; name a path in a folder that exists and that you may use") from None


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path beside the target to write to, which takes its place when all went well; otherwise nothing is left of it. Raises WrongUsage."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    with writing(target):
        try:
            yield fresh
            fresh.replace(target)
        finally:
            if fresh.parent.is_dir():
                fresh.unlink(missing_ok=True)

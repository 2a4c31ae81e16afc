"""What is on disk for good: files and folders that outlast the end of the process and of the machine."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = ".building-"


def sync(path: Path) -> None:
    """Return when a file, or the names in a folder, are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Return when everything below a folder is on disk."""
    for path in (*folder.rglob("*"), folder):
        sync(path)


def replace_text(path: Path, text: str) -> None:
    """Give a file another text in one atomic step that is on disk when it returns."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    sync(fresh)
    fresh.replace(path)
    sync(path.parent)


@contextmanager
def workplace(parent: Path) -> Iterator[Path]:
    """A folder below `parent` to make something in and to rename when it is whole; it is taken away at the end if it is still there. What was left
    by processes that were killed is taken away at the beginning."""
    import fcntl

    parent.mkdir(parents=True, exist_ok=True)
    # Nobody sweeps while a folder is there that its maker has not locked yet.
    with _locked(parent, fcntl.LOCK_EX):
        _sweep(parent)
        work = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        work.chmod(0o755)
        held = os.open(work, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        os.close(held)


def _sweep(parent: Path) -> None:
    """Take away the folders that no living process holds."""
    import fcntl

    for left in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError), _locked(left, fcntl.LOCK_EX | fcntl.LOCK_NB):
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[None]:
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)

"""Keeps the current and the previous edition loaded, and swaps to a new one whole while requests run."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from city120_edition.edition import Edition, EditionError

_logger = logging.getLogger(__name__)


class Loaded(Protocol):
    """What a service made of an edition."""

    @property
    def edition(self) -> Edition:
        """The edition it was made of."""
        ...


_Domain = TypeVar("_Domain", bound=Loaded)


class NotLoaded(Exception):
    """No edition is loaded yet."""


class EditionHolder(Generic[_Domain]):
    """Loads in a thread; `get` never waits."""

    def __init__(self, locate: Callable[[], Path], load: Callable[[Edition], _Domain]) -> None:
        self._locate = locate
        self._load = load
        self._current: _Domain | None = None
        self._previous: _Domain | None = None
        self._refused: tuple[Path, int] | None = None

    def get(self, pinned: str = "") -> _Domain:
        """The domain of the pinned edition if it is the previous one, otherwise of the current; raises NotLoaded before the first load."""
        if self._current is None:
            raise NotLoaded
        if self._previous is not None and pinned == self._previous.edition.id:
            return self._previous
        return self._current

    async def load_current(self) -> bool:
        """Load the current edition if it is not the one loaded; returns whether it changed. Raises EditionError if it cannot be read
        or a file of it is not what its manifest says."""
        path = self._locate()
        if self._current is not None and path == self._current.edition.path:
            return False
        domain = await asyncio.to_thread(self._load_whole, path)
        self._previous, self._current = self._current, domain
        return True

    def _load_whole(self, path: Path) -> _Domain:
        edition = Edition.open(path)
        edition.verify()
        return self._load(edition)

    async def follow(self, interval_s: float) -> None:
        """Look for a new current edition every `interval_s` seconds. A bad one is refused with its reason, and the old one stays; the bad one is
        tried again when a file of it has changed.

        Whatever is wrong with it: what reads an edition may fail in as many ways as a file can be broken.
        """
        while True:
            await asyncio.sleep(interval_s)
            await self._look()

    async def _look(self) -> None:
        with suppress(EditionError):
            path = self._locate()
            if (self._current is not None and path == self._current.edition.path) or (path, _stamp(path)) == self._refused:
                return
            try:
                await self.load_current()
                _logger.info("edition swapped", extra={"fields": {"edition": self.get().edition.id}})
            except Exception as error:
                self._refused = (path, _stamp(path))
                _logger.error("edition refused", extra={"fields": {"reason": str(error)}})


def _stamp(path: Path) -> int:
    """Changes when a file below a folder does."""
    return hash(tuple((str(file), file.stat().st_mtime_ns) for file in sorted(path.rglob("*")) if file.is_file()))

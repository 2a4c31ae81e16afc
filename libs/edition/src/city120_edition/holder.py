"""Keeps the current and the previous edition loaded, and swaps to a new one whole while requests run. A new layer makes the edition new."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from city120_edition.edition import Edition

_logger = logging.getLogger(__name__)


class Loaded(Protocol):
    """What a service made of an edition."""

    @property
    def edition(self) -> Edition:
        """The edition it was made of."""
        ...


_Domain = TypeVar("_Domain", bound=Loaded)
# The edition and its layers.
_Where = tuple[Path, tuple[Path, ...]]
_Found = tuple[_Where, int] | str


class NotLoaded(Exception):
    """No edition is loaded yet."""


class EditionHolder(Generic[_Domain]):
    """Loads in a thread; `get` never waits. `layers` finds the imported layers that the service reads beside the edition."""

    def __init__(self, locate: Callable[[], Path], load: Callable[[Edition], _Domain], layers: Callable[[], tuple[Path, ...]] = lambda: ()) -> None:
        self._locate_edition, self._locate_layers = locate, layers
        self._load = load
        self._current: _Domain | None = None
        self._previous: _Domain | None = None
        self._loaded: _Where | None = None
        self._refused: _Found | None = None

    def get(self, pinned: str = "") -> _Domain:
        """The domain of the pinned edition if it is the previous one, otherwise of the current; raises NotLoaded before the first load."""
        if self._current is None:
            raise NotLoaded
        if self._previous is not None and pinned == self._previous.edition.id != self._current.edition.id:
            return self._previous
        return self._current

    async def load_current(self) -> bool:
        """Load the current edition with its layers if they are not the ones loaded; returns whether that changed. Raises EditionError or LayerError
        if they cannot be read, or a file of them is not what its manifest says."""
        where = (self._locate_edition(), self._locate_layers())
        if where == self._loaded:
            return False
        domain = await asyncio.to_thread(self._load_whole, where)
        if self._current is None or domain.edition.id != self._current.edition.id:
            self._previous = self._current
        self._current, self._loaded = domain, where
        _settle()
        return True

    def _load_whole(self, where: _Where) -> _Domain:
        edition = Edition.open(*where)
        edition.verify()
        return self._load(edition)

    async def follow(self, interval_s: float) -> None:
        """Look for a new current edition every `interval_s` seconds. A bad one is refused with its reason, and the old one stays; the bad one is
        tried again when a file of it has changed.

        Whatever is wrong with it: what reads an edition may fail in as many ways as a file can be broken, and so may what names the current one.
        """
        while True:
            await asyncio.sleep(interval_s)
            await self._look()

    async def _look(self) -> None:
        # What is known of the one that is current now: where it is and its stamp or, when even that cannot be found, the reason.
        state: _Found = ""
        try:
            where = (self._locate_edition(), self._locate_layers())
            if where == self._loaded:
                self._refused = None
                return
            state = (where, _stamp(where))
            if state != self._refused:
                await self.load_current()
                _logger.info("edition swapped", extra={"fields": _told(self.get().edition)})
        except Exception as error:
            state = state or str(error)
            if state != self._refused:
                _logger.error("edition refused", extra={"fields": {"reason": str(error)}})
            self._refused = state


def _settle() -> None:
    """Take what is in memory out of what the garbage collector goes through again and again: most of it stays until the next edition is loaded."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _stamp(where: _Where) -> int:
    """Changes when a file below one of the folders does."""
    files = (file for folder in (where[0], *where[1]) for file in sorted(folder.rglob("*")) if file.is_file())
    return hash(tuple((str(file), file.stat().st_mtime_ns) for file in files))


def _told(edition: Edition) -> dict[str, Any]:
    return {"edition": edition.id, "layers": {layer.kind: layer.version for layer in edition.layers}}

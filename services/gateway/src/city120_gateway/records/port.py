"""Where records are kept: one port, two adapters (a file; a cluster), one contract suite (tests/contract/test_records.py)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from city120_gateway.records.record import Change, Record


class StoreFailed(Exception):
    """The store could not be opened, read or written; the message says why, for the log."""


class StoreInUse(Exception):
    """Another gateway holds the store."""


class RecordStore(Protocol):
    """Called from one thread. Every method may raise StoreFailed; of a write that did, a part may have been taken."""

    def write(self, changes: Sequence[Change]) -> list[bool]:
        """Take changes in their order, together; on disk when it returns. For each: whether its inquiry exists. A record that is there is left."""
        ...

    def read(self, inquiry_id: str) -> Record | None:
        """An inquiry; None when there is none."""
        ...

    def delete_before(self, moment: dt.datetime) -> int:
        """Delete what came before a moment; how many records, or more, when the store keeps them by days."""
        ...

    def close(self) -> None:
        """Let go; safe to call twice."""
        ...


class Opening(Protocol):
    """Opens a store, as often as it has to be opened."""

    def claim(self) -> None:
        """Take the store for this process, if it can be held by one only. Raises StoreInUse. Waits for nothing."""
        ...

    def open(self) -> RecordStore:
        """Raises StoreFailed, or StoreInUse."""
        ...

    def release(self) -> None:
        """Leave the store to others; safe to call twice."""
        ...

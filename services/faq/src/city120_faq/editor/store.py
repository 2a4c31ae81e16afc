"""What a working store keeps: the entries as edited so far, and who changed what, when and why.

An adapter is whatever fulfils `WorkingStore`; tests/unit/faq/editor/test_working_store.py says what that means, for each adapter the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from city120_edition import rows

# How an entry or the current edition came to be what it is: taken over from an edition, written by an editor, or moved by one.
Kind = Literal["adopted", "imported", "put", "published", "rolled_back", "found"]


@dataclass(frozen=True, kw_only=True)
class By:
    """Who, why, and when (with an offset)."""

    author: str
    reason: str
    at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Stored:
    """An entry as it is now, and the revision that made it so."""

    entry: rows.Entry
    revision: int
    kind: Kind


@dataclass(frozen=True)
class Edit:
    """What an entry shall be, if it is still at the revision that was `read`; 0: if it is not there."""

    entry: rows.Entry
    read: int


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One change. Of an entry: what it was (None: it was not there) and what it became. Of the current edition: the id that became current."""

    number: int
    kind: Kind
    by: By
    entry_id: str = ""
    before: rows.Entry | None = None
    after: rows.Entry | None = None
    edition_id: str = ""


@dataclass(frozen=True)
class Conflict:
    """An edit that was not taken: somebody else has changed the entry since it was read. `latest` is that change; None: the entry is not there."""

    entry_id: str
    latest: Revision | None


class WorkingStore(Protocol):
    """The entries and their revisions. Every method may be called from any thread.

    Revision numbers are above 0, of one sequence for the whole store, and rise; there may be gaps. What a method that writes has returned is
    durable: neither the end of the process nor of the machine takes it back. Raises Unavailable when the store cannot be reached or written.
    """

    def get(self, entry_id: str) -> Stored | None:
        """An entry as it is now; None when there is none."""
        ...

    def entries(self, publisher: str = "") -> list[Stored]:
        """All entries, or those of a publisher, by id."""
        ...

    def put(self, edits: Sequence[Edit], kind: Kind, by: By) -> list[int | Conflict]:
        """Take each edit whose entry is still at the revision that was read, in order. Its new revision, or the conflict, for each.

        An edit that meets a conflict does not hold up the others. Of one edit entry and revision are written together or not at all.
        """
        ...

    def note(self, edition_id: str, kind: Kind, by: By) -> int:
        """Note that an edition becomes current; the revision's number."""
        ...

    def revisions(self, entry_id: str = "", *, before: int = 0, limit: int = 50) -> list[Revision]:
        """At most `limit` revisions, newest first: of an entry, or all; only those with a number below `before`, if that is not 0."""
        ...

    def latest_edition(self) -> str:
        """The edition that was noted last; empty when none was."""
        ...

    def close(self) -> None:
        """Let go of what is held; safe to call twice."""
        ...

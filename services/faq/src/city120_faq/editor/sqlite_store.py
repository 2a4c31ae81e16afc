"""The working store in one SQLite file: WAL, synchronous FULL, one writer."""

from __future__ import annotations

import datetime as dt
import fcntl
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from city120_edition import rows
from city120_errors import Unavailable
from city120_faq.editor.store import By, Conflict, Edit, Kind, Revision, Stored
from city120_platform.log import fields
from city120_platform.telemetry.tracing import sqlite

_logger = logging.getLogger(__name__)
_POLL_S = 0.02
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    entry_id TEXT PRIMARY KEY,
    publisher TEXT NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (number),
    kind TEXT NOT NULL,
    entry BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS revisions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    entry_id TEXT NOT NULL DEFAULT '',
    edition_id TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL,
    before BLOB,
    after BLOB
);
CREATE INDEX IF NOT EXISTS revisions_of_entry ON revisions (entry_id, number);
"""
_REVISION = "SELECT number, kind, entry_id, edition_id, author, reason, at, before, after FROM revisions"
_encoder = msgspec.json.Encoder(order="sorted")
_decode = msgspec.json.Decoder(rows.Entry).decode


class SqliteStore:
    """A WorkingStore below a directory. One process at a time holds it; another waits `patience_s` for it to end, then raises Unavailable."""

    def __init__(self, directory: Path, patience_s: float = 0.0) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._held = hold(directory / "lock", patience_s)
        self._lock = threading.Lock()
        self._database: sqlite3.Connection | None = sqlite3.connect(directory / "working.sqlite", check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.executescript(_SCHEMA)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is on disk at the end, or nothing."""
        with self._reading("BEGIN") as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
                database.execute("COMMIT")
            except BaseException:
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise

    @contextmanager
    def _reading(self, operation: str = "SELECT") -> Iterator[sqlite3.Connection]:
        with self._lock:
            if self._database is None:
                raise Unavailable("the working store is closed", fix="try again when the editor has started again")
            try:
                with sqlite(operation, "entries"):
                    yield self._database
            except sqlite3.Error as error:
                _logger.error("working store failed", extra=fields(reason=str(error)))
                fix = "see whether the disk of the data directory is full"
                raise Unavailable("the working store failed; the log has the details", fix=fix) from None

    def get(self, entry_id: str) -> Stored | None:
        """An entry as it is now; None when there is none."""
        with self._reading() as database:
            return _get(database, entry_id)

    def entries(self, publisher: str = "") -> list[Stored]:
        """All entries, or those of a publisher, by id."""
        query = "SELECT entry, revision, kind FROM entries WHERE ? IN ('', publisher) ORDER BY entry_id"
        with self._reading() as database:
            return [_stored(row) for row in database.execute(query, (publisher,))]

    def put(self, edits: Sequence[Edit], kind: Kind, by: By) -> list[int | Conflict]:
        """Take each edit whose entry is still at the revision that was read, in one transaction."""
        with self._writing() as database:
            return [_put(database, edit, kind, by) for edit in edits]

    def note(self, edition_id: str, kind: Kind, by: By) -> int:
        """Note that an edition becomes current; the revision's number."""
        with self._writing() as database:
            return _append(database, kind, by, edition_id=edition_id)

    def revisions(self, entry_id: str = "", *, before: int = 0, limit: int = 50) -> list[Revision]:
        """At most `limit` revisions, newest first."""
        query = f"{_REVISION} WHERE ? IN ('', entry_id) AND (? = 0 OR number < ?) ORDER BY number DESC LIMIT ?"
        with self._reading() as database:
            return [_revision(row) for row in database.execute(query, (entry_id, before, before, limit))]

    def latest_edition(self) -> str:
        """The edition that was noted last; empty when none was."""
        with self._reading() as database:
            row = database.execute("SELECT edition_id FROM revisions WHERE edition_id != '' ORDER BY number DESC LIMIT 1").fetchone()
            return str(row[0]) if row else ""

    def close(self) -> None:
        """Close the file and let the next process have it; safe to call twice."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                os.close(self._held)
            self._database = None


def hold(path: Path, patience_s: float) -> int:
    """The lock's descriptor; the system lets go of it when the process ends, however it ends. Raises Unavailable."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    ends = time.monotonic() + patience_s
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= ends:
                os.close(descriptor)
                raise Unavailable(f"another editor holds {path.parent}", fix="stop it first: there is one editor for a data directory") from None
            time.sleep(_POLL_S)
        else:
            return descriptor


def _get(database: sqlite3.Connection, entry_id: str) -> Stored | None:
    row = database.execute("SELECT entry, revision, kind FROM entries WHERE entry_id = ?", (entry_id,)).fetchone()
    return _stored(row) if row else None


def _put(database: sqlite3.Connection, edit: Edit, kind: Kind, by: By) -> int | Conflict:
    entry = edit.entry
    present = _get(database, entry.id)
    if (present.revision if present else 0) != edit.read:
        latest = _revision(database.execute(f"{_REVISION} WHERE number = ?", (present.revision,)).fetchone()) if present else None
        return Conflict(entry.id, latest)
    number = _append(database, kind, by, entry_id=entry.id, before=present.entry if present else None, after=entry)
    values = (entry.id, entry.publisher, number, kind, _encoder.encode(rows.plain(entry)))
    database.execute("INSERT OR REPLACE INTO entries (entry_id, publisher, revision, kind, entry) VALUES (?, ?, ?, ?, ?)", values)
    return number


def _append(
    database: sqlite3.Connection,
    kind: Kind,
    by: By,
    *,
    entry_id: str = "",
    edition_id: str = "",
    before: rows.Entry | None = None,
    after: rows.Entry | None = None,
) -> int:
    texts = tuple(None if entry is None else _encoder.encode(rows.plain(entry)) for entry in (before, after))
    values = (kind, entry_id, edition_id, by.author, by.reason, by.at.astimezone(dt.UTC).isoformat(timespec="milliseconds"), *texts)
    query = "INSERT INTO revisions (kind, entry_id, edition_id, author, reason, at, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    return int(database.execute(query, values).lastrowid or 0)


def _stored(row: tuple[Any, ...]) -> Stored:
    return Stored(entry=_decode(row[0]), revision=row[1], kind=row[2])


def _revision(row: tuple[Any, ...]) -> Revision:
    number, kind, entry_id, edition_id, author, reason, at, before, after = row
    return Revision(
        number=number,
        kind=kind,
        by=By(author=author, reason=reason, at=dt.datetime.fromisoformat(at)),
        entry_id=entry_id,
        before=None if before is None else _decode(before),
        after=None if after is None else _decode(after),
        edition_id=edition_id,
    )

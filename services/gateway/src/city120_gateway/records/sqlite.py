"""Records in one SQLite file: WAL, synchronous FULL, one gateway. Only the owner can read it."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from city120.inquiry.v1 import inquiry_pb2 as pb
from google.protobuf.message import DecodeError

from city120_gateway.records.port import StoreFailed, StoreInUse
from city120_gateway.records.record import Change, Closing, Record
from city120_platform.telemetry.tracing import sqlite

_SCHEMA = """
CREATE TABLE IF NOT EXISTS inquiries (
    inquiry_id TEXT PRIMARY KEY,
    received_at TEXT NOT NULL,
    redacted_text TEXT NOT NULL,
    resolution BLOB NOT NULL,
    outcome TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
)
"""
# What later versions have added; a file of an earlier one gets it when it is opened.
_ADDED = {"helpful": "INTEGER", "correct_affair_code": "TEXT NOT NULL DEFAULT ''"}
_BY_TIME = "CREATE INDEX IF NOT EXISTS inquiries_by_time ON inquiries (received_at)"
_INSERT = "INSERT OR IGNORE INTO inquiries (inquiry_id, received_at, redacted_text, resolution) VALUES (?, ?, ?, ?)"
_CLOSE = (
    "UPDATE inquiries SET outcome = ?, note = ?, helpful = COALESCE(?, helpful), "
    "correct_affair_code = COALESCE(NULLIF(?, ''), correct_affair_code) WHERE inquiry_id = ?"
)
_SELECT = "SELECT received_at, redacted_text, resolution, outcome FROM inquiries WHERE inquiry_id = ?"
_DELETE = "DELETE FROM inquiries WHERE inquiry_id IN (SELECT inquiry_id FROM inquiries WHERE received_at < ? LIMIT 1000)"
# Another program may hold the file for a moment: a backup, a deletion by hand.
_PATIENCE_S = 2.0
_PRIVATE = 0o600


class SqliteFile:
    """One file, held by one process from `claim` to `release`: a lock that goes with the process, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: int | None = None

    def claim(self) -> None:
        """Raises StoreInUse when another gateway has it. A directory that cannot be written is told when the file is opened."""
        if self._held is not None:
            return
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            held = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _PRIVATE)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(held)
                raise StoreInUse(
                    f"{self._path} is in use by another gateway; give each its own CITY120_DATA_DIR, or keep records on a cluster"
                ) from None
            self._held = held

    def open(self) -> SqliteStore:
        """The store. Raises StoreFailed, or StoreInUse."""
        self.claim()
        try:
            return SqliteStore(self._path)
        except (sqlite3.Error, OSError) as error:
            raise StoreFailed(f"{self._path}: {error}") from error

    def release(self) -> None:
        """Leave the file to another process."""
        if self._held is not None:
            os.close(self._held)
        self._held = None


class SqliteStore:
    """A RecordStore in one file."""

    def __init__(self, path: Path) -> None:
        # Before SQLite makes it: its -wal and -shm get the same rights as the file.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _PRIVATE))
        for file in (path, *path.parent.glob(f"{path.name}-*")):
            file.chmod(_PRIVATE)
        self._database = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False)
        try:
            self._prepare()
        except BaseException:
            self._database.close()
            raise

    def _prepare(self) -> None:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute(_SCHEMA)
        present = {row[1] for row in self._database.execute("PRAGMA table_info(inquiries)")}
        for column, kind in _ADDED.items():
            if column not in present:
                self._database.execute(f"ALTER TABLE inquiries ADD COLUMN {column} {kind}")
        self._database.execute(_BY_TIME)

    @contextmanager
    def _failing(self, operation: str) -> Iterator[sqlite3.Connection]:
        try:
            with sqlite(operation, "inquiries"):
                yield self._database
        except sqlite3.Error as error:
            raise StoreFailed(str(error)) from error

    def write(self, changes: Sequence[Change]) -> list[bool]:
        """All in one transaction, or none."""
        with self._failing("INSERT") as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                exist = [_change(database, change) for change in changes]
                database.execute("COMMIT")
            except BaseException:
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise
            return exist

    def read(self, inquiry_id: str) -> Record | None:
        """An inquiry; None when there is none."""
        with self._failing("SELECT") as database:
            row: tuple[str, str, bytes, str] | None = database.execute(_SELECT, (inquiry_id,)).fetchone()
        if row is None:
            return None
        received_at, text, resolution, outcome = row
        try:
            answered = pb.ResolveInquiryResponse.FromString(resolution)
        except DecodeError as error:
            raise StoreFailed(f"the record of {inquiry_id} is damaged: {error}") from error
        return Record(inquiry_id, dt.datetime.fromisoformat(received_at), text, answered, outcome)

    def delete_before(self, moment: dt.datetime) -> int:
        """Delete what came before, a thousand at a time, so that nobody waits long; what is deleted is overwritten."""
        deleted = 0
        with self._failing("DELETE") as database:
            while count := database.execute(_DELETE, (_moment(moment),)).rowcount:
                deleted += count
            if deleted:
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return deleted

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _change(database: sqlite3.Connection, change: Change) -> bool:
    if isinstance(change, Closing):
        values = (change.outcome, change.note, change.helpful, change.correct_affair_code, change.inquiry_id)
        return database.execute(_CLOSE, values).rowcount > 0
    row = (change.inquiry_id, _moment(change.received_at), change.text, change.resolution.SerializeToString())
    database.execute(_INSERT, row)
    return True


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")

"""What the gateway records: inquiries in redacted form and how they ended. SQLite, WAL, one writer.

Closings and hand-offs are durable when acknowledged. Other inquiries are committed together; at most a second of them may be lost.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_errors import NotFound, Unavailable
from city120_platform.log import fields
from city120_text import redact

_logger = logging.getLogger(__name__)
COMMIT_EVERY_S = 1.0
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
_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Feedback:
    """Whether an answer helped (None: not said), and the affair that it should have been, if that was said."""

    helpful: bool | None = None
    correct_affair_code: str = ""


class Records:
    """The record store; all statements run in its one thread."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="records")
        self._closed = threading.Event()
        self._database = self._thread.submit(_open, path).result()

    async def _run(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(self._database))
        except sqlite3.Error as error:
            _logger.error("record store failed", extra=fields(reason=str(error)))
            raise Unavailable("the record store failed; the log has the details", fix="see whether the disk of the data directory is full") from None

    async def add(self, text: str, received_at: dt.datetime, resolution: pb.ResolveInquiryResponse, *, durable: bool) -> None:
        """Record an inquiry; its text is redacted here. `durable`: return only when it is on disk. Raises Unavailable."""
        row = (resolution.inquiry_id, received_at.isoformat(timespec="seconds"), redact(text), resolution.SerializeToString())

        def insert(database: sqlite3.Connection) -> None:
            database.execute("INSERT INTO inquiries (inquiry_id, received_at, redacted_text, resolution) VALUES (?, ?, ?, ?)", row)
            if durable:
                database.commit()

        await self._run(insert)

    async def get(self, inquiry_id: str) -> pb.GetInquiryResponse:
        """A past inquiry. Raises NotFound."""

        def select(database: sqlite3.Connection) -> tuple[str, str, bytes, str] | None:
            query = "SELECT redacted_text, received_at, resolution, outcome FROM inquiries WHERE inquiry_id = ?"
            record: tuple[str, str, bytes, str] | None = database.execute(query, (inquiry_id,)).fetchone()
            return record

        row = await self._run(select)
        if row is None:
            raise NotFound(f"inquiry {inquiry_id!r} does not exist", field="inquiry_id", fix="use the inquiry_id of a resolution")
        text, received_at, resolution, outcome = row
        stored = pb.ResolveInquiryResponse.FromString(resolution)
        return pb.GetInquiryResponse(redacted_text=text, received_at=received_at, resolution=stored, outcome=outcome)

    async def close_inquiry(self, inquiry_id: str, outcome: str, note: str, feedback: Feedback | None = None) -> None:
        """Record how an inquiry ended and whether its answer helped, durably; the note is redacted here. What was said of the answer earlier stays
        when nothing new is said. Raises NotFound."""
        said = feedback or Feedback()

        def update(database: sqlite3.Connection) -> int:
            opinion = "helpful = COALESCE(?, helpful), correct_affair_code = COALESCE(NULLIF(?, ''), correct_affair_code)"
            query = f"UPDATE inquiries SET outcome = ?, note = ?, {opinion} WHERE inquiry_id = ?"  # noqa: S608  (constant)
            values = (outcome, redact(note), said.helpful, redact(said.correct_affair_code), inquiry_id)
            changed = database.execute(query, values).rowcount
            database.commit()
            return changed

        if not await self._run(update):
            raise NotFound(f"inquiry {inquiry_id!r} does not exist", field="inquiry_id", fix="use the inquiry_id of a resolution")

    async def commit_regularly(self) -> None:
        """Commit what came in, every second, until cancelled."""
        while True:
            await asyncio.sleep(COMMIT_EVERY_S)
            # A disk that is full for a while must not end this for good; the failure is logged.
            with suppress(Unavailable):
                await self._run(sqlite3.Connection.commit)

    def shutdown(self) -> None:
        """Commit and close; safe to call twice."""
        if self._closed.is_set():
            return
        self._closed.set()
        self._thread.submit(self._database.commit).result()
        self._thread.submit(self._database.close).result()
        self._thread.shutdown()


def _open(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, check_same_thread=False)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute(_SCHEMA)
    present = {row[1] for row in database.execute("PRAGMA table_info(inquiries)")}
    for column, kind in _ADDED.items():
        if column not in present:
            database.execute(f"ALTER TABLE inquiries ADD COLUMN {column} {kind}")
    database.commit()
    return database

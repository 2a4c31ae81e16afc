"""Whether answers helped, in one SQLite file: WAL, synchronous FULL. The first feedback makes it; until then faq writes nothing."""

from __future__ import annotations

import datetime as dt
import logging
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from city120_errors import Unavailable
from city120_platform.log import fields
from city120_platform.telemetry.tracing import sqlite
from city120_text import redact

_logger = logging.getLogger(__name__)
# Several processes on one machine may share the file; each waits so long for its turn.
_PATIENCE_S = 5.0
_PRIVATE = 0o600
_SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback (
    inquiry_id TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    helpful INTEGER NOT NULL,
    correct_affair_code TEXT NOT NULL,
    edition_id TEXT NOT NULL,
    received_at TEXT NOT NULL
)
"""


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """One opinion: of an inquiry, perhaps of an entry, and the affair that it should have been, if that was said."""

    inquiry_id: str
    entry_id: str
    helpful: bool
    correct_affair_code: str
    edition_id: str
    received_at: dt.datetime


class FeedbackStore:
    """Keeps feedback. May be called from any thread; each time the file is opened and closed, for feedback is rare."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, feedback: Feedback) -> None:
        """Keep it; on disk when it returns. Raises Unavailable."""
        moment = feedback.received_at.astimezone(dt.UTC).isoformat(timespec="seconds")
        inquiry_id, entry_id, correct = map(redact, (feedback.inquiry_id, feedback.entry_id, feedback.correct_affair_code))
        row = (inquiry_id, entry_id, feedback.helpful, correct, feedback.edition_id, moment)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Before SQLite makes it: its -wal and -shm get the same rights as the file.
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _PRIVATE))
            self._path.chmod(_PRIVATE)
            with sqlite("INSERT", "feedback"), closing(sqlite3.connect(self._path, timeout=_PATIENCE_S)) as database, database:
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = FULL")
                database.execute(_SCHEMA)
                database.execute("INSERT INTO feedback VALUES (?, ?, ?, ?, ?, ?)", row)
        except (sqlite3.Error, OSError) as error:
            _logger.error("feedback could not be kept", extra=fields(reason=str(error)))
            fix = "see whether the data directory of faq can be written"
            raise Unavailable("the feedback could not be kept; the log has the details", fix=fix) from None

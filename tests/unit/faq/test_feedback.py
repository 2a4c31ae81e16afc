"""Whether answers helped: on disk when it is acknowledged, redacted, and for its owner alone."""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
from pathlib import Path

import pytest

from city120_errors import Unavailable
from city120_faq.feedback import Feedback, FeedbackStore

NOON = dt.datetime(2026, 11, 24, 21, 0, 0, 7, tzinfo=dt.timezone(dt.timedelta(hours=9)))


def feedback(inquiry_id: str = "one") -> Feedback:
    return Feedback(inquiry_id=inquiry_id, entry_id="a.how", helpful=False, correct_affair_code="a.b", edition_id="e1", received_at=NOON)


def kept(path: Path) -> list[tuple[object, ...]]:
    database = sqlite3.connect(path)
    rows = database.execute("SELECT * FROM feedback ORDER BY rowid").fetchall()
    database.close()
    return rows


def test_what_is_added_is_on_disk_and_the_first_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "feedback.sqlite"
    store = FeedbackStore(path)
    assert not path.exists()
    store.add(feedback())
    store.add(feedback("two"))
    assert kept(path) == [(ref, "a.how", 0, "a.b", "e1", "2026-11-24T12:00:00+00:00") for ref in ("one", "two")]


def test_numbers_of_persons_are_not_kept_and_nobody_else_can_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite"
    FeedbackStore(path).add(feedback("010-1234-5678"))
    assert kept(path)[0][0] == "[phone]"
    assert path.stat().st_mode & 0o077 == 0


def test_what_cannot_be_kept_is_not_acknowledged_and_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "feedback.sqlite"
    path.write_bytes(b"no database" * 1000)
    with caplog.at_level(logging.ERROR), pytest.raises(Unavailable) as refused:
        FeedbackStore(path).add(feedback())
    assert "data directory" in refused.value.fix
    assert caplog.messages == ["feedback could not be kept"]

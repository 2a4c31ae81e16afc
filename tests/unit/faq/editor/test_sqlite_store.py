"""What the working store in a file has of its own; what every store promises is in test_working_store.py."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from city120_edition import rows
from city120_errors import Unavailable
from city120_faq.editor.sqlite_store import SqliteStore
from city120_faq.editor.store import By, Edit

NOON = dt.datetime(2026, 11, 24, 12, 0, 0, 250_000, tzinfo=dt.UTC)


KIM = By(author="kim", reason="the fee changed", at=NOON)


def entry(entry_id: str = "water.bill.how", answer: str = "고지서를 보세요.", publisher: str = rows.CITY) -> rows.Entry:
    texts = {language: rows.EntryText(question=f"{language}?", answer=answer) for language in rows.LANGUAGES}
    return rows.Entry(
        id=entry_id,
        affair=entry_id.rpartition(".")[0],
        reviewed_on=dt.date(2026, 11, 24),
        texts=texts,
        facts=("a.fact",),
        months=(12, 1),
        publisher=publisher,
    )


def test_sqlite_has_one_writer(tmp_path: Path) -> None:
    first = SqliteStore(tmp_path)
    with pytest.raises(Unavailable, match="another editor holds"):
        SqliteStore(tmp_path)
    first.close()
    SqliteStore(tmp_path, patience_s=5.0).close()


def test_sqlite_tells_of_a_disk_that_cannot_be_written_and_takes_nothing(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path)
    assert store._database is not None
    store._database.execute("PRAGMA query_only = 1")
    with pytest.raises(Unavailable, match="working store failed") as told:
        store.put([Edit(entry(), 0)], "put", KIM)
    assert "disk" in told.value.fix
    store._database.execute("PRAGMA query_only = 0")
    assert store.entries() == []
    (revision,) = store.put([Edit(entry(), 0)], "put", KIM)
    assert isinstance(revision, int)
    store.close()

"""What the working store in a file has of its own; what every store promises is in test_working_store.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from city120_errors import Unavailable
from city120_faq.editor.sqlite_store import SqliteStore
from city120_faq.editor.store import Edit
from tests.unit.faq.editor.samples import KIM, entry


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

"""Records in one file: what is written together, what is read, and who holds the file."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_gateway.records import sqlite
from city120_gateway.records.port import StoreFailed, StoreInUse
from city120_gateway.records.record import Change, Closing, Record
from city120_gateway.records.sqlite import SqliteFile, SqliteStore

NOW = dt.datetime(2026, 11, 24, 12, 40, 5, tzinfo=dt.UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(path)
    yield made
    made.close()


def record(inquiry_id: str = "one", received_at: dt.datetime = NOW) -> Record:
    return Record(inquiry_id, received_at, "물이 안 나와요", pb.ResolveInquiryResponse(inquiry_id=inquiry_id, kind=pb.KIND_ANSWER))


def kept(path: Path, columns: str) -> list[tuple[object, ...]]:
    """What another program reads of the file."""
    database = sqlite3.connect(path)
    rows = database.execute(f"SELECT {columns} FROM inquiries").fetchall()
    database.close()
    return rows


def test_a_record_is_read_as_it_was_written_and_one_that_is_there_is_left(store: SqliteStore) -> None:
    assert store.write([record(), Record("one", NOW, "another text", pb.ResolveInquiryResponse())]) == [True, True]
    assert store.read("one") == record()
    assert store.read("two") is None


def test_a_closing_says_whether_its_inquiry_exists_and_leaves_what_it_does_not_say(store: SqliteStore, path: Path) -> None:
    said = Closing("one", "resolved", helpful=False, correct_affair_code="water.leak")
    assert store.write([record(), said, Closing("one", "called_back"), Closing("two", "resolved")]) == [True, True, True, False]
    assert kept(path, "outcome, helpful, correct_affair_code") == [("called_back", 0, "water.leak")]


def test_of_changes_that_fail_none_is_taken(store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change = sqlite._change

    def fail(database: sqlite3.Connection, given: Change) -> bool:
        if given.inquiry_id == "two":
            raise sqlite3.OperationalError("disk I/O error")
        return change(database, given)

    monkeypatch.setattr(sqlite, "_change", fail)
    with pytest.raises(StoreFailed, match="disk I/O error"):
        store.write([record("one"), record("two")])
    assert kept(path, "inquiry_id") == []
    assert store.write([record("one")]) == [True]


def test_what_came_before_a_moment_is_deleted(store: SqliteStore) -> None:
    store.write([record("old", NOW - dt.timedelta(days=2)), record("new")])
    assert store.delete_before(NOW) == 1
    assert store.read("old") is None
    assert store.read("new") is not None


def test_a_damaged_record_is_named(store: SqliteStore, path: Path) -> None:
    store.write([record()])
    database = sqlite3.connect(path)
    with database:
        database.execute("UPDATE inquiries SET resolution = ?", (b"\xff\xff",))
    database.close()
    with pytest.raises(StoreFailed, match="the record of one is damaged"):
        store.read("one")


def test_a_file_is_held_by_one_until_it_is_let_go(path: Path) -> None:
    first, second = SqliteFile(path), SqliteFile(path)
    first.claim()
    first.claim()
    with pytest.raises(StoreInUse, match="give each its own CITY120_DATA_DIR"):
        second.open()
    first.release()
    first.release()
    second.open().close()
    second.release()


def test_what_is_no_database_is_told_with_its_path(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)
    file = SqliteFile(path)
    with pytest.raises(StoreFailed, match=r"records\.sqlite: file is not a database"):
        file.open()
    file.release()

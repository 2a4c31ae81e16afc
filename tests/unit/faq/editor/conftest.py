"""An editor of a small edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from city120_faq.editor.editor import Editor
from city120_faq.editor.sqlite_store import SqliteStore
from city120_faq.editor.store import By
from tests.small_edition import copy_of


@pytest.fixture
def data(small_rows: Path, tmp_path: Path) -> Path:
    return copy_of(small_rows, tmp_path / "data")


@pytest.fixture
def store(data: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(data / "editor")
    yield opened
    opened.close()


@pytest.fixture
def editor(store: SqliteStore, data: Path) -> Editor:
    return Editor(store, data, builders={})


@pytest.fixture
def by() -> By:
    return By(author="kim", reason="the fee changed", at=dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC))

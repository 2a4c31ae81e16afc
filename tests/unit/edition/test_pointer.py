"""Which of several directories is served."""

from __future__ import annotations

from pathlib import Path

import pytest

from city120_edition.pointer import read_pointer, write_pointer


def test_what_was_last_made_current_is_read(tmp_path: Path) -> None:
    for name in ("first", "second"):
        write_pointer(tmp_path, name)
        assert read_pointer(tmp_path) == name


def test_without_the_file_none_is_current(tmp_path: Path) -> None:
    assert read_pointer(tmp_path) == ""
    assert read_pointer(tmp_path / "missing") == ""


def test_a_file_that_holds_no_name_is_named_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "current").write_bytes(b"\xff\xfe")
    with pytest.raises(ValueError, match=r"current names no directory .* write the name of one there"):
        read_pointer(tmp_path)

"""Files and folders that are there whole or not at all."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from city120_edition.durable import replace_text, sync_tree, workplace


def test_another_text_takes_the_place_of_the_first_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    for text in ("eins\n", "둘\n"):
        replace_text(tmp_path / "current", text)
        assert (tmp_path / "current").read_text(encoding="utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == ["current"]


def test_a_text_that_cannot_be_written_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_text(tmp_path / "current", "before")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_text(tmp_path / "current", "after")
    assert (tmp_path / "current").read_text(encoding="utf-8") == "before"


def test_all_below_a_folder_is_synced_and_the_folder_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_text("b", encoding="utf-8")
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.readlink(f"/proc/self/fd/{descriptor}")))
    sync_tree(tmp_path)
    assert set(synced) == {str(tmp_path), str(tmp_path / "a"), str(tmp_path / "a" / "b")}
    assert synced[-1] == str(tmp_path)


def test_what_is_made_and_not_renamed_is_taken_away(tmp_path: Path) -> None:
    def break_off() -> None:
        with workplace(tmp_path / "made") as work:
            (work / "half").write_text("half", encoding="utf-8")
            raise RuntimeError("broken off")

    with pytest.raises(RuntimeError, match="broken off"):
        break_off()
    assert list((tmp_path / "made").iterdir()) == []


def test_what_is_renamed_stays(tmp_path: Path) -> None:
    with workplace(tmp_path) as work:
        (work / "whole").write_text("whole", encoding="utf-8")
        work.rename(tmp_path / "kept")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o755


def test_what_nobody_holds_any_more_is_swept_and_what_somebody_holds_is_not(tmp_path: Path) -> None:
    left, held = tmp_path / ".building-left", tmp_path / ".building-held"
    left.mkdir()
    held.mkdir()
    descriptor = os.open(held, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with workplace(tmp_path):
            assert not left.exists()
            assert held.exists()
    finally:
        os.close(descriptor)

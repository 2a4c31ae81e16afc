"""Files that commands write: whole or not at all, and named where they cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from city120_cli.outcome import WrongUsage
from city120_cli.writing import replacing, writing


def test_a_path_that_cannot_be_written_is_wrong_usage_that_names_it(tmp_path: Path) -> None:
    target = tmp_path / "none" / "table.csv"
    with pytest.raises(WrongUsage, match=rf"{target} cannot be written: No such file or directory; name a path"), writing(target):
        target.write_text("x", encoding="utf-8")


def test_a_file_is_replaced_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    target.write_text("before", encoding="utf-8")
    with replacing(target) as fresh:
        fresh.write_text("after", encoding="utf-8")
        assert target.read_text(encoding="utf-8") == "before"
    assert target.read_text(encoding="utf-8") == "after"
    assert list(tmp_path.iterdir()) == [target]


def test_what_breaks_off_leaves_the_file_before_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    target.write_text("before", encoding="utf-8")

    def break_off() -> None:
        with replacing(target) as fresh:
            fresh.write_text("half", encoding="utf-8")
            raise RuntimeError("broken off")

    with pytest.raises(RuntimeError, match="broken off"):
        break_off()
    assert target.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_wrong_usage_too(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="cannot be written"), replacing(tmp_path / "none" / "table.csv") as fresh:
        fresh.write_text("x", encoding="utf-8")

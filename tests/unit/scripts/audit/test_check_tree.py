"""The check of the repository's size names what is past its limit, and what to do."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.script import load_script


@pytest.fixture(scope="module")
def check() -> Any:
    """scripts/audit/check_tree.py"""
    return load_script("audit/check_tree.py")


def test_within_the_limits_nothing_is_said(check: Any) -> None:
    assert list(check.problems([check.Sized("rows.csv", check.FILE)], [check.Sized("w.npz", check.WEIGHTS)])) == []


def test_a_tree_that_is_too_large_is_told_with_its_largest_files(check: Any) -> None:
    files = [check.Sized(f"{number}.csv", check.FILE - number) for number in range(check.TREE // check.FILE + 2)]
    (problem,) = check.problems(files, [])
    assert "the tree is 67.5 MB, its limit 63.0 MB: take out what can be made again (largest: 0.csv 2.5 MB, 1.csv" in problem


def test_a_file_that_is_too_large_is_named(check: Any) -> None:
    (problem,) = check.problems([check.Sized("model.onnx", check.FILE + 1)], [])
    assert problem.startswith("model.onnx is 2.5 MB, the limit of a file 2.5 MB: split rows")


def test_weights_that_were_fitted_once_more_are_told_with_the_way_out(check: Any) -> None:
    (problem,) = check.problems([], [check.Sized("a.npz", check.WEIGHTS), check.Sized("a.npz", 1)])
    assert "leave out fitted files that only follow edited rows; for a new capability raise WEIGHTS" in problem


def test_every_version_of_a_fitted_file_counts(check: Any, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b.c", *arguments], check=True, capture_output=True)

    git("init")
    for content in (b"one", b"three"):
        (tmp_path / "w w.npz").write_bytes(content)
        (tmp_path / "rows.csv").write_bytes(content + b"s")
        git("add", ".")
        git("commit", "-m", content.decode())
    assert sorted((version.path, version.size) for version in check.fitted_versions(tmp_path)) == [("w w.npz", 3), ("w w.npz", 5)]
    assert sorted((file.path, file.size) for file in check.tracked(tmp_path)) == [("rows.csv", 6), ("w w.npz", 5)]

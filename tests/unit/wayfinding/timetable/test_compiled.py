"""Compiled functions where nothing can be kept."""

from __future__ import annotations

from pathlib import Path

import numba
import pytest
from numba.core.caching import FunctionCache

from city120_wayfinding.timetable.compiled import compiled


def double(number: int) -> int:
    return 2 * number


def test_what_can_be_kept_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    assert compiled(double)(21) == 42
    assert [path.suffix for path in tmp_path.rglob("*.nb*")]


def test_without_a_folder_to_keep_it_in_a_function_is_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FunctionCache._impl_class, "_locator_classes", [])
    assert compiled(double)(21) == 42

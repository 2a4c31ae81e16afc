"""The check of phrasings finds lines that are too much alike."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_text.likeness import likeness, runs

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def check() -> Any:
    """scripts/audit/check_phrasings.py"""
    spec = importlib.util.spec_from_file_location("check_phrasings", ROOT / "scripts" / "audit" / "check_phrasings.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["check_phrasings"] = module
    spec.loader.exec_module(module)
    return module


@given(texts=st.lists(st.text(alphabet="abcd ", max_size=10), max_size=12), least=st.floats(0.1, 1))
def test_it_finds_what_comparing_all_with_all_finds(check: Any, texts: list[str], least: float) -> None:
    sets = [runs(text) for text in texts]
    all_pairs = {(a, b): likeness(sets[a], sets[b]) for a in range(len(sets)) for b in range(a + 1, len(sets))}
    # Near the threshold the two may round differently.
    sure = {pair for pair, value in all_pairs.items() if value >= least + 1e-5}
    possible = {pair for pair, value in all_pairs.items() if value >= least - 1e-5}
    values = {(a, b) for a, b, _ in check.alike(sets, least)}
    assert sure <= values <= possible


def test_each_fault_is_told(check: Any) -> None:
    said = [
        ("the lamp in my street is dark", "light"),
        ("The lamp in my street is dark!", "light"),
        ("lamp in my street is dark", "road"),
        ("the lamp in my street is so dark", ""),
        ("something else altogether", "light"),
    ]
    lines = [check.Line(text, affair, str(index)) for index, (text, affair) in enumerate(said)]
    values = [(pair.fault, pair.first.where, pair.second.where) for pair in check.faults(lines, 0.6)]
    assert values == [
        ("duplicate", "0", "1"),
        ("leak", "0", "2"),
        ("test", "0", "3"),
        ("leak", "1", "2"),
        ("test", "1", "3"),
        ("test", "2", "3"),
    ]


def test_two_affairs_that_differ_by_the_word_that_decides_are_no_leak(check: Any) -> None:
    lines = [check.Line("lost my resident card yesterday", "idcard", "0"), check.Line("lost my driving card yesterday", "licence", "1")]
    assert 0.45 < likeness(*(runs(line.text) for line in lines)) < check.LEAKS
    assert list(check.faults(lines, 0.4)) == []

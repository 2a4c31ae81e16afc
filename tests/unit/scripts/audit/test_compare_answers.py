"""Which answers are shown side by side, and how."""

from __future__ import annotations

from typing import Any

import pytest

from tests.script import load_script


@pytest.fixture(scope="module")
def compare() -> Any:
    """scripts/audit/compare_answers.py"""
    return load_script("audit/compare_answers.py")


def texts(compare: Any, **answers: str) -> dict[str, Any]:
    named = {entry.replace("_", "."): answer for entry, answer in answers.items()}
    return {entry: {language: {"question": "?", "answer": answer} for language in compare.LANGUAGES} for entry, answer in named.items()}


def test_those_that_changed_most_come_first_one_of_each_group_in_turn(compare: Any) -> None:
    before = texts(compare, water_a="one", water_b="same", water_c="almost the same", tax_a="five")
    after = texts(compare, water_a="xyz", water_b="same", water_c="almost as it was", tax_a="five", new_a="new")
    assert compare.most_changed(before, after, 20) == ["water.a", "water.c"]
    assert compare.most_changed(before, after, 1) == ["water.a"]


def test_a_text_stands_in_one_cell(compare: Any) -> None:
    lines = "\n".join(compare.page(("1", "2"), texts(compare, a="x\n y|z"), texts(compare, a="new"), ["a"]))
    assert r"| ko | x y\|z | new |" in lines

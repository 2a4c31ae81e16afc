"""Numbers that a person chose stand in one table, each with its reason, and do not become more."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from city120_faq import hand_set

TABLE = Path(hand_set.__file__)
ROOT = TABLE.parent
MODULES = [path for room in ("matching", "learning") for path in sorted((ROOT / room).glob("*.py"))]
MOST = 29
# What is counted, halved and squared needs no reason.
PLAIN = {0, 1, 2}
# Numbers that steer neither how a text is read nor what is learnt.
ELSEWHERE = {
    # How Unicode composes Hangul, and how many syllables are kept at hand.
    "analysis.py": {0x1100, 19, 0x1161, 21, 0x11A8, 27, 0xAC00, 11_172, 588, 28, 12_000},
    # How many orders of labels are kept at hand.
    "labels.py": {8},
    # How long a hash is.
    "known_lines.py": {4},
    "lines.py": {16},
    "shipped.py": {12, 16},
    "training.py": {16},
    # To how many digits a weight or a share is written.
    "artefacts.py": {4},
    "entry_training.py": {4},
    "fitting.py": {4},
    # How a report looks.
    "report.py": {3, 4, 15},
    # What random draws begin with.
    "sums.py": {120},
    "word_training.py": {120},
}


def numbers(path: Path) -> Iterator[float]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            yield node.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_other_module_of_matching_and_learning_holds_one(path: Path) -> None:
    assert set(numbers(path)) - PLAIN - ELSEWHERE.get(path.name, set()) == set()


def test_there_are_no_more_of_them() -> None:
    """Another one takes the place of one: measure a number away before one is added."""
    assert len(list(numbers(TABLE))) <= MOST


def test_each_has_its_reason_above_it_and_is_used() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    code = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py") if path != TABLE)
    for number, line in enumerate(lines):
        names, equals, _ = line.partition(" = ")
        if equals and names.isupper():
            assert lines[number - 1].startswith("# "), f"{names} has no reason"
            assert [name for name in names.split(", ") if f"hand_set.{name}" not in code] == []

"""Numbers that a person chose stand in one table, each with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from city120_faq import hand_set

ROOT = Path(hand_set.__file__).parent
MODULES = [path for room in ("matching", "learning") for path in sorted((ROOT / room).glob("*.py"))]
# What is added and multiplied needs no reason.
PLAIN = {0.0, 1.0}
# Numbers of how a report looks, what random draws begin with and how long a hash is, not of what is learnt.
ELSEWHERE = {
    ("known_lines.py", "_BYTES"),
    ("report.py", "_BINS"),
    ("report.py", "_AMONG"),
    ("report.py", "_DIGITS"),
    ("sums.py", "_SEED"),
    ("word_training.py", "_SEED"),
}
# How Unicode composes Hangul.
HANGUL = {"_LEAD", "_VOWEL", "_TAIL"}


def chosen(path: Path) -> Iterator[str]:
    """Fractions, and numbers that a module gives a name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from (
        str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float) and node.value not in PLAIN
    )
    for node in tree.body:
        names = [name.id for target in getattr(node, "targets", []) for name in ast.walk(target) if isinstance(name, ast.Name)]
        numbers = [part for part in ast.walk(node) if isinstance(part, ast.Constant) and type(part.value) in (int, float) and part.value not in PLAIN]
        if isinstance(node, ast.Assign) and numbers:
            yield from (name for name in names if (path.name, name) not in ELSEWHERE and name not in HANGUL)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_other_module_of_matching_and_learning_holds_one(path: Path) -> None:
    assert list(chosen(path)) == []


def test_each_has_its_reason_above_it_and_is_used() -> None:
    lines = (ROOT / "hand_set.py").read_text(encoding="utf-8").splitlines()
    code = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py") if path.name != "hand_set.py")
    for number, line in enumerate(lines):
        names, equals, _ = line.partition(" = ")
        if equals and names.isupper():
            assert lines[number - 1].startswith("# "), f"{names} has no reason"
            assert [name for name in names.split(", ") if f"hand_set.{name}" not in code] == []

"""What a test holds is called by what it is, a noun: not `found`, nor `one`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
SAY_NOTHING = {"found", "one"}


def saying_nothing(code: str) -> Iterator[str]:
    """Each name of those that is given to something, with its line."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in SAY_NOTHING:
            yield f"{node.lineno}: {node.id}"
        if isinstance(node, ast.arg) and node.arg in SAY_NOTHING:
            yield f"{node.lineno}: {node.arg}"


@pytest.mark.parametrize(
    "code",
    ["found = 1", "found: int = 1", "[one for one in ()]", "for _, one in (): ...", "def ask(found): ...", "lambda one: 1", "if found := 1: ..."],
)
def test_a_name_that_says_nothing_is_seen(code: str) -> None:
    assert len(list(saying_nothing(code))) == 1
    assert list(saying_nothing("location = sought(one_day)")) == []


def test_what_tests_hold_has_a_name_that_says_what_it_is() -> None:
    named = {str(path.relative_to(TESTS)): list(saying_nothing(path.read_text(encoding="utf-8"))) for path in sorted(TESTS.rglob("*.py"))}
    assert {path: names for path, names in named.items() if names} == {}

"""The walls: no fact and no language lives in service code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from city120_edition import BUNDLED, read_source

ROOT = Path(__file__).parents[2]
SERVICES = sorted(ROOT.glob("services/*/src/*/*.py"))
SPOKEN = re.compile(r"[가-힣ㄱ-ㆎ一-鿿ぁ-ヿЀ-ӿ]{2,}")
CHARACTER_RANGE = re.compile(r".-.")
CODES = {affair.code for affair in read_source(BUNDLED).tables["affairs"]}


def speaks(text: str) -> bool:
    """Whether a constant holds words of a language; ranges of letters in a regular expression are none."""
    return bool(SPOKEN.search(CHARACTER_RANGE.sub(" ", text)))


def literals(path: Path) -> list[str]:
    """All string constants of a file but docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_service_code_holds_no_affair_code_and_no_words_of_a_language(path: Path) -> None:
    found = [text for text in literals(path) if text in CODES or speaks(text)]
    assert found == []


def test_the_check_itself_finds_what_it_looks_for(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text('"""문서"""\ncode = "road.pothole"\nword = "수도요금"\n', encoding="utf-8")
    assert literals(sample) == ["road.pothole", "수도요금"]
    assert speaks(literals(sample)[1])
    assert not speaks("[가-힣ㄱ-ㆎ]+")

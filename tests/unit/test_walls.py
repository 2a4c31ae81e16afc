"""The walls: no fact and no language lives in service code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.bundled import bundled

ROOT = Path(__file__).parents[2]
SERVICES = sorted(ROOT.glob("services/*/src/**/*.py"))
SPOKEN = re.compile(r"[가-힣ㄱ-ㆎ一-鿿ぁ-ヿЀ-ӿ]")
CHARACTER_RANGE = re.compile(r".-.")
DIGITS = re.compile(r"\d[\d-]*\d")
TABLES = bundled().tables
AFFAIRS = [affair.code.split(".") for affair in TABLES["affairs"]]
# Whole codes and their beginnings of two segments or more; one segment alone is an everyday word.
CODES = {".".join(code[:length]) for code in AFFAIRS for length in range(2, len(code) + 1)} | {body.id for body in TABLES["bodies"]}
PHONES = {body.phone for body in TABLES["bodies"] if body.phone} | {number for row in TABLES["emergencies"] for number in row.numbers}
# Where scripts begin and end, and signs that stand between letters.
LETTERS_OF_RANGES = frozenset("가힣ㄱㆎ一鿿㐀ぁヿЀӿー々")


def speaks(text: str) -> bool:
    """Whether a constant holds words of a language; ranges of letters in a regular expression are none."""
    return bool(set(SPOKEN.findall(CHARACTER_RANGE.sub(" ", text))) - LETTERS_OF_RANGES)


def calls(text: str) -> bool:
    """Whether a constant holds a number that somebody answers; 120 itself, part of this program's name, is in no row."""
    return not PHONES.isdisjoint(DIGITS.findall(text))


def literals(path: Path) -> list[str]:
    """All string constants of a file but docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.relative_to(ROOT / "services").as_posix())
def test_service_code_holds_no_code_no_phone_and_no_words_of_a_language(path: Path) -> None:
    found = [text for text in literals(path) if text in CODES or speaks(text) or calls(text)]
    assert found == []


def test_the_check_itself_finds_what_it_looks_for(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text('"""문서"""\ncode = "water.bill"\nword = "구"\nphone = "02-3146-2000"\nbody = "water.gangnam"\n', encoding="utf-8")
    code, word, phone, body = literals(sample)
    assert {code, body} <= CODES
    assert speaks(word)
    assert calls(phone)
    assert calls("call 119")
    assert not speaks("[가-힣ㄱ-ㆎ]+")

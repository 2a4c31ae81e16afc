"""The walls: no fact and no language lives in service code, and nobody stands on what another package keeps to itself."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bundled import bundled

ROOT = Path(__file__).parents[2]
SERVICES = sorted(ROOT.glob("services/*/src/**/*.py"))
OURS = sorted(
    path for path in [*ROOT.glob("libs/*/src/**/*.py"), *ROOT.glob("services/*/src/**/*.py")] if path.name[:1] != "." and "_pb2" not in path.name
)
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
    values = [text for text in literals(path) if text in CODES or speaks(text) or calls(text)]
    assert values == []


def test_the_check_itself_finds_what_it_looks_for(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text('"""문서"""\ncode = "water.bill"\nword = "구"\nphone = "02-3146-2000"\nbody = "water.gangnam"\n', encoding="utf-8")
    code, word, phone, body = literals(sample)
    assert {code, body} <= CODES
    assert speaks(word)
    assert calls(phone)
    assert calls("call 119")
    assert not speaks("[가-힣ㄱ-ㆎ]+")


def is_private(name: str) -> bool:
    """Whether a dotted name has a part that a package keeps to itself."""
    return any(part.startswith("_") and not part.endswith("__") for part in name.split(".")) or "cygrpc" in name


def is_of_others(module: str) -> bool:
    """Whether a module is of another package, and not of Python."""
    first = module.split(".", maxsplit=1)[0]
    return not first.startswith("city120") and first not in sys.stdlib_module_names


def private_names(tree: ast.Module) -> Iterator[str]:
    """The private names of other packages that a module imports, or reaches through what it imports."""
    theirs = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [(alias.name, alias.asname or alias.name.split(".")[0]) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [(f"{node.module}.{alias.name}", alias.asname or alias.name) for alias in node.names]
        else:
            continue
        theirs |= {bound for name, bound in names if is_of_others(name)}
        yield from (name for name, _ in names if is_of_others(name) and is_private(name))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr) and ast.unparse(node).split(".")[0] in theirs:
            yield ast.unparse(node)


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_code_stands_on_private_names_of_other_packages(path: Path) -> None:
    assert list(private_names(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("from grpc import _server as internals", "grpc._server"),
        ("from grpc._cython import cygrpc", "grpc._cython.cygrpc"),
        ("import grpc\nraise grpc._channel._InactiveRpcError", "grpc._channel"),
        ("from grpc import aio\nfor one in aio._base_server: pass", "aio._base_server"),
        ("def late():\n    import numpy._core", "numpy._core"),
    ],
)
def test_the_check_of_private_names_finds_what_it_looks_for(code: str, name: str) -> None:
    assert name in list(private_names(ast.parse(code)))


def test_the_check_of_private_names_leaves_what_is_ours_and_pythons() -> None:
    code = "import os\nfrom city120_edition import __doc__ as description\nfrom __future__ import annotations\nos._exit(0)\nself._mine = 1"
    assert list(private_names(ast.parse(code))) == []

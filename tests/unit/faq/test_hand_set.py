"""Numbers that a person chose stand in one table, each with its reason, and do not become more."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from city120_faq import hand_set

TABLE = Path(hand_set.__file__)
ROOT = TABLE.parent
ROOMS = ("matching", "learning", "encoder", "search")
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).glob("*.py"))]
# Three of them are what the contract says: how sure a refusal is, how few callers ask such, and how sure a group is.
MOST = 31
# What is counted, halved and squared needs no reason.
PLAIN = {0, 1, 2}
# Numbers that steer neither how a text is read nor what is learnt, or that say how search is done: where they stand, their reason does.
ELSEWHERE: dict[str, set[float]] = {
    # How Unicode composes Hangul, and how many syllables are kept at hand.
    "matching/analysis.py": {0x1100, 19, 0x1161, 21, 0x11A8, 27, 0xAC00, 11_172, 588, 28, 12_000},
    # Of how many orders of affairs it is kept at hand which group each belongs to.
    "matching/groups.py": {4},
    # How long the shortest road is that is found after the name of an area, without a space, and how many words are kept at hand.
    "matching/place_names.py": {3, 32_768},
    "matching/word_head.py": {32_768},
    # How long a hash is.
    "learning/known_lines.py": {4},
    "learning/lines.py": {16},
    "learning/shipped.py": {12, 16},
    "learning/training.py": {16},
    # To how many digits a weight or a share is written, and how many bytes of what was learnt before are kept.
    "learning/artefacts.py": {4, 1_500_000_000},
    "learning/entry_training.py": {4},
    "learning/fitting.py": {4},
    # How a report looks.
    "learning/report.py": {3, 4, 15},
    # What random draws begin with.
    "learning/sums.py": {120},
    "learning/word_training.py": {120},
    # What files of the model look like, and what sizes it has.
    "encoder/checkpoint.py": {32, 4, 8, 15, 16},
    "encoder/floats.py": {384},
    "encoder/graph.py": {1e-9, 3, 8, 12, 17, 1e-12, 63},
    "encoder/model.py": {2048, 3, 12},
    "encoder/vectors.py": {256, 8},
    # How long one waits for vectors of others, how often one asks again, and how many are asked at once.
    "encoder/embedder.py": {0.5, 100, 4},
    "encoder/endpoint.py": {64, 408, 409, 429, 500, 502, 503, 504, 20.0},
    # How deep search looks, what trust is measured on (scripts/bench/measure_search.py), and how long a token may be.
    "search/port.py": {100},
    "search/build.py": {100},
    "search/tokens.py": {64},
    "search/merging.py": {1e-9, 6},
    # How vectors are kept in eight bits, and from where on signs choose whom to compare (make bench BENCH=search).
    "search/question_vectors.py": {1e-9, 8, 127, 2000, 5000},
    # What an index may take of memory, and what engines can bear.
    "search/embedded.py": {0o644, 1000, 400_000_000},
    "search/elastic.py": {0.5, 3.0, 5, 7, 8, 30, 60.0, 100, 404, 429, 1000, 2_000_000},
    "search/standby.py": {0.3, 0.5, 4.0},
}


def numbers(path: Path) -> Iterator[float]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            yield node.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_other_module_holds_one(path: Path) -> None:
    assert set(numbers(path)) - PLAIN - ELSEWHERE.get(f"{path.parent.name}/{path.name}", set()) == set()


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_listed_is_there(name: str) -> None:
    assert ELSEWHERE[name] <= set(numbers(ROOT / name))


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

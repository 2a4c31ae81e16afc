"""One word means one thing in the sources: the table of words in CONTRIBUTING.md."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for folder in ("libs", "services") for path in ROOT.glob(f"{folder}/*/src/city120_*/**/*.py"))
_SEAM = re.compile(r"_|(?<=[a-z])(?=[A-Z])")
# Where a word may stand: `part` in what speaks of `degraded[].part`, `outside` in what knows places, `body` and `coverage` in what knows who is
# responsible where. The calls, commands and settings that are named by them keep their names.
ROOMS = {
    "body": {
        "city120_cli/describe.py",
        "city120_client/clients.py",
        "city120_edition",
        "city120_evaluation",
        "city120_gateway/channels",
        "city120_gateway/conversation",
        "city120_gateway/knowledge.py",
        "city120_gateway/messages.py",
        "city120_gateway/resolution",
        "city120_gateway/services",
        "city120_gateway/settings.py",
        "city120_ingest/roads.py",
        "city120_jurisdiction",
        "city120_wayfinding/places",
    },
    "coverage": {"city120_cli/coverage.py", "city120_client/clients.py", "city120_edition", "city120_jurisdiction"},
    "part": {"city120_faq/messages.py", "city120_gateway"},
    "outside": {"city120_cli/bulk.py", "city120_edition", "city120_gateway", "city120_jurisdiction", "city120_wayfinding"},
}


def names(path: Path) -> Iterator[str]:
    """The identifiers of a file, but not what a keyword argument or an attribute of a library is called: `parts` of a path or an address."""
    tokens = _tokens(path)
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.type == tokenize.NAME and before.string != "." and not (before.string in ("(", ",") and after.string == "="):
            yield token.string


def has(name: str, word: str) -> bool:
    """Whether a name has the word, alone or among others, in the singular or plural."""
    return not {word, f"{word}s"}.isdisjoint(piece.lower() for piece in _SEAM.split(name))


@pytest.mark.parametrize("word", ROOMS)
def test_a_word_stands_where_it_means_what_the_table_says(word: str) -> None:
    for path in SOURCES:
        room = path.as_posix().rpartition("/src/")[2]
        if not any(room == allowed or room.startswith(f"{allowed}/") for allowed in ROOMS[word]):
            assert not [name for name in names(path) if has(name, word)], path


@pytest.mark.parametrize("word", ROOMS)
def test_the_rooms_of_a_word_use_it(word: str) -> None:
    for allowed in ROOMS[word]:
        paths = [path for path in SOURCES if f"/{allowed}/" in path.as_posix() or path.as_posix().endswith(f"/{allowed}")]
        assert any(has(token.string, word) for path in paths for token in _tokens(path)), allowed


def _tokens(path: Path) -> list[tokenize.TokenInfo]:
    with path.open("rb") as lines:
        return list(tokenize.tokenize(lines.readline))

"""Scripts, as far as they tell where a word begins and ends."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from city120_wayfinding.writing.folding import FoldedText, Gap


class Script(Enum):
    """What a character is written in; in Han, Hiragana and OTHER nothing marks the edge of a word. Lone jamo (laughter) are OTHER."""

    HANGUL = "hangul"
    KATAKANA = "katakana"
    LATIN = "latin"
    CYRILLIC = "cyrillic"
    DIGIT = "digit"
    UNSPACED = "han or hiragana"
    OTHER = "other"


_PATTERNS = (
    (Script.HANGUL, re.compile(r"[\uac00-\ud7a3]")),
    (Script.KATAKANA, re.compile(r"[\u30a1-\u30ff]")),
    (Script.DIGIT, re.compile(r"\d")),
    (Script.CYRILLIC, re.compile(r"[\u0400-\u04ff]")),
    (Script.LATIN, re.compile(r"[a-zß-ɏḀ-ỹ]")),
    (Script.UNSPACED, re.compile(r"[\u3041-\u309f\u3400-\u9fff\uf900-\ufaff]")),
)
_NO_EDGES = (Script.UNSPACED, Script.OTHER)


@lru_cache(maxsize=1 << 15)
def script_of(character: str) -> Script:
    """The script of a folded character."""
    return next((script for script, pattern in _PATTERNS if pattern.match(character)), Script.OTHER)


def is_edge(text: FoldedText, position: int) -> bool:
    """Whether a word may begin or end before this character of the key."""
    if text.gaps[position] != Gap.NONE or position in (0, len(text.key)):
        return True
    before, after = script_of(text.key[position - 1]), script_of(text.key[position])
    return before is not after or after in _NO_EDGES

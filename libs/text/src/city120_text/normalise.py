"""One normaliser for everything that compares words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# White space and control characters, also those that have no width.
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b\u200c\u200d\u2060\ufeff]+")
_NOT_A_NAME = re.compile(r"[\s\-‐-―_.,·・'’`\"()\[\]/]+")
# Latin letters with diacritics, as blocks of Unicode have them.
_MARKED = re.compile("[À-\u036f\u1de0-ỹ]")


def fold(text: str) -> str:
    """NFKC, case folded, control characters and runs of white space made one space; the length may change."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).casefold().strip()


def strip_marks(text: str) -> str:
    """Latin letters without their diacritics, as Vietnamese is often typed: `mất nước` → `mat nuoc`; other scripts unchanged."""
    return text if text.isascii() else _MARKED.sub(lambda match: _bare(match[0]), text)


@lru_cache(maxsize=1024)
def _bare(character: str) -> str:
    plain = {"đ": "d", "Đ": "D", "ø": "o", "ł": "l"}.get(character)
    return plain or "".join(letter for letter in unicodedata.normalize("NFD", character) if not unicodedata.combining(letter))


def name_key(name: str) -> str:
    """The form under which the gazetteer compares names: folded, without marks, spaces, hyphens and punctuation."""
    return _NOT_A_NAME.sub("", strip_marks(fold(name)))

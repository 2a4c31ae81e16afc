"""One normaliser for everything that compares words."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_NOT_A_NAME = re.compile(r"[\s\-‐-―_.,·・'’`\"()\[\]/]+")
_CONTROL = dict.fromkeys([*range(32), *range(127, 160), 8203, 8204, 8205, 8288, 65279], " ")


def fold(text: str) -> str:
    """NFKC, case folded, control characters and runs of white space made one space; the length may change."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text).translate(_CONTROL).casefold()).strip()


def strip_marks(text: str) -> str:
    """Latin letters without their diacritics, as Vietnamese is often typed: `mất nước` → `mat nuoc`; other scripts unchanged."""
    out = []
    for character in text:
        if "À" <= character <= "ỹ" and not "Ͱ" <= character <= "ᷟ":
            out.append(_bare(character))
        else:
            out.append(character)
    return "".join(out)


def _bare(character: str) -> str:
    plain = {"đ": "d", "Đ": "D", "ø": "o", "ł": "l"}.get(character)
    return plain or "".join(part for part in unicodedata.normalize("NFD", character) if not unicodedata.combining(part))


def name_key(name: str) -> str:
    """The form under which the gazetteer compares names: folded, without marks, spaces, hyphens and punctuation."""
    return _NOT_A_NAME.sub("", strip_marks(fold(name)))

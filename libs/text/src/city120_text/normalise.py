"""One normaliser for everything that compares words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# White space and control characters, also those that have no width.
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b\u200c\u200d\u2060\ufeff]+")
_LONGEST_RUN = 16
_RUN = re.compile(rf"(\S)\1{{{_LONGEST_RUN},}}")
_REPEATED = re.compile(rf"(.{{1,24}}?)\1{{{_LONGEST_RUN},}}", re.DOTALL)
# A few signs of whole words may stand in a short text: ㍿, U+FDFA.
_SOME_WORDS = 32
_NOT_A_NAME = re.compile(r"[\s\-‐-―_.,·・'’`\"()\[\]/]+")
# Latin letters with diacritics, as blocks of Unicode have them.
_MARKED = re.compile("[À-\u036f\u1de0-ỹ]")


def fold(text: str) -> str:
    """NFKC, case folded, control characters and runs of white space made one space; the length may change.

    Of a character that is repeated over and over 16 stay, and what is written in signs that stand for whole words ends where it would be more than
    twice as long: nobody says anything by more, and all that reads a text takes as long as the text is.
    """
    once = _RUN.sub(_shortened, text) if len(text) > _LONGEST_RUN else text
    plain = unicodedata.normalize("NFKC", once)[: 2 * len(text) + _SOME_WORDS]
    return _SPACE.sub(" ", plain).casefold().strip()


def unrepeated(text: str) -> str:
    """The text with what is repeated over and over, a character or a few, cut to 16 times: by more nothing is said, and all of it would be read."""
    return _REPEATED.sub(lambda run: run[1] * _LONGEST_RUN, text)


def _shortened(run: re.Match[str]) -> str:
    return run[0][:_LONGEST_RUN]


def strip_marks(text: str) -> str:
    """Latin letters without their diacritics, as Vietnamese is often typed: `mất nước` → `mat nuoc`; other scripts unchanged."""
    return text if text.isascii() else _MARKED.sub(lambda match: _bare(match[0]), text)


@lru_cache(maxsize=1024)
def _bare(character: str) -> str:
    plain = {"đ": "d", "Đ": "D", "ø": "o", "ł": "l"}.get(character)
    return plain or "".join(letter for letter in unicodedata.normalize("NFD", character) if not unicodedata.combining(letter))


@lru_cache(maxsize=32_768)
def name_key(name: str) -> str:
    """The form under which the gazetteer compares names: folded, without marks, spaces, hyphens and punctuation."""
    return _NOT_A_NAME.sub("", strip_marks(fold(name)))

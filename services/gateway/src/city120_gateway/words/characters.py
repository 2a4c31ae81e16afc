"""Traditional and simplified characters of Chinese: which ones a text is written in, and a text in the others. An edition has simplified ones."""

from __future__ import annotations

from opencc import OpenCC

_SIMPLIFIED, _TRADITIONAL = OpenCC("t2s").convert, OpenCC("s2t").convert
# Characters as Taiwan writes them, and no words of Taiwan's: those would make other terms of what an edition chose. Of what is read its words, too:
# 計程車 is a taxi.
_WRITTEN, _READ = OpenCC("s2tw").convert, OpenCC("tw2sp").convert


def writes_traditional(text: str, *, before: bool) -> bool:
    """Whether a caller writes in traditional characters: by those that are traditional or simplified alone, of which the more count, for 台灣 has one
    that others write otherwise. As `before` where a text has as many of both, or neither."""
    of_traditional, of_simplified = (sum(map(str.__ne__, text, convert(text))) for convert in (_SIMPLIFIED, _TRADITIONAL))
    return before if of_traditional == of_simplified else of_traditional > of_simplified


def simplified(text: str) -> str:
    """A text in simplified characters, and in words of the mainland where Taiwan has others."""
    return str(_READ(text))


def traditional(text: str) -> str:
    """A text in traditional characters."""
    return str(_WRITTEN(text))

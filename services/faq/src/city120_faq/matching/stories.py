"""Long stories in pieces: the point may stand anywhere, and one vector of the whole tells rather how a story is told than what it asks."""

from __future__ import annotations

import re
import unicodedata

# What is wider than this is a story. Ideographs and syllables are twice as wide as letters of an alphabet.
_STORY = 190
_SENTENCE = re.compile(r"(?<=[.?!;…。？！；\n])\s*")
_WORD = re.compile(r"\S+\s*")


def is_story(text: str) -> bool:
    """Whether a text is longer than what one vector tells of."""
    return _width(text) > _STORY


def pieces(text: str) -> list[str]:
    """The halves of a long text, each of whole sentences where there are enough, else of whole words: two consults run at once. A text that is no
    story as it is."""
    if not is_story(text):
        return [text]
    sentences = [sentence for sentence in _SENTENCE.split(text) if sentence]
    units = next((units for units in (sentences, _WORD.findall(text)) if len(units) > 1), list(text))
    width, found, done = _width(text), ["", ""], 0.0
    for unit in units:
        own = _width(unit)
        found[done + own / 2 >= width / 2] += unit
        done += own
    return [piece for piece in found if piece.strip()]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)

"""Sentences, and long stories in pieces: the point may stand anywhere, and one vector of the whole tells rather how a story is told than what it
asks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import chain

import numpy as np

from city120_faq import hand_set
from city120_faq.encoder.floats import Floats, unit

_SENTENCE = re.compile(r"(?<=[.?!;…。？！；\n])\s*")


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with what ends it; all together they are the text."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence]


def is_story(text: str) -> bool:
    """Whether a text is longer than what one vector tells of."""
    return 2 * len(text) > hand_set.STORY_WIDTH and width(text) > hand_set.STORY_WIDTH


def pieces(text: str) -> list[str]:
    """The halves of a long text, parted at the white space nearest its middle, or in the middle where it has none: two consults run at once. A text
    that is no story as it is."""
    if not is_story(text):
        return [text]
    middle = len(text) // 2
    spaces = (place for place, letter in enumerate(text) if letter.isspace())
    at = min(spaces, key=lambda place: abs(place - middle), default=middle)
    return [half for half in (text[:at], text[at:]) if half.strip()] or [text]


def embedded(texts: Sequence[str], embed: Callable[[Sequence[str]], Floats]) -> Floats:
    """The vectors (n, d) of texts as they are read: of a long one the middle of its pieces."""
    in_pieces = [pieces(text) for text in texts]
    return middles(in_pieces, embed(list(chain.from_iterable(in_pieces))))


def middles(in_pieces: Sequence[Sequence[str]], vectors: Floats) -> Floats:
    """The vectors (n, d) of texts by those of the pieces of each, one after the other."""
    ends = np.cumsum([len(of_text) for of_text in in_pieces])[:-1]
    return np.stack([unit(rows.mean(axis=0)) if len(rows) > 1 else rows[0] for rows in np.split(vectors, ends)])


def width(text: str) -> int:
    """Ideographs and syllables are twice as wide as letters of an alphabet."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)

"""A text in the form in which names are compared, with the way back to the code points it came from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from city120_text import fold, name_key

_LONGEST_CACHED = 8
_MOST_OF_ONE = 4
_VOWEL_JAMO, _LAST_JAMO = "\u1160", "\u11ff"
_SPACED = str.maketrans("-", " ")
_STOPS = frozenset(".?!;。？！；｡")
COMMAS = ",，、"


class Gap(IntEnum):
    """What the key left out between two of its characters, weakest first. A full stop after a Latin letter ends a sentence, but maybe no name."""

    NONE = 0
    JOINT = 1
    SPACE = 2
    STOP = 3
    BREAK = 4


# Reading a member of an enumeration takes longer than all else that is done for a character.
_NONE, _BREAK = Gap.NONE, Gap.BREAK


@dataclass(frozen=True)
class FoldedText:
    """`key` equals `name_key(original)`, but for a text that repeats a character over and over, most of which `fold` leaves out. Character k of it
    comes from original[starts[k]:ends[k]]; gaps[k] stood before it."""

    original: str
    key: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: tuple[Gap, ...]

    @classmethod
    def of(cls, original: str) -> FoldedText:
        """Fold a text cluster by cluster, a cluster being a character with what composes with it: what NFKC makes of it stays together."""
        # Of a word of letters nothing is left out, so that where each stands needs no search: most names are one.
        if original.isalnum() and len(word := name_key(original)) == len(original):
            length = len(word)
            return cls(original, word, tuple(range(length)), tuple(range(1, length + 1)), (_BREAK, *(_NONE,) * (length - 1), _BREAK))
        key: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        gaps: list[Gap] = []
        gap = _BREAK
        # What is ASCII composes with nothing.
        clusters = zip(range(len(original)), range(1, len(original) + 1), strict=True) if original.isascii() else _clusters(original)
        for start, end in clusters:
            cluster = original[start:end]
            folded = _folded(cluster) if end - start <= _LONGEST_CACHED else name_key(cluster)
            if not folded:
                gap = max(gap, _gap(original, start))
            for character in folded:
                key.append(character)
                starts.append(start)
                ends.append(end)
                gaps.append(_BREAK if character in _STOPS else gap)
                gap = _BREAK if character in _STOPS else _NONE
        gaps.append(_BREAK)
        return cls(original, "".join(key), tuple(starts), tuple(ends), tuple(gaps))

    def marked(self, start: int, end: int) -> str:
        """What key[start:end] comes from, folded but with its marks."""
        first, last = self.span(start, end)
        return marked(self.original[first:last])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points of the original that key[start:end] comes from, as [start, end)."""
        return self.starts[start], self.ends[end - 1]


class FoldedName(NamedTuple):
    """A name that is looked for in texts: its key, its letters with the marks that the key lacks, before which characters of the key something is
    left out, and of how many words it is."""

    key: str
    marked: str
    breaks: tuple[int, ...] = ()
    words: int = 1

    @classmethod
    def of(cls, name: str, key: str) -> FoldedName:
        """Fold a name whose key is known. Tens of thousands are folded at a start, so one that is its key, or of words each letter of which becomes
        one of the key, is not folded letter by letter."""
        if name == key:
            return cls(key, key)
        pieces = name.translate(_SPACED).split()
        form = "".join(pieces).casefold()
        if len(form) != len(key) or not form.isalnum() or not unicodedata.is_normalized("NFKC", name):
            text = FoldedText.of(name)
            gaps = text.gaps[: len(key)]
            breaks = tuple(position for position, gap in enumerate(gaps) if position and gap)
            return cls(key, marked(name), breaks, 1 + sum(gaps[position] >= Gap.SPACE for position in breaks))
        if len(pieces) == 1:
            return cls(key, form)
        return cls(key, form, tuple(accumulate(map(len, pieces[:-1]))), len(name.replace("-", "").split()))


def marked(name: str) -> str:
    """Letters and digits of a name, folded, with the marks that its key lacks."""
    return "".join(filter(str.isalnum, fold(name)))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not _composes(text[index]):
            yield start, index
            start = index


@lru_cache(maxsize=1 << 15)
def _folded(cluster: str) -> str:
    # A sign that stands for whole words, U+FDFA, would make a text many times as long as it was sent.
    return name_key(cluster)[: _MOST_OF_ONE * len(cluster)]


@lru_cache(maxsize=1 << 15)
def _composes(character: str) -> bool:
    """Whether NFKC may join a character to the one before it: combining marks, sound marks, vowels and finals of Hangul."""
    first = unicodedata.normalize("NFKC", character)[:1]
    return bool(first) and (unicodedata.combining(first) != 0 or _VOWEL_JAMO <= first <= _LAST_JAMO)


def _gap(text: str, index: int) -> Gap:
    """How far a left-out character parts what stands around it: a line end or a full stop before white space ends a sentence."""
    character = text[index]
    if character in "\r\n":
        return Gap.BREAK
    if character in _STOPS and text[index + 1 : index + 2].strip() == "":
        return Gap.STOP if character == "." and text[:index][-1:].isascii() else Gap.BREAK
    return Gap.SPACE if character.isspace() else Gap.JOINT

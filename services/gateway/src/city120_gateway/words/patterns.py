"""Looking for words of the edition's rows in a text. Chinese, Japanese and Korean words may stand anywhere, others begin a word of the text.

So does a Korean word with a space inside where the row has none: the end of one name and the beginning of the next are no word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Protocol

import ahocorasick

from city120_text import fold, strip_marks

_DENSE = frozenset({"ko", "zh", "ja"})
_VIETNAMESE, _KOREAN = "vi", "ko"
_MARKS = re.compile(r"[\W_]+")


class Word(Protocol):
    """A row with a word of a language."""

    @property
    def language(self) -> str:
        """Whose word it is."""

    @property
    def text(self) -> str:
        """The word, or several."""


def plain(text: str) -> str:
    """A text as words are looked for in it: folded, without punctuation, its words one space apart."""
    return _MARKS.sub(" ", fold(text)).strip()


def without_cues(text: str, cues: Iterable[str]) -> str:
    """A plain text without the words that tell what places are, each taken once: as a word by itself where it is one, for "in" is in "find", too."""
    for cue in (part for words in cues for part in plain(words).split()):
        alone = re.sub(rf"(?<!\S){re.escape(cue)}(?!\S)", " ", text, count=1)
        text = alone if alone != text else text.replace(cue, " ", 1)
    return text


class Ending(Enum):
    """What follows the words of an alphabet in a text: the end of a word, whatever ends it and is taken with them, or anything."""

    WHOLE = r"(?!\S)"
    TAKEN = r"\S*"
    OPEN = ""


def pattern(words: Iterable[Word], ending: Ending = Ending.OPEN) -> re.Pattern[str]:
    """Finds the words in plain texts, the longest first; never anything when there are none. Vietnamese is also found as it is typed without
    marks."""
    written = sorted({form for word in words for form in _forms(word, ending)}, key=lambda form: (-len(form), form))
    return re.compile("|".join(written) or r"(?!)")


class Sieve:
    """Which of many patterns may find something in a text, by one pass over it: those one of whose words it has, spaces apart."""

    def __init__(self, words: Mapping[str, Iterable[Word]]) -> None:
        """`words`: those of each pattern, by a name for it."""
        named: dict[str, set[str]] = defaultdict(set)
        for name, spoken in words.items():
            for word in spoken:
                key = plain(word.text).replace(" ", "")
                for form in {key, strip_marks(key)} if word.language == _VIETNAMESE else {key}:
                    named[form].add(name)
        self._automaton = ahocorasick.Automaton()
        for form, names in named.items():
            self._automaton.add_word(form, names)
        self._automaton.make_automaton()

    def names(self, said: str) -> set[str]:
        """The names of those patterns, of a plain text."""
        if not len(self._automaton):
            return set()
        return {name for _, names in self._automaton.iter(said.replace(" ", "")) for name in names}


def _forms(word: Word, ending: Ending) -> Iterator[str]:
    text = plain(word.text)
    if word.language in _DENSE:
        # Spaces in these languages are a matter of taste.
        spaced = " ?".join(map(re.escape, text.replace(" ", "")))
        yield _beginning(spaced, text[:1]) if word.language == _KOREAN else spaced
        yield " ?".join(map(re.escape, text.split(" ")))
        return
    for form in {text, strip_marks(text)} if word.language == _VIETNAMESE else {text}:
        yield _beginning(re.escape(form), form[:1]) + ending.value


def _beginning(form: str, letter: str) -> str:
    """A pattern that begins with a letter, where a word of the text begins. That it does is looked at behind the letter: what begins with a letter is
    passed over quickly where that does not stand."""
    first = re.escape(letter)
    return rf"{first}(?<!\S{first}){form.removeprefix(first)}"

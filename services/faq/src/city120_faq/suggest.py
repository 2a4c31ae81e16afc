"""Questions while they are typed, in six languages: Hangul by letters and by initial consonants, Vietnamese with and without marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from heapq import nsmallest
from itertools import islice

from city120_edition import rows
from city120_faq.analysis import decompose
from city120_text import fold, strip_marks

_LEADS = re.compile(r"[\u1100-\u1112 ]+")
_LEAD_OF = re.compile(r"([\u1100-\u1112])[\u1161-\u1175][\u11a8-\u11c2]?")
_CONSONANT = re.compile(r"[\u1100-\u1112\u11a8-\u11c2]")
_NOT_LETTERS = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """A text as its letters, so that half a Hangul syllable is the beginning of the whole: folded, without marks and punctuation."""
    plain = _NOT_LETTERS.sub(" ", strip_marks(fold(text))).strip()
    return "".join(decompose(character) for character in plain)


def initials(spelt: str) -> str:
    """The initial consonants of Hangul syllables, other letters as they are."""
    return _LEAD_OF.sub(r"\1", spelt)


class Suggestions:
    """The questions of one language, by every word that they have from some place on."""

    def __init__(self, questions: Iterable[tuple[str, str]]) -> None:
        self._questions = list(questions)
        spelt = [letters(question) for _, question in self._questions]
        self._whole = _Beginnings(spelt)
        self._initials = _Beginnings([initials(text) for text in spelt])

    def find(self, typed: str, limit: int) -> list[tuple[str, str]]:
        """Ids and questions that begin so, or have words that do, the best first: at the beginning, then at an earlier word, then the shorter."""
        key = letters(typed)
        if not key:
            return []
        leads = bool(_LEADS.fullmatch(key))
        found = (self._initials if leads else self._whole).find(key)
        if not found and len(key) > 1 and _CONSONANT.fullmatch(key[-1]):
            # A consonant that will begin the next syllable is typed as the end of this one, or the other way round: look without it.
            found = self._whole.find(key[:-1])
        best = nsmallest(limit, found.items(), key=lambda item: (item[1], len(self._questions[item[0]][1]), item[0]))
        return [self._questions[number] for number, _ in best]


class _Beginnings:
    """Where each text begins from each of its words on, sorted."""

    def __init__(self, texts: list[str]) -> None:
        entries = []
        for number, text in enumerate(texts):
            words = text.split(" ")
            entries += [(" ".join(words[first:]), first, number) for first in range(len(words))]
        self._entries = sorted(entries)

    def find(self, key: str) -> dict[int, int]:
        """The numbers of texts with a word from which on they begin so, and the first such word."""
        found: dict[int, int] = {}
        start = bisect_left(self._entries, (key,))
        for text, first, number in islice(self._entries, start, None):
            if not text.startswith(key):
                break
            found[number] = min(first, found.get(number, first))
        return found


def suggestions_of(entries: Iterable[rows.Entry]) -> dict[str, Suggestions]:
    """Suggestions by language. Districts' entries ask what the city's ask."""
    kept = [entry for entry in entries if entry.publisher == rows.CITY]
    return {language: Suggestions((entry.id, entry.texts[language].question) for entry in kept) for language in rows.LANGUAGES}

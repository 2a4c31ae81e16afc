"""Questions while they are typed, in six languages: Hangul by letters and by initial consonants, Vietnamese with and without marks; Hangul, Chinese
and Japanese within words, too, and however they are spaced."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from heapq import nsmallest
from itertools import islice

from city120_edition import rows
from city120_faq.matching.analysis import decompose
from city120_text import fold, strip_marks

_LEADS = re.compile(r"[\u1100-\u1112 ]+")
_LEAD_OF = re.compile(r"([\u1100-\u1112])[\u1161-\u1175][\u11a8-\u11c2]?")
_CONSONANT = re.compile(r"[\u1100-\u1112\u11a8-\u11c2]")
# What words are written of that begin anywhere and are spaced as one likes: Hangul by letters, kana, Chinese characters.
_EAST_ASIAN = r"[\u1100-\u11ff\u3041-\u30ff\u3400-\u9fff]"
_SPACE_IN_IT = re.compile(f"(?<={_EAST_ASIAN}) | (?={_EAST_ASIAN})")
_BEGINS = re.compile(r"[\u1100-\u1112\u3041-\u30ff\u3400-\u9fff]")
_NOT_LETTERS = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """A text as its letters, so that half a Hangul syllable is the beginning of the whole: folded, without marks and punctuation."""
    plain = _NOT_LETTERS.sub(" ", strip_marks(fold(text))).strip()
    return "".join(decompose(character) for character in plain)


def initials(spelt: str) -> str:
    """The initial consonants of Hangul syllables, other letters as they are."""
    return _LEAD_OF.sub(r"\1", spelt)


class Suggestions:
    """The questions of one language, by all that they say from some place on."""

    def __init__(self, questions: Iterable[tuple[str, str]]) -> None:
        self._questions = list(questions)
        spelt = [letters(question) for _, question in self._questions]
        self._whole = _Beginnings(spelt)
        self._initials = _Beginnings([initials(text) for text in spelt])

    def find(self, typed: str, limit: int) -> list[tuple[str, str]]:
        """Ids and questions that say what is typed, the best first: at the beginning of an earlier word, then within one, then the shorter."""
        key = letters(typed)
        if not key:
            return []
        leads = bool(_LEADS.fullmatch(key))
        places = (self._initials if leads else self._whole).find(key)
        if not places and len(key) > 1 and _CONSONANT.fullmatch(key[-1]):
            # A consonant that will begin the next syllable is typed as the end of this one, or the other way round: look without it.
            places = self._whole.find(key[:-1])
        best = nsmallest(limit, places.items(), key=lambda item: (item[1], len(self._questions[item[0]][1]), item[0]))
        return [self._questions[number] for number, _ in best]


class _Beginnings:
    """What each text says from each of its words on, and from places within them, sorted."""

    def __init__(self, texts: list[str]) -> None:
        entries = []
        for number, text in enumerate(texts):
            # What is said from some place on is the end of the whole: a space is in it or not, wherever one begins.
            joined, spaces = _joined(text), [space.start() for space in _SPACE_IN_IT.finditer(text)]
            begins = 0
            for first, word in enumerate(text.split(" ")):
                for place in {0} | {begin.start() for begin in _BEGINS.finditer(word)}:
                    start = begins + place
                    entries.append((joined[start - bisect_left(spaces, start) :], (place > 0, first), number))
                begins += len(word) + 1
        self._entries = sorted(entries)

    def find(self, key: str) -> dict[int, tuple[bool, int]]:
        """The numbers of texts that say it, and the best such place: whether it is within a word, and in which."""
        places: dict[int, tuple[bool, int]] = {}
        key = _joined(key)
        start = bisect_left(self._entries, (key,))
        for text, place, number in islice(self._entries, start, None):
            if not text.startswith(key):
                break
            places[number] = min(place, places.get(number, place))
        return places


def _joined(text: str) -> str:
    return _SPACE_IN_IT.sub("", text)


def suggestions_of(entries: Iterable[rows.Entry]) -> dict[str, Suggestions]:
    """Suggestions by language. Districts' entries ask what the city's ask."""
    kept = [entry for entry in entries if entry.publisher == rows.CITY]
    return {language: Suggestions((entry.id, entry.texts[language].question) for entry in kept) for language in rows.LANGUAGES}

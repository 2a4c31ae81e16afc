"""Questions while they are typed, in six languages: Hangul by letters and by initial consonants, Vietnamese with and without marks; Hangul, Chinese
and Japanese within words, too, and however they are spaced."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from operator import itemgetter
from pathlib import Path

import msgspec

from city120_edition import rows
from city120_faq.matching.analysis import decompose
from city120_text import fold, strip_marks

_FILE = "suggestions.msgpack"
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


# What is said from some place on, whether that is within a word and in which, and the number of the question.
_Beginning = tuple[str, tuple[bool, int], int]


@dataclass(frozen=True)
class Suggestions:
    """The questions of one language, ids and texts, by all that they say from some place on: `whole`, and of Hangul the `leads` alone; sorted."""

    questions: list[tuple[str, str]]
    whole: list[_Beginning]
    leads: list[_Beginning]

    @classmethod
    def of(cls, questions: Iterable[tuple[str, str]]) -> Suggestions:
        """From ids and questions."""
        kept = list(questions)
        spelt = [letters(question) for _, question in kept]
        return cls(kept, _beginnings(spelt), _beginnings(map(initials, spelt)))

    def find(self, typed: str, limit: int) -> list[tuple[str, str]]:
        """Ids and questions that say what is typed, the best first: at the beginning of an earlier word, then within one, then the shorter."""
        key = letters(typed)
        if not key:
            return []
        leads = bool(_LEADS.fullmatch(key))
        places = _places(self.leads if leads else self.whole, key)
        if not places and len(key) > 1 and _CONSONANT.fullmatch(key[-1]):
            # A consonant that will begin the next syllable is typed as the end of this one, or the other way round: look without it.
            places = _places(self.whole, key[:-1])
        best = nsmallest(limit, places.items(), key=lambda item: (item[1], len(self.questions[item[0]][1]), item[0]))
        return [self.questions[number] for number, _ in best]


def _beginnings(texts: Iterable[str]) -> list[_Beginning]:
    """What each text says from each of its words on, and from places within them."""
    beginnings = []
    for number, text in enumerate(texts):
        # What is said from some place on is the end of the whole: a space is in it or not, wherever one begins.
        joined, spaces = _joined(text), [space.start() for space in _SPACE_IN_IT.finditer(text)]
        begins = 0
        for first, word in enumerate(text.split(" ")):
            for place in {0} | {begin.start() for begin in _BEGINS.finditer(word)}:
                start = begins + place
                beginnings.append((joined[start - bisect_left(spaces, start) :], (place > 0, first), number))
            begins += len(word) + 1
    return sorted(beginnings)


def _places(beginnings: Sequence[_Beginning], key: str) -> dict[int, tuple[bool, int]]:
    """The numbers of texts that say it, and the best such place: whether it is within a word, and in which."""
    places: dict[int, tuple[bool, int]] = {}
    key = _joined(key)
    start = bisect_left(beginnings, key, key=itemgetter(0))
    for text, place, number in islice(beginnings, start, None):
        if not text.startswith(key):
            break
        places[number] = min(place, places.get(number, place))
    return places


def _joined(text: str) -> str:
    return _SPACE_IN_IT.sub("", text)


def suggestions_of(entries: Iterable[rows.Entry]) -> dict[str, Suggestions]:
    """Suggestions by language. Districts' entries ask what the city's ask."""
    kept = [entry for entry in entries if entry.publisher == rows.CITY]
    return {language: Suggestions.of((entry.id, entry.texts[language].question) for entry in kept) for language in rows.LANGUAGES}


def write_suggestions(entries: Iterable[rows.Entry], folder: Path) -> None:
    """Keep what is suggested below a folder: half a second's work for each start."""
    (folder / _FILE).write_bytes(msgspec.msgpack.encode(suggestions_of(entries)))


def read_suggestions(folder: Path) -> dict[str, Suggestions]:
    """The same again, by language."""
    return msgspec.msgpack.decode((folder / _FILE).read_bytes(), type=dict[str, Suggestions])

"""Names with one wrong, missing, superfluous or swapped letter: 홍대입그역, gimpo airprt, myeongdng.

Only where nothing else is found, and only for names that are long enough to be known all the same: Hangul that says what it is, compared by letter,
not by syllable; Latin words beside a word like "in" or "ở", whose letters are all right but one that is missing, superfluous or swapped, for a wrong
one makes other names. Names that share all letters but one are found by what is left of both when a letter is taken out of each.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from city120_text.korean_addresses import KINDS
from city120_wayfinding.mentions.cues import PlaceWords
from city120_wayfinding.writing.endings import Endings
from city120_wayfinding.writing.folding import FoldedName, FoldedText, Gap
from city120_wayfinding.writing.scripts import Script, is_edge, script_of

# Syllables of the shortest Hangul name, letters of the shortest Latin one, and of one of two words.
_SHORTEST_HANGUL, _SHORTEST_LATIN, _SHORTEST_TWO = 4, 8, 10
_LONGEST_HANGUL = 8


@dataclass(frozen=True)
class Misspelt:
    """The name with this key, with a mistake, in key[start:end] of a text."""

    start: int
    end: int
    key: str


class MisspeltFinder:
    """Finds names by all but one of their letters."""

    def __init__(self, names: Iterable[FoldedName], endings: Endings, place_words: PlaceWords) -> None:
        self._endings = endings
        self._place_words = place_words
        self._by_rest: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for name in names:
            if _is_long(name.key, name.words):
                for rest in _rests(_letters(name.key)):
                    self._by_rest[rest].add((name.key, name.words))

    def find(self, text: FoldedText) -> list[Misspelt]:
        """The misspelt names of a text, in its order; they may overlap what is spelled as it should be."""
        names: list[Misspelt] = []
        for start, end, words in _candidates(text, self._endings):
            placed = script_of(text.key[start]) is Script.HANGUL or self._place_words.beside(text, start, end)
            if placed and (not names or start >= names[-1].end) and (key := self._meant(text.key[start:end], words)):
                names.append(Misspelt(start, end, key))
        return names

    def _meant(self, written: str, words: int) -> str:
        """The only name that differs by one letter; none where there are several."""
        letters = _letters(written)
        if not _is_long(written, words):
            return ""
        near = {key for rest in _rests(letters) for key, count in self._by_rest.get(rest, ()) if count == words}
        near = {key for key in near if key[0] == written[0] and _one_apart(letters, _letters(key))}
        return near.pop() if len(near) == 1 else ""


def _letters(key: str) -> str:
    """The letters of a key: of Hangul the parts of its syllables."""
    return unicodedata.normalize("NFD", key)


def _rests(letters: str) -> Iterator[str]:
    """The letters, and what is left when any one of them is taken out."""
    yield letters
    for index in range(len(letters)):
        yield letters[:index] + letters[index + 1 :]


def _is_long(key: str, words: int) -> bool:
    if all(script_of(letter) is Script.HANGUL for letter in key):
        return words == 1 and len(key) >= _SHORTEST_HANGUL and key[-1] in KINDS
    latin = key.isascii() and key.isalpha()
    return latin and ((words == 1 and len(key) >= _SHORTEST_LATIN) or (words == 2 and len(key) >= _SHORTEST_TWO))


def _candidates(text: FoldedText, endings: Endings) -> Iterator[tuple[int, int, int]]:
    """Where a misspelt name may stand, and of how many words: longer ones first where several begin."""
    edges = [position for position in range(len(text.key) + 1) if is_edge(text, position)]
    for index, start in enumerate(edges[:-1]):
        script = script_of(text.key[start])
        if script is Script.HANGUL:
            last = min(start + _LONGEST_HANGUL, edges[index + 1])
            for end in range(last, start + _SHORTEST_HANGUL - 1, -1):
                if text.key[end - 1] in KINDS and endings.close(text, end):
                    yield start, end, 1
        elif script is Script.LATIN:
            for words, end in enumerate(edges[index + 1 : index + 3], 1):
                if words == 1 or (text.gaps[edges[index + 1]] == Gap.SPACE and script_of(text.key[end - 1]) is Script.LATIN):
                    yield start, end, words


def _one_apart(first: str, second: str) -> bool:
    """Whether two words differ by one letter that is wrong, missing or swapped with the next."""
    if len(first) > len(second):
        first, second = second, first
    start = next((index for index, (letter, other) in enumerate(zip(first, second, strict=False)) if letter != other), len(first))
    if len(first) < len(second):
        return len(second) - len(first) == 1 and first[start:] == second[start + 1 :]
    swapped = first[start : start + 2] == second[start : start + 2][::-1] and first[start + 2 :] == second[start + 2 :]
    wrong = first[start + 1 :] == second[start + 1 :] and not first.isascii()
    return first != second and (wrong or swapped)

"""Names with one wrong, missing, superfluous or swapped letter: 홍대입그역, 동대뭄에서, gimpo airprt, gangnm station.

Only where nothing else is found, and only for names that are long enough to be known all the same: Hangul that says what it is, or the bare name of a
station of four syllables, or of three before an ending that says where, compared by letter, not by syllable; Latin words beside a word like "in" or
"ở", or beside the word that says what they are, whose letters are all right but one that is missing, superfluous or swapped, for a wrong one makes
other names. Names that share all letters but one are found by what is left of both when a letter is taken out of each.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from city120_text.korean_addresses import KINDS
from city120_wayfinding.mentions.cues import PlaceWords
from city120_wayfinding.writing.endings import Endings
from city120_wayfinding.writing.folding import FoldedName, FoldedText, Gap
from city120_wayfinding.writing.scripts import Script, is_edge, script_of

# Syllables of the shortest Hangul name, letters of the shortest Latin one, and of one of two words.
_SHORTEST_HANGUL, _SHORTEST_LATIN, _SHORTEST_TWO = 4, 8, 10
# Letters of the shortest Latin name beside the word that says what it is, of both, and of one alone.
_SHORTEST_BESIDE_KIND, _SHORTEST_WITH_KIND, _SHORTEST_ALONE = 5, 7, 6
_LONGEST_HANGUL = 8
# Syllables of the shortest bare name of a station, before an ending that says where, and before any.
_SHORTEST_PLACED, _SHORTEST_BARE = 3, 4
# What a bare name of a station counts instead of words.
_BARE = 0
_VOWELS = "aeiou"
# Where no vowel is in romanised Korean: after w or y, among three consonants, in the last two letters; ng and ch are one consonant each.
_ONE_CONSONANT = re.compile(r"(?<=n)g|(?<=c)h")
_NO_KOREAN = re.compile(r"[wy](?![aeiou])|[^aeiouwy]{3}|[^aeiou]{2}$")
_TWO = 2


@dataclass(frozen=True)
class Misspelt:
    """The name with this key, with a mistake, in key[start:end] of a text."""

    start: int
    end: int
    key: str


class MisspeltFinder:
    """Finds names by all but one of their letters."""

    def __init__(
        self,
        names: Iterable[FoldedName],
        endings: Endings,
        place_words: PlaceWords,
        placing: Endings,
        stations: Set[str],
        everyday: Set[str],
    ) -> None:
        """`placing`: those of the endings that say where; `stations`: the keys that stations have; `everyday`: words that are nearly names."""
        self._everyday = everyday
        self._endings = endings
        self._placing = placing
        self._place_words = place_words
        self._stations = stations
        self._by_rest: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self._firsts: dict[int, set[str]] = defaultdict(set)
        self._kinds: set[str] = set()
        for name in names:
            counts = [name.words] if _is_long(name.key, name.words) or _is_short(name.key, name.words) else []
            counts += [_BARE] if name.key in stations and _is_bare(name.key) else []
            if name.words == _TWO and name.key in stations:
                self._kinds |= {piece for gap in name.breaks for piece in (name.key[:gap], name.key[gap:])}
            for words in counts:
                self._firsts[words].add(name.key[0])
            for rest in _rests(_letters(name.key)) if counts else ():
                self._by_rest[rest].update((name.key, words) for words in counts)

    def find(self, text: FoldedText) -> list[Misspelt]:
        """The misspelt names of a text, in its order; they may overlap what is spelled as it should be."""
        names: list[Misspelt] = []
        for start, end, words in _candidates(text, self._endings, self._placing):
            if names and start < names[-1].end:
                continue
            if (
                self._may_stand(text, start, end, words)
                and (key := self._meant(text.key[start:end], words))
                and self._stands(text, start, end, words, key)
            ):
                names.append(Misspelt(start, end, key))
        return names

    def _may_stand(self, text: FoldedText, start: int, end: int, words: int) -> bool:
        """Whether it is worth to look for a name: what is quickly seen of `_stands`."""
        if script_of(text.key[start]) is Script.HANGUL or self._place_words.beside(text, start, end):
            return True
        if words == _TWO:
            second = next(position for position in range(start + 1, end) if is_edge(text, position))
            return text.key[start:second] in self._kinds or text.key[second:end] in self._kinds
        return end - start >= _SHORTEST_ALONE and _is_no_korean(text.key[start:end])

    def _stands(self, text: FoldedText, start: int, end: int, words: int, key: str) -> bool:
        """Whether what is nearly a name is one where it stands: beside a word that says where, or beside the one that says that it is a station, or
        as a word that no romanised Korean is."""
        if script_of(text.key[start]) is Script.HANGUL:
            return True
        if self._place_words.beside(text, start, end) and (words < _TWO or end - start >= _SHORTEST_TWO):
            return True
        if key not in self._stations:
            return False
        if words == _TWO:
            return _says_kind(text, start, end, key)
        return end - start >= _SHORTEST_ALONE and _lacks_a_vowel(text.key[start:end], key) and _is_no_korean(text.key[start:end])

    def _meant(self, written: str, words: int) -> str:
        """The only name that differs by one letter; none where there are several."""
        letters = _letters(written)
        if written in self._everyday or (words and not (_is_long(written, words) or _is_short(written, words))):
            return ""
        if _is_short(written, words):
            # What lacks a letter is what is left of the name.
            near = {key for key, count in self._by_rest.get(letters, ()) if count == words and _lacks_a_vowel(written, key)}
            near = {key for key in near if key[0] == written[0]}
        elif written[0] in self._firsts[words]:
            near = {key for rest in _rests(letters) for key, count in self._by_rest.get(rest, ()) if count == words}
            near = {key for key in near if key[0] == written[0] and _one_apart(letters, _letters(key))}
        else:
            return ""
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
    return latin and ((words == 1 and len(key) >= _SHORTEST_LATIN) or (words == _TWO and len(key) >= _SHORTEST_WITH_KIND))


def _is_bare(key: str) -> bool:
    """Whether a name is of Hangul alone, and long enough without a word that says what it is."""
    return _SHORTEST_PLACED <= len(key) <= _LONGEST_HANGUL and all(script_of(letter) is Script.HANGUL for letter in key)


def _says_kind(text: FoldedText, start: int, end: int, key: str) -> bool:
    """Whether one of two words is right, and the other the longer part of a name that is not: gangnm station, ga gangnm."""
    second = next(position for position in range(start + 1, end) if is_edge(text, position))
    if key.endswith(text.key[second:end]):
        return min(second - start, end - second) >= _SHORTEST_BESIDE_KIND
    return key.startswith(text.key[start:second]) and end - second >= _SHORTEST_BESIDE_KIND and _lacks_a_vowel(text.key[start:end], key)


def _is_no_korean(written: str) -> bool:
    """Whether a Latin word is none of romanised Korean, which has hardly a word that is not nearly a name."""
    return _NO_KOREAN.search(_ONE_CONSONANT.sub("", written)) is not None


def _is_short(key: str, words: int) -> bool:
    """Whether it is a Latin word that is long enough where no more than a vowel is left out."""
    return words == 1 and key.isascii() and key.isalpha() and _SHORTEST_BESIDE_KIND <= len(key) < _SHORTEST_LATIN


def _lacks_a_vowel(written: str, key: str) -> bool:
    """Whether a vowel of a name is left out: gangnm."""
    return any(letter in _VOWELS and written == key[:index] + key[index + 1 :] for index, letter in enumerate(key))


def _candidates(text: FoldedText, endings: Endings, placing: Endings) -> Iterator[tuple[int, int, int]]:
    """Where a misspelt name may stand, and of how many words: longer ones first where several begin."""
    edges = [position for position in range(len(text.key) + 1) if is_edge(text, position)]
    for index, start in enumerate(edges[:-1]):
        script = script_of(text.key[start])
        if script is Script.HANGUL:
            yield from _of_hangul(text, start, min(start + _LONGEST_HANGUL, edges[index + 1]), endings, placing)
        elif script is Script.LATIN:
            for words, end in reversed(list(enumerate(edges[index + 1 : index + 3], 1))):
                if words == 1 or (text.gaps[edges[index + 1]] == Gap.SPACE and script_of(text.key[end - 1]) is Script.LATIN):
                    yield start, end, words


def _of_hangul(text: FoldedText, start: int, last: int, endings: Endings, placing: Endings) -> Iterator[tuple[int, int, int]]:
    """The same in a Hangul word: what says what it is first."""
    for end in range(last, start + _SHORTEST_HANGUL - 1, -1):
        if text.key[end - 1] in KINDS and endings.close(text, end):
            yield start, end, 1
    for end in range(last, start + _SHORTEST_PLACED - 1, -1):
        if placing.after(text, end) or (end - start >= _SHORTEST_BARE and endings.close(text, end)):
            yield start, end, _BARE


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

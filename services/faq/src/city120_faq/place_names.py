"""Takes names of areas and stations out of a text: where something happened says nothing about what it is, and rare names mislead both rankers.

A Korean word that begins with a name goes whole when hardly more than an ending follows it ("강남역에서"), otherwise only the shortest form of
the name goes, so that what is said of the place stays ("강북구청이" → "구청이"). Elsewhere the name goes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from city120_edition.gazetteer import Spelling
from city120_text import name_key

# A spelling that stands in so many phrasings is an everyday word as well ("방학", "가능") and stays.
EVERYDAY = 3
_ENDING = 3
_LONGEST = 12
_WORDS = 4
_HANGUL = re.compile(r"[가-힣]")
_CJK = re.compile(r"[㐀-鿿ぁ-ヿ]")
_PLACES = ("area", "station")


@dataclass(frozen=True)
class PlaceNames:
    """Keys of spellings: `whole` of areas and stations, `stems` the shortest of each, `others` of whatever else begins with a stem."""

    whole: frozenset[str]
    stems: frozenset[str]
    others: frozenset[str]

    @classmethod
    def learn(cls, spellings: Iterable[Spelling], phrasings: Iterable[str]) -> PlaceNames:
        """The spellings of a gazetteer that are not everyday words in the phrasings."""
        whole, others = set(), set()
        shortest: dict[tuple[str, str], str] = {}
        for spelling in spellings:
            if spelling.ref.partition(":")[0] not in _PLACES:
                others.add(spelling.key)
                continue
            whole.add(spelling.key)
            known = shortest.setdefault((spelling.ref, spelling.language), spelling.key)
            if len(spelling.key) < len(known):
                shortest[(spelling.ref, spelling.language)] = spelling.key
        everyday = _everyday(whole, phrasings)
        stems = frozenset(shortest.values()) - everyday
        followed = {other for other in others - whole if any(other[:size] in stems for size in range(2, len(other)))}
        return cls(frozenset(whole) - everyday, stems, frozenset(followed))

    def remove(self, text: str) -> str:
        """The text without them; unchanged when there are none or nothing else would be left."""
        words = text.split()
        kept: list[str] = []
        position = 0
        while position < len(words):
            taken, rest = self._take(words, position)
            if rest:
                kept.append(rest)
            position += taken
        if kept == words:
            return text
        shorter = " ".join(kept)
        return shorter if name_key(shorter) else text

    def _take(self, words: list[str], position: int) -> tuple[int, str]:
        """How many words from here were looked at, and what stays of them."""
        word = words[position]
        if _HANGUL.match(word):
            return 1, self._korean(word)
        if _CJK.search(word):
            return 1, self._unspaced(word)
        for count in range(min(_WORDS, len(words) - position), 0, -1):
            if name_key("".join(words[position : position + count])) in self.whole:
                return count, ""
        return 1, word

    def _korean(self, word: str) -> str:
        key = name_key(word)
        whole, other = _prefix(key, self.whole), _prefix(key, self.others)
        if len(whole) > len(other) and len(key) - len(whole) <= _ENDING:
            return ""
        stem = _prefix(key, self.stems)
        return key[len(stem) :] if stem else word

    def _unspaced(self, word: str) -> str:
        position, kept = 0, []
        while position < len(word):
            name = _prefix(word[position : position + _LONGEST].casefold(), self.whole)
            kept.append("" if name else word[position])
            position += len(name) or 1
        return "".join(kept)


def _prefix(key: str, names: frozenset[str]) -> str:
    """The longest name, of two characters or more, that a key begins with."""
    return next((key[:size] for size in range(min(len(key), _LONGEST), 1, -1) if key[:size] in names), "")


def _everyday(names: set[str], phrasings: Iterable[str]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    by_first: dict[str, set[int]] = defaultdict(set)
    for name in names:
        by_first[name[:2]].add(len(name))
    for text in phrasings:
        counts.update({found for start in _starts(text) for size in by_first.get(start[:2], ()) if (found := start[:size]) in names})
    return frozenset(name for name, count in counts.items() if count >= EVERYDAY)


def _starts(text: str) -> Iterator[str]:
    """Every place in a text where a name may begin: each word, and each character where words are not separated."""
    for word in text.split():
        key = name_key(word)
        yield key
        if _CJK.search(key):
            yield from (key[i : i + _LONGEST] for i in range(1, len(key)))

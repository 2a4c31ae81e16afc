"""Finds names by their sound: those that a text writes in Latin or Cyrillic letters in a way that no row of the gazetteer has.

The sound of a word must begin with that of a name; the rest is what the thing is (-гү, -dong, буудал) and a case ending. A Latin word needs to say
what it is, for its letters are those of every European word; a Cyrillic one may go without when it is written like a name and long enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from city120_edition.gazetteer import Sounding
from city120_text.place_endings import (
    CASE,
    CYRILLIC_DISTRICT,
    CYRILLIC_DONG,
    CYRILLIC_STATION,
    GENITIVE,
    IN_THE_MIDDLE,
    LATIN_DISTRICT,
    LATIN_DONG,
    LATIN_STATION,
)
from city120_text.sounds import sound_of_word
from city120_wayfinding.places.place import DISTRICT, DONG_KINDS, STATION, Place
from city120_wayfinding.writing.folding import FoldedText, Gap
from city120_wayfinding.writing.scripts import Script, is_edge, script_of

_MOST_WORDS = 4
# Letters of the shortest sound of a name: with what it is, of a district alone, of anything else alone.
_SHORTEST, _SHORTEST_DISTRICT, _SHORTEST_BARE = 3, 5, 6
_KINDS = {
    Script.CYRILLIC: ((CYRILLIC_DISTRICT, (DISTRICT,)), (CYRILLIC_DONG, DONG_KINDS), (CYRILLIC_STATION, (STATION,))),
    Script.LATIN: ((LATIN_DISTRICT, (DISTRICT,)), (LATIN_DONG, DONG_KINDS), (LATIN_STATION, (STATION,))),
}


@dataclass(frozen=True)
class _Word:
    """A run of letters of one script, key[start:end]."""

    start: int
    end: int
    script: Script


@dataclass(frozen=True)
class Heard:
    """What a name in key[start:end] may be, by its sound."""

    start: int
    end: int
    candidates: tuple[Place, ...]


class SoundFinder:
    """Names by sound, districts first."""

    def __init__(self, soundings: Iterable[Sounding], places: Mapping[str, Place]) -> None:
        self._by_sound: dict[str, list[tuple[Place, str]]] = defaultdict(list)
        for sounding in soundings:
            self._by_sound[sounding.sound].append((places[sounding.ref], sounding.number))
        for namesakes in self._by_sound.values():
            namesakes.sort(key=lambda item: (item[0].kind != DISTRICT, item[0].kind == STATION, item[0].ref))
        self._longest = max(map(len, self._by_sound), default=0)
        self._beginnings = frozenset(sound[:_SHORTEST] for sound in self._by_sound)

    def find(self, text: FoldedText) -> list[Heard]:
        """The names of a text, in its order, not overlapping, the first longest."""
        names: list[Heard] = []
        words = list(_words(text))
        for index, word in enumerate(words):
            if (not names or word.start >= names[-1].end) and (heard := self._at(text, words[index : index + _MOST_WORDS])) is not None:
                names.append(heard)
        return names

    def _at(self, text: FoldedText, words: Sequence[_Word]) -> Heard | None:
        """The longest name that begins with the first word and says what it is, or else the longest that is plain without."""
        start, script = words[0].start, words[0].script
        sound, ends = _sound(text, words)
        if sound[:_SHORTEST] not in self._beginnings:
            return None
        lengths = range(min(len(sound), self._longest), _SHORTEST - 1, -1)
        known = [(sound[:length], ends[length - 1]) for length in lengths if sound[:length] in self._by_sound]
        kinds = (self._with_kind(text, start, end, self._by_sound[name], script) for name, end in known)
        bare = (self._bare(text, start, end, name, script) for name, end in known)
        return next(filter(None, kinds), None) or next(filter(None, bare), None)

    def _with_kind(self, text: FoldedText, start: int, end: int, named: Sequence[tuple[Place, str]], script: Script) -> Heard | None:
        """What is named, by what follows the name."""
        for pattern, kinds in _KINDS[script]:
            kind = pattern.match(text.key, end)
            if kind and is_edge(text, kind.end()) and _together(text, start, end, kind.end()):
                number = kind[1] if pattern.groups else ""
                if places := tuple(place for place, of in named if place.kind in kinds and of == number):
                    return Heard(start, kind.end(), places)
        return None

    def _bare(self, text: FoldedText, start: int, end: int, sound: str, script: Script) -> Heard | None:
        """What is named, where the name alone is plain: in Cyrillic letters, long, with a capital, and perhaps a case ending."""
        if script is not Script.CYRILLIC or not _capital(text, start) or len(sound) < _SHORTEST_DISTRICT or any(text.gaps[start + 1 : end]):
            return None
        case = CASE.match(text.key, end)
        places = tuple(place for place, number in self._by_sound[sound] if not number)
        if not places or case is None or not is_edge(text, case.end()):
            return None
        long = len(sound) >= _SHORTEST_BARE and not GENITIVE.search(text.key, start, end)
        return Heard(start, end, places) if long or places[0].kind == DISTRICT else None


def _words(text: FoldedText) -> Iterator[_Word]:
    """The words of a text in the scripts that are listened to."""
    start = 0
    while start < len(text.key):
        script = script_of(text.key[start])
        end = start + 1
        while end < len(text.key) and text.gaps[end] == Gap.NONE and script_of(text.key[end]) is script:
            end += 1
        if script in _KINDS:
            yield _Word(start, end, script)
        start = end


def _sound(text: FoldedText, words: Sequence[_Word]) -> tuple[str, list[int]]:
    """The sound of words with nothing but a space or a hyphen between them, and where in the key each letter of it ends."""
    sound, ends = "", list[int]()
    last = words[0].start
    for word in words:
        if word.start != last or word.script is not words[0].script or (ends and text.gaps[word.start] >= Gap.STOP):
            break
        letters, stops = sound_of_word(text.key[word.start : word.end])
        if sound and letters and sound[-1] == letters[0]:
            ends[-1], letters, stops = word.start + stops[0], letters[1:], stops[1:]
        sound += letters
        ends += [word.start + stop for stop in stops]
        last = word.end
    return sound, ends


def _together(text: FoldedText, start: int, first: int, last: int) -> bool:
    """Whether a name in key[start:first] and what says what it is are one word or joined by a hyphen; in Cyrillic letters there may be a
    space, if the name has a capital. "hợp đồng" and "замын дунд" are no dong."""
    if any(text.gaps[position] >= Gap.SPACE for position in range(first + 1, last)):
        return text.key[first].isdigit() and text.gaps[first] < Gap.SPACE and _capital(text, start)
    if text.gaps[first] < Gap.SPACE:
        return True
    return script_of(text.key[start]) is Script.CYRILLIC and _capital(text, start) and text.key[first:last] not in IN_THE_MIDDLE


def _capital(text: FoldedText, position: int) -> bool:
    return text.original[text.starts[position]].isupper()

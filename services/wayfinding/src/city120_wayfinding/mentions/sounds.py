"""Finds names by their sound: those that a text writes in Latin or Cyrillic letters in a way that no row of the gazetteer has.

The sound of a word must begin with that of a name; the rest is what the thing is (-гү, -dong, буудал) and a case ending. A Cyrillic word may go
without when it is written like a name and long enough. A Latin one, whose letters are those of every European word, needs a word like "in" or "gần"
before it besides, and be nearly as the name is spelled; but for one with a breve, by which McCune and Reischauer write ㅓ and ㅡ: that is Korean.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from city120_edition.gazetteer import Sounding
from city120_text import name_key
from city120_text.place_endings import (
    ALPHABETIC_KIND,
    APART,
    CASE,
    CYRILLIC_DISTRICT,
    CYRILLIC_DONG,
    CYRILLIC_SAYS_DISTRICT,
    CYRILLIC_STATION,
    GENITIVE,
    HANGUL_KIND,
    IN_THE_MIDDLE,
    LATIN_DISTRICT,
    LATIN_DONG,
    LATIN_STATION,
    ONE_SOUND,
    PLACED,
)
from city120_text.romanise import romanised_before_2000
from city120_text.sounds import sound_of_word
from city120_wayfinding.mentions.cues import PlaceWords
from city120_wayfinding.places.place import DISTRICT, DONG_KINDS, STATION, Place
from city120_wayfinding.writing.folding import FoldedText, Gap
from city120_wayfinding.writing.scripts import Script, is_edge, script_of

_MOST_WORDS = 4
# ㅅ before ㅣ as it sounds, and as it is written.
_SOFT = ("shi", "si")
_APOSTROPHES = ("'", "\u2019", "\u2018", "\u02bc", "`")
# What follows a name and says what it is may have so many parts: "1-р дун".
_EDGES = 3
_ALPHABETIC = ("en", "mn")
# How alike a bare Latin name and its spelling are at least.
_ALIKE = 0.8
# What is so much less alike than the likest is still meant as well.
_AS_LIKELY = 0.25
# By so much a district is to be more like what is written than the next.
_APART_FROM_NEXT = 0.1
# Letters of the shortest sound of a name: with what it is after a hyphen, with what it is, of a district in a case that says where, of a district
# alone, of anything else alone.
_SHORTEST_JOINED, _SHORTEST, _SHORTEST_PLACED, _SHORTEST_DISTRICT, _SHORTEST_BARE = 2, 3, 4, 5, 6
_BREVE = re.compile("[ouOU][\u0306\u030c]")
_KINDS = {
    Script.CYRILLIC: ((CYRILLIC_DISTRICT, (DISTRICT,)), (CYRILLIC_DONG, DONG_KINDS), (CYRILLIC_STATION, (STATION,))),
    Script.LATIN: ((LATIN_DISTRICT, (DISTRICT,)), (LATIN_DONG, DONG_KINDS), (LATIN_STATION, (STATION,))),
}


@dataclass(frozen=True)
class Word:
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

    def __init__(self, soundings: Iterable[Sounding], places: Mapping[str, Place], place_words: PlaceWords, ignored: Iterable[str]) -> None:
        """`place_words`: words beside which a name needs not say what it is; `ignored`: everyday words."""
        self._place_words = place_words
        self._ignored = frozenset(map(name_key, ignored))
        self._by_sound: dict[str, list[tuple[Place, str]]] = defaultdict(list)
        for sounding in soundings:
            self._by_sound[sounding.sound].append((places[sounding.ref], sounding.number))
        for namesakes in self._by_sound.values():
            namesakes.sort(key=lambda item: (item[0].kind != DISTRICT, item[0].kind == STATION, item[0].ref))
        heard = (place for namesakes in self._by_sound.values() for place, _ in namesakes)
        self._districts = tuple({place.ref: place for place in heard if place.kind == DISTRICT}.values())
        self._longest = max(map(len, self._by_sound), default=0)
        self._beginnings = frozenset(sound[:_SHORTEST_JOINED] for sound in self._by_sound)

    def find(self, text: FoldedText) -> list[Heard]:
        """The names of a text, in its order, not overlapping, the first longest."""
        names: list[Heard] = []
        words = list(words_of(text))
        for index, word in enumerate(words):
            if not names or word.start >= names[-1].end:
                heard = self._at(text, words[index : index + _MOST_WORDS]) or self._nearly_a_district(text, word)
                names += [heard] if heard is not None else []
        return names

    def _at(self, text: FoldedText, words: Sequence[Word]) -> Heard | None:
        """The longest name that begins with the first word and says what it is, or is plain without where no district says so."""
        start, script = words[0].start, words[0].script
        sound, ends = sound_of_words(text, words)
        if sound[:_SHORTEST_JOINED] not in self._beginnings:
            return None
        lengths = range(min(len(sound), self._longest), _SHORTEST_JOINED - 1, -1)
        known = [(sound[:length], ends[length - 1]) for length in lengths if sound[:length] in self._by_sound]
        known = [(name, end) for name, end in known if len(name) >= _SHORTEST or text.gaps[end] == Gap.JOINT]
        said = [(name, end, self._said(text, start, end, self._by_sound[name], script)) for name, end in known]
        # Жүнгү дүүрэг says of 중구 twice that it is a district; once it would say it of 종로구, which sounds like Жүнгү.
        if any(_is_district(heard) and not CYRILLIC_SAYS_DISTRICT.search(text.key[start:end]) for _, end, heard in said):
            said = [
                (name, end, heard) for name, end, heard in said if not (_is_district(heard) and CYRILLIC_SAYS_DISTRICT.search(text.key[start:end]))
            ]
        # Of Жунгүд the district 중구 is said, though the whole sounds like 종로.
        district = next((heard for _, _, heard in said if _is_district(heard)), None)
        readings = (heard or ((bare := self._bare(text, start, end, name, script)) and (district or bare)) for name, end, heard in said)
        return next(filter(None, readings), None)

    def _said(self, text: FoldedText, start: int, end: int, named: Sequence[tuple[Place, str]], script: Script) -> Heard | None:
        """What is named, by what follows the name wherever that may begin."""
        return next(filter(None, (self._with_kind(text, start, edge, named, script) for edge in _ends(text, end))), None)

    def _nearly_a_district(self, text: FoldedText, word: Word) -> Heard | None:
        """The only district that a Cyrillic word is nearly like, if what follows says that it is one: Нонгвон гүд is Новон. There are few districts,
        so one with a letter too many is still plain."""
        if word.script is not Script.CYRILLIC or word.end - word.start < _SHORTEST_DISTRICT:
            return None
        kind = next(filter(None, (CYRILLIC_DISTRICT.fullmatch(text.key, word.end, edge) for edge in _edges(text, word.end + 1, _EDGES))), None)
        if kind is None or not _together(text, word.start, word.end, kind.end()):
            return None
        alike = sorted(((_likeness(place, text.key[word.start : word.end]), place.ref, place) for place in self._districts), reverse=True)
        near = [place for like, _, place in alike if like >= max(_ALIKE, alike[0][0] - _APART_FROM_NEXT)]
        return Heard(word.start, kind.end(), tuple(near)) if len(near) == 1 else None

    def _with_kind(self, text: FoldedText, start: int, end: int, named: Sequence[tuple[Place, str]], script: Script) -> Heard | None:
        """What is named, by what follows the name."""
        for pattern, kinds in _KINDS[script]:
            kind = next(filter(None, (pattern.fullmatch(text.key, end, edge) for edge in _edges(text, end + 1, _EDGES))), None)
            if kind and _together(text, start, end, kind.end()):
                number = kind[1] if pattern.groups else ""
                of_kind = [(place, of) for place, of in named if place.kind in kinds]
                # A dong that is several by number is called without one as well.
                if places := tuple(place for place, of in of_kind if of == number) or tuple(place for place, _ in of_kind if not number):
                    nearest = likest(places, text.key[start:end])
                    if text.gaps[end] < Gap.SPACE or script is not Script.LATIN or _likeness(nearest[0], text.key[start:end]) >= _ALIKE:
                        return Heard(start, kind.end(), nearest)
        return None

    def _bare(self, text: FoldedText, start: int, end: int, sound: str, script: Script) -> Heard | None:
        """What is named, where the name alone is plain: with a capital, long, in Cyrillic letters perhaps with a case ending."""
        if not _capital(text, start) or text.key[start:end] in self._ignored:
            return None
        breve = script is Script.LATIN and _has_breve(text, start, end)
        parted = any(_cuts(text, position, breve=breve) for position in range(start + 1, end) if text.gaps[position])
        places = () if parted else likest(tuple(place for place, number in self._by_sound[sound] if not number), text.key[start:end])
        if not places:
            return None
        if breve:
            return Heard(start, end, places) if is_edge(text, end) else None
        plain = self._plain_latin if script is Script.LATIN else self._plain_cyrillic
        return Heard(start, end, places) if plain(text, start, end, places, len(sound)) else None

    def _plain_cyrillic(self, text: FoldedText, start: int, end: int, places: Sequence[Place], length: int) -> bool:
        """Whether a Cyrillic word of such a length of sound is one of these, perhaps with a case ending."""
        case = CASE.fullmatch(text.key, end, next(_edges(text, end, 1)))
        if case is None:
            return False
        district, placed = places[0].kind == DISTRICT, self._place_words.beside(text, start, case.end())
        if length >= _SHORTEST_BARE:
            return district or not GENITIVE.search(text.key, start, end)
        if length >= _SHORTEST_DISTRICT:
            return district or (placed and text.gaps[start] < Gap.STOP)
        return length >= _SHORTEST_PLACED and district and bool(PLACED.fullmatch(case[0]))

    def _plain_latin(self, text: FoldedText, start: int, end: int, places: Sequence[Place], length: int) -> bool:
        """Whether a Latin word of such a length of sound is one of these: beside a word like "in", and nearly as it is spelled."""
        if length < _SHORTEST_DISTRICT or not is_edge(text, end) or _likeness(places[0], text.key[start:end]) < _ALIKE:
            return False
        return self._place_words.beside(text, start, end)


def words_of(text: FoldedText) -> Iterator[Word]:
    """The words of a text in the scripts that are listened to."""
    start = 0
    while start < len(text.key):
        script = script_of(text.key[start])
        end = start + 1
        while end < len(text.key) and text.gaps[end] == Gap.NONE and script_of(text.key[end]) is script:
            end += 1
        if script in _KINDS:
            yield Word(start, end, script)
        start = end


def sound_of_words(text: FoldedText, words: Sequence[Word]) -> tuple[str, list[int]]:
    """The sound of words with nothing but a space or a hyphen between them, and where in the key each letter of it ends."""
    sound, ends = "", list[int]()
    last = words[0].start
    for word in words:
        if word.start != last or word.script is not words[0].script or (ends and text.gaps[word.start] >= Gap.STOP):
            break
        letters, stops = sound_of_word(text.key[word.start : word.end])
        if sound and letters and sound[-1] == letters[0]:
            letters, stops = letters[1:], stops[1:]
        sound += letters
        ends += [word.start + stop for stop in stops]
        last = word.end
    return sound, ends


def _is_district(heard: Heard | None) -> bool:
    return heard is not None and heard.candidates[0].kind == DISTRICT


def _ends(text: FoldedText, end: int) -> tuple[int, ...]:
    """Where a name by sound may end: of нг and кг the second letter may begin what the thing is, as in Гванжингү and Сонбукгү."""
    return (end, end - 1) if text.key.endswith(ONE_SOUND, 0, end) else (end,)


def _edges(text: FoldedText, first: int, count: int) -> Iterator[int]:
    """The first so many ends of words from key[:first] on."""
    return islice((position for position in range(first, len(text.key) + 1) if is_edge(text, position)), count)


def likest(places: tuple[Place, ...], written: str) -> tuple[Place, ...]:
    """Of the places of one sound those in the city, if any, and of these those whose name is most like what is written."""
    if len(places) < 2:
        return places
    places = tuple(place for place in places if place.district_code) or places
    likeness = [_likeness(place, written) for place in places]
    return tuple(place for place, like in zip(places, likeness, strict=True) if like > max(likeness) - _AS_LIKELY)


def _likeness(place: Place, written: str) -> float:
    """How alike a place's name in an alphabet, without what it is, and what is written are, from 0 to 1."""
    names = [ALPHABETIC_KIND.sub("", name_key(place.names[language])) for language in _ALPHABETIC if language in place.names]
    if written.isascii():
        written, older = written.replace(*_SOFT), _before_2000(place.names.get("ko", ""))
        names = [*(name.replace(*_SOFT) for name in names), older]
    return max((SequenceMatcher(None, written, name).ratio() for name in names), default=0.0)


@lru_cache(maxsize=1 << 12)
def _before_2000(name: str) -> str:
    """A Korean name without what it is, as it was romanised before 2000."""
    return romanised_before_2000(HANGUL_KIND.sub("", name))


def _together(text: FoldedText, start: int, first: int, last: int) -> bool:
    """Whether a name in key[start:first] and what says what it is are one word or joined by a hyphen; in Cyrillic letters there may be a
    space, if the name has a capital. "hợp đồng" and "замын дунд" are no dong."""
    if any(text.gaps[position] >= Gap.SPACE for position in range(first + 1, last)):
        return text.key[first].isdigit() and _capital(text, start)
    if text.gaps[first] < Gap.SPACE or text.key[first:last] in APART:
        return True
    return script_of(text.key[start]) is Script.CYRILLIC and _capital(text, start) and text.key[first:last] not in IN_THE_MIDDLE


def _cuts(text: FoldedText, position: int, *, breve: bool) -> bool:
    """Whether what stands before key[position:] cuts a name: not the apostrophe of Ch'ongnyangni, and in a name with a breve only a space."""
    between = text.original[text.ends[position - 1] : text.starts[position]]
    return between not in _APOSTROPHES and not (breve and text.gaps[position] <= Gap.JOINT)


def _has_breve(text: FoldedText, start: int, end: int) -> bool:
    """Whether key[start:end] is written with a breve, as Ch'ŏngnyangni is, or with the caron that stands for it."""
    first, last = text.span(start, end)
    return bool(_BREVE.search(unicodedata.normalize("NFD", text.original[first:last])))


def _capital(text: FoldedText, position: int) -> bool:
    return text.original[text.starts[position]].isupper()

"""Finds names by their sound and a word for what they are, before or after them: chợ Namdaemun, Намдэмун зах, ga công viên Olympic.

Words of one kind stand for each other, so a name is found as it is translated by whoever says it: a park may be a парк or a цэцэрлэгт хүрээлэн.
What is left of a name without the word is compared by its sound, in Latin letters by its spelling too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher

from city120_edition import rows
from city120_edition.kind_sounds import KindSounding
from city120_text import name_key
from city120_text.place_endings import CASE
from city120_wayfinding.mentions.sounds import Heard, Word, likest, sound_of_words, words_of
from city120_wayfinding.places.place import DISTRICT, DONG_KINDS, STATION, Place
from city120_wayfinding.writing.folding import FoldedText, Gap, marked
from city120_wayfinding.writing.scripts import Script, is_edge, script_of

_BEFORE, _AFTER = "before", "after"
# Words of a name, and of one with words for what it is before it.
_MOST_WORDS, _MOST_LED = 4, 16
# Letters of the shortest sound of a name, and of one without a capital.
_SHORTEST, _SHORTEST_SMALL = 3, 5
# How alike a Latin name and its spelling are at least, with a capital and without.
_ALIKE, _ALIKE_SMALL = 0.75, 0.9
# What may stand between a name and a word for what it is.
_SPACES = " \u00a0-\u2010\u2011"
_LONGEST_CASE = 5
# So many letters of a phrase tell which it may be.
_FIRST = 2


@dataclass(frozen=True)
class _Phrase:
    """Words for some kinds, as a key, with their marks."""

    key: str
    marked: str
    kinds: frozenset[str]


@dataclass(frozen=True)
class _Named:
    """A place of a kind, and how what it is called without that is spelled in letters."""

    place: Place
    kind: str
    spelled: str


class KindFinder:
    """Names of places beside a word for what they are."""

    def __init__(
        self, words: Iterable[rows.KindWord], soundings: Iterable[KindSounding], places: Mapping[str, Place], ignored: Iterable[str] = ()
    ) -> None:
        """`soundings`: of all names, the likeliest first; `ignored`: everyday words, of which a word for a station makes none: "зочид буудал" is a
        hotel."""
        words = list(words)
        self._ignored = frozenset(map(name_key, ignored))
        self._before = _phrases(word for word in words if word.position == _BEFORE)
        self._after = _phrases(word for word in words if word.position == _AFTER)
        self._by_sound: dict[str, list[_Named]] = defaultdict(list)
        for sounding in soundings:
            self._by_sound[sounding.sound].append(_Named(places[sounding.ref], sounding.kind, sounding.spelled))
        self._longest = max(map(len, self._by_sound), default=0)

    def find(self, text: FoldedText) -> list[Heard]:
        """The names of a text, in its order, not overlapping."""
        names: list[Heard] = []
        words = list(words_of(text))
        closing = [text.key[word.start : word.start + _FIRST] in self._after for word in words]
        for index, word in enumerate(words):
            if not names or word.start >= names[-1].end:
                heard = self._led(text, words[index : index + _MOST_LED])
                if heard is None and any(closing[index + 1 : index + 1 + _MOST_WORDS]):
                    heard = self._followed(text, words[index : index + _MOST_WORDS])
                names += [heard] if heard is not None else []
        return names

    def _led(self, text: FoldedText, words: Sequence[Word]) -> Heard | None:
        """The name that a word for what it is leads to: chợ Namdaemun, ga chợ Garak."""
        start = words[0].start
        for phrase, _, after in _at(text, start, self._before):
            if STATION in phrase.kinds:
                for inner, _, position in _next(text, after, self._before):
                    if heard := self._stem(text, start, words, position, inner.kinds, STATION):
                        return heard
            if heard := self._stem(text, start, words, after, phrase.kinds):
                return heard
        return None

    def _stem(self, text: FoldedText, start: int, words: Sequence[Word], position: int, kinds: Set[str], only: str = "") -> Heard | None:
        """The longest name of these kinds that begins at a position."""
        following = [word for word in words if word.start >= position][:_MOST_WORDS]
        if following and following[0].start == position and _beside(text, position):
            for named, end, _ in self._names(text, following):
                if places := _of_kinds(named, kinds, text, (position, end), only):
                    return Heard(start, end, places)
        return None

    def _followed(self, text: FoldedText, words: Sequence[Word]) -> Heard | None:
        """The longest name that begins with the first word and has a word for what it is after it: Намдэмун зах, Намдэмуны захын буудал."""
        start = words[0].start
        for named, last, after in self._names(text, words):
            everyday = text.key[start:after] in self._ignored
            for phrase, end, further in _next(text, after, self._after):
                if everyday and STATION in phrase.kinds:
                    continue
                if places := _of_kinds(named, phrase.kinds, text, (start, last)):
                    stations = tuple(place for place in places if place.kind == STATION)
                    station_end = next((far for word, far, _ in _next(text, further, self._after) if STATION in word.kinds), 0)
                    return Heard(start, station_end, stations) if stations and station_end else Heard(start, end, places)
        return None

    def _names(self, text: FoldedText, words: Sequence[Word]) -> Iterator[tuple[list[_Named], int, int]]:
        """What has the sound that words begin with, the longest first, where that ends, and where its word does, after a case ending."""
        start, (sound, ends) = words[0].start, sound_of_words(text, words)
        capital = text.original[text.starts[start]].isupper()
        for length in range(min(len(sound), self._longest), (_SHORTEST if capital else _SHORTEST_SMALL) - 1, -1):
            end = ends[length - 1]
            named = self._by_sound.get(sound[:length])
            if named and _is_name(text, start, end) and (edge := closed(text, end)):
                yield named, end, edge


def _is_name(text: FoldedText, start: int, end: int) -> bool:
    """Whether key[start:end] is one word, or begins with a capital, and in Latin letters its last word too: in "ga Gangnam để đến" the name ends
    before."""
    words = [position for position in range(start + 1, end) if text.gaps[position] >= Gap.SPACE]
    last = words[-1] if words and script_of(text.key[start]) is Script.LATIN else start
    return not words or (text.original[text.starts[start]].isupper() and text.original[text.starts[last]].isupper())


def _phrases(words: Iterable[rows.KindWord]) -> dict[str, list[_Phrase]]:
    """Words for kinds by their first letters, the longest first."""
    kinds: dict[tuple[str, str], set[str]] = defaultdict(set)
    for word in words:
        kinds[(name_key(word.text), marked(word.text))].add(word.kind)
    by_first: dict[str, list[_Phrase]] = defaultdict(list)
    for (key, form), named in sorted(kinds.items(), key=lambda item: -len(item[0][0])):
        by_first[key[:_FIRST]].append(_Phrase(key, form, frozenset(named)))
    return by_first


def _at(text: FoldedText, start: int, phrases: Mapping[str, Sequence[_Phrase]]) -> Iterator[tuple[_Phrase, int, int]]:
    """The phrases that begin at a position, the longest first, where each ends, and where its word does, after a case ending."""
    for phrase in phrases.get(text.key[start : start + _FIRST], ()):
        end = start + len(phrase.key)
        if text.key.startswith(phrase.key, start) and (edge := closed(text, end)) and _is_written(text, start, end, phrase):
            yield phrase, end, edge


def _next(text: FoldedText, start: int, phrases: Mapping[str, Sequence[_Phrase]]) -> Iterator[tuple[_Phrase, int, int]]:
    """The phrases that begin at a position with no more than a space or a hyphen before them."""
    return _at(text, start, phrases) if _beside(text, start) else iter(())


def _beside(text: FoldedText, start: int) -> bool:
    """Whether there is no more than spaces and hyphens between a word and the one before it."""
    between = text.original[text.ends[start - 1] : text.starts[start]] if 0 < start < len(text.key) else ""
    return bool(between) and all(character in _SPACES for character in between)


def _is_written(text: FoldedText, start: int, end: int, phrase: _Phrase) -> bool:
    """Whether words have the marks of a phrase, or the whole text has none; they stand in one sentence."""
    if max(text.gaps[start + 1 : end], default=Gap.NONE) >= Gap.STOP:
        return False
    return text.original.isascii() or text.marked(start, end) == phrase.marked


def closed(text: FoldedText, end: int) -> int:
    """Where a word ends of which key[:end] is all but a case ending; 0 where it goes on otherwise."""
    if is_edge(text, end):
        return end
    if script_of(text.key[end]) is not Script.CYRILLIC:
        return 0
    last = min(end + _LONGEST_CASE, len(text.key))
    edge = next((position for position in range(end + 1, last + 1) if is_edge(text, position)), 0)
    return edge if edge and CASE.fullmatch(text.key, end, edge) else 0


def _of_kinds(named: Iterable[_Named], kinds: Set[str], text: FoldedText, span: tuple[int, int], only: str = "") -> tuple[Place, ...]:
    """What of these kinds is written nearly as in a span of the key, each once, of stations and areas the likest; `only`: of this kind of places."""
    written = text.key[span[0] : span[1]]
    fitting = [item for item in named if item.kind in kinds and (not only or item.place.kind == only)]
    if script_of(written[0]) is Script.LATIN:
        least = _ALIKE if text.original[text.starts[span[0]]].isupper() else _ALIKE_SMALL
        fitting = [item for item in fitting if SequenceMatcher(None, written, item.spelled).ratio() >= least]
    places = tuple({item.place.ref: item.place for item in fitting}.values())
    exact = [item.place for item in fitting if item.spelled == written]
    for kind in (STATION, DISTRICT, *DONG_KINDS):
        of_kind = tuple(place for place in places if place.kind == kind)
        alike = likest(tuple(place for place in of_kind if place in exact) or of_kind, written)
        places = tuple(place for place in places if place.kind != kind or place in alike)
    return places

"""Finds road addresses as people write and say them: a known road, perhaps a branch of it (`7길`), and a building number.

The name of the road is looked up, not guessed by its last syllable: "양천로 400" is a number of 양천로, "강남으로 3시까지" none of anything. Spaces
may be anywhere or nowhere; numbers may be spoken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import ahocorasick

from city120_text import name_key
from city120_text.korean_addresses import (
    AREA_ENDINGS,
    AVENUE,
    BELOW_GROUND,
    BRANCH,
    BRANCH_KINDS,
    BRANCH_LATIN,
    BRANCHED,
    CROSSING_HAN,
    LATIN_ROADS,
    LETTERS_WRITTEN,
    NUMBER,
    NUMBER_AND_FLOOR,
    NUMBER_AND_ROOM,
    NUMBER_BEFORE,
    NUMBER_SAID,
    NUMBER_WORD,
    ROAD,
    SOUNDED_ROAD,
)
from city120_text.numerals import spoken_number
from city120_text.sounds import sound_of_word, sounds_of
from city120_wayfinding.addresses.alone import Alone
from city120_wayfinding.writing.endings import Endings
from city120_wayfinding.writing.folding import COMMAS, FoldedText, Gap
from city120_wayfinding.writing.scripts import Script, is_edge, script_of

_SHORTEST_INSIDE = 3
_SHORTEST_SAID = 2
# Letters of the shortest sound of a road: shorter ones are parts of too many words.
_SHORTEST_SOUND = 4


@dataclass(frozen=True)
class WrittenRoad:
    """A road in key[start:end] with its building number, 0 where none is written. `road` is as the register calls it; where that does not know
    the branch, `known` is the road that it is a branch of."""

    start: int
    end: int
    road: str
    known: str
    number: int = 0
    sub: int = 0
    below: bool = False

    def __str__(self) -> str:
        sub = f"-{self.sub}" if self.sub else ""
        return f"{self.road} {BELOW_GROUND if self.below else ''}{self.number}{sub}" if self.number else self.road


class RoadFinder:
    """Roads by the beginning of their names, up to a branch's number."""

    def __init__(
        self, roads: Iterable[str], alone: Alone, has: Callable[[str, int], bool], endings: Endings, aliases: Mapping[str, Iterable[str]]
    ) -> None:
        """`alone` tells which roads are found without a number; `has` tells whether a road has a building of a main number; `aliases`: roads by the
        keys of their names in other letters."""
        self._roads = frozenset(roads)
        self._alone = alone
        self._has = has
        self._endings = endings
        self._stems: dict[str, set[str]] = defaultdict(set)
        for road in self._roads:
            branch = BRANCHED.fullmatch(road)
            stem = branch["road"] if branch else road
            self._stems[name_key(stem)].add(stem)
        self._by_sound: dict[str, set[str]] = defaultdict(set)
        for stem in {stem for stems in self._stems.values() for stem in stems if stem.endswith(ROAD)}:
            for sound in sounds_of(stem):
                self._by_sound[sound].add(stem)
        for key, several in aliases.items():
            self._stems[key].update(several)
        self._automaton = ahocorasick.Automaton()
        for key in self._stems:
            self._automaton.add_word(key, key)
        if self._stems:
            self._automaton.make_automaton()

    def find(self, text: FoldedText) -> list[WrittenRoad]:
        """The roads of a text, in its order, not overlapping, the longest first where they compete."""
        if not self._stems:
            return []
        candidates: list[WrittenRoad] = []
        for last, key in self._automaton.iter(text.key):
            start = last + 1 - len(key)
            if Gap.BREAK not in text.gaps[start + 1 : last + 1] and not _parted(text, start, last + 1):
                roads = [road for stem in self._stems[key] if (road := self._road(text, start, last + 1, stem)) is not None]
                candidates += [road for road in roads if _begins(text, road)]
        candidates += self._heard(text)
        taken = bytearray(len(text.key))
        chosen: list[WrittenRoad] = []
        for road in sorted(candidates, key=lambda road: (road.start - road.end, road.start)):
            if not any(taken[road.start : road.end]):
                taken[road.start : road.end] = b"\1" * (road.end - road.start)
                chosen.append(road)
        return sorted(chosen, key=lambda road: road.start)

    def _heard(self, text: FoldedText) -> list[WrittenRoad]:
        """The roads with a number that are written as they sound, in Cyrillic letters or, with a capital, Latin ones: Шихын-дэро 198, Chongno 233."""
        roads: list[WrittenRoad] = []
        for run in SOUNDED_ROAD.finditer(text.key):
            for start in filter(lambda position: is_edge(text, position), range(run.start(), run.end() - _SHORTEST_INSIDE)):
                sound, _ = sound_of_word(text.key[start : run.end()])
                capital = text.original[text.starts[start]].isupper() or script_of(text.key[start]) is Script.CYRILLIC
                if capital and len(sound) >= _SHORTEST_SOUND and (road := self._likeliest(text, start, run.end(), self._by_sound.get(sound, ()))):
                    roads.append(road)
                    break
        return roads

    def _likeliest(self, text: FoldedText, start: int, end: int, stems: Iterable[str]) -> WrittenRoad | None:
        """Of roads of one sound one that has the number that follows; the only one, or none."""
        roads = [road for stem in sorted(stems) if (road := self._road(text, start, end, stem)) is not None and road.number]
        known = [road for road in roads if self._has(road.known, road.number)]
        return known[0] if len(known) == 1 else None

    def _road(self, text: FoldedText, start: int, end: int, stem: str) -> WrittenRoad | None:
        """The road with its branch and number; None where the stem is none, or stands there as something else."""
        alias = script_of(text.key[start]) is not Script.HANGUL
        end = _written_out(text, end, stem) if alias else end
        branch = (BRANCH_LATIN if alias else BRANCH).match(text.key, end)
        if branch and (alias or Gap.JOINT not in text.gaps[branch.start() + 1 : branch.end()]) and (number := _value(branch["number"])):
            names = [f"{stem}{number}{_letter(branch['letter'])}{kind}" for kind in BRANCH_KINDS]
            name = next((name for name in names if name in self._roads), names[0])
            known = name if name in self._roads else stem
            road = WrittenRoad(start, branch.end(), name, known)
            if known in self._roads and (whole := self._numbered(text, road) or _number_before(text, road, alias) or self._unnumbered(text, road)):
                return whole
        road = WrittenRoad(start, end, stem, stem)
        if stem not in self._roads or text.key.startswith(CROSSING_HAN, end) or self._alone.is_of_the_street(text, start, end):
            return None
        alone = self._alone.of_alias(stem, text.key[start:end]) if alias else self._alone(text, stem, end)
        return self._numbered(text, road) or _number_before(text, road, alias) or (self._unnumbered(text, road) if alone else None)

    def _unnumbered(self, text: FoldedText, road: WrittenRoad) -> WrittenRoad | None:
        """The road alone, where a word ends with it and its endings."""
        return road if self._endings.close(text, road.end) else None

    def _numbered(self, text: FoldedText, road: WrittenRoad) -> WrittenRoad | None:
        """The road with the number that follows it: of several ways to read the digits the first that the road has."""
        position = text.ends[road.end - 1]
        if word := NUMBER_WORD.match(text.original, position):
            position = word.end()
        readings = []
        for pattern in (NUMBER, NUMBER_AND_FLOOR, NUMBER_AND_ROOM):
            if written := pattern.match(text.original, position):
                groups = written.groupdict()
                readings.append(_with(text, road, written, int(groups["main"]), int(groups.get("sub") or 0)))
        if not readings and (written := NUMBER_SAID.match(text.original, position)):
            main, sub = spoken_number(written["main"]), spoken_number(written["sub"] or "")
            if main and (len(written["main"]) >= _SHORTEST_SAID or written["unit"]):
                readings.append(_with(text, road, written, main, sub or 0))
        known = (reading for reading in readings if self._has(reading.known, reading.number))
        return next(known, next((reading for reading in readings if reading.number), None))


def _with(text: FoldedText, road: WrittenRoad, written: re.Match[str], main: int, sub: int) -> WrittenRoad:
    """The road with a number and all that belongs to it."""
    end = written.end("sub") if "sub" in written.groupdict() and written["sub"] else written.end("main")
    if (groups := written.groupdict()).get("unit"):
        end = written.end("unit")
    last = bisect_left(text.starts, end)
    return WrittenRoad(road.start, last, road.road, road.known, main, sub, bool(groups["below"]))


def _number_before(text: FoldedText, road: WrittenRoad, alias: bool) -> WrittenRoad | None:
    """A road in Latin letters with the number that stands before it."""
    if not alias or not text.key[road.start].isascii() or not (written := NUMBER_BEFORE.search(text.original[: text.starts[road.start]])):
        return None
    return replace(road, start=bisect_left(text.starts, written.start()), number=int(written["main"]), sub=int(written["sub"] or 0))


def _written_out(text: FoldedText, end: int, road: str) -> int:
    """Where a road in letters ends if what it is follows its name: "đường Dobong" goes on in "đường Dobong-ro 53"."""
    kind = LATIN_ROADS[AVENUE if road.endswith(AVENUE) else ROAD]
    return end + len(kind) if text.key.startswith(kind, end) and text.gaps[end] < Gap.SPACE else end


def _parted(text: FoldedText, start: int, end: int) -> bool:
    """Whether a comma stands within key[start:end]: what is before and after it is no one name."""
    return any(text.gaps[start + 1 : end]) and any(comma in text.original[text.starts[start] : text.ends[end - 1]] for comma in COMMAS)


def _letter(written: str | None) -> str:
    return LETTERS_WRITTEN.get(written or "", written or "")


def _value(number: str) -> int:
    return int(number) if number.isdigit() else spoken_number(number) or 0


def _begins(text: FoldedText, road: WrittenRoad) -> bool:
    """Whether a road may begin there: where a word does, or, for a longer name in Hangul, after the name of a larger area."""
    return is_edge(text, road.start) or (road.end - road.start >= _SHORTEST_INSIDE and text.key[road.start - 1] in AREA_ENDINGS)

"""Takes names of districts, dongs and stations, and addresses on roads, out of a text: where something happened says nothing about what it is, and
names mislead a matcher.

Only what is plainly a name goes: a district's name, and names written with what they are ("역삼동", "Mapo-gu"). Of a station "station" stays, of a
road without a number "street". Of a longer word that begins with a name the rest stays, since it says something: of "마포구청" what any district
office is called. Names of other cities stay: they tell that it is none of ours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from city120_edition import rows
from city120_edition.gazetteer import Spelling, compile_gazetteer
from city120_edition.source import Source
from city120_faq import hand_set
from city120_text import name_key
from city120_text.korean_addresses import AREA_ENDINGS, BRANCHED, HANGUL_ADDRESS, HANGUL_ROAD, ROAD, ROAD_ADDRESS, STREET, takes_ro

_DISTRICT = re.compile(r"area:\d{5}")
_PLACE = re.compile(r"area:|station:")
_STATION = "station:"
_TUNNEL = "tunnel"
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_UNSPACED = re.compile(r"[\u3400-\u9fff\u3041-\u30ff]")
_NOTHING = re.compile(r"(?!)")
# Letters of the shortest road that is found after the name of an area, without a space.
_SHORTEST_INSIDE = 3
_WORDS_KEPT = 32_768


@dataclass(frozen=True)
class RoadNames:
    """Names of roads without their branches. `alone`: those that are meant without a number, for 로 can be no particle there (월드컵북로) and nothing
    else has their name; `doubtful`: those that may be a word with a particle, and are meant before another particle (강서로에서)."""

    roads: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()

    @classmethod
    def of(cls, roads: Iterable[str], others: Collection[str]) -> RoadNames:
        """Of all roads, with their branches, and the keys of all other names."""
        stems = {branch["road"] if (branch := BRANCHED.fullmatch(road)) else road for road in roads}
        unique = frozenset(road for road in stems if road.endswith(ROAD) and road not in others)
        alone = frozenset(road for road in unique if not takes_ro(road.removesuffix(ROAD)))
        return cls(frozenset(stems), alone, unique - alone)

    def without(self, text: str) -> str:
        """The text without addresses on these roads."""
        return HANGUL_ROAD.sub(self._left_of_road, HANGUL_ADDRESS.sub(self._left_of_address, text))

    def _left_of_address(self, written: re.Match[str]) -> str:
        """What stays of a road with a branch or number, if it is one of these: the area that is written before it, and without a number a street."""
        word = written["road"]
        for start in range(len(word) - 1):
            if word[start:] in self.roads and (not start or (len(word) - start >= _SHORTEST_INSIDE and word[start - 1] in AREA_ENDINGS)):
                return f"{word[:start]} {'' if written['number'] else STREET} "
        return written[0]

    def _left_of_road(self, written: re.Match[str]) -> str:
        road = written["road"]
        return f"{STREET} " if road in self.alone or (written["after"] and road in self.doubtful) else written[0]


@dataclass(frozen=True)
class TunnelNames:
    """Names of tunnels, of which "tunnel" stays (`kinds`, by key): what happens in one is not what it is known for, a toll. `named`: what every such
    name holds, so that most texts are not searched for each."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    pattern: re.Pattern[str] = _NOTHING
    named: re.Pattern[str] = _NOTHING

    @classmethod
    def of(cls, kinds: Mapping[str, str]) -> TunnelNames:
        """From names and what each is the name of. Spaces may be anywhere in them (남산 1호 터널)."""
        return cls({name_key(name): kind for name, kind in kinds.items()}, _spaced(kinds), _spaced(kinds.values()))

    def without(self, text: str) -> str:
        """The text with "tunnel" in place of their names."""
        return self.pattern.sub(lambda written: f" {self.kinds[name_key(written[0])]}", text) if self.named.search(text) else text


def _spaced(names: Iterable[str]) -> re.Pattern[str]:
    """Finds the names, the longest first, wherever they have spaces."""
    unspaced = sorted({name.replace(" ", "") for name in names}, key=len, reverse=True)
    return re.compile("|".join(r"\s?".join(map(re.escape, name)) for name in unspaced), re.IGNORECASE) if unspaced else _NOTHING


@dataclass(frozen=True)
class PlaceNames:
    """Keys of names and what stays of each (`whole`), of districts' bare names (`stems`), of districts as they begin a longer name and what stays of
    them there (`within`), of whatever else begins with one (`others`), and names of roads and tunnels."""

    whole: Mapping[str, str]
    stems: frozenset[str]
    within: Mapping[str, str]
    others: frozenset[str]
    roads: RoadNames = field(default_factory=RoadNames)
    tunnels: TunnelNames = field(default_factory=TunnelNames)

    @classmethod
    def of_source(cls, source: Source) -> PlaceNames:
        """From the source of an edition."""
        roads = {run.road for run in source.rows("road_runs", rows.RoadRun)}
        return cls.of(compile_gazetteer(source), source.rows("plain_names", rows.PlainName), roads)

    @classmethod
    def of(
        cls,
        spellings: Iterable[Spelling],
        plain_names: Iterable[rows.PlainName],
        roads: Iterable[str],
        sites: Iterable[tuple[str, str]] = (),
    ) -> PlaceNames:
        """From a gazetteer, what makes a spelling plainly a name in each language, a register's roads, and names of complexes, schools and crossings
        with what stays of each, which nothing is learnt of."""
        kept, looks = list(spellings), {row.language: re.compile(row.pattern, re.IGNORECASE) for row in plain_names}
        elsewhere = {spelling.key for spelling in kept if spelling.ref.startswith("outside:")}
        stems = {spelling.key for spelling in kept if _DISTRICT.fullmatch(spelling.ref)} - elsewhere
        whole, within = dict.fromkeys(stems, ""), {}
        # 마포구, of which 마포 is one as well.
        full = stems - {key[:-1] for key in stems}
        for spelling in kept:
            look = looks[spelling.language].search(spelling.name) if _PLACE.match(spelling.ref) and spelling.language in looks else None
            if look and spelling.key not in elsewhere:
                kind = look[1] or ""
                whole.setdefault(spelling.key, kind if spelling.ref.startswith(_STATION) else "")
                if spelling.key in full:
                    within[spelling.key] = kind
        whole |= {key: stays for key, stays in sites if key not in whole}
        others = {spelling.key for spelling in kept} - whole.keys()
        begun = {other for other in others if any(other[:size] in whole for size in range(1, len(other)))}
        tunnels = (spelling for spelling in kept if spelling.kind == _TUNNEL and spelling.language in looks)
        kinds = {spelling.name: look[1] for spelling in tunnels if (look := looks[spelling.language].search(spelling.name)) and look[1]}
        of_roads = RoadNames.of(roads, {spelling.key for spelling in kept})
        return cls(whole, frozenset(stems), within, frozenset(begun), of_roads, TunnelNames.of(kinds))

    def remove(self, text: str) -> str:
        """The text without them; unchanged when there are none or nothing else would be left."""
        rest = self.without(text)
        return rest if name_key(rest) else text

    def without(self, text: str) -> str:
        """The text without them, even when nothing is left."""
        words = self.roads.without(ROAD_ADDRESS.sub(" ", self.tunnels.without(text))).split()
        keys = [name_key(word) for word in words]
        kept: list[str] = []
        position = 0
        while position < len(words):
            taken, rest = self._take(words, keys, position)
            kept += [rest] if rest else []
            position += taken
        return " ".join(kept) if kept != text.split() else text

    def _take(self, words: list[str], keys: list[str], position: int) -> tuple[int, str]:
        """How many words from here were looked at, and what stays of them."""
        word = words[position]
        if _HANGUL.match(word):
            return 1, self._left_of_spelt(word)
        if _UNSPACED.search(word):
            return 1, self._unspaced(word)
        return self._words(keys[position:]) or (1, word)

    def _words(self, keys: Sequence[str]) -> tuple[int, str] | None:
        """The longest name that words begin with: how many words it has, and what stays of it."""
        name = None
        for count, key in enumerate(accumulate(keys), 1):
            if not key or len(key) > self._longest:
                break
            if key in self.whole:
                name = count, self.whole[key]
        return name

    @cached_property
    def _left_of_spelt(self) -> Callable[[str], str]:
        """What stays of a word in Korean. Callers say the same words, and each clause those of the whole."""
        return lru_cache(maxsize=_WORDS_KEPT)(lambda word: self._spelt(word, name_key(word)))

    def _spelt(self, word: str, key: str) -> str:
        whole, other = self._prefix(key, self.whole), self._prefix(key, self.others)
        if len(whole) > len(other) and len(key) - len(whole) <= hand_set.LONGEST_ENDING:
            return self.whole[whole]
        if len(other) > len(whole):
            return self._of_any_district(key) or word
        stem = self._prefix(key, self.stems)
        return key[len(stem) :] if stem else word

    def _of_any_district(self, key: str) -> str:
        """A longer name that begins with a district's, without that; empty where it does not."""
        name = self._prefix(key, self.within)
        return self.within[name] + key[len(name) :] if name else ""

    def _unspaced(self, word: str) -> str:
        position, kept = 0, []
        while position < len(word):
            if self._begun.isdisjoint((word[position].casefold(), word[position : position + 2].casefold())):
                kept.append(word[position])
                position += 1
                continue
            tail = word[position : position + self._longest].casefold()
            name, other = self._prefix(tail, self.whole), self._prefix(tail, self.others)
            if name and len(name) > len(other):
                kept.append(self.whole[name])
                position += len(name)
            else:
                step = max(len(other), 1)
                longer = word[position : position + step]
                kept.append(self._of_any_district(longer) or longer)
                position += step
        return "".join(kept)

    def _prefix(self, key: str, names: Collection[str]) -> str:
        """The longest of some names that a key begins with."""
        for size in self._sizes.get(key[:1], ()):
            if key[:size] in names:
                return key[:size]
        return ""

    @cached_property
    def _sizes(self) -> Mapping[str, Sequence[int]]:
        """How long names are, the longest first, by the letter that they begin with."""
        sizes: dict[str, set[int]] = defaultdict(set)
        for name in chain(self.whole, self.stems, self.others):
            sizes[name[0]].add(len(name))
        return {letter: sorted(several, reverse=True) for letter, several in sizes.items()}

    @cached_property
    def _begun(self) -> frozenset[str]:
        """How names begin: their first two letters. Most letters of a sentence begin none."""
        return frozenset(name[:2] for name in chain(self.whole, self.stems, self.others))

    @cached_property
    def _longest(self) -> int:
        """How many letters the longest name has."""
        return max((several[0] for several in self._sizes.values()), default=0)

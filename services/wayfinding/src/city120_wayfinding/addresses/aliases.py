"""Roads in other letters than Hangul: Teheran-ro, đường Teheran, 德黑兰路, テヘラン路, 江南大路.

In Latin letters by the rule of romanisation, the ending as it is; in Chinese characters and kana after the place that a road is named after; and as
rows of the edition have it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from city120_edition import rows
from city120_edition.gazetteer import Spelling
from city120_text import name_key
from city120_text.korean_addresses import AVENUE, HAN_KINDS, HAN_ROADS, LATIN_ROADS, ROAD, ROAD_WORDS
from city120_text.romanise import romanised

# A shorter stem is part of too many words to be a road's without its ending.
_SHORTEST_WORD = 5
_HAN_LANGUAGES = ("zh", "ja")
_SHORTEST_HAN = 2
_KINDS_HAN = "".join(HAN_KINDS.values())
_KATAKANA_ROAD = re.compile(rf"([\u30a1-\u30ff]+){HAN_ROADS[ROAD][0]}")


def aliases(roads: Iterable[str], spellings: Iterable[Spelling], named: Iterable[rows.RoadName]) -> Mapping[str, frozenset[str]]:
    """The roads, branches apart, by the keys of their other names."""
    known = {road for road in roads if road.endswith(ROAD)}
    spellings = list(spellings)
    by_key: dict[str, set[str]] = defaultdict(set)
    for road in known:
        for key in _latin(road):
            by_key[key].add(road)
    for key, road in (*_after_places(known, spellings), *_places_themselves(known, spellings)):
        by_key[key].add(road)
    for row in named:
        if row.road in known:
            by_key[name_key(row.name)].add(row.road)
            if written := _KATAKANA_ROAD.fullmatch(row.name):
                by_key[name_key(written[1] + HAN_ROADS[ROAD][1])].add(row.road)
    return {key: frozenset(several) for key, several in by_key.items()}


def _stem(road: str) -> tuple[str, str]:
    """A road's name without its ending, and that."""
    ending = AVENUE if road.endswith(AVENUE) and road != AVENUE else ROAD
    return road.removesuffix(ending), ending


def _latin(road: str) -> Iterator[str]:
    stem, ending = _stem(road)
    written = name_key(romanised(stem))
    if written.isascii() and written.isalpha():
        yield from {written + LATIN_ROADS[ending], name_key(romanised(road))}
        if len(written) >= _SHORTEST_WORD:
            yield from (word.format(written) for word in ROAD_WORDS)


def _after_places(roads: Iterable[str], spellings: Iterable[Spelling]) -> Iterator[tuple[str, str]]:
    """The keys of roads that are called after something with a name in Chinese characters or kana: the thing itself, or a dong, district or station
    of that name, without what it is. A road has 洞 or 区 in its name only where the Korean name has: 학동로 is 鹤洞路, 양천로 is 阳川路."""
    korean, han = _named(spellings)
    for road in roads:
        stem, ending = _stem(road)
        itself = HAN_KINDS.get(stem[-1], "")
        for kind, written_kinds in (("", _KINDS_HAN.translate(str.maketrans("", "", itself))), *HAN_KINDS.items()):
            for ref in korean.get(name_key(stem + kind), ()):
                names = {name.rstrip(written_kinds) if kind else name for name in han[ref] if kind or name[-1] not in written_kinds}
                yield from ((name + written, road) for name in names if len(name) >= _SHORTEST_HAN for written in HAN_ROADS[ending])


def _places_themselves(roads: Iterable[str], spellings: Iterable[Spelling]) -> Iterator[tuple[str, str]]:
    """The keys of roads that something is called after: 종로, after which 종로구 is called, is 钟路."""
    korean, han = _named(spellings)
    for road in roads:
        for kind, written_kinds in HAN_KINDS.items():
            for ref in korean.get(name_key(road + kind), ()):
                names = {name.rstrip(written_kinds) for name in han[ref]}
                yield from ((name, road) for name in names if name.endswith(HAN_ROADS[ROAD][0]))


def _named(spellings: Iterable[Spelling]) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """What has a Korean name, by its key; and its names in Chinese characters and kana, by reference."""
    korean: dict[str, set[str]] = defaultdict(set)
    han: dict[str, set[str]] = defaultdict(set)
    for spelling in spellings:
        if spelling.language == "ko":
            korean[spelling.key].add(spelling.ref)
        elif spelling.language in _HAN_LANGUAGES and not spelling.key.isascii():
            han[spelling.ref].add(spelling.key)
    return korean, han

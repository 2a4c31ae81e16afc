"""Roads in other letters than Hangul: Teheran-ro, đường Teheran, 德黑兰路, テヘラン路, 江南大路.

In Latin letters by the rule of romanisation, the ending as it is; in Chinese characters and kana after the place that a road is named after; and as
rows of the edition have it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from city120_edition import rows
from city120_edition.gazetteer import Spelling
from city120_text import name_key
from city120_text.korean_addresses import AVENUE, HAN_ROADS, LATIN_ROADS, ROAD, ROAD_WORDS
from city120_text.romanise import romanised

# A shorter stem is part of too many words to be a road's without its ending.
_SHORTEST_WORD = 5
_HAN_LANGUAGES = ("zh", "ja")


def aliases(roads: Iterable[str], spellings: Iterable[Spelling], named: Iterable[rows.RoadName]) -> Mapping[str, frozenset[str]]:
    """The roads, branches apart, by the keys of their other names."""
    known = {road for road in roads if road.endswith(ROAD)}
    by_key: dict[str, set[str]] = defaultdict(set)
    for road in known:
        for key in _latin(road):
            by_key[key].add(road)
    for key, road in _after_places(known, list(spellings)):
        by_key[key].add(road)
    for row in named:
        if row.road in known:
            by_key[name_key(row.name)].add(row.road)
    return {key: frozenset(several) for key, several in by_key.items()}


def _stem(road: str) -> tuple[str, str]:
    """A road's name without its ending, and that."""
    ending = AVENUE if road.endswith(AVENUE) and road != AVENUE else ROAD
    return road.removesuffix(ending), ending


def _latin(road: str) -> Iterator[str]:
    stem, ending = _stem(road)
    written = name_key(romanised(stem))
    if written.isascii() and written.isalpha():
        yield written + LATIN_ROADS[ending]
        if len(written) >= _SHORTEST_WORD:
            yield from (word.format(written) for word in ROAD_WORDS)


def _after_places(roads: Iterable[str], spellings: list[Spelling]) -> Iterator[tuple[str, str]]:
    """The keys of roads that are called after something with a name in Chinese characters or kana."""
    korean: dict[str, set[str]] = defaultdict(set)
    han: dict[str, set[str]] = defaultdict(set)
    for spelling in spellings:
        if spelling.language == "ko":
            korean[spelling.key].add(spelling.ref)
        elif spelling.language in _HAN_LANGUAGES and not spelling.key.isascii():
            han[spelling.ref].add(spelling.key)
    for road in roads:
        stem, ending = _stem(road)
        for ref in korean.get(name_key(stem), ()):
            yield from ((name + written, road) for name in han[ref] for written in HAN_ROADS[ending])

"""Which roads are plainly meant without a number. Many names of roads are also something else with the particle 로: 청구로, 강서로, 고려대로.

What is ambiguous so is still a road before another particle that never follows 로: 강서로에서, 고려대로의.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from city120_text import name_key
from city120_text.korean_addresses import AFTER_NOUNS, AVENUE, CROSSINGS, HAN_ROADS, ON_ROADS, ROAD, STREET_THINGS_HAN, final_of, takes_ro
from city120_wayfinding.writing.folding import FoldedText, Gap

# Shorter names of which the particle may be a part are everyday words: 증가로, 오류로.
_SHORTEST = 4
# The same of names in other letters.
_SHORTEST_LATIN, _SHORTEST_HAN = 7, 3
_ON_ROADS = tuple(map(name_key, ON_ROADS))


@dataclass(frozen=True)
class Alone:
    """Roads that are found without a number: `plain` ones anywhere, `doubtful` ones where no particle can be meant."""

    plain: frozenset[str]
    doubtful: frozenset[str]
    names: Collection[str]

    @classmethod
    def of(cls, roads: Iterable[str], names: Collection[str]) -> Alone:
        """Of all roads those whose key is not that of another name."""
        unique = frozenset(road for road in roads if name_key(road) not in names)
        doubtful = frozenset(road for road in unique if _reads_as_particle(road, names))
        return cls(unique - doubtful, doubtful, names)

    def __call__(self, text: FoldedText, road: str, end: int) -> bool:
        """Whether a road that ends before key[end:] is meant."""
        return road in self.plain or (road in self.doubtful and (_noun_follows(text, end) or _leads_to_a_thing(text, road, end)))

    def of_alias(self, road: str, key: str) -> bool:
        """Whether a name of a road in other letters, like the road's own, is no other name and long enough to be no word."""
        return road in self.plain | self.doubtful and key not in self.names and len(key) >= (_SHORTEST_LATIN if key.isascii() else _SHORTEST_HAN)

    def is_of_the_street(self, text: FoldedText, start: int, end: int) -> bool:
        """Whether key[start:end] in Chinese characters is a place and the beginning of a thing of the street: 鹤洞路灯, 区路面."""
        place, ending = text.key[start : end - 1], text.key[end - 1]
        return ending in HAN_ROADS[ROAD] and text.key.startswith(STREET_THINGS_HAN, end) and place in self.names


def _noun_follows(text: FoldedText, position: int) -> bool:
    """Whether what is written on before key[position:] tells that the word ending there is a noun, not one with a particle."""
    return text.key.startswith(AFTER_NOUNS, position) and text.gaps[position] == Gap.NONE


def _leads_to_a_thing(text: FoldedText, road: str, position: int) -> bool:
    """Whether a crossing that is called after the road follows, or a thing of roads, to which no particle leads: 세종대로사거리, 경희대로 가로등."""
    if position == len(text.key) or text.gaps[position] > Gap.SPACE:
        return False
    apart = text.gaps[position] == Gap.SPACE and len(road) >= _SHORTEST
    return text.key.startswith(CROSSINGS, position) or (apart and text.key.startswith(_ON_ROADS, position))


def _reads_as_particle(road: str, names: Collection[str]) -> bool:
    stem = name_key(road.removesuffix(ROAD))
    if not road.endswith(ROAD) or not takes_ro(stem):
        return False
    if road.endswith(AVENUE) and len(road) >= _SHORTEST:
        return stem in names and name_key(road.removesuffix(AVENUE)) not in names
    return stem in names or (len(road) < _SHORTEST and final_of(stem[-1]) == 0)

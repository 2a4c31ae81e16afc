"""What a name may stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from city120_edition import rows
from city120_edition.gazetteer import ORDER, Spelling
from city120_text import name_key
from city120_wayfinding.places.place import DISTRICT, OUTSIDE, Place


class Gazetteer:
    """Names by key, and the things they stand for, best first: districts, then official names, then by what it is, then by ref."""

    def __init__(self, spellings: Iterable[Spelling], places: Mapping[str, Place], others: Iterable[rows.Name] = ()) -> None:
        """`others`: what places are called beside their own names."""
        by_key: dict[str, list[Spelling]] = defaultdict(list)
        for spelling in spellings:
            by_key[spelling.key].append(spelling)
        # Each name and its key.
        self.names = [(spelling.name, key) for key, namesakes in by_key.items() for spelling in namesakes]
        self._by_key = {key: tuple(places[spelling.ref] for spelling in sorted(namesakes, key=_rank)) for key, namesakes in by_key.items()}
        self._everyday = _everyday(places, others, self._by_key.keys())

    @property
    def keys(self) -> Set[str]:
        """The keys of all names."""
        return self._by_key.keys()

    def of_key(self, key: str) -> tuple[Place, ...]:
        """What has a name with this key, best first."""
        return self._by_key.get(key) or self._everyday.get(key, ())

    def named(self, name: str) -> tuple[Place, ...]:
        """What has exactly this name, best first."""
        return self.of_key(name_key(name))

    def containing(self, name: str) -> list[Place]:
        """What has a name that is, begins with, or holds this one, in this order, the shorter name first; each thing once."""
        wanted = name_key(name)
        if not wanted:
            return []
        keys = [key for names in (self._by_key, self._everyday) for key in names if wanted in key]
        keys.sort(key=lambda key: (not key.startswith(wanted), len(key), key))
        places = {place.ref: place for key in keys for place in self.of_key(key)}
        return list(places.values())


def _everyday(places: Mapping[str, Place], others: Iterable[rows.Name], known: Set[str]) -> dict[str, tuple[Place, ...]]:
    """What is called like an everyday word: that name is no spelling to look for in texts, but who asks for exactly that name means it."""
    by_key: dict[str, dict[str, Place]] = defaultdict(dict)
    named = [(name, place) for place in places.values() for name in place.names.values()]
    for name, place in [*named, *((row.name, places[row.ref]) for row in others)]:
        if (key := name_key(name)) not in known:
            by_key[key][place.ref] = place
    return {key: tuple(by_ref.values()) for key, by_ref in by_key.items()}


def _rank(spelling: Spelling) -> tuple[bool, bool, int, str]:
    """A district or a city elsewhere that shares its bare name with a station comes first, though the station's name is the official one."""
    return spelling.kind not in (DISTRICT, OUTSIDE), not spelling.official, ORDER.index(spelling.ref.partition(":")[0]), spelling.ref

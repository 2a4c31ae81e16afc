"""A search in live lists, for who asks for pharmacies, clinics or hospitals in a district or near a point."""

from __future__ import annotations

from dataclasses import replace

from city120_wayfinding.live.egen import OPERATIONS, EGen
from city120_wayfinding.places.place import Place
from city120_wayfinding.places.search import Found, Query, Search


class LiveSearch:
    """Searches the lists of the districts that are near. None where it has no say, or a list is not to be had: then imported lists answer."""

    def __init__(self, source: EGen) -> None:
        self._source = source

    def search(self, query: Query, everything: Search) -> Found | None:
        """What fits, of the live lists."""
        kinds = query.kinds or tuple(filter(None, (everything.kind_called(query.words),)))
        districts = everything.districts_of(query) if kinds and set(kinds) <= OPERATIONS.keys() else []
        named = query.words and not everything.kind_called(query.words)
        if not districts or named:
            return None
        places: list[Place] = []
        for kind in kinds:
            for code, name in districts:
                listed = self._source.places(kind, name)
                if listed is None:
                    return None
                places += [replace(place, district_code=code) for place in listed]
        return everything.over(places).search(replace(query, words="", kinds=kinds))

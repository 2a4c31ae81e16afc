"""Words to places: a name or an address, as it is typed into a field or given by another system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from city120_wayfinding.addresses import ROAD_ADDRESS
from city120_wayfinding.mentions.finder import NAME, MentionFinder, PlaceMention
from city120_wayfinding.places.gazetteer import Gazetteer
from city120_wayfinding.places.place import AREA_KINDS, Place, Point, site_ref

_AREA = "area:"
_OFFICIAL = "ko"


class Geocoder:
    """Takes the whole for a reference or a name, and otherwise looks for names and addresses in it."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        mentions: MentionFinder,
        middles: Mapping[str, Point],
        reaches: Mapping[str, float],
        places: Mapping[str, Place],
    ) -> None:
        """`middles`: points of areas, by code; `reaches`: how far these reach from there, in metres; `places`: by reference."""
        self._gazetteer, self._places = gazetteer, places
        self._mentions = mentions
        self._middles, self._reaches = middles, reaches

    def geocode(self, words: str, limit: int) -> list[Place]:
        """What has this reference or name, best first; otherwise where the addresses in the words lie, else what is named in them. Empty when nothing
        is. Before the dong of a complex, a school, a crossing or a building whose point is known it is told itself."""
        referred = self._places.get(words.strip())
        places = (referred,) if referred is not None else self._gazetteer.named(words) or self._mentioned(words)
        return [self._located(place, places) for place in places[:limit]]

    def _mentioned(self, words: str) -> tuple[Place, ...]:
        """What is mentioned in the words, each place once; addresses count before names."""
        mentions = self._mentions.find(words)
        addresses = [mention for mention in mentions if mention.reading != NAME]
        return tuple({place.ref: place for mention in addresses or mentions for place in _places(mention)}.values())

    def _located(self, place: Place, others: Sequence[Place]) -> Place:
        """An area at its middle, as exact as it is small; what else has no point at that of its namesake, for a park that decides by itself is a
        place, too."""
        code = place.ref.removeprefix(_AREA)
        if place.point is not None:
            return place
        if place.kind in AREA_KINDS and code in self._middles:
            return replace(place, point=self._middles[code], precision_m=self._reaches.get(code, 0.0))
        namesakes = (other for other in others if other.point is not None and (other.kind, _called(other)) == (place.kind, _called(place)))
        return next((replace(place, point=other.point, precision_m=other.precision_m) for other in namesakes), place)


def _called(place: Place) -> str:
    return place.names.get(_OFFICIAL, "")


def _places(mention: PlaceMention) -> Iterator[Place]:
    """What a mention may be: of an area that a site or building with a point lies in first that itself."""
    for place in mention.candidates:
        if mention.reading == NAME or place.kind not in AREA_KINDS or place.point is None:
            yield place
            continue
        code, is_building = place.ref.removeprefix(_AREA), mention.reading == ROAD_ADDRESS
        ref = f"{ROAD_ADDRESS}:{place.address}" if is_building else site_ref(code, place.address)
        names, address = {_OFFICIAL: place.address}, place.address if is_building else ""
        yield replace(place, ref=ref, kind=mention.reading, names=names, address=address, categories=(mention.reading,), area_code=code)
        yield replace(place, point=None)

"""Where a journey begins and ends: a reference, a name, an address or a point, as a place that has a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from city120_errors import NotFound
from city120_wayfinding.mentions.geocoder import Geocoder
from city120_wayfinding.places.gazetteer import Gazetteer
from city120_wayfinding.places.place import AREA_KINDS, DISTRICT, DONG_KINDS, SITE_REF, STATION, Place, Point
from city120_wayfinding.timetable.stations import Stations

_AREA = "area:"
_MOST = 10
OFFICIAL = "ko"
_FIX = "give a point, or a name, an address or a reference that GET /v1/geocode?q= finds"
POINT = "point"
# As far as the middle of an area may be from what is meant in it, in metres.
_AREA_PRECISION_M = 1000.0


class Ends:
    """Places of an edition that a journey can begin or end at."""

    def __init__(
        self,
        places: Mapping[str, Place],
        gazetteer: Gazetteer,
        geocoder: Geocoder,
        middles: Mapping[str, Point],
        stations: Stations,
        elsewhere: Mapping[str, str] | None = None,
    ) -> None:
        """`elsewhere`: the main station of a city elsewhere, both by reference."""
        self._places, self._gazetteer, self._geocoder, self._middles, self._stations = places, gazetteer, geocoder, middles, stations
        self._elsewhere = elsewhere or {}

    def at(self, point: Point) -> Place:
        """A point as a place, called by its degrees."""
        degrees = f"{point.latitude:.6f},{point.longitude:.6f}"
        return Place(f"{POINT}:{degrees}", POINT, {OFFICIAL: degrees}, point=point)

    def asked(self, words: str, field: str) -> list[Place]:
        """The places that a caller means by a reference or words; several where several stations or areas have the name. An area is its middle.
        Raises NotFound naming the field."""
        places = [self._located(place) for place in self._meant(words)]
        # A train goes to a station whose point nobody knows.
        located = [place for place in places if place.point is not None or place.kind == STATION]
        if not located:
            unknown = f"it is not known where {words!r} lies" if places else f"no place is called {words!r}"
            raise NotFound(unknown, field=field, fix=_FIX)
        return _distinct(_alike(located))

    def _meant(self, words: str) -> Sequence[Place]:
        """Of a name that a station shares with others the station: one travels from station to station. A name that nothing has may be a station's as
        lists write it. Of a thing without a point also what else has its name: a park that decides by itself is a place, too. A building or site is
        that of its name in its dong."""
        if words.startswith(SITE_REF) and words not in self._places:
            code, _, name = words.removeprefix(SITE_REF).partition("/")
            found = [place for place in self._geocoder.geocode(name, _MOST) if place.area_code == code]
            return found[:1] or [self._places[ref] for ref in (f"{_AREA}{code}",) if ref in self._places]
        if place := self._places.get(words):
            alone = place.point is not None or place.kind in (STATION, *AREA_KINDS)
            return [self._reached(place)] if alone or place.ref in self._elsewhere else [place, *self._gazetteer.named(place.names[OFFICIAL])]
        named = self._gazetteer.named(words)
        stations = [place for place in named if place.kind == STATION] if named else [*map(self._stations.place, self._stations.named(words))]
        return stations or [self._reached(place) for place in self._geocoder.geocode(words, _MOST)]

    def _reached(self, place: Place) -> Place:
        """The main station of a city elsewhere; anything else is itself."""
        return self._places.get(self._elsewhere.get(place.ref, ""), place)

    def _located(self, place: Place) -> Place:
        """With the middle of the area for its point, if it has none."""
        middle = self._middles.get(place.area_code or place.ref.removeprefix(_AREA))
        if place.point is not None or middle is None:
            return place
        return replace(place, point=middle, precision_m=place.precision_m or _AREA_PRECISION_M)


def _alike(places: Sequence[Place]) -> Sequence[Place]:
    """Of the places of a name those that may be meant: all stations, all complexes, schools or crossings, all dongs, or else districts; of other
    things the best."""
    if places[0].kind == STATION:
        return [place for place in places if place.kind == STATION]
    if places[0].kind not in AREA_KINDS:
        return [place for place in places if place.area_code and place.kind == places[0].kind] if places[0].area_code else places[:1]
    dongs = [place for place in places if place.kind in DONG_KINDS]
    return dongs or [place for place in places if place.kind == DISTRICT]


def _distinct(places: Sequence[Place]) -> list[Place]:
    """Each thing once; a legal dong and an administrative one of the same name in one district are one to a traveller."""
    by_area = {(place.district_code, place.names.get(OFFICIAL)) if place.kind in AREA_KINDS else (place.ref, ""): place for place in reversed(places)}
    return list(reversed(by_area.values()))

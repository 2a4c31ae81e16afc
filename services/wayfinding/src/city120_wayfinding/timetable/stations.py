"""The stations of an edition, by reference and by name."""

from __future__ import annotations

from collections.abc import Mapping

from city120_edition import rows
from city120_edition.edition import Edition
from city120_edition.timetables import StoredStation
from city120_errors import NotFound
from city120_wayfinding.places.gazetteer import Gazetteer
from city120_wayfinding.places.place import STATION, Place, Point

PREFIX = f"{STATION}:"
_FIX = "find stations with GET /v1/places:search?kind=station&query="


class Stations:
    """Rows and places of stations by reference (`station:<id>`)."""

    def __init__(self, edition: Edition, gazetteer: Gazetteer, places: Mapping[str, Place]) -> None:
        self._gazetteer = gazetteer
        self._rows = {f"{PREFIX}{row.id}": row for row in edition.rows("stations", rows.Station)}
        self._places = places

    def row(self, ref: str) -> rows.Station:
        """The row of a station."""
        return self._rows[ref]

    def place(self, ref: str) -> Place:
        """A station as a place."""
        return self._places[ref]

    def stop(self, stop: StoredStation) -> Place:
        """A station of a timetable as a place, also where the edition does not know it."""
        point = Point(stop.lat, stop.lon) if stop.lat is not None and stop.lon is not None else None
        return self._places.get(stop.ref) or Place(stop.ref, STATION, stop.names, point=point)

    def asked(self, name: str, field: str) -> list[str]:
        """The references that a caller means by a reference or a name; several where several have the name. Raises NotFound naming the field."""
        refs = [name] if name in self._rows else [place.ref for place in self._gazetteer.named(name) if place.kind == STATION]
        if not refs:
            raise NotFound(f"station {name!r} does not exist", field=field, fix=_FIX)
        return refs

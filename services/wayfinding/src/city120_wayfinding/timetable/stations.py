"""The stations of an edition, by reference and by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from city120_edition import rows
from city120_edition.edition import Edition
from city120_edition.timetables import StoredStation
from city120_errors import NotFound
from city120_text import name_key
from city120_wayfinding.places.gazetteer import Gazetteer
from city120_wayfinding.places.place import STATION, Place, Point

PREFIX = f"{STATION}:"
_BRACKETS = re.compile(r"\s*[(（].*")
_FIX = "find stations with GET /v1/places:search?kind=station&query="


class Stations:
    """Rows and places of stations by reference (`station:<id>`)."""

    def __init__(self, edition: Edition, gazetteer: Gazetteer, places: Mapping[str, Place]) -> None:
        self._gazetteer = gazetteer
        self._rows = {f"{PREFIX}{row.id}": row for row in edition.rows("stations", rows.Station)}
        self._places = places
        self._words = [row for row in edition.rows("kind_words", rows.KindWord) if row.kind == STATION]
        self._onward = {
            (row.line, row.direction, f"{PREFIX}{row.terminal}"): tuple(f"{PREFIX}{station}" for station in row.heads_for)
            for row in edition.rows("onward", rows.Onward)
        }
        self._unlooked = self._everyday(edition.rows("names", rows.Name))

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

    def heads_for(self, line: str, direction: str, terminal: str) -> tuple[Place, ...]:
        """What signs show of the trains of a line and direction at whose terminal, by its reference, none ends; empty where they end."""
        return tuple(self._places[ref] for ref in self._onward.get((line, direction, terminal), ()))

    def asked(self, name: str, field: str) -> list[str]:
        """The references that a caller means by a reference or a name; several where several have the name. Raises NotFound naming the field."""
        refs = [name] if name in self._rows else self.named(name)
        if not refs:
            raise NotFound(f"station {name!r} does not exist", field=field, fix=_FIX)
        return refs

    def named(self, name: str) -> list[str]:
        """The references of the stations of a name, as lists write it: with something in brackets behind it, and with or without the word for what it
        is (서울 for 서울역). It may be an everyday word, which is no place in a text."""
        bare = _BRACKETS.sub("", name)
        return next(filter(None, map(self._called, (name, bare, *self._with_words(bare)))), []) if bare else []

    def _called(self, name: str) -> list[str]:
        """The references of the stations that have exactly this name."""
        looked_for = [place.ref for place in self._gazetteer.named(name) if place.kind == STATION]
        return looked_for or self._unlooked.get(name_key(name), [])

    def _with_words(self, name: str) -> Iterator[str]:
        for word in self._words:
            yield f"{name} {word.text}" if word.position == "after" else f"{word.text} {name}"

    def _everyday(self, names: list[rows.Name]) -> dict[str, list[str]]:
        """By key the stations of names that nobody looks for in texts."""
        by_key: dict[str, list[str]] = defaultdict(list)
        for row in names:
            if row.ref in self._rows and row.ref not in by_key[key := name_key(row.name)]:
                by_key[key].append(row.ref)
        return by_key

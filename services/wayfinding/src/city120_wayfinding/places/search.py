"""Looking places up: by name, by kind and district, near a point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from city120_errors import InvalidArgument, NotFound, Unimplemented
from city120_wayfinding.places.gazetteer import Gazetteer
from city120_wayfinding.places.place import DISTRICT, Place, Point, nearest

# What is farther than this is not "at" a point.
AT_POINT_M = 2000.0


@dataclass(frozen=True)
class Query:
    """What is asked for; empty means any."""

    words: str = ""
    kind: str = ""
    district_code: str = ""
    near: Point | None = None
    open_at: str = ""
    step_free: bool = False


@dataclass(frozen=True)
class Hit:
    """A place found, and its distance in metres from the point asked about (0 without one)."""

    place: Place
    distance_m: float = 0.0


class Search:
    """Answers by name and by nearness."""

    def __init__(self, places: Mapping[str, Place], gazetteer: Gazetteer) -> None:
        self._places = places
        self._gazetteer = gazetteer
        self._kinds = sorted({place.kind for place in places.values()})

    def reverse(self, point: Point, limit: int) -> list[Hit]:
        """What is within AT_POINT_M of a point, nearest first."""
        hits = (Hit(place, distance) for place, distance in nearest(self._places.values(), point) if distance <= AT_POINT_M)
        return [hit for hit, _ in zip(hits, range(limit), strict=False)]

    def search(self, query: Query) -> list[Hit]:
        """All places that a query asks for: nearest first when a point is given (what has no point is left out), else best name first.

        Raises InvalidArgument, NotFound or Unimplemented naming the field.
        """
        self._check(query)
        places = self._gazetteer.containing(query.words) if query.words else sorted(self._places.values(), key=lambda place: place.ref)
        fitting = [place for place in places if query.kind in ("", place.kind) and query.district_code in ("", place.district_code)]
        if query.near is None:
            return [Hit(place) for place in fitting]
        return [Hit(place, distance) for place, distance in nearest(fitting, query.near)]

    def _check(self, query: Query) -> None:
        if query.open_at:
            raise Unimplemented("hours are known in words only", field="open_at", fix="leave it empty and read `hours` of each place")
        if query.step_free:
            raise Unimplemented("nothing is known about steps yet", field="step_free", fix="leave it empty and ask the place by its phone")
        if not (query.words or query.kind or query.district_code or query.near):
            raise InvalidArgument("nothing is asked for", field="query", fix="give at least one of query, kind, district_code, near")
        if query.kind and query.kind not in self._kinds:
            raise InvalidArgument(f"kind {query.kind!r} does not exist", field="kind", fix=f"one of: {', '.join(self._kinds)}")
        if query.district_code and self._kind_of(query.district_code) != DISTRICT:
            raise NotFound(f"district {query.district_code!r} does not exist", field="district_code", fix="GET /v1/areas:search?q= finds codes")

    def _kind_of(self, code: str) -> str:
        area = self._places.get(f"area:{code}")
        return area.kind if area else ""

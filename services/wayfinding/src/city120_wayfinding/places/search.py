"""Looking places up: by name, by kind and district, near a point or an area, open at a time and when one gets there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import overload

import numpy as np
import numpy.typing as npt

from city120_errors import InvalidArgument, NotFound
from city120_text import name_key
from city120_wayfinding.places.gazetteer import Gazetteer
from city120_wayfinding.places.listed import PlaceKinds
from city120_wayfinding.places.open_places import Mask, OpenPlaces
from city120_wayfinding.places.place import DISTRICT, EARTH_RADIUS_M, OpeningHours, Place, Point, nearest

# What is farther than this is not "at" a point.
AT_POINT_M = 2000.0
# A walk of which only the straight line is known: three tenths longer, at 4.5 km/h.
DETOUR, WALK_M_PER_MINUTE = 1.3, 75.0
# The districts of so many things around a point are near it; at a corner there are three.
_AROUND, _MOST_DISTRICTS = 12, 3
EVENT = "event"
NOT_LOADED, NONE_OPEN, NONE_NEAR = "not_loaded", "none_open", "none_near"
_DAY_MINUTES = 24 * 60
Metres = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Query:
    """What is asked for; empty means any. `kinds`: any of them. `area`: instead of a point, the middle of a district or dong by code. `at`: the
    moment asked about; `open_only`: what is closed then is left out. `arrive_in`: minutes until one gets there, None for a walk from the point.
    `on`, `audience`, `free`: of events."""

    words: str = ""
    kinds: tuple[str, ...] = ()
    district_code: str = ""
    near: Point | None = None
    area: str = ""
    within_m: float = 0.0
    at: dt.datetime | None = None
    open_only: bool = False
    arrive_in: int | None = None
    step_free: bool = False
    on: dt.date | None = None
    audience: str = ""
    free: bool = False


@dataclass(frozen=True)
class Opening:
    """The hours of a place, whether it is open at the moment asked about, when that changes next, and whether it closes before one gets there."""

    hours: OpeningHours
    open_now: bool | None = None
    next_change: dt.datetime | None = None
    closes_before_arrival: bool = False


@dataclass(frozen=True)
class Hit:
    """A place found, its distance in metres from the point asked about (0 without one), its opening, and how fresh its list is."""

    place: Place
    distance_m: float = 0.0
    opening: Opening | None = None
    freshness: str = ""


@dataclass(frozen=True)
class _Listed:
    """What a query found: numbers of places in order, their distances, and which close before one gets there."""

    numbers: npt.NDArray[np.int64]
    distances: Metres
    closing: Mask


class Hits(Sequence[Hit]):
    """Hits that are made when they are looked at: most are on pages that nobody asks for."""

    def __init__(self, search: Search, listed: _Listed, at: dt.datetime | None) -> None:
        self._search, self._listed, self._at = search, listed, at

    def __len__(self) -> int:
        return len(self._listed.numbers)

    @overload
    def __getitem__(self, which: int) -> Hit: ...
    @overload
    def __getitem__(self, which: slice) -> list[Hit]: ...
    def __getitem__(self, which: int | slice) -> Hit | list[Hit]:
        if isinstance(which, slice):
            return [self[position] for position in range(*which.indices(len(self)))]
        number = int(self._listed.numbers[which])
        return self._search.hit(number, float(self._listed.distances[which]), self._at, closes=bool(self._listed.closing[number]))


@dataclass(frozen=True)
class Found:
    """What fits. `empty`: why nothing does: NOT_LOADED (no list of such places, or none that says what is asked of them), NONE_NEAR, NONE_OPEN (all
    are closed, or events on other days). `hours_unknown`: how many would fit but for the time, and nobody knows their hours. `listed`: whether there
    is a list of what was asked for; otherwise the hits are what the edition happens to know."""

    hits: Sequence[Hit]
    empty: str = ""
    hours_unknown: int = 0
    listed: bool = True


class Search:
    """Answers by name, by nearness and by opening hours."""

    def __init__(
        self,
        places: Mapping[str, Place],
        gazetteer: Gazetteer,
        kinds: PlaceKinds,
        open_places: OpenPlaces,
        all_places: Sequence[Place],
        middles: Mapping[str, Point],
    ) -> None:
        """`places`: those of the edition, by ref; `all_places`: these, its sites and the imported ones, as in `open_places`."""
        self._edition, self._gazetteer, self._kinds, self._open = places, gazetteer, kinds, open_places
        self._places, self._middles = all_places, middles
        self._numbers = {place.ref: number for number, place in enumerate(all_places)}
        self._directions = _directions([place.point for place in all_places])
        self._of_kind = _masks((place.categories for place in all_places), len(all_places))
        self._of_district = _masks(((place.district_code,) for place in all_places), len(all_places))
        self._step_free, self._has_steps = (np.array([place.step_free is said for place in all_places], dtype=bool) for said in (True, False))
        self._kinds_of_lists = frozenset(label for place in all_places if place.of_a_list for label in place.categories)
        self._keys = [(number, " ".join(map(name_key, place.names.values()))) for number, place in enumerate(all_places) if place.of_a_list]
        self._events = [(number, place.event) for number, place in enumerate(all_places) if place.event is not None]
        self._is_event = np.zeros(len(all_places), dtype=bool)
        self._is_event[[number for number, _ in self._events]] = True
        self._refs = np.array([place.ref for place in all_places])

    def search(self, query: Query) -> Found:
        """All places that a query asks for: nearest first when a point is given (what has no point is left out, what closes before one gets there
        stands last), else best name first. Raises InvalidArgument or NotFound naming the field."""
        self._check(query)
        kinds = query.kinds or tuple(filter(None, (self._kinds.called(query.words),)))
        ranked = self._named(query.words, kinds) if query.words else None
        asked = self._asked(query, ranked)
        fitting = asked & self._of_day(query) & (self._step_free | (not query.step_free))
        near = query.near or self._middle(query.area)
        distances = self._distances(near) if near is not None else np.zeros(len(self._places))
        here = ~np.isnan(distances) & ((distances <= query.within_m) if query.within_m else True)
        around = fitting & here
        chosen, closing, unknown = self._open_ones(query, around, distances)
        order = self._order(chosen, closing, distances, ranked if near is None else None)
        listed = self._has_list(kinds)
        hits = Hits(self, _Listed(order, distances[order] if near is not None else np.zeros(len(order)), closing), query.at)
        if len(order) or not (kinds or query.open_only or near):
            return Found(hits, "", unknown, listed)
        known = listed and not self._nobody_knows(query, asked, distances, here) and not 0 < unknown == int(around.sum())
        closed = bool(around.any()) or self._on_other_days(query, asked & here)
        return Found(hits, NONE_OPEN if known and closed else NONE_NEAR if known else NOT_LOADED, unknown, listed)

    def over(self, places: Sequence[Place]) -> Search:
        """The same search over other places."""
        return Search(self._edition, self._gazetteer, self._kinds, self._open.over(places), places, self._middles)

    def kind_called(self, words: str) -> str:
        """The kind of which words are the name; empty for none."""
        return self._kinds.called(words) if words else ""

    def districts_of(self, query: Query) -> list[tuple[str, str]]:
        """Codes and official names of the district that a query names, or else of those in which the nearest things of the edition lie."""
        near = query.near or self._middle(query.area)
        places = nearest(self._edition.values(), near) if near is not None else iter(())
        codes = [query.district_code] if query.district_code else [place.district_code for place, _ in islice(places, _AROUND)]
        areas = {code: self._edition.get(f"area:{code}") for code in codes if code}
        return [(code, area.names["ko"]) for code, area in areas.items() if area is not None][:_MOST_DISTRICTS]

    def hit(self, number: int, distance_m: float, at: dt.datetime | None, *, closes: bool) -> Hit:
        """One place as it is told."""
        place = self._places[number]
        if at is None:
            return Hit(place, distance_m)
        hours, state = self._open.hours(number, at), self._open.state(number, at)
        opening = (
            Opening(hours, state.open_now if state else None, state.next_change if state else None, closes_before_arrival=closes) if hours else None
        )
        dated = place.data_date if place.opening or not hours else hours.data_date
        return Hit(place, distance_m, opening, self._kinds.freshness(place.categories, dated, at.date()))

    def _named(self, words: str, kinds: Sequence[str]) -> list[int]:
        """Places of the edition by their spellings, then those of lists whose name holds the words, the shorter first; where the words are the name
        of a kind, then all of that kind."""
        wanted = name_key(words)
        numbers = [self._numbers[place.ref] for place in self._gazetteer.containing(words)]
        named = sorted((len(key), number) for number, key in self._keys if wanted and wanted in key)
        numbers += [number for _, number in named]
        if (kind := self._kinds.called(words)) in kinds:
            numbers += map(int, np.flatnonzero(self._mask(kind)))
        return list(dict.fromkeys(numbers))

    def _asked(self, query: Query, ranked: Sequence[int] | None) -> Mask:
        """Which places are asked about: by name, kind and district."""
        fitting = np.ones(len(self._places), dtype=bool)
        if ranked is not None:
            fitting[:] = False
            fitting[list(ranked)] = True
        if query.kinds:
            fitting &= np.logical_or.reduce([self._mask(kind) for kind in query.kinds])
        if query.district_code:
            fitting &= self._of_district.get(query.district_code, np.zeros_like(fitting))
        return fitting

    def _nobody_knows(self, query: Query, asked: Mask, distances: Metres, here: Mask) -> bool:
        """Whether some that are asked about might fit: they may be there, for they lie in a district that is, and nobody says where in it; or they
        are, and nobody says whether one gets in there without steps."""
        fitting, around = asked & self._of_day(query), np.zeros_like(asked)
        if np.isnan(distances[fitting]).any():
            near = [self._of_district[code] for code, _ in self.districts_of(query) if code in self._of_district]
            around = np.logical_or.reduce([around, *near]) & np.isnan(distances)
        return bool((fitting & (here | around) & ~self._has_steps).any() if query.step_free else (fitting & around).any())

    def _on_other_days(self, query: Query, here: Mask) -> bool:
        """Whether of what is there only events are, and none on the day that is asked about."""
        return bool(here.any()) and not (here & self._of_day(replace(query, audience="", free=False))).any()

    def _of_day(self, query: Query) -> Mask:
        """What is no event, and the events of the day that is asked about, for whom and as free as is asked."""
        day, fitting = query.on or (query.at.date() if query.at else None), ~self._is_event
        for number, event in self._events if EVENT in query.kinds else ():
            first, last = event.days
            fitting[number] = (day is None or first <= day <= last) and event.suits(query.audience) and (event.free is True or not query.free)
        return fitting

    def _open_ones(self, query: Query, around: Mask, distances: Metres) -> tuple[Mask, Mask, int]:
        """Which of them to tell, which of these close before one gets there, and of how many nobody knows the hours."""
        nothing = np.zeros_like(around)
        if query.at is None:
            return around, nothing, 0
        is_open = self._open.open_at(query.at, around)
        ahead: npt.NDArray[np.int32] | int = query.arrive_in or 0
        if query.arrive_in is None:
            walks = np.where(around, distances, 0.0) * DETOUR / WALK_M_PER_MINUTE
            ahead = np.minimum(np.ceil(walks), _DAY_MINUTES).astype(np.int32)
        still_open = self._open.open_at(query.at, around, ahead)
        closing = is_open & ~still_open
        if not query.open_only:
            return around, closing, 0
        chosen = is_open if query.arrive_in is None else is_open | still_open
        unknown = around & ~self._open.known_at(query.at, around)
        # An event is on its day; that is all that most lists say of its hours.
        return chosen | (unknown & self._is_event), closing, int((unknown & ~self._is_event).sum())

    def _order(self, chosen: Mask, closing: Mask, distances: Metres, ranked: Sequence[int] | None) -> npt.NDArray[np.int64]:
        if ranked is not None:
            return np.array([number for number in ranked if chosen[number]], dtype=np.int64)
        numbers = np.flatnonzero(chosen)
        return numbers[np.lexsort((self._refs[numbers], distances[numbers], closing[numbers]))]

    def _distances(self, point: Point) -> Metres:
        """Great-circle distances in metres from a point; NaN for what has none."""
        apart = self._directions - _directions([point])
        chord = np.sqrt((apart * apart).sum(axis=0))
        metres: Metres = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(chord / 2, 1.0))
        return metres

    def _middle(self, area: str) -> Point | None:
        return self._middles[area] if area else None

    def _mask(self, kind: str) -> Mask:
        return self._of_kind.get(kind, np.zeros(len(self._places), dtype=bool))

    def _has_list(self, kinds: Sequence[str]) -> bool:
        """Whether the edition, with its sites, or an imported list has the places of any of some kinds; kinds without a row are the edition's own."""
        return not kinds or any(self._kinds.in_edition(kind) or not self._kinds.names(kind) or kind in self._kinds_of_lists for kind in kinds)

    def _check(self, query: Query) -> None:
        if not (query.words or query.kinds or query.district_code or query.near or query.area):
            raise InvalidArgument("nothing is asked for", field="query", fix="give at least one of query, kind, district_code, near")
        known = self._of_kind.keys() | set(self._kinds.all)
        for kind in query.kinds:
            if kind not in known:
                raise InvalidArgument(f"kind {kind!r} does not exist", field="kind", fix=f"one of: {', '.join(sorted(known))}")
        if query.district_code and self._kind_of(query.district_code) != DISTRICT:
            raise NotFound(f"district {query.district_code!r} does not exist", field="district_code", fix="GET /v1/areas:search?q= finds codes")
        if query.area and query.area not in self._middles:
            raise NotFound(f"area {query.area!r} does not exist", field="near_area", fix="GET /v1/areas:search?q= finds codes")

    def _kind_of(self, code: str) -> str:
        area = self._edition.get(f"area:{code}")
        return area.kind if area else ""


def _directions(points: Sequence[Point | None]) -> Metres:
    """Points as directions from the middle of the earth, of length 1: rows x, y, z; NaN for none."""
    degrees = np.array([(point.latitude, point.longitude) if point else (np.nan, np.nan) for point in points]).reshape(-1, 2)
    latitude, longitude = np.radians(degrees).T
    return np.stack([np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)])


def _masks(labels: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]], count: int) -> dict[str, Mask]:
    """For each label, which of so many things have it."""
    masks: dict[str, Mask] = {}
    for number, own in enumerate(labels):
        for label in own:
            masks.setdefault(label, np.zeros(count, dtype=bool))[number] = True
    return masks

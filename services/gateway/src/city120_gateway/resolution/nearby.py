"""Places near the caller that answer an affair: what is looked for, and what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from city120_gateway.conversation.hints import Point
from city120_gateway.resolution.answers import Names, NearStation, Opening, Place

NOT_LOADED, NONE_OPEN, NONE_NEAR = "not_loaded", "none_open", "none_near"
# Who asks for the nearest walks there, or takes a bus or, at night, a taxi for some stops.
WITHIN_M = 5000.0
_DISTRICT_DIGITS = 5
_PLACE, _OF_A_LIST = "place:", "/"


@dataclass(frozen=True)
class NearbySearch:
    """Places of some kinds near a point, or near the middle of an area, or of a name (`words`); `open_only`: those open at the moment; `open_first`:
    they alone where any are, else the nearest. `some`: what the edition happens to know is told, too, where no list has all. `days`, `audience`,
    `free`: of events; those may be looked for without a place, too."""

    kinds: tuple[str, ...]
    at: dt.datetime
    open_only: bool
    point: Point | None = None
    area: str = ""
    days: tuple[dt.date, ...] = ()
    audience: str = ""
    free: bool = False
    words: str = ""
    open_first: bool = False
    some: bool = False

    @property
    def district(self) -> str:
        """The district that is named alone: what lies in it is near."""
        return self.area if len(self.area) == _DISTRICT_DIGITS else ""


@dataclass(frozen=True)
class NearbyPlace:
    """A place near the caller; `distance_m` from the point that was named, 0 for an area. `step_free` and `free` are None when nobody
    says. `starts`, `ends`: of an event, its days or moments."""

    ref: str
    kind: str
    names: Mapping[str, str]
    district_code: str = ""
    point: Point | None = None
    address: str = ""
    phone: str = ""
    distance_m: float = 0.0
    opening: Opening | None = None
    closes_before_arrival: bool = False
    categories: tuple[str, ...] = ()
    source: str = ""
    data_date: str = ""
    freshness: str = ""
    step_free: bool | None = None
    starts: str = ""
    ends: str = ""
    free: bool | None = None

    @property
    def of_a_list(self) -> bool:
        """Whether an imported list has it: `place:<list>/<id>`."""
        return self.ref.startswith(_PLACE) and _OF_A_LIST in self.ref


@dataclass(frozen=True)
class Visiting:
    """The office or the sight, the moment that is asked about, and where who goes there sets out, as wayfinding finds it; empty where nobody goes.
    `of_day`: the hours of that day are asked for; `step_free`: whether one gets in without steps is, and no hours. `entry`: what tells more of it,
    and `instead` what does where what is asked is not known. `others`: those of the same name, which may be meant as well."""

    place: Place
    at: dt.datetime
    origin: str = ""
    on_foot: bool = False
    of_day: bool = False
    entry: str = ""
    instead: str = ""
    step_free: bool = False
    others: tuple[Place, ...] = ()


@dataclass(frozen=True)
class DayHours:
    """When a place opens and closes on a day. `rests`: it stays closed on the day that was asked about, and these are of the next one.
    `shut`: at the moment that was asked about it is closed."""

    opens: dt.datetime
    closes: dt.datetime
    rests: bool = False
    shut: bool = False


@dataclass(frozen=True)
class Visit:
    """When it is asked whether a place is open; of who goes there the moment of the arrival, and where and when they set out. The name is empty where
    that is the caller's own place. `hours`: those of the day that is asked about, or the next ones of a place that is closed. `step_free`: it is
    asked whether one gets in without steps."""

    at: dt.datetime
    origin: Names = field(default_factory=dict)
    departure: dt.datetime | None = None
    hours: DayHours | None = None
    step_free: bool = False


@dataclass(frozen=True)
class Nearby:
    """What was found, the nearest first; `empty`: why nothing was. `label`: what was looked for, by language; `place`: the name that it is near,
    `named`: as the caller put it; `days`: those of which events were asked for. `sought`: the one place is what was asked for, `station` the one
    next to it, `not_in` the district that was named for it and is another, and `within` the areas in which it lies, by code, where these are asked
    for; `visit`: it is asked whether that is open. `namesakes`: all are called what the caller said. `at`: the moment at which they are told to be
    open or closed; `none_open`: those that are open were asked for, and none is
    known to be. `some`: these are what the edition happens to know, and not all."""

    places: tuple[NearbyPlace, ...] = ()
    empty: str = ""
    open_only: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    days: tuple[dt.date, ...] = ()
    named: str = ""
    sought: bool = False
    station: NearStation | None = None
    not_in: str = ""
    within: tuple[str, ...] = ()
    visit: Visit | None = None
    namesakes: bool = False
    at: dt.datetime | None = None
    none_open: bool = False
    some: bool = False

    @property
    def unsure(self) -> bool:
        """Whether nobody knows what is asked of the one place: whether it is open then, or whether one gets in without steps."""
        if self.visit is None or not self.places:
            return False
        place = self.places[0]
        return place.step_free is None if self.visit.step_free else place.opening is None or place.opening.open_now is None

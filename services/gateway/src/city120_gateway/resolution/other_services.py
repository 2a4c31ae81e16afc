"""The other services, as a resolution needs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from city120_gateway.conversation.choices import ChosenFact
from city120_gateway.conversation.hints import Point
from city120_gateway.resolution.answers import Departures, Entry, LastWay, Location, Match, Mention, NoWay, Place, Route, Ruling
from city120_gateway.resolution.nearby import Nearby, NearbySearch


@dataclass(frozen=True)
class Degraded:
    """Something that failed or is late: which part, why, and what is missing or weaker for it."""

    part: str
    reason: str
    effect: str


@dataclass(frozen=True)
class Case:
    """An affair at a place and a moment, to be ruled on, with the named things there and the fact that the caller told: by area or by point, or by
    neither."""

    affair: str
    at: dt.datetime
    as_of: dt.date
    assets: tuple[str, ...] = ()
    fact: ChosenFact | None = None
    area: str = ""
    point: Point | None = None
    precision_m: float = 0.0


@dataclass(frozen=True)
class Stop:
    """A station, of whose trains the last are asked, or the first; empty line and direction: all; `towards`: those that lead to that station without
    a change. What the caller chose is the caller's mistake when it is wrong; what the text only names is none. `anywhere`: the station stands for
    any of a line that is named alone, to learn whether its times are known at all."""

    station: str
    line: str
    direction: str
    at: dt.datetime
    towards: str = ""
    first: bool = False
    station_chosen: bool = False
    line_chosen: bool = False
    direction_chosen: bool = False
    anywhere: bool = False


@dataclass(frozen=True)
class Trip:
    """From one station to another, by reference: the last way, or the first; `step_free`: by lifts that work, where a list knows them."""

    origin: str
    destination: str
    at: dt.datetime
    first: bool = False
    step_free: bool = False


@dataclass(frozen=True)
class Way:
    """From door to door, to depart at a time, or to arrive by one: each end a reference of wayfinding, or degrees. `here`: it begins where the caller
    is; `step_free`: without steps, where a map knows them; `on_foot`: by no train."""

    origin: str
    destination: str
    at: dt.datetime
    arrive_by: dt.datetime | None = None
    here: bool = False
    step_free: bool = False
    on_foot: bool = False


class Services(Protocol):
    """What is asked of the other services for one inquiry: within one deadline, of one edition. What fails is None or empty, and noted."""

    @property
    def degraded(self) -> Sequence[Degraded]:
        """All that was noted up to now."""

    def weaken(self, part: str, reason: str, effect: str) -> None:
        """Note something that is missing or weaker, once."""

    async def match(self, text: str, language: str, as_of: dt.date) -> Match | None:
        """What is being asked."""

    async def mentions(self, text: str, language: str) -> Sequence[Mention]:
        """The places named in a text."""

    async def geocode(self, name: str) -> Sequence[Place]:
        """The places of a name."""

    async def rule(self, case: Case) -> Ruling | None:
        """Who is responsible."""

    async def locate(self, point: Point, as_of: dt.date) -> Location | None:
        """Where a point lies."""

    async def departures(self, stop: Stop) -> Departures | None:
        """The last trains of a station, or the first. Raises InvalidArgument for what is wrong in a station, line or direction, as the caller's
        choice."""

    async def last_way(self, trip: Trip) -> LastWay | NoWay | None:
        """The last journey that still connects, or the first; None also where a name is several stations'."""

    async def route(self, way: Way) -> Route | None:
        """The way from door to door; without legs where none is known. None also where an end is no one place."""

    async def nearby(self, search: NearbySearch) -> Nearby | None:
        """Places near the caller."""

    async def entry(self, entry_id: str) -> Entry | None:
        """The text of an answer."""

    async def districts_entry(self, entry_id: str, district: str, as_of: dt.date) -> Entry | None:
        """The answer as a district gives it; the city's where it has none of its own."""

"""Everything jurisdiction knows of one edition, loaded and warm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from city120_edition import rows
from city120_edition.conditions import NOTHING_KNOWN, Circumstances
from city120_edition.edition import Edition
from city120_jurisdiction.areas.kernel import planar
from city120_jurisdiction.areas.location import OUTSIDE, Border, Location, Locator, Spot
from city120_jurisdiction.areas.roads import WITHIN_M, FoundRoad, Roads, advice
from city120_jurisdiction.directory.hours import Hours
from city120_jurisdiction.directory.index import Directory
from city120_jurisdiction.rules.resolver import Decision, Outcome, Resolver


@dataclass(frozen=True)
class Question:
    """Who is responsible for an affair: where, which named things are there, on which directory date, in which circumstances, and on which imported
    road, when there is one."""

    affair: rows.Affair
    where: Location
    assets: tuple[str, ...]
    day: dt.date
    known: Circumstances = NOTHING_KNOWN
    road: FoundRoad | None = None


@dataclass(frozen=True)
class RoadsFound:
    """Roads of a name or near a point (`within_m`, 0 by name), the nearest first; whom to `ask` of them, if a body, and why it is not known who looks
    after them, empty when it is."""

    roads: list[FoundRoad]
    within_m: float
    ask: rows.Body | None
    advice: str


@dataclass(frozen=True)
class Jurisdiction:
    """One edition's directory, locator, resolver, opening hours and imported roads."""

    edition: Edition
    directory: Directory
    locator: Locator
    resolver: Resolver
    hours: Hours
    roads: Roads

    @classmethod
    def load(cls, edition: Edition) -> Jurisdiction:
        """Load an edition and answer one question, so that the first caller does not wait."""
        directory = Directory(edition)
        loaded = cls(edition, directory, Locator(directory), Resolver(directory), Hours(edition), Roads(directory))
        loaded.locator.by_points(np.zeros(1), np.zeros(1))
        loaded.locator.by_point(0.0, 0.0, directory.day(""))
        return loaded

    def where(self, place: Spot | str | None, day: dt.date) -> Location:
        """The areas of a point, or of an area's code; nowhere without a place. Raises InvalidArgument or NotFound."""
        if isinstance(place, Spot):
            return self.locator.by_point(place.latitude, place.longitude, day, place.precision_m)
        return Location() if place is None else self.locator.by_code(place, day)

    def question(
        self,
        affair_code: str,
        place: Spot | str | None,
        asset_ids: Iterable[str],
        day: dt.date,
        at: dt.datetime,
        *,
        road: str = "",
        building: str = "",
    ) -> Question:
        """The question of an affair at a place. Where named things decide and none is given, the imported road that a point lies on does: the named
        thing that it is, and its stated class unless the caller says another (`road`). Raises NotFound or InvalidArgument."""
        affair = self.directory.affair(affair_code)
        where, assets = self.where(place, day), self.directory.named_things(asset_ids)
        under = None
        if affair.place_role == "asset" and not assets and isinstance(place, Spot):
            under = self.roads.on(*planar(place.latitude, place.longitude), place.precision_m)
        if under is not None:
            assets, road = ((under.asset,) if under.asset else ()), road or under.stated_class
        return Question(affair, where, assets, day, self.directory.circumstances(at, road, building), under)

    def decide(self, asked: Question) -> Decision:
        """Who is responsible, as far as the rules come."""
        return self.resolver.resolve(asked.affair, asked.where, asked.assets, asked.day, asked.known)

    def across(self, asked: Question, decision: Decision) -> tuple[Question, Decision] | None:
        """What is decided beyond a near border, and the question asked there, when it gives other bodies than this side; None when the border does
        not matter."""
        border = asked.where.near_border
        if border is None or decision.outcome not in (Outcome.RESOLVED, Outcome.OUTSIDE):
            return None
        outside = border.beyond == OUTSIDE
        there = Location(outside=border.outside or OUTSIDE) if outside else self.locator.by_code(border.beyond, asked.day)
        this_side = asked.where.district.row.code if asked.where.district else OUTSIDE
        there = replace(there, near_border=Border(this_side, border.distance_m, asked.where.outside))
        asked_there = replace(asked, where=there)
        beyond = self.decide(asked_there)
        return (asked_there, beyond) if (beyond.body_ids or outside) and beyond.body_ids != decision.body_ids else None

    def find_roads(self, place: Spot | str, within_m: float, day: dt.date, at: dt.datetime) -> RoadsFound:
        """The roads near a point (within WITHIN_M when `within_m` is 0), or of a name, and whom to ask of them."""
        if isinstance(place, Spot):
            within_m = within_m or WITHIN_M
            where, roads = self.where(place, day), self.roads.near(*planar(place.latitude, place.longitude), within_m)
        else:
            within_m, where, roads = 0.0, Location(), self.roads.named(place)
        ask = self.road_body(roads, where, day, self.directory.circumstances(at))
        whom = f"{ask.id} {ask.names['ko']}" if ask else self.directory.settings.fallback_phone
        return RoadsFound(roads, within_m, ask, advice(roads, self.roads.layers, whom))

    def road_body(self, roads: list[FoundRoad], location: Location, day: dt.date, circumstances: Circumstances = NOTHING_KNOWN) -> rows.Body | None:
        """Whom to ask of a road: the body that its row names, or else the rules for the affair of the edition's `road_affair`; None: the city's own
        number."""
        only = roads[0] if len(roads) == 1 else None
        named = (only.road.maintainer, only.road.owner) if only else ()
        if body_id := next((name for name in named if name in self.directory.bodies), ""):
            return self.directory.body(body_id, day)
        affair = self.directory.affairs.get(self.directory.settings.road_affair)
        if affair is None:
            return None
        assets, road = ((only.asset,) if only.asset else (), only.stated_class) if only else ((), "")
        decision = self.decide(Question(affair, location, assets, day, replace(circumstances, road=road)))
        return self.directory.body(decision.body_ids[0], day) if decision.outcome is Outcome.RESOLVED else None

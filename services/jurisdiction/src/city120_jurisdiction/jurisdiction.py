"""Everything jurisdiction knows of one edition, loaded and warm."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from city120_edition import rows
from city120_edition.conditions import NOTHING_KNOWN, Circumstances
from city120_edition.edition import Edition
from city120_jurisdiction.areas.location import OUTSIDE, Border, Location, Locator
from city120_jurisdiction.areas.roads import FoundRoad, Roads
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

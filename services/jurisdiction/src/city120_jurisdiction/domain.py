"""Everything jurisdiction knows of one edition, loaded and warm."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from city120_edition import rows
from city120_edition.edition import Edition
from city120_jurisdiction.directory import Directory
from city120_jurisdiction.hours import Hours
from city120_jurisdiction.location import OUTSIDE, Location, Locator
from city120_jurisdiction.resolver import Decision, Outcome, Resolver
from city120_jurisdiction.roads import FoundRoad, Roads


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

    def border_decides(self, affair: rows.Affair, location: Location, decision: Decision, assets: tuple[str, ...], day: dt.date) -> tuple[str, ...]:
        """The bodies beyond a near border, when they differ from those on this side; empty when the border does not matter."""
        border = location.near_border
        if border is None or border.beyond == OUTSIDE or decision.outcome is not Outcome.RESOLVED:
            return ()
        beyond = self.resolver.resolve(affair, self.locator.by_code(border.beyond, day), assets, day)
        return beyond.body_ids if beyond.body_ids and beyond.body_ids != decision.body_ids else ()

    def road_body(self, found: list[FoundRoad], location: Location, day: dt.date) -> rows.Body | None:
        """Whom the rules name for the affair of the edition's `road_affair`, on the road when there is only one; None: the city's own number."""
        affair = self.directory.affairs.get(self.directory.settings.road_affair)
        if affair is None:
            return None
        assets = (found[0].asset,) if len(found) == 1 and found[0].asset else ()
        decision = self.resolver.resolve(affair, location, assets, day)
        return self.directory.body(decision.body_ids[0]) if decision.outcome is Outcome.RESOLVED else None

"""The last way home: of a service day, the journey between two places that leaves last and still connects; or the first, that arrives earliest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from city120_edition import rows
from city120_wayfinding.calendar.service_days import Calendar
from city120_wayfinding.directions.directions import Directions
from city120_wayfinding.directions.planner import Planner
from city120_wayfinding.directions.route import NO_LIFT, Leg, Route
from city120_wayfinding.places.place import STATION

TIGHT_S = 600
# Nobody needs a train there.
ON_FOOT = "on_foot"


@dataclass(frozen=True)
class LastWay:
    """What was found for a service day, and the moment that was asked about."""

    route: Route
    moment: dt.datetime

    @property
    def legs(self) -> Sequence[Leg]:
        """Its rides, with the walks to and from the stations of places that are none."""
        return self.route.legs

    @property
    def leave_by(self) -> dt.datetime | None:
        """When one must be on the platform, or set out to it; None where there is no way."""
        return self.route.departure

    @property
    def slack_s(self) -> int:
        """Seconds until then from the moment asked about, negative when it has passed."""
        return int((self.leave_by - self.moment).total_seconds()) if self.leave_by is not None else 0

    @property
    def next_day(self) -> bool:
        """Whether that is on the day after the moment asked about."""
        return self.leave_by is not None and self.leave_by.date() > self.moment.date()

    @property
    def tight(self) -> bool:
        """Whether there are less than ten minutes left."""
        return self.leave_by is not None and self.slack_s < TIGHT_S


class LastWays:
    """Looks for last ways."""

    def __init__(self, directions: Directions, planner: Planner, calendar: Calendar) -> None:
        self._directions, self._planner, self._calendar = directions, planner, calendar

    def last(
        self, origin: str, destination: str, *, at: str = "", day_type: rows.DayType | None = None, first: bool = False, step_free: bool = False
    ) -> LastWay:
        """The last way between two places, or the first, by reference, name or address, on the service day of a moment or the next one of a type.
        From a place that is no station one walks to one near, as for any way. With `step_free`, where lifts work, if there is a list of them. Times
        worked out from facts are cautious: of a first journey `departure` is when one must be on the platform, and one may arrive earlier. Raises
        NotFound or InvalidArgument naming the field."""
        moment = self._calendar.moment(at)
        day = self._calendar.service_day(moment, day_type)
        route = self._directions.between(day, origin, destination)
        if route.ambiguous:
            return LastWay(route, moment)
        here, there = self._directions.doors(route, step_free=step_free)
        if {here.kind, there.kind} != {STATION} and self._planner.near_on_foot(here, there):
            return LastWay(replace(route, empty=ON_FOOT), moment)
        way = self._planner.of_day(here, there, day, first=first, step_free=step_free)
        if way is not None:
            return LastWay(self._directions.told(route, way, step_free=step_free), moment)
        shut = step_free and self._planner.of_day(here, there, day, first=first) is not None
        return LastWay(replace(route, empty=NO_LIFT if shut else self._directions.why_none(here, there)), moment)

"""Finds the way from door to door: of all journeys with a walk to a station near, and one from a station near, the one that is there first or leaves
last; or the walk alone, where that is no slower."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from city120_wayfinding.calendar.service_days import DAY_BEGINS, Calendar, ServiceDay
from city120_wayfinding.directions.walking import LONGEST_WALK_S, StationsAround, walk_m, walk_s
from city120_wayfinding.places.place import Place
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.journeys import Journey, earliest_between, latest_between, walks
from city120_wayfinding.timetable.network import Network

_MINUTE_S, _DAY_S = 60, 24 * 60 * 60
# By then of a service day the trains of the next begin.
_NEXT_BEGINS_S = _DAY_S + int(DAY_BEGINS.total_seconds())


@dataclass(frozen=True)
class Way:
    """When one leaves and is there, in seconds of a service day; without a journey one walks. `access_m`, `egress_m`: the walks before and after."""

    day: ServiceDay
    departure: int
    arrival: int
    journey: Journey | None = None
    access_m: float = 0.0
    egress_m: float = 0.0


class Planner:
    """Looks for ways between two places that have points."""

    def __init__(self, network: Network, trains_on: Callable[[ServiceDay], DayRuns], calendar: Calendar) -> None:
        """`trains_on`: the runs of a service day on the network."""
        self._trains_on, self._calendar = trains_on, calendar
        self._around = StationsAround(network.stations)
        self._last_s = int(network.stops.arrival.max()) if network.stops.arrival.size else 0

    def near(self, place: Place) -> bool:
        """Whether there is a station that one can walk to."""
        return bool(self._around.walks(place))

    def depart(self, origin: Place, goal: Place, moment: dt.datetime) -> Way | None:
        """The way that is there first when one may leave from a moment on, to the full minute; of several the one that leaves last."""
        full = moment + dt.timedelta(seconds=-moment.second % _MINUTE_S)
        ways = [*self._walk(origin, goal, full, arriving=False), *self._first(origin, goal, full)]
        return min(ways, key=lambda way: (self._time(way.day, way.arrival), way.journey is not None), default=None)

    def arrive(self, origin: Place, goal: Place, moment: dt.datetime) -> Way | None:
        """The way that leaves last and is there by a moment; of several the one that is there first."""
        full = moment - dt.timedelta(seconds=moment.second)
        ways = [*self._walk(origin, goal, full, arriving=True), *self._last(origin, goal, full)]
        return max(ways, key=lambda way: (self._time(way.day, way.departure), way.journey is None), default=None)

    def _walk(self, origin: Place, goal: Place, moment: dt.datetime, *, arriving: bool) -> Iterator[Way]:
        """The walk alone, if nobody would call it too long."""
        if origin.point is None or goal.point is None:
            return
        metres = walk_m(origin.point, goal.point)
        seconds = walk_s(metres)
        day = self._calendar.service_day(moment)
        at = self._seconds(day, moment)
        if seconds <= LONGEST_WALK_S:
            yield Way(day, at - seconds, at, access_m=metres) if arriving else Way(day, at, at + seconds, access_m=metres)

    def _first(self, origin: Place, goal: Place, moment: dt.datetime) -> Iterator[Way]:
        """The first to be there on the service day of a moment, or by trains of the day before that still run; of the next day only where that may
        be earlier."""
        today = self._calendar.service_day(moment)
        at = self._seconds(today, moment)
        arrivals = []
        for day, begin in ((today, at), (self._beside(today, -1), at + _DAY_S)):
            if begin <= self._last_s and (way := self._between(origin, goal, day, begin, arriving=False)):
                arrivals.append(self._seconds(today, self._time(way.day, way.arrival)))
                yield way
        if (min(arrivals, default=_NEXT_BEGINS_S) >= _NEXT_BEGINS_S) and (
            way := self._between(origin, goal, self._beside(today, 1), at - _DAY_S, arriving=False)
        ):
            yield way

    def _last(self, origin: Place, goal: Place, moment: dt.datetime) -> Iterator[Way]:
        """The last to leave on the service day of a moment, and on the day before by trains that run into it."""
        today = self._calendar.service_day(moment)
        at = self._seconds(today, moment)
        for day, end in ((today, at), (self._beside(today, -1), at + _DAY_S)):
            if way := self._between(origin, goal, day, end, arriving=True):
                yield way

    def _between(self, origin: Place, goal: Place, day: ServiceDay, at: int, *, arriving: bool) -> Way | None:
        """The way by the trains of one service day."""
        there, beyond = self._around.walks(origin), self._around.walks(goal)
        runs = self._trains_on(day)
        access, egress = (walks(runs, {station: walk_s(metres) for station, metres in near.items()}) for near in (there, beyond))
        journey = latest_between(runs, access, egress, at) if arriving else earliest_between(runs, access, egress, max(at, 0))
        if journey is None:
            return None
        return _with_walks(day, journey, there, beyond)

    def _beside(self, day: ServiceDay, days: int) -> ServiceDay:
        date = day.date + dt.timedelta(days=days)
        return ServiceDay(date, self._calendar.day_type(date))

    def _seconds(self, day: ServiceDay, moment: dt.datetime) -> int:
        return int((moment - self._calendar.time_on(day, 0)).total_seconds())

    def _time(self, day: ServiceDay, seconds: int) -> dt.datetime:
        return self._calendar.time_on(day, seconds)


def _with_walks(day: ServiceDay, journey: Journey, access: Mapping[int, float], egress: Mapping[int, float]) -> Way:
    """A journey with the walks to its first station and from its last."""
    before, after = access[journey.rides[0].origin], egress[journey.rides[-1].target]
    return Way(day, journey.departure - walk_s(before), journey.arrival + walk_s(after), journey, before, after)

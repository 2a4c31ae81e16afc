"""Finds the way from door to door: of all journeys with a walk to a station near, and one from a station near, the one that is there first or leaves
last; or the walk alone, where that is no slower."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from city120_wayfinding.calendar.service_days import DAY_BEGINS, Calendar, ServiceDay
from city120_wayfinding.directions.walking import LONGEST_WALK_S, StationsAround
from city120_wayfinding.places.exits import Exits
from city120_wayfinding.places.place import Place, distance_m
from city120_wayfinding.places.search import WALK_M_PER_MINUTE
from city120_wayfinding.streets.walks import Streets, Walk
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.journeys import Journey, earliest_between, latest_between, walks
from city120_wayfinding.timetable.lifts import StepFreeNetwork
from city120_wayfinding.timetable.network import Network
from city120_wayfinding.timetable.scan import NEVER

_SECOND_US, _DAY_S = 1_000_000, 24 * 60 * 60
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


@dataclass(frozen=True)
class _OnFoot:
    """The walk alone, if nobody would call it too long, and the walks to and from stations, by their numbers. `lifts`: where one boards, alights and
    changes; None: anywhere."""

    alone: Walk | None
    access: Mapping[int, Walk]
    egress: Mapping[int, Walk]
    lifts: StepFreeNetwork | None = None


class Planner:
    """Looks for ways between two places that have points. With `step_free`, walks avoid steps where they can, and trains are taken where lifts are:
    on the first of `lifts` on which there is a way by train."""

    def __init__(
        self,
        network: Network,
        trains_on: Callable[[ServiceDay], DayRuns],
        calendar: Calendar,
        streets: Streets,
        lifts: Sequence[StepFreeNetwork] = (),
        exits: Exits | None = None,
    ) -> None:
        """`trains_on`: the runs of a service day on the network."""
        self._trains_on, self._calendar, self._streets, self._lifts = trains_on, calendar, streets, lifts
        self._around = StationsAround(network.stations, streets, exits or Exits())
        self._last_s = int(network.stops.arrival.max()) if network.stops.arrival.size else 0

    def depart(self, origin: Place, goal: Place, moment: dt.datetime, *, step_free: bool = False, onward: bool = False) -> Way | None:
        """The way that is there first when one may leave from a moment on, to the second; of several the one that leaves last. Who leaves when
        `arrive` says is there in time. `onward`: from a station one may also walk to those near it, and to a station from those."""
        full = moment + dt.timedelta(microseconds=-moment.microsecond % _SECOND_US)

        def look(on_foot: _OnFoot) -> tuple[Way, ...]:
            return (*self._walk(on_foot, full, arriving=False), *self._first(on_foot, full))

        ways = self._ways(origin, goal, look, step_free=step_free, onward=onward)
        return min(ways, key=lambda way: (self._time(way.day, way.arrival), way.journey is not None), default=None)

    def arrive(self, origin: Place, goal: Place, moment: dt.datetime, *, step_free: bool = False) -> Way | None:
        """The way that leaves last and is there by a moment; of several the one that is there first."""
        full = moment - dt.timedelta(seconds=moment.second)
        ways = self._ways(origin, goal, lambda on_foot: (*self._walk(on_foot, full, arriving=True), *self._last(on_foot, full)), step_free=step_free)
        return max(ways, key=lambda way: (self._time(way.day, way.departure), way.journey is None), default=None)

    def walk(self, origin: Place, goal: Place, moment: dt.datetime, *, arriving: bool, step_free: bool = False) -> Way | None:
        """On foot all the way, however far it is; None where the point of an end is not known."""
        if origin.point is None or goal.point is None:
            return None
        (alone,) = self._streets.walks(origin.point, [goal.point], step_free=step_free)
        return next(self._walk(_OnFoot(alone, {}, {}), moment, arriving=arriving), None)

    def of_day(self, origin: Place, goal: Place, day: ServiceDay, *, first: bool, step_free: bool = False) -> Way | None:
        """The way by the trains of a service day that leaves last, or the first to be there. A station that no train is known of is not left on foot
        for another one."""
        if not (self._around.serves(origin) and self._around.serves(goal)):
            return None

        def look(on_foot: _OnFoot) -> tuple[Way, ...]:
            way = self._between(on_foot, day, 0 if first else NEVER, arriving=not first)
            return (way,) if way is not None else ()

        ways = self._ways(origin, goal, look, step_free=step_free)
        return next(iter(ways), None)

    def _ways(
        self, origin: Place, goal: Place, look: Callable[[_OnFoot], tuple[Way, ...]], *, step_free: bool, onward: bool = False
    ) -> tuple[Way, ...]:
        """What is found: without steps on the first of the networks of lifts that has a train to take, if there are any. `onward`: from a station one
        also walks to those near it, and to a station from those."""
        ways: tuple[Way, ...] = ()
        for lifts in self._lifts if step_free and self._lifts else (None,):
            ways = look(self._on_foot(origin, goal, lifts, step_free=step_free, onward=onward))
            if any(way.journey is not None for way in ways):
                break
        return ways

    def _on_foot(self, origin: Place, goal: Place, lifts: StepFreeNetwork | None, *, step_free: bool, onward: bool) -> _OnFoot:
        alone = self._alone(origin, goal, step_free=step_free)
        among = lifts.stations if lifts is not None else None
        access, egress = (self._around.walks(place, step_free=step_free, among=among, onward=onward) for place in (origin, goal))
        return _OnFoot(alone, access, egress, lifts)

    def near_on_foot(self, origin: Place, goal: Place) -> bool:
        """Whether nobody would call the walk alone too long."""
        return self._alone(origin, goal, step_free=False) is not None

    def _alone(self, origin: Place, goal: Place, *, step_free: bool) -> Walk | None:
        """The walk alone, if nobody would call it too long."""
        # No street is shorter than the straight line.
        if not (origin.point and goal.point) or distance_m(origin.point, goal.point) > LONGEST_WALK_S / 60 * WALK_M_PER_MINUTE:
            return None
        (walk,) = self._streets.walks(origin.point, [goal.point], step_free=step_free)
        return walk if walk.seconds <= LONGEST_WALK_S else None

    def _walk(self, on_foot: _OnFoot, moment: dt.datetime, *, arriving: bool) -> Iterator[Way]:
        """The walk alone."""
        walk = on_foot.alone
        if walk is not None:
            day = self._calendar.service_day(moment)
            at = self._seconds(day, moment)
            begin, end = (at - walk.seconds, at) if arriving else (at, at + walk.seconds)
            yield Way(day, begin, end, access_m=walk.metres)

    def _first(self, on_foot: _OnFoot, moment: dt.datetime) -> Iterator[Way]:
        """The first to be there on the service day of a moment, or by trains of the day before that still run; of the next day only where that may
        be earlier."""
        today = self._calendar.service_day(moment)
        at = self._seconds(today, moment)
        arrivals = []
        for day, begin in ((today, at), (self._beside(today, -1), at + _DAY_S)):
            if begin <= self._last_s and (way := self._between(on_foot, day, begin, arriving=False)):
                arrivals.append(self._seconds(today, self._time(way.day, way.arrival)))
                yield way
        if (min(arrivals, default=_NEXT_BEGINS_S) >= _NEXT_BEGINS_S) and (
            way := self._between(on_foot, self._beside(today, 1), at - _DAY_S, arriving=False)
        ):
            yield way

    def _last(self, on_foot: _OnFoot, moment: dt.datetime) -> Iterator[Way]:
        """The last to leave on the service day of a moment, and on the day before by trains that run into it."""
        today = self._calendar.service_day(moment)
        at = self._seconds(today, moment)
        for day, end in ((today, at), (self._beside(today, -1), at + _DAY_S)):
            if way := self._between(on_foot, day, end, arriving=True):
                yield way

    def _between(self, on_foot: _OnFoot, day: ServiceDay, at: int, *, arriving: bool) -> Way | None:
        """The way by the trains of one service day."""
        runs = self._trains_on(day)
        ends = (on_foot.access, on_foot.egress)
        access, egress = (walks(runs, {station: walk.seconds for station, walk in near.items()}) for near in ends)
        if on_foot.lifts is not None:
            runs, access, egress = on_foot.lifts.day(runs), on_foot.lifts.walks(access), on_foot.lifts.walks(egress)
        journey = latest_between(runs, access, egress, at) if arriving else earliest_between(runs, access, egress, max(at, 0))
        if journey is None:
            return None
        return _with_walks(day, journey, on_foot)

    def _beside(self, day: ServiceDay, days: int) -> ServiceDay:
        date = day.date + dt.timedelta(days=days)
        return self._calendar.on(date)

    def _seconds(self, day: ServiceDay, moment: dt.datetime) -> int:
        return int((moment - self._calendar.time_on(day, 0)).total_seconds())

    def _time(self, day: ServiceDay, seconds: int) -> dt.datetime:
        return self._calendar.time_on(day, seconds)


def _with_walks(day: ServiceDay, journey: Journey, on_foot: _OnFoot) -> Way:
    """A journey with the walks to its first station and from its last."""
    before, after = on_foot.access[journey.rides[0].origin], on_foot.egress[journey.rides[-1].target]
    return Way(day, journey.departure - before.seconds, journey.arrival + after.seconds, journey, before.metres, after.metres)

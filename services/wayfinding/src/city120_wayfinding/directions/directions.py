"""Directions: from words, references or points to a route with its legs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from city120_edition.timetables import StoredStation
from city120_errors import InvalidArgument
from city120_wayfinding.calendar.service_days import Calendar, ServiceDay
from city120_wayfinding.directions.by_courses import ByCourses, Estimate
from city120_wayfinding.directions.ends import Ends
from city120_wayfinding.directions.planner import Planner, Way
from city120_wayfinding.directions.route import NO_LIFT, NONE_NEAR, Leg, Route
from city120_wayfinding.places.exits import Exits
from city120_wayfinding.places.place import STATION, Place, Point
from city120_wayfinding.streets.landmarks import Landmarks
from city120_wayfinding.streets.walks import Path, Streets, walk_m
from city120_wayfinding.timetable.departures import NO_TIMETABLE
from city120_wayfinding.timetable.expresses import of_trains
from city120_wayfinding.timetable.journeys import Journey, Ride, along
from city120_wayfinding.timetable.lifts import Lifts
from city120_wayfinding.timetable.network import Network
from city120_wayfinding.timetable.stations import Stations

End = str | Point
# A way of which nobody knows when its trains go is told where the one by a timetable usually takes three quarters longer, and so much.
_LONGER, _LONGER_S = 1.75, 15 * 60
# A train that goes on under another number waits at most so long.
_GOES_ON_S = 150
# So much a walk from one station to another must save who begins or ends at a station.
_WALK_SAVES_S = 5 * 60
# Before and after that of a service day it is not, for nobody knows whether its trains go.
_FROM_S, _UNTIL_S = 5 * 3600 + 30 * 60, 23 * 3600


class Directions:
    """Looks for the way between two places of an edition."""

    def __init__(
        self,
        network: Network,
        planner: Planner,
        by_courses: ByCourses,
        calendar: Calendar,
        stations: Stations,
        ends: Ends,
        streets: Streets,
        lifts: Lifts,
        exits: Exits | None = None,
        landmarks: Landmarks | None = None,
    ) -> None:
        self._network, self._planner, self._calendar, self._stations, self._ends = network, planner, calendar, stations, ends
        self._by_courses, self._streets, self._lifts = by_courses, streets, lifts
        self._exits, self._landmarks = exits or Exits(), landmarks or Landmarks([])
        self._expresses = of_trains(network)

    def find(
        self, origin: End, destination: End, *, depart_at: str = "", arrive_by: str = "", step_free: bool = False, on_foot: bool = False
    ) -> Route:
        """The way between two places, each a point, or a reference, name or address: the one that is there first when one leaves at `depart_at`
        (RFC 3339; empty: now), or the one that leaves last and is there by `arrive_by`; with `step_free`, walks without steps where streets are
        known, and trains where lifts work, if there is a list of them. A way of which not all trains' times are known is told where there is no
        other, or, to depart at a time, the other is much longer; but not for a way by lifts that are known. `on_foot`: one walks all the way.
        Raises NotFound, InvalidArgument or FailedPrecondition naming the field."""
        moment = self._calendar.moment(arrive_by, "arrive_by") if arrive_by else self._calendar.moment(depart_at, "depart_at")
        route = self.between(self._calendar.service_day(moment), origin, destination)
        if route.ambiguous:
            return route
        here, there = self.doors(route, step_free=step_free)
        if on_foot:
            return self._walked(route, here, there, moment, arriving=bool(arrive_by), step_free=step_free)
        plan = self._planner.arrive if arrive_by else self._planner.depart
        way = plan(here, there, moment, step_free=step_free)
        legs = tuple(self._legs(way, here, there, step_free=step_free)) if way is not None else ()
        if way is not None and not (arrive_by or step_free) and STATION in (here.kind, there.kind):
            way, legs = self._or_onward(way, legs, (here, there), moment)
        by_lift = step_free and bool(self._lifts.date)
        wanted = way is None or not (arrive_by or by_lift)
        estimate = self._by_courses.find(here, there, route.service_day.day_type, step_free=step_free) if wanted else None
        if estimate is not None and (way is None or self._much_longer(legs, estimate, moment)):
            about = tuple(self._estimated(estimate, here, there, step_free=step_free))
            if not (by_lift and any(leg.lifts is False for leg in about)):
                unknown = self._lifts.unknown(_platforms(about))
                return replace(route, legs=about, source=estimate.source, data_date=estimate.data_date, lifts_unknown=unknown)
        if way is None:
            if by_lift and (estimate is not None or plan(here, there, moment) is not None):
                return replace(route, empty=NO_LIFT)
            return replace(route, empty=self.why_none(here, there))
        return self._timed(route, way, legs)

    def _or_onward(self, way: Way, legs: tuple[Leg, ...], ends: tuple[Place, Place], moment: dt.datetime) -> tuple[Way, tuple[Leg, ...]]:
        """The way, or one with a walk between a station and others near it, where one is there earlier, and usually by as much as is worth it."""
        onward = self._planner.depart(*ends, moment, onward=True)
        if onward is None or self._calendar.time_on(onward.day, onward.arrival) >= self._calendar.time_on(way.day, way.arrival):
            return way, legs
        others = tuple(self._legs(onward, *ends, step_free=False))
        return (onward, others) if _usual_s(others) + _WALK_SAVES_S <= _usual_s(legs) else (way, legs)

    def between(self, day: ServiceDay, origin: End, destination: End) -> Route:
        """A route without legs, between the places that are meant. Raises NotFound or InvalidArgument naming the field."""
        route = Route(day, self._places(origin, "origin"), self._places(destination, "destination"))
        here, there = route.origins[0], route.destinations[0]
        if not route.ambiguous and (here.ref == there.ref or (here.point is not None and here.point == there.point)):
            raise InvalidArgument("is where the journey begins", field="destination", fix="name another place")
        return route

    def doors(self, route: Route, *, step_free: bool) -> tuple[Place, Place]:
        """Where one leaves and where one goes in: of a station by the exit that is nearest to the other end."""
        ends = ((route.origins[0], route.destinations[0]), (route.destinations[0], route.origins[0]))
        here, there = (self._exits.nearest(place, other.point, step_free=step_free) for place, other in ends)
        return here, there

    def told(self, route: Route, way: Way, *, step_free: bool) -> Route:
        """The route by a way with its times."""
        here, there = self.doors(route, step_free=step_free)
        return self._timed(route, way, tuple(self._legs(way, here, there, step_free=step_free)))

    def why_none(self, here: Place, there: Place) -> str:
        """Why there is no way: no station near, or no timetable."""
        return NO_TIMETABLE if self._by_courses.near(here) and self._by_courses.near(there) else NONE_NEAR

    def _timed(self, route: Route, way: Way, legs: tuple[Leg, ...]) -> Route:
        departure, arrival = (self._calendar.time_on(way.day, seconds) for seconds in (way.departure, way.arrival))
        unknown = self._lifts.unknown(_platforms(legs))
        return replace(route, service_day=way.day, legs=legs, departure=departure, arrival=arrival, lifts_unknown=unknown)

    def _walked(self, route: Route, here: Place, there: Place, moment: dt.datetime, *, arriving: bool, step_free: bool) -> Route:
        """The route on foot alone; none where the point of an end is not known."""
        way = self._planner.walk(here, there, moment, arriving=arriving, step_free=step_free)
        if way is None:
            return replace(route, empty=NONE_NEAR)
        return self._timed(route, way, tuple(self._legs(way, here, there, step_free=step_free)))

    def _much_longer(self, legs: Sequence[Leg], estimate: Estimate, moment: dt.datetime) -> bool:
        """Whether one usually is on the way much longer than by an estimate; never at night."""
        midnight = self._calendar.time_on(self._calendar.service_day(moment), 0)
        if not _FROM_S <= (moment - midnight).total_seconds() <= _UNTIL_S:
            return False
        return _usual_s(legs) >= max(estimate.usual_s * _LONGER, estimate.usual_s + _LONGER_S)

    def _estimated(self, estimate: Estimate, here: Place, there: Place, *, step_free: bool) -> Iterator[Leg]:
        """The walk to the first station, the rides and the walk from the last one, timed from when one sets out."""
        first, last = estimate.rides[0], estimate.rides[-1]
        if estimate.access.metres:
            door = self._exits.nearest(first.origin, here.point, step_free=step_free)
            yield self._walk(here, door, 0, first.departure, estimate.access.metres, step_free=step_free)
        for ride in estimate.rides:
            yield replace(ride, lifts=self._lifts.both_work(ride.origin, ride.destination, ride.line.id if ride.line is not None else ""))
        if estimate.egress.metres:
            end, door = last.arrival + estimate.egress.seconds, self._exits.nearest(last.destination, there.point, step_free=step_free)
            yield self._walk(door, there, last.arrival, end, estimate.egress.metres, step_free=step_free)

    def _places(self, end: End, field: str) -> tuple[Place, ...]:
        return (self._ends.at(end),) if isinstance(end, Point) else tuple(self._ends.asked(end, field))

    def _legs(self, way: Way, here: Place, there: Place, *, step_free: bool) -> Iterator[Leg]:
        """The walk to the first station, the rides with the walks between stations, and the walk from the last one."""
        walk = partial(self._walk, step_free=step_free)
        if way.journey is None:
            yield walk(here, there, way.departure, way.arrival, way.access_m)
            return
        rides = self._rides(way.journey)
        if way.access_m:
            yield walk(here, self._exits.nearest(rides[0].origin, here.point, step_free=step_free), way.departure, rides[0].departure, way.access_m)
        for number, ride in enumerate(rides):
            before = rides[number - 1].destination if number else ride.origin
            if before.ref == ride.origin.ref:
                yield ride
            else:
                yield _change(before, rides[number - 1].arrival, ride)
                yield replace(ride, change_s=0)
        if way.egress_m:
            yield walk(
                self._exits.nearest(rides[-1].destination, there.point, step_free=step_free), there, rides[-1].arrival, way.arrival, way.egress_m
            )

    def _rides(self, journey: Journey) -> list[Leg]:
        """The rides; two on a line are one where a train goes on round a loop under another number."""
        told = [self._ride(journey.rides[0])]
        for taken, then in pairwise(journey.rides):
            before, ride = told[-1], self._ride(then)
            if not self._goes_on(taken, then, before, ride):
                told.append(ride)
                continue
            told[-1] = replace(
                ride,
                origin=before.origin,
                departure=before.departure,
                path=(*before.path, *ride.path[1:]),
                stops=before.stops + ride.stops,
                change_s=before.change_s,
                lifts=self._lifts.both_work(before.origin, ride.destination, ride.line.id if ride.line is not None else ""),
                next_stop=before.next_stop,
                express=before.express or ride.express,
            )
        return told

    def _goes_on(self, taken: Ride, then: Ride, before: Leg, ride: Leg) -> bool:
        """Whether a ride is in the train of the one before: by a timetable of all trains one ends where the other begins at once, on the same line
        and in its direction."""
        runs, line = self._network.runs, ride.line
        on_line = line is not None and before.line is not None and line.exact and (line.id, ride.direction) == (before.line.id, before.direction)
        ends = along(self._network, taken).stop == runs.at[taken.run + 1] and along(self._network, then).start == runs.at[then.run]
        return on_line and ends and taken.target == then.origin and 0 <= then.departure - taken.arrival <= _GOES_ON_S

    def _walk(self, origin: Place, destination: Place, departure: int, arrival: int, metres: float, *, step_free: bool) -> Leg:
        path = Path(())
        if origin.point is not None and destination.point is not None:
            path = self._streets.path(origin.point, destination.point, step_free=step_free)
            path = replace(path, steps=self._landmarks.along(path.steps, (origin, destination)))
        return Leg(origin, destination, departure, arrival, path.points, distance_m=metres, walk=path)

    def _ride(self, ride: Ride) -> Leg:
        network = self._network
        stops, runs = along(network, ride), network.runs
        line, direction = network.lines[runs.line[ride.run]], network.directions[runs.direction[ride.run]]
        passed = [network.stations[network.stops.station[stop]] for stop in stops]
        # Of a run that stands for trains at a headway, the departure is before the arrival by as long as one may have to wait.
        wait_s = 0 if network.numbers[ride.run] else max(0, int(network.stops.arrival[stops[0]]) - ride.departure)
        origin, destination = self._stations.stop(passed[0]), self._stations.stop(passed[-1])
        terminal = self._stations.stop(network.stations[runs.terminal[ride.run]])
        return Leg(
            origin=origin,
            destination=destination,
            departure=ride.departure,
            arrival=ride.arrival,
            path=_points(passed),
            line=line,
            direction=direction,
            terminal=terminal,
            stops=0 if line.incomplete else len(stops) - 1,
            wait_s=wait_s,
            change_s=ride.change_s,
            lifts=self._lifts.both_work(origin, destination, line.id),
            next_stop=self._stations.stop(passed[1]),
            express=not line.incomplete and self._expresses.passes(line.id, direction, [station.ref for station in passed]),
            heads_for=self._stations.heads_for(line.id, direction, terminal.ref),
        )


def _usual_s(legs: Sequence[Leg]) -> float:
    """How long one usually is on a way: who comes at any moment waits half of the longest wait or less."""
    return legs[-1].arrival - legs[0].departure - sum(leg.wait_s for leg in legs) / 2


def _change(before: Place, begin: int, ride: Leg) -> Leg:
    """The walk from one station to another, whose time a table of changes tells: it may lead below the ground, where no map of streets does."""
    here, there = before.point, ride.origin.point
    points = tuple(point for point in (here, there) if point is not None)
    metres = walk_m(here, there) if here and there else 0.0
    return Leg(before, ride.origin, begin, begin + ride.change_s, points, distance_m=metres, walk=Path(points))


def _platforms(legs: Iterable[Leg]) -> Iterator[tuple[Place, str]]:
    """Where one boards and alights."""
    for leg in legs:
        if leg.line is not None:
            yield from ((leg.origin, leg.line.id), (leg.destination, leg.line.id))


def _points(stations: list[StoredStation]) -> tuple[Point, ...]:
    return tuple(Point(station.lat, station.lon) for station in stations if station.lat is not None and station.lon is not None)

"""The way over lines whose trains' times are not all known: which way, and about how long (docs/adr/0043)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from city120_edition import rows
from city120_wayfinding.directions.courses import WAIT_S, CourseRide, Courses, sources
from city120_wayfinding.directions.route import Hours, Leg
from city120_wayfinding.directions.walking import StationsAround
from city120_wayfinding.places.exits import Exits
from city120_wayfinding.places.place import Place
from city120_wayfinding.streets.walks import Streets, Walk
from city120_wayfinding.timetable.network import Network
from city120_wayfinding.timetable.stations import Stations


@dataclass(frozen=True)
class Estimate:
    """Rides, and the walks to the first station and from the last. Its legs are timed from when one sets out, without waits."""

    access: Walk
    rides: tuple[Leg, ...]
    egress: Walk
    source: str
    data_date: str

    @property
    def usual_s(self) -> int:
        """How long one usually is on the way, with a wait for each ride."""
        rides = sum(ride.moving_s + ride.change_s + WAIT_S for ride in self.rides)
        return self.access.seconds + rides + self.egress.seconds


class ByCourses:
    """Looks for the way by courses, and tells of which rides no train's time is known."""

    def __init__(
        self, courses: Courses, hours: Sequence[rows.LineHours], network: Network, stations: Stations, streets: Streets, exits: Exits
    ) -> None:
        self._courses, self._stations, self._hours = courses, stations, {row.line: row for row in hours}
        self._stops = courses.stations
        self._around = StationsAround(courses.stations, streets, exits)
        self._served = _served(network)

    def near(self, place: Place) -> bool:
        """Whether there is a station that one can walk to."""
        return self._around.any_near(place)

    def find(self, origin: Place, goal: Place, day_type: rows.DayType, *, step_free: bool = False) -> Estimate | None:
        """The way that takes least, on a day; None where there is none, or where the times of all its trains are known: a timetable tells it
        better."""
        access, egress = (self._walks(place, step_free=step_free) for place in (origin, goal))
        rides = self._courses.between(*({ref: walk.seconds for ref, walk in walks.items()} for walks in (access, egress)))
        if all(self._timed(ride) for ride in rides):
            return None
        before, after = access[rides[0].stations[0]], egress[rides[-1].stations[-1]]
        return Estimate(before, tuple(self._legs(rides, before.seconds, day_type)), after, *sources(rides))

    def _walks(self, place: Place, *, step_free: bool) -> Mapping[str, Walk]:
        return {self._stops[number].ref: walk for number, walk in self._around.walks(place, step_free=step_free).items()}

    def _timed(self, ride: CourseRide) -> bool:
        """Whether trains are known that stop where it begins and where it ends."""
        return all((station, ride.course.line.id) in self._served for station in (ride.stations[0], ride.stations[-1]))

    def _legs(self, rides: Sequence[CourseRide], begin: int, day_type: rows.DayType) -> Iterator[Leg]:
        for ride in rides:
            places = [self._stations.place(station) for station in ride.stations]
            timed, hours = self._timed(ride), self._hours.get(ride.course.line.id)
            begin += ride.change_s
            yield Leg(
                origin=places[0],
                destination=places[-1],
                departure=begin,
                arrival=begin + ride.seconds,
                path=tuple(place.point for place in places if place.point is not None),
                line=ride.course.line,
                direction=ride.course.direction,
                terminal=self._stations.place(ride.course.stations[-1]),
                stops=len(places) - 1,
                change_s=ride.change_s,
                estimated=True,
                times_unknown=not timed,
                hours=Hours.of(hours, day_type) if hours is not None and not timed else None,
                next_stop=places[1],
                express=self._courses.express(ride),
            )
            begin += ride.seconds


def _served(network: Network) -> frozenset[tuple[str, str]]:
    """At which stations trains of which lines stop, by reference and id, in a timetable."""
    stops, lines = network.stops, len(network.lines)
    pairs = np.unique(stops.station.astype(np.int64) * lines + network.runs.line[stops.run]) if lines else ()
    return frozenset((network.stations[pair // lines].ref, network.lines[pair % lines].id) for pair in pairs)

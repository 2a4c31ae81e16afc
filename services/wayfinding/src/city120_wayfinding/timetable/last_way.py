"""The last way home: of a service day, the journey between two stations that leaves last and still connects; or the first, that arrives earliest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from city120_edition import rows
from city120_edition.timetables import StoredLine
from city120_errors import InvalidArgument
from city120_wayfinding.calendar.service_days import Calendar, ServiceDay
from city120_wayfinding.places.place import Place
from city120_wayfinding.timetable.clock import clock_of, time_of
from city120_wayfinding.timetable.journeys import Ride, earliest_journey, latest_journey
from city120_wayfinding.timetable.stations import Stations
from city120_wayfinding.timetable.trains import Trains

TIGHT_S = 600


@dataclass(frozen=True)
class Leg:
    """One ride. Times as HH:MM of the service day, and as a clock shows them. `change_s`: the walk from the ride before."""

    line: StoredLine
    direction: str
    terminal: Place
    origin: Place
    destination: Place
    departure: str
    arrival: str
    departure_clock: str
    arrival_clock: str
    change_s: int


@dataclass(frozen=True)
class LastWay:
    """What was found for a service day. More than one origin or destination: the name is several stations', and no way was looked for.

    `leave_by`: when one must be on the platform, `next_day`: on the day after the moment asked about; `slack_s`: seconds until then from that moment,
    negative when it has passed."""

    service_day: ServiceDay
    origins: tuple[Place, ...]
    destinations: tuple[Place, ...]
    legs: tuple[Leg, ...] = ()
    leave_by: dt.datetime | None = None
    slack_s: int = 0
    next_day: bool = False

    @property
    def ambiguous(self) -> bool:
        """Whether a name is that of several stations."""
        return len(self.origins) > 1 or len(self.destinations) > 1

    @property
    def tight(self) -> bool:
        """Whether there are less than ten minutes left."""
        return self.leave_by is not None and self.slack_s < TIGHT_S

    @property
    def exact(self) -> bool:
        """Whether all its times are those of a timetable."""
        return all(leg.line.exact for leg in self.legs)


class LastWays:
    """Looks for last ways."""

    def __init__(self, trains: Trains, calendar: Calendar, stations: Stations) -> None:
        self._trains = trains
        self._calendar = calendar
        self._stations = stations

    def last(self, origin: str, destination: str, *, at: str = "", day_type: rows.DayType | None = None, first: bool = False) -> LastWay:
        """The last way between two stations, or the first, by reference or name, on the service day of a moment or the next one of a type. Times
        worked out from facts are cautious about last trains only: of first ones only a timetable tells. Raises NotFound or InvalidArgument naming
        the field."""
        moment = self._calendar.moment(at)
        day = self._calendar.service_day(moment, day_type)
        origins, goals = self._stations.asked(origin, "origin"), self._stations.asked(destination, "destination")
        if origins == goals:
            raise InvalidArgument("is the station where the journey begins", field="destination", fix="name another station")
        ways = LastWay(day, tuple(map(self._stations.place, origins)), tuple(map(self._stations.place, goals)))
        begin, goal = self._trains.number(origins[0]), self._trains.number(goals[0])
        if ways.ambiguous or begin is None or goal is None:
            return ways
        trains = self._trains.on(day)
        journey = earliest_journey(trains, begin, goal, depart_at=0) if first else latest_journey(trains, begin, goal)
        if journey is None or (first and not self._exact(journey.rides)):
            return ways
        leave_by = self._calendar.time_on(day, journey.departure)
        return replace(
            ways,
            legs=tuple(map(self._leg, journey.rides)),
            leave_by=leave_by,
            slack_s=int((leave_by - moment).total_seconds()),
            next_day=leave_by.date() > moment.date(),
        )

    def _exact(self, rides: Iterable[Ride]) -> bool:
        network = self._trains.network
        return all(network.lines[network.runs.line[ride.run]].exact for ride in rides)

    def _leg(self, ride: Ride) -> Leg:
        network = self._trains.network
        runs, stations = network.runs, network.stations
        return Leg(
            line=network.lines[runs.line[ride.run]],
            direction=network.directions[runs.direction[ride.run]],
            terminal=self._stations.stop(stations[runs.terminal[ride.run]]),
            origin=self._stations.stop(stations[ride.origin]),
            destination=self._stations.stop(stations[ride.target]),
            departure=time_of(ride.departure),
            arrival=time_of(ride.arrival),
            departure_clock=clock_of(ride.departure),
            arrival_clock=clock_of(ride.arrival),
            change_s=ride.change_s,
        )

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
from city120_wayfinding.timetable.day import DayRuns
from city120_wayfinding.timetable.journeys import Journey, Ride, at_station, earliest_between, latest_between
from city120_wayfinding.timetable.lifts import Lifts, StepFreeNetwork
from city120_wayfinding.timetable.scan import NEVER
from city120_wayfinding.timetable.stations import Stations
from city120_wayfinding.timetable.trains import Trains

TIGHT_S = 600
NO_TIMETABLE, NO_LIFT = "no_timetable", "no_lift"


@dataclass(frozen=True)
class Leg:
    """One ride. Times as HH:MM of the service day, and as a clock shows them. `change_s`: the walk from the ride before. `lifts`: whether
    there are working ones where one boards and alights; None where no list says."""

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
    lifts: bool | None = None


@dataclass(frozen=True)
class LastWay:
    """What was found for a service day. More than one origin or destination: the name is several stations', and no way was looked for.

    `leave_by`: when one must be on the platform, `next_day`: on the day after the moment asked about; `slack_s`: seconds until then from that moment,
    negative when it has passed. `empty`: why there is no way. `lifts_unknown`: the stations where one boards or alights of which the list of lifts,
    if there is one, says nothing."""

    service_day: ServiceDay
    origins: tuple[Place, ...]
    destinations: tuple[Place, ...]
    legs: tuple[Leg, ...] = ()
    leave_by: dt.datetime | None = None
    slack_s: int = 0
    next_day: bool = False
    empty: str = ""
    lifts_unknown: tuple[Place, ...] = ()

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

    def __init__(self, trains: Trains, calendar: Calendar, stations: Stations, lifts: Lifts) -> None:
        self._trains, self._calendar, self._stations, self._lifts = trains, calendar, stations, lifts
        self._step_free = lifts.networks(trains.network)

    def last(
        self, origin: str, destination: str, *, at: str = "", day_type: rows.DayType | None = None, first: bool = False, step_free: bool = False
    ) -> LastWay:
        """The last way between two stations, or the first, by reference or name, on the service day of a moment or the next one of a type; with
        `step_free`, where lifts work, if there is a list of them. Times worked out from facts are cautious about last trains only: of first ones only
        a timetable tells. Raises NotFound or InvalidArgument naming the field."""
        moment = self._calendar.moment(at)
        day = self._calendar.service_day(moment, day_type)
        origins, goals = self._stations.asked(origin, "origin"), self._stations.asked(destination, "destination")
        if origins == goals:
            raise InvalidArgument("is the station where the journey begins", field="destination", fix="name another station")
        ways = LastWay(day, tuple(map(self._stations.place, origins)), tuple(map(self._stations.place, goals)))
        begin, goal = self._trains.number(origins[0]), self._trains.number(goals[0])
        if ways.ambiguous or begin is None or goal is None:
            return ways if ways.ambiguous else replace(ways, empty=NO_TIMETABLE)
        journey = self._journey(self._trains.on(day), begin, goal, first=first, step_free=step_free)
        if journey is None or (first and not self._exact(journey.rides)):
            shut = journey is None and step_free and self._journey(self._trains.on(day), begin, goal, first=first, step_free=False) is not None
            return replace(ways, empty=NO_LIFT if shut else NO_TIMETABLE)
        leave_by = self._calendar.time_on(day, journey.departure)
        legs = tuple(map(self._leg, journey.rides))
        return replace(
            ways,
            legs=legs,
            leave_by=leave_by,
            slack_s=int((leave_by - moment).total_seconds()),
            next_day=leave_by.date() > moment.date(),
            lifts_unknown=self._lifts.unknown((place, leg.line.id) for leg in legs for place in (leg.origin, leg.destination)),
        )

    def _journey(self, trains: DayRuns, begin: int, goal: int, *, first: bool, step_free: bool) -> Journey | None:
        """The journey: without steps on the first of the networks of lifts that has one, if there are any."""
        networks: tuple[StepFreeNetwork | None, ...] = self._step_free if step_free and self._step_free else (None,)
        for lifts in networks:
            runs, access, egress = trains, at_station(trains, begin), at_station(trains, goal)
            if lifts is not None:
                runs, access, egress = lifts.day(runs), lifts.walks(access), lifts.walks(egress)
            journey = earliest_between(runs, access, egress, 0) if first else latest_between(runs, access, egress, NEVER)
            if journey is not None:
                return journey
        return None

    def _exact(self, rides: Iterable[Ride]) -> bool:
        network = self._trains.network
        return all(network.lines[network.runs.line[ride.run]].exact for ride in rides)

    def _leg(self, ride: Ride) -> Leg:
        network = self._trains.network
        runs, stations = network.runs, network.stations
        line = network.lines[runs.line[ride.run]]
        origin, destination = (self._stations.stop(stations[number]) for number in (ride.origin, ride.target))
        return Leg(
            line=line,
            direction=network.directions[runs.direction[ride.run]],
            terminal=self._stations.stop(stations[runs.terminal[ride.run]]),
            origin=origin,
            destination=destination,
            departure=time_of(ride.departure),
            arrival=time_of(ride.arrival),
            departure_clock=clock_of(ride.departure),
            arrival_clock=clock_of(ride.arrival),
            change_s=ride.change_s,
            lifts=self._lifts.both_work(origin, destination, line.id),
        )

"""The way from door to door as sentences: when to leave, each walk and ride, and how exact that is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from city120_gateway.channels.boarding import bound_for, of_ride, timed
from city120_gateway.channels.nearby import rounded
from city120_gateway.channels.opening import moment
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Lifts, Names, Route, RouteLeg
from city120_gateway.resolution.resolution import Resolution
from city120_gateway.words.caller_words import ON_FOOT, STEP_FREE, asks_for_a_bus


@dataclass(frozen=True)
class RouteWords:
    """The words for one route; `called`: a name as the channel says it."""

    resolution: Resolution
    route: Route
    knowledge: Knowledge
    called: Callable[[Names], str]

    def _say(self, message: str, **values: str) -> str:
        return self.knowledge.say(message, self.resolution.language, **values)

    def _place(self, names: Names) -> str:
        """The name of an end; the caller's own place has none."""
        return self.called(names) or self._say("places.here")

    def _times(self) -> dict[str, str]:
        """The times of the head, in the order in which they are said: each names its day where that is not the day before it."""
        route, written = self.route, {}
        day = dt.datetime.combine(self.resolution.asked_on or self.resolution.at.date(), dt.time())
        for name, at in (("by", route.arrive_by), ("departure", route.departure), ("arrival", route.arrival)):
            written[name] = moment(at, day, self.resolution.language, self.knowledge) if at is not None else ""
            day = at or day
        return written

    def empty(self) -> str:
        """Why there is no way."""
        return self._say(f"route.empty.{self.route.empty}", origin=self._place(self.route.origin), goal=self._place(self.route.destination))

    def head(self) -> str:
        """When to leave and when one is there; without a timetable, how long it usually takes and when one is there at the latest."""
        route = self.route
        values = {"origin": self._place(route.origin), "goal": self._place(route.destination)}
        values |= self._times()
        took = (route.arrival - route.departure).total_seconds() if route.arrival and route.departure else route.estimate_s
        careful = not (route.exact or route.estimate_s) and any(leg.line for leg in route.legs)
        # Who comes at any moment waits half of the longest wait or less, on the mean of many journeys.
        usual = (took + sum(leg.moving_s + leg.change_s for leg in route.legs)) / 2 if careful else took
        return self._say(self._head(careful=careful), minutes=_minutes(usual), **values)

    def _head(self, *, careful: bool) -> str:
        if self.route.estimate_s:
            return "route.head.about"
        if self.route.arrive_by is not None:
            return "route.leave_by.careful" if careful else "route.leave_by"
        if careful:
            return "route.head.careful"
        if any(leg.line for leg in self.route.legs):
            return "route.head"
        return "route.head.foot" if ON_FOOT in self.resolution.heard else "route.head.walk"

    def steps(self) -> list[str]:
        """What to do, one after the other."""
        return [step for leg in self.route.legs for step in self._steps(leg)]

    def _end(self, names: Names, number: str, *, middle: bool) -> str:
        """An end of a leg, with the exit of a station that a walk goes by; or that it is the middle of an area."""
        if middle:
            return self._say("route.middle", place=self._place(names))
        return self._say("route.exit", station=self._place(names), exit=number) if number else self._place(names)

    def _steps(self, leg: RouteLeg) -> list[str]:
        ends = {
            "origin": self._end(leg.origin, leg.origin_exit, middle=leg.from_middle),
            "destination": self._end(leg.destination, leg.destination_exit, middle=leg.to_middle),
        }
        if not leg.line:
            return [self._say("route.walk", distance=rounded(leg.distance_m), minutes=_minutes(leg.moving_s), **ends)]
        change = [self._say("route.change", station=ends["origin"], minutes=_minutes(leg.change_s))] if leg.change_s else []
        named = self.resolution.language, self.knowledge
        if leg.exact:
            return [*change, timed(leg, *named, self.called, ends)]
        line = {"line": of_ride(leg, *named), "terminal": bound_for(leg, *named, self.called)}
        ride = {"minutes": _minutes(leg.moving_s), **line, **ends}
        if self.route.estimate_s:
            return [*change, self._say("route.ride.about", stops=str(leg.stops), **ride)]
        return [*change, self._say("route.ride.stops", stops=str(leg.stops), **ride) if leg.stops else self._say("route.ride", **ride)]

    def times_unknown(self) -> str:
        """Of which lines the times are not known."""
        lines = dict.fromkeys(leg.line_names.get(self.resolution.language, "") for leg in self.route.legs if leg.times_unknown)
        return self._say("route.times_unknown", lines=", ".join(lines)) if lines else ""

    def hours(self) -> str:
        """When trains of those lines run, as far as a source says."""
        told = dict.fromkeys(self._hours(leg) for leg in self.route.legs if leg.hours is not None)
        return self._say("route.hours", hours=", ".join(told)) if told else ""

    def _hours(self, leg: RouteLeg) -> str:
        hours = leg.hours
        if hours is None:
            return ""
        first, last = (clock(time) for time in (hours.first, hours.last))
        return f"{leg.line_names.get(self.resolution.language, '')} {first}~{last} ({hours.data_date})"

    def bus(self) -> str:
        """That no buses are known, to who asks for one; who has heard the way does not hear that it follows."""
        buses = self.resolution.buses
        if buses is not None and (buses.rides or buses.change):
            return ""
        ends = {"origin": self._place(self.route.origin), "goal": self._place(self.route.destination)}
        message = "route.bus.told" if self.resolution.told_before else "route.bus"
        return self._say(message, **ends) if asks_for_a_bus(self.resolution.heard) else ""

    def denied(self) -> str:
        """That the way takes lines that the caller does not want to take."""
        names = dict.fromkeys(leg.line_names.get(self.resolution.language, "") for leg in self.route.legs if leg.line in self.resolution.denied)
        return self._say("route.denied", lines=", ".join(names)) if names else ""

    def step_free(self) -> str:
        """What is known of steps and lifts, and what to do, to who cannot use stairs."""
        if STEP_FREE not in self.resolution.heard:
            return ""
        rides = [leg for leg in self.route.legs if leg.line]
        if rides:
            ends = [names for leg in rides for names in (leg.origin, leg.destination)]
            lifts = LiftWords(self.knowledge, self.resolution.language, self.called)
            return " ".join(lifts.told(self.route.lifts, ends)) if self.route.lifts is not None else self._say("route.step_free")
        return self._say("route.step_free.walk" if self.route.step_free else "route.steps")

    def straight(self) -> str:
        """That walks are estimated."""
        return self._say("route.straight") if self.route.walking_m and not self.route.by_streets else ""


def clock(time: str) -> str:
    """HH:MM of a service day as a clock shows it."""
    hours, _, minutes = time.partition(":")
    return f"{int(hours) % 24:02}:{minutes}" if time else ""


@dataclass(frozen=True)
class LiftWords:
    """What a list says of the lifts on a way, as sentences; `called`: a name as the channel says it."""

    knowledge: Knowledge
    language: str
    called: Callable[[Names], str]

    def told(self, lifts: Lifts, ends: Sequence[Names]) -> list[str]:
        """At which of the stations where one boards and alights lifts work, of which nobody knows, and that the list is an old one."""
        unknown = self._named(lifts.unknown)
        known = [name for name in self._named(ends) if name not in unknown]
        listed = ", ".join
        return [
            *([self._say("route.lifts", date=lifts.date, stations=listed(known))] if known else []),
            *([self._say("route.lifts.unknown", date=lifts.date, stations=listed(unknown))] if unknown else []),
            *([self._say("route.lifts.old")] if lifts.freshness != "fresh" else []),
        ]

    def _named(self, stations: Sequence[Names]) -> list[str]:
        return list(dict.fromkeys(map(self.called, stations)))

    def _say(self, message: str, **values: str) -> str:
        return self.knowledge.say(message, self.language, **values)


def _minutes(seconds: float) -> str:
    """Whole minutes, rounded up."""
    return str(int(-(-seconds // 60)))

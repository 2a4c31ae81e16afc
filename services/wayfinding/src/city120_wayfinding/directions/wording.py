"""What to do on each leg, as the edition's sentences say it in a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

from city120_edition.timetables import seconds_of
from city120_wayfinding.directions.ends import OFFICIAL
from city120_wayfinding.directions.route import Leg
from city120_wayfinding.places.place import AREA_KINDS, Place
from city120_wayfinding.streets.walks import Step
from city120_wayfinding.timetable.clock import clock_of

_ROUNDED_M, _ROUNDED_TURN_M = 50, 10
# In its letters a street's sign has its name beside the official one.
_ON_SIGNS = "en"


@dataclass(frozen=True)
class Wording:
    """Sentences and names in one language."""

    messages: Mapping[str, Mapping[str, str]]
    language: str

    def say(self, message: str, **values: str) -> str:
        """A sentence of the edition."""
        return self.messages[message][self.language].format(**values)

    def called(self, place: Place) -> str:
        """The name of a place, the official one where there is no other; of a station at one of its exits with that; of an area that it is its
        middle."""
        name = place.names.get(self.language) or place.names.get(OFFICIAL, "")
        if place.kind in AREA_KINDS:
            return self.say("route.middle", place=name)
        return self.say("route.exit", station=name, exit=place.exit) if place.exit else name

    def line(self, leg: Leg) -> str:
        """The name of the line of a ride; of an express, with that."""
        line = leg.line.names.get(self.language) or leg.line.names.get(OFFICIAL, "") if leg.line is not None else ""
        return self.say("route.express", line=line) if leg.express else line

    def bound(self, leg: Leg) -> dict[str, str]:
        """The line of a ride and what its trains go towards: on a loop, on which all of them end at one station, the way round and the next one; what
        signs show where they run on beyond their terminal."""
        loop = self.loop(leg)
        towards = leg.next_stop if loop and leg.next_stop is not None else leg.terminal
        terminal = self.signs(leg) or (self.called(towards) if towards is not None else "")
        return {"line": f"{self.line(leg)} {loop}".strip(), "terminal": terminal}

    def signs(self, leg: Leg) -> str:
        """Where a ride heads whose train runs on, the one or the other; empty where it ends at its terminal."""
        shown = [self.called(place) for place in leg.heads_for]
        return reduce(lambda one, other: self.say("direction.either", one=one, other=other), shown) if shown else ""

    def loop(self, leg: Leg) -> str:
        """Which way round a ride goes; empty where its line is no loop."""
        direction = f"direction.{leg.direction}"
        return self.say(direction) if direction in self.messages else ""

    def steps(self, leg: Leg) -> list[str]:
        """A walk, and its turns where a map has its streets; or the change to a train, if there is one, and the ride."""
        if leg.line is None or leg.terminal is None:
            walk = self.say("route.walk", distance=self.distance(leg), minutes=minutes(leg.moving_s), **self._ends(leg))
            return [walk, *map(self._turn, leg.walk.steps if leg.walk is not None else ())]
        change = [self.say("route.change", station=self.called(leg.origin), minutes=minutes(leg.change_s))] if leg.change_s else []
        return [*change, self._ride(leg, self.called(leg.terminal)), *self._hours(leg)]

    def _hours(self, leg: Leg) -> list[str]:
        hours = leg.hours
        if hours is None:
            return []
        first, last = (clock_of(seconds_of(time)) if time else "" for time in (hours.first, hours.last))
        return [self.say("route.hours", hours=f"{self.line(leg)} {first}~{last} ({hours.data_date})")]

    def _turn(self, step: Step) -> str:
        turn = self.say(f"route.turn.{step.turn}")
        landmark = step.landmark.names.get(self.language, "") if step.landmark is not None else ""
        turn = self.say("route.turn.at", turn=turn, landmark=landmark) if landmark else turn
        values = {"turn": turn, "distance": rounded(step.metres, _ROUNDED_TURN_M)}
        street = next((name for language in (self.language, _ON_SIGNS, OFFICIAL) if (name := step.street.get(language))), "")
        return self.say("route.turn", street=street, **values) if street else self.say("route.turn.unnamed", **values)

    def _ride(self, leg: Leg, terminal: str) -> str:
        values = {**self.bound(leg), **self._ends(leg)}
        if leg.exact:
            line = self.say("route.loop", line=values["line"], next=values["terminal"]) if self.loop(leg) else values["line"]
            times = {"departure": clock_of(leg.departure), "arrival": clock_of(leg.arrival)}
            if leg.heads_for:
                return self.say("journey.ride.onward", **self._ends(leg), line=line, heading=self.signs(leg), **times)
            return self.say("journey.ride", **values | {"line": line, "terminal": terminal} | times)
        values["minutes"] = minutes(leg.moving_s)
        if leg.estimated:
            return self.say("route.ride.about", stops=str(leg.stops), **values)
        return self.say("route.ride.stops", stops=str(leg.stops), **values) if leg.stops else self.say("route.ride", **values)

    def stops(self, leg: Leg) -> str:
        """How many stations a ride passes, the last included."""
        return self.say("route.stops", stops=str(leg.stops))

    def distance(self, leg: Leg) -> str:
        """How far a walk is, in metres, roughly."""
        return rounded(leg.distance_m, _ROUNDED_M)

    def _ends(self, leg: Leg) -> dict[str, str]:
        return {"origin": self.called(leg.origin), "destination": self.called(leg.destination)}


def rounded(metres: float, to: int) -> str:
    """Metres, roughly."""
    step = to if metres >= to else min(to, _ROUNDED_TURN_M)
    return f"{max(1, round(metres / step)) * step:,}"


def minutes(seconds: int) -> str:
    """Whole minutes, rounded up."""
    return str(-(-seconds // 60))

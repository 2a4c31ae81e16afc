"""Bus lines between two places as sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from city120_gateway.knowledge import BusLine, Knowledge
from city120_gateway.resolution.answers import Names
from city120_gateway.resolution.buses import Buses

# More lines than that nobody chooses from.
_MOST = 3


@dataclass(frozen=True)
class BusWords:
    """The words for some bus lines, in a language; `called`: a name as the channel says it."""

    buses: Buses
    language: str
    knowledge: Knowledge
    called: Callable[[Names], str]

    def head(self) -> str:
        """What follows: from where to where; or that no line is known; where an end is not known, the question for it, or for both."""
        buses = self.buses
        if buses.asked and buses.origin:
            return self._say("bus.ask.goal", origin=self.called(buses.origin))
        if buses.asked and buses.goal:
            return self._say("bus.ask.origin", goal=self.called(buses.goal))
        if buses.asked:
            return self._say("bus.ask")
        message = "bus.head" if buses.rides else "bus.head.change" if buses.change else "bus.no_direct" if buses.told else "bus.none"
        return self._say(message, origin=self._place(buses.origin), goal=self._place(buses.goal))

    def lines(self) -> list[str]:
        """Each line with where to get on and off, or two with a change; else the lines near each end."""
        buses = self.buses
        if rides := buses.rides[:_MOST] or buses.change:
            return [self._say("bus.ride", line=ride.line.line, on=self.called(ride.on), off=self.called(ride.off)) for ride in rides]
        near = [(buses.origin, buses.near_origin), (buses.goal, buses.near_goal)]
        return [self._say("bus.near", place=self._place(names), lines=_listed(lines)) for names, lines in near if lines]

    def named(self) -> list[str]:
        """What is known of the lines that were named: which stations they pass; and how old that is."""
        told = [self._say("bus.passes", line=line.line, stops=", ".join(self.called(stop.names) for stop in line.stops)) for line in self.buses.named]
        return [*told, self.careful()] if told else []

    def careful(self) -> str:
        """How old what is told is, from the oldest to the newest; empty where nothing is."""
        dates = sorted({line.data_date for line in self.buses.told})
        return self._say("bus.careful", date="~".join(dict.fromkeys((dates[0], dates[-1])))) if dates else ""

    def _place(self, names: Names) -> str:
        """The name of an end; the caller's own place has none."""
        return self.called(names) or self._say("places.here")

    def _say(self, message: str, **values: str) -> str:
        return self.knowledge.say(message, self.language, **values)


def _listed(lines: tuple[BusLine, ...]) -> str:
    return ", ".join(line.line for line in lines)

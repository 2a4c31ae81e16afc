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

    def sentences(self) -> list[str]:
        """Each line with where to get on and off, or two with a change; else the lines near each end; where an end is not known, the question for
        both."""
        buses = self.buses
        if buses.asked:
            return [self._say("bus.ask")]
        ends = {"origin": self._place(buses.origin), "goal": self._place(buses.goal)}
        if not buses.told:
            return [self._say("bus.none", **ends)]
        careful = self._say("bus.careful", date=min(line.data_date for line in buses.told))
        if rides := buses.rides[:_MOST] or buses.change:
            told = [self._say("bus.ride", line=ride.line.line, on=self.called(ride.on), off=self.called(ride.off)) for ride in rides]
            return [self._say("bus.head" if buses.rides else "bus.head.change", **ends), *told, careful]
        near = [(buses.origin, buses.near_origin), (buses.goal, buses.near_goal)]
        passing = [self._say("bus.near", place=self._place(names), lines=_listed(lines)) for names, lines in near if lines]
        return [self._say("bus.no_direct", **ends), *passing, careful]

    def _place(self, names: Names) -> str:
        """The name of an end; the caller's own place has none."""
        return self.called(names) or self._say("places.here")

    def _say(self, message: str, **values: str) -> str:
        return self.knowledge.say(message, self.language, **values)


def _listed(lines: tuple[BusLine, ...]) -> str:
    return ", ".join(line.line for line in lines)

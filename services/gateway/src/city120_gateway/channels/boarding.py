"""What a ride is on, as it stands on signs: its line, which way round a loop it goes, and that it is an express."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Names, Ride, RouteLeg


def way_round(direction: str, language: str, knowledge: Knowledge) -> str:
    """What a direction is called; empty where it has no name."""
    return knowledge.say(f"direction.{direction}", language) if f"direction.{direction}" in knowledge.messages else ""


def line_of(names: Names, direction: str, language: str, knowledge: Knowledge, *, express: bool = False) -> str:
    """A line, with the direction where that has a name."""
    line = names.get(language, "")
    line = knowledge.say("route.express", language, line=line) if express else line
    return f"{line} {way_round(direction, language, knowledge)}".strip()


def of_ride(ride: Ride | RouteLeg, language: str, knowledge: Knowledge) -> str:
    """The line of a ride."""
    return line_of(ride.line_names, ride.direction, language, knowledge, express=ride.express)


def towards(ride: Ride | RouteLeg, language: str, knowledge: Knowledge) -> Names:
    """What its trains go towards: on a loop, on which all of them end at one station, the next one."""
    return ride.next_stop if ride.next_stop and way_round(ride.direction, language, knowledge) else ride.terminal


def timed(ride: Ride | RouteLeg, language: str, knowledge: Knowledge, called: Callable[[Names], str], ends: Mapping[str, str]) -> str:
    """A ride with its times; on a loop with the next station beside the one where the train ends. `called`: a name as the channel says it."""
    line = of_ride(ride, language, knowledge)
    if ride.next_stop and towards(ride, language, knowledge) is ride.next_stop:
        line = knowledge.say("route.loop", language, line=line, next=called(ride.next_stop))
    times = {"departure": ride.departure_clock, "arrival": ride.arrival_clock}
    return knowledge.say("journey.ride", language, line=line, terminal=called(ride.terminal), **times, **ends)

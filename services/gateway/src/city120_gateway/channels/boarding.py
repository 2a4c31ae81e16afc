"""What a ride is on, as it stands on signs: its line, which way round a loop it goes, that it is an express, and where it heads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

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


def signs(way: tuple[str, str, str], language: str, knowledge: Knowledge, called: Callable[[Names], str]) -> str:
    """What signs show of the trains of a line and direction at whose terminal, by its reference, none ends: one or the other of the stations where
    they head. Empty where they end."""
    shown = [called(names) for names in knowledge.onward.get(way, ())]
    return reduce(lambda one, other: knowledge.say("direction.either", language, one=one, other=other), shown) if shown else ""


def bound_for(ride: Ride | RouteLeg, language: str, knowledge: Knowledge, called: Callable[[Names], str]) -> str:
    """What to look for on the platform: the next station on a loop, what signs show, or where the train ends."""
    onward = signs((ride.line, ride.direction, ride.terminal_ref), language, knowledge, called)
    return onward or called(towards(ride, language, knowledge))


def timed(ride: Ride | RouteLeg, language: str, knowledge: Knowledge, called: Callable[[Names], str], ends: Mapping[str, str]) -> str:
    """A ride with its times, or where its train's are not known those between which it is; on a loop with the next station beside the one where the
    train ends. `called`: a name as the channel says it."""
    line = of_ride(ride, language, knowledge)
    if ride.next_stop and towards(ride, language, knowledge) is ride.next_stop:
        line = knowledge.say("route.loop", language, line=line, next=called(ride.next_stop))
    onward = signs((ride.line, ride.direction, ride.terminal_ref), language, knowledge, called)
    said = {"line": line, "departure": ride.departure_clock, "arrival": ride.arrival_clock, **ends}
    message = "journey.ride.wait" if isinstance(ride, Ride) and ride.wait_s else "journey.ride"
    if onward:
        return knowledge.say(f"{message}.onward", language, heading=onward, **said)
    return knowledge.say(message, language, terminal=called(ride.terminal), **said)

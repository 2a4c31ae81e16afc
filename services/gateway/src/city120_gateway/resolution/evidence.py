"""Why something was concluded: notes for agents, each with the row or code that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from city120_gateway.conversation.speech import Speech
from city120_gateway.resolution.answers import Departures, LastWay, Mention, Responsibility, Road, Route
from city120_text import LANGUAGES


@dataclass(frozen=True)
class Evidence:
    """One reason: what kind of thing, which row or code, and in one sentence."""

    kind: str
    ref: str
    detail: str


def of_speech(speech: Speech) -> Evidence:
    """The language, and who told it."""
    return Evidence("language", speech.heard, "from the channel" if speech.told in LANGUAGES else "from the text")


def of_mention(mention: Mention) -> Evidence:
    """A place that the text names."""
    cue = f", cue {mention.cue!r}" if mention.cue else ""
    refs = ", ".join(place.ref for place in mention.candidates[:4])
    return Evidence("place", refs, f"{mention.surface!r} as {mention.role.name.lower()}{cue}")


def of_responsibility(responsibility: Responsibility, road: Road | None) -> Iterator[Evidence]:
    """What a responsibility rests on: the road, the hours, the rule."""
    if road is not None:
        yield Evidence("road", road.id, f"the point lies on {road.name or 'it'}; imported layer: {road.source} ({road.date})")
    if opening := responsibility.department.opening:
        yield Evidence("hours", opening.hours, f"source: {opening.source}{dated(opening.data_date)}")
    rule = responsibility.rule
    yield Evidence("rule", rule.id, f"{responsibility.reason}; source: {rule.source}{dated(rule.data_date)}")


def of_departures(trains: Departures) -> Evidence:
    """The timetable, and the service day that it is read for."""
    detail = f"{trains.source} ({trains.data_date}), service day {trains.service_day}, {trains.day_type}"
    return Evidence("timetable", trains.station.ref, detail)


def of_last_way(way: LastWay) -> Evidence:
    """Where the times of the last way come from, and how exact they are."""
    exact = "by a timetable" if way.exact else "worked out with care from first and last trains"
    return Evidence("last_way", " ".join(ride.line for ride in way.rides), f"{way.source}{dated(way.data_date)}, {exact}")


def of_route(route: Route) -> Evidence:
    """Where the times of a route come from, and how exact they are; or why there is none."""
    if route.empty:
        return Evidence("route", route.empty, "no way is known")
    exact = "by a timetable" if route.exact else "worked out with care from first and last trains and waits"
    if route.estimate_s:
        exact = "estimated by how far stations are apart, without the times of trains"
    lines = " ".join(leg.line or "walk" for leg in route.legs)
    walks = f"by streets ({route.map_source}{dated(route.map_date)})" if route.by_streets else "by the straight line"
    return Evidence("route", lines, f"{route.source}{dated(route.data_date)}, {exact}; walks {walks}" if route.source else f"a walk {walks}")


def dated(date: str) -> str:
    """A date behind what it is the date of."""
    return f" ({date})" if date else ""

"""Where the way that a text asks for begins and ends, as wayfinding finds it."""

from __future__ import annotations

from collections.abc import Sequence

from city120_gateway.resolution.answers import Mention, Place, Role

_STATION = "station"
# What wayfinding finds by its reference; other places are found by their point.
_REFERENCES = ("station:", "place:", "body:", "asset:", "area:")
_OUTSIDE = "outside"
# A named thing that decides by itself has no point; a place of the same name has.
_ASSET = "asset:"


def ends(mentions: Sequence[Mention]) -> tuple[str, str]:
    """Where the way begins and where it ends; empty where that is not said, or is no one place."""
    origin, goal = both(mentions)
    return end(origin.candidates) if origin else "", end(goal.candidates) if goal else ""


def both(mentions: Sequence[Mention]) -> tuple[Mention | None, Mention | None]:
    """The names of where the way begins and where it ends. Of two places of which no word tells, the first is where it begins; one alone is where it
    ends."""
    named = [mention for mention in mentions if end(mention.candidates)]
    goal = next((mention for mention in named if mention.role is Role.DESTINATION), None)
    origin = next((mention for mention in named if mention.role is Role.ORIGIN), None)
    others = [mention for mention in named if mention not in (goal, origin)]
    if goal is None:
        goal = others.pop() if others else None
    if origin is None:
        origin = others[0] if others else None
    return origin, goal


def meant(mention: Mention | None) -> Place | None:
    """The place that an end is: of a name that a station shares with others the station."""
    places = mention.candidates if mention is not None else ()
    return next((place for place in places if place.kind == _STATION), places[0] if places else None)


def end(places: Sequence[Place]) -> str:
    """A place as wayfinding finds it: of a name that a station shares with others the station, else what is known to lie somewhere. Empty where
    several stations have it, and where it lies elsewhere."""
    stations = [place.ref for place in places if place.kind == _STATION]
    if stations or not places or places[0].kind == _OUTSIDE:
        return stations[0] if len(stations) == 1 else ""
    best = next((place for place in places if place.point is not None or not place.ref.startswith(_ASSET)), places[0])
    if best.ref.startswith(_REFERENCES):
        return best.ref
    return f"{best.point.latitude},{best.point.longitude}" if best.point is not None else ""

"""Where the way that a text asks for begins and ends, as wayfinding finds it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from city120_gateway.knowledge import StationElsewhere
from city120_gateway.resolution.answers import AREA_KINDS, DONG_KINDS, Mention, Place, Role, StandIn

_STATION, _DISTRICT = "station", "district"
# What wayfinding finds by its reference; other places are found by their point.
_REFERENCES = ("station:", "place:", "body:", "asset:", "area:")
_AREA, _SITE = "area:", "site:"
# The stations of cities elsewhere.
_Elsewhere = Mapping[str, tuple[StationElsewhere, ...]]
_OUTSIDE = "outside"
# What lies elsewhere, and a line, which one rides on and does not go to.
_NO_ENDS = (_OUTSIDE, "line")
# Who is there gets on, who goes there or home alights.
_BOARDING, _ALIGHTING = (Role.ORIGIN, Role.SITE), (Role.DESTINATION, Role.RESIDENCE)
# A named thing that decides by itself has no point; a place of the same name has.
_ASSET = "asset:"
# Of more names than a way has ends, who runs the trains is none of them.
_BODY = "body:"
# So many letters may stand between a district and what lies in it: "Sinsa-dong in Gangnam-gu".
_IN_ADDRESS = 4


def ends(mentions: Sequence[Mention]) -> tuple[str, str]:
    """Where the way begins and where it ends; empty where that is not said, or is no one place. Of a university and the station that is called after
    it, which both may mean the latter, the former is itself."""
    named = [mention.candidates if mention is not None else () for mention in both(mentions)]
    origin, goal = map(end, named)
    if origin == goal != "":
        origin, goal = (end([place for place in places if place.kind != _STATION]) or end(places) for places in named)
    return origin, goal


def unclear(mentions: Sequence[Mention]) -> tuple[Mention | None, Mention | None]:
    """The names of where the way begins and where it ends, each where it may be several places."""
    origin, goal = (mention if mention is not None and several(mention.candidates) else None for mention in both(mentions))
    return origin, goal


def between(mentions: Sequence[Mention]) -> bool:
    """Whether two places are named that a way may begin and end at."""
    origin, goal = both(mentions)
    first, last = ends(mentions)
    return origin is not None and goal is not None and (first != last or not first)


def both(mentions: Sequence[Mention]) -> tuple[Mention | None, Mention | None]:
    """The names of where the way begins and where it ends. Of two places of which no word tells, the first is where it begins; one alone is where it
    ends. Of several of which words tell the same, that one is there or comes from there, the last is where it begins: "서울역에서 KTX 타야 되는데
    노원에서 뭐 타고 가요". Who is at the second of two and says nothing of the first goes to that: "강남역 서울역에서 어떻게 가요"."""
    named = _named(mentions)
    if len(named) > 1 and named[0].role in _BOARDING and len({mention.role for mention in named}) == 1:
        return named[-1], named[0]
    goal = next((mention for mention in named if mention.role is Role.DESTINATION), None)
    origin = next((mention for mention in named if mention.role is Role.ORIGIN), None)
    if goal is origin is None and [mention.role for mention in named] == [Role.UNSPECIFIED, Role.SITE]:
        return named[1], named[0]
    others = [mention for mention in named if mention not in (goal, origin)]
    if len(others) > (goal is None) + (origin is None):
        others = [mention for mention in others if not mention.candidates[0].ref.startswith(_BODY)] or others
    if goal is None:
        goal = others.pop() if others else None
    if origin is None:
        origin = others[0] if others else None
    return origin, goal


def boards(mentions: Sequence[Mention]) -> bool:
    """Whether words tell of the only end that is named that one is there, or comes from there."""
    origin, goal = both(mentions)
    return origin is None and goal is not None and goal.role in _BOARDING


def taking_the_only_one(mentions: Sequence[Mention], role: Role, roles: Sequence[Role] = (Role.UNSPECIFIED,)) -> list[Mention]:
    """The places of a text, the only one with a role where words tell none of it, or one of these `roles`."""
    alone = len(mentions) == 1 and mentions[0].role in roles
    return [replace(mentions[0], role=role)] if alone else list(mentions)


def _named(mentions: Sequence[Mention]) -> list[Mention]:
    """The names that may be an end of a way; no district that only tells where what is named beside it lies."""
    beside = zip(mentions, (None, *mentions), (*mentions[1:], None), strict=False)
    exact = [mention for mention, before, after in beside if not (_around(mention, before) or _around(mention, after))]
    return [mention for mention in exact if end(mention.candidates) or several(mention.candidates)]


def _around(district: Mention, other: Mention | None) -> bool:
    """Whether a district is written beside something that lies in it, and does the same in the sentence: 강남구 신사동에서, from Yeoksam-dong,
    Gangnam-gu."""
    if other is None or other.role is not district.role or not _holds(district, other):
        return False
    first, second = sorted((district, other), key=lambda mention: mention.start)
    return second.start - first.start - len(first.surface) <= _IN_ADDRESS


def _holds(district: Mention, other: Mention) -> bool:
    """Whether a name is of a district, and the other of something else that lies in it."""
    codes = {place.district_code for place in district.candidates}
    alone = all(place.kind == _DISTRICT for place in district.candidates)
    return alone and any(place.kind != _DISTRICT and place.district_code in codes for place in other.candidates)


def directed(mentions: Sequence[Mention]) -> bool:
    """Whether words tell of one place that one is there, or comes from there, and of another that one goes there."""
    origin, goal = both(mentions)
    return origin is not None and goal is not None and origin.role in _BOARDING and goal.role is Role.DESTINATION


def from_one_to_another(mentions: Sequence[Mention]) -> bool:
    """Whether words tell of one of two places that it begins or ends there, and of neither anything else; of a district and what lies in it they
    rather say where that is."""
    origin, goal = both(mentions)
    if origin is None or goal is None or origin.role not in (*_BOARDING, Role.UNSPECIFIED) or goal.role not in (Role.DESTINATION, Role.UNSPECIFIED):
        return False
    holds = any(_holds(district, other) for district, other in ((origin, goal), (goal, origin)))
    return not holds and (origin.role is not Role.UNSPECIFIED or goal.role is not Role.UNSPECIFIED)


def of_trains(mentions: Sequence[Mention]) -> tuple[Mention | None, Mention | None]:
    """The names of where a journey by train begins and where it ends. One gets on where one is, and goes home; a place alone of which no word tells
    is where one gets on."""
    named = _named(mentions)
    goal = _goal(named)
    others = [mention for mention in named if mention is not goal]
    origin = _first(others, _BOARDING) or next(iter(others), None)
    rest = [mention for mention in others if mention is not origin]
    return origin, goal or (rest[-1] if rest else None)


def _goal(mentions: Sequence[Mention]) -> Mention | None:
    """Where one goes, or else where one lives, which is an area before a landmark; the last that is told, and of a district and what lies in it
    that."""
    going = [mention for mention in mentions if mention.role is Role.DESTINATION]
    living = [mention for mention in mentions if mention.role is Role.RESIDENCE]
    at_home = [mention for mention in living if mention.candidates[0].kind in AREA_KINDS]
    fitting = going or at_home or living
    exact = [mention for mention in fitting if mention.candidates[0].kind != _DISTRICT]
    return next(iter((exact or fitting)[-1:]), None)


def _first(mentions: Sequence[Mention], roles: Sequence[Role]) -> Mention | None:
    """The first of the first role that any has."""
    return next((mention for role in roles for mention in mentions if mention.role is role), None)


def off_rails(mentions: Sequence[Mention]) -> tuple[Place | None, Place | None]:
    """Where a journey by train begins and where it ends, each where that is no station. Nobody gets on in a district, but many go home to one. A
    place of which no word tells that one is there or goes there only says where a station in the same district is."""
    origin, goal = of_trains(mentions)
    around = {place.district_code for mention in mentions for place in mention.candidates if place.kind == _STATION}
    return _off_rails(origin, _BOARDING, around, DONG_KINDS), _off_rails(goal, _ALIGHTING, around, AREA_KINDS)


def _off_rails(mention: Mention | None, roles: Sequence[Role], around: Container[str], areas: Sequence[str]) -> Place | None:
    place = _one_place(mention.candidates, areas) if mention is not None else None
    if mention is None or place is None or (mention.role not in roles and place.district_code in around):
        return None
    return _as_called(place, mention.surface)


def _one_place(places: Sequence[Place], areas: Sequence[str]) -> Place | None:
    """The one place that a name means, where that is no station: a point, or an area of these kinds. None for a name that is several places'."""
    if not places or places[0].kind in _NO_ENDS or any(place.kind == _STATION for place in places):
        return None
    if places[0].kind not in AREA_KINDS:
        return next((place for place in places if place.point is not None), None)
    meant_areas = [place for place in places if place.kind == places[0].kind or place.kind in DONG_KINDS]
    return places[0] if places[0].kind in areas and len({place.district_code for place in meant_areas}) == 1 else None


def meant(mention: Mention | None) -> Place | None:
    """The place that an end is: of a name that a station shares with others the station; None for one that is several dongs."""
    if mention is None or not mention.candidates or any(place.kind in DONG_KINDS for place in several(mention.candidates)):
        return None
    station = next((place for place in mention.candidates if place.kind == _STATION), None)
    return station or _as_called(mention.candidates[0], mention.surface)


def _as_called(place: Place, name: str) -> Place:
    """A building or site as the caller calls it, where its point is known; else the area in which it lies, as everything else is itself."""
    return replace(place, names=dict.fromkeys(place.names, name)) if _has_a_site(place) else place


def _has_a_site(place: Place) -> bool:
    """Whether an area stands for a building or site in it whose point is known."""
    return place.kind in AREA_KINDS and place.point is not None and bool(place.address)


def reached(mention: Mention, elsewhere: _Elsewhere) -> Mention:
    """The name of a city elsewhere also as the station that one goes to there: the only one that is called so, or else the main one."""
    stations = elsewhere.get(mention.candidates[0].ref, ()) if mention.candidates else ()
    if not stations or mention.candidates[0].kind != _OUTSIDE:
        return mention
    others, named = ([place for place in mention.candidates if (place.kind == _STATION) is station] for station in (False, True))
    if len(named) != 1:
        known = [place for station in stations for place in named if place.ref == station.ref]
        named = known[:1] or [Place(stations[0].ref, _STATION, stations[0].names)]
    return replace(mention, candidates=(*others, *named))


def in_their_towns(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The places of a text, of a city elsewhere and a station there that is named right behind it no more than the station, by both names: 성남
    모란역에서, to Seongnam Moran station."""
    kept: list[Mention] = []
    for mention in mentions:
        town = kept[-1] if kept else None
        if town is None or not _holds_station(town, mention):
            kept.append(mention)
            continue
        told = mention if mention.role is not Role.UNSPECIFIED else town
        surface = text[town.start : mention.start + len(mention.surface)]
        kept[-1] = replace(mention, start=town.start, surface=surface, role=told.role, cue=told.cue)
    return kept


def _holds_station(town: Mention, other: Mention) -> bool:
    """Whether a name is of a city elsewhere alone, and the next, no more than a letter behind it, of a station beyond the city."""
    elsewhere = bool(town.candidates) and town.candidates[0].kind == _OUTSIDE and Role.UNSPECIFIED in (town.role, other.role)
    behind = 0 <= other.start - town.start - len(town.surface) <= 1
    return elsewhere and behind and any(place.kind == _STATION and not place.district_code for place in other.candidates)


def unreached(mentions: Sequence[Mention]) -> Place | None:
    """The city elsewhere that a way begins or ends at, where no station of it is known; None where both ends are, and where one only lives."""
    elsewhere = (mention.candidates for mention in mentions if mention.role is not Role.RESIDENCE and mention.candidates)
    beyond = [places[0] for places in elsewhere if all(place.kind == _OUTSIDE for place in places)]
    return beyond[0] if beyond and not all(both(mentions)) else None


def stand_ins(mentions: Sequence[Mention], elsewhere: _Elsewhere) -> dict[str, StandIn]:
    """What stands for the ends of a way that have no point or no one station of their own, by the ends as wayfinding finds them."""
    told = ((end(mention.candidates), _stand_in(mention, elsewhere)) for mention in mentions)
    return {ref: stands for ref, stands in told if ref and stands is not None}


def _stand_in(mention: Mention, elsewhere: _Elsewhere) -> StandIn | None:
    place = meant(mention)
    if place is None:
        return None
    stations = elsewhere.get(mention.candidates[0].ref, ())
    if any(station.ref == place.ref for station in stations):
        return StandIn(place.names, mention.surface, True, tuple(station.names for station in stations if station.ref != place.ref))
    if place.kind not in AREA_KINDS or place.point is not None:
        return None
    return StandIn(place.names, mention.surface if place.address else "")


def end(places: Sequence[Place]) -> str:
    """A place as wayfinding finds it: of a name that a station shares with others the station, else what is known to lie somewhere. Empty where
    several stations or dongs have it, where it lies elsewhere, and for a line."""
    stations = [place.ref for place in places if place.kind == _STATION]
    if stations or not places or places[0].kind in _NO_ENDS or several(places):
        return stations[0] if len(stations) == 1 else ""
    best = next((place for place in places if place.point is not None or not place.ref.startswith(_ASSET)), places[0])
    if _has_a_site(best):
        return f"{_SITE}{best.ref.removeprefix(_AREA)}/{best.address}"
    if best.ref.startswith(_REFERENCES):
        return best.ref
    return f"{best.point.latitude},{best.point.longitude}" if best.point is not None else ""


def several(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places that an end may be, where the caller must tell which: all stations of a name, else its dongs, one of each district."""
    stations = {place.ref: place for place in places if place.kind == _STATION}
    of_dongs = not stations and bool(places) and places[0].kind in DONG_KINDS
    dongs = {place.district_code: place for place in reversed(places) if place.kind in DONG_KINDS} if of_dongs else {}
    found = tuple(stations.values()) or tuple(reversed(dongs.values()))
    return found if len(found) > 1 else ()

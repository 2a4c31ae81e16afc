"""Bus lines between the ends of a way, as far as rows of the edition tell which stations they pass."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from city120_gateway.conversation.conversation import BEYOND
from city120_gateway.conversation.hints import DeviceHint, Point
from city120_gateway.knowledge import OFFICIAL, BusLine, BusStop, Knowledge
from city120_gateway.resolution.answers import Names, Place
from city120_gateway.resolution.evidence import Evidence, dated
from city120_gateway.resolution.findings import Findings
from city120_gateway.resolution.trains import missed
from city120_gateway.words.caller_words import BUS, route_numbers

# So far one walks to a stop, in metres; and a dong reaches as far from its middle as is known of it, but is taken for no larger than this.
_WALK_M, _LARGEST_M = 900.0, 1000.0
# How much longer than the straight line a way with a change may be.
_LONGEST_DETOUR = 2.0
_DEGREE_M = 111_320.0
_TRAINS, _STATION, _OUTSIDE = "departures", "station", "outside"
_Ride = tuple[BusLine, BusStop, BusStop]


@dataclass(frozen=True)
class BusRide:
    """A ride on a line, and the stations near which one gets on and off."""

    line: BusLine
    on: Names
    off: Names


@dataclass(frozen=True)
class Buses:
    """The lines between two ends: each of `rides` goes all the way; where none does, `change` is two rides one after the other, and where there is no
    change, those lines are told that pass near each end. Nothing without both ends, for which a caller is `asked`, or for the one that is not known;
    then those are told that are `named` by their numbers. Names of ends are empty where it is the caller's own place."""

    origin: Names = field(default_factory=dict)
    goal: Names = field(default_factory=dict)
    asked: bool = False
    rides: tuple[BusRide, ...] = ()
    change: tuple[BusRide, ...] = ()
    near_origin: tuple[BusLine, ...] = ()
    near_goal: tuple[BusLine, ...] = ()
    named: tuple[BusLine, ...] = ()

    @property
    def told(self) -> tuple[BusLine, ...]:
        """All lines that are told."""
        return (*(ride.line for ride in (*self.rides, *self.change)), *self.near_origin, *self.near_goal, *self.named)


def buses(findings: Findings, knowledge: Knowledge) -> Buses | None:
    """The lines that answer the affair; None where none do. For an affair of trains when the last one is gone or nearly so, and to who asks for a bus
    as well, if both ends are known; and for a way that waits for the trains of the morning."""
    affair, waits = findings.affair, findings.route is not None and findings.route.waits
    answered = knowledge.affair_of(_TRAINS) if waits else affair.code if affair is not None else ""
    lines = knowledge.bus_lines.get(answered, ()) if findings.certain else ()
    if affair is None or not lines:
        return None
    trains = waits or (affair.answer_kind == _TRAINS and not _too_late(findings, knowledge))
    if trains and not waits and BUS not in findings.conversation.heard:
        return None
    origin, goal = _ends(findings, knowledge)
    if any(end is not None and end.kind == _OUTSIDE for end in (origin, goal)):
        return None
    if origin is None or goal is None or not (_placed(origin) and _placed(goal)):
        asks_on = findings.conversation.earlier.answered and BUS in knowledge.caller_words.heard(findings.conversation.text)
        known = [end.names if end is not None and _placed(end) else {} for end in (origin, goal)]
        return None if trains and not asks_on else Buses(known[0], known[1], asked=True, named=_named(lines, findings, knowledge))
    found = between(lines, origin, goal)
    goes = found.rides or found.change
    return found if goes or not (beyond(origin, knowledge) or beyond(goal, knowledge)) else None


def _named(lines: Sequence[BusLine], findings: Findings, knowledge: Knowledge) -> tuple[BusLine, ...]:
    """The lines that a text names by their numbers, unless the entry that is told is about them."""
    entry = findings.entry.id if findings.entry is not None else ""
    about = route_numbers(knowledge.texts[entry][OFFICIAL].question) if entry in knowledge.texts else frozenset[str]()
    numbers = route_numbers(findings.conversation.text) - about
    return tuple(line for line in lines if line.line.casefold() in numbers)


def _ends(findings: Findings, knowledge: Knowledge) -> tuple[Place | None, Place | None]:
    """Where the way begins and where it ends, as far as that was said, now or before. Who has missed the last train and is asked for both says first
    where they are."""
    (origin, goal), conversation = findings.where.end_places, findings.conversation
    earlier, here = conversation.earlier, conversation.place
    before = _station(earlier.station, knowledge)
    if origin is None and goal is None:
        origin, goal = before, _station(earlier.goal, knowledge)
    elif origin is None and goal is not None and before is not None and before.ref != goal.ref:
        origin = before
    elif origin is None and goal is not None and (findings.start == goal.ref != "" or findings.where.boards):
        origin, goal = goal, _station(earlier.goal, knowledge)
    # What was found before as the end of the way is not where somebody is.
    here = None if goal is not None and isinstance(here, DeviceHint) and here.point == goal.point else here
    return origin or (Place("", "", point=here.point) if isinstance(here, DeviceHint) else None), goal


def between(lines: Sequence[BusLine], origin: Place, goal: Place) -> Buses:
    """The lines between two places that pass near both; where none goes all the way, those that do so not far from one of them; else a change."""
    walked = _passing(lines, origin, goal)
    if walked.rides or not lines:
        return walked
    # Who has no bus all the way is glad of one that stops not far from here or from there; nobody walks far at both ends to be spared a change.
    one_farther = (_passing(lines, _wider(origin), goal), _passing(lines, origin, _wider(goal)))
    direct = next((found for found in one_farther if found.rides), None)
    if direct is not None or walked.change:
        return direct or walked
    farther = _passing(lines, _wider(origin), _wider(goal))
    return farther if farther.rides else walked


def _wider(end: Place) -> Place:
    """A place as if it were as large as any, so that stops farther off are near it."""
    return replace(end, precision_m=_LARGEST_M) if end.point is not None else end


def _passing(lines: Sequence[BusLine], origin: Place, goal: Place) -> Buses:
    """The lines that pass near two places, the nearest stops first; or those two with the shortest way over a station that both pass."""
    boarding = [(line, stop) for line in lines if (stop := _nearest(line, origin)) is not None]
    leaving = [(line, stop) for line in lines if (stop := _nearest(line, goal)) is not None]
    direct = [((line, on, off),) for line, on in boarding for other, off in leaving if line is other and on is not off]
    direct = [ride for ride in direct if _nearer(origin, goal, ride[0])]
    between_ends = Buses(origin.names, goal.names)
    if direct:
        return replace(between_ends, rides=tuple(_ride(*ride) for (ride,) in sorted(direct, key=_length_m)))
    changes = [
        ((line, on, stop), (other, stop, off))
        for line, on in boarding
        for other, off in leaving
        for stop in line.stops
        if line is not other and stop in other.stops and stop not in (on, off)
    ]
    # Two ends beside one stop are a walk apart: a change would lead away and back.
    apart = not any(line is other and on is off for line, on in boarding for other, off in leaving)
    shortest = min(changes, key=_length_m, default=())
    if shortest and apart and not _goes_round(shortest):
        return replace(between_ends, change=tuple(_ride(*ride) for ride in shortest))
    return replace(between_ends, near_origin=tuple(line for line, _ in boarding), near_goal=tuple(line for line, _ in leaving))


def _nearer(origin: Place, goal: Place, ride: _Ride) -> bool:
    """Whether one walks less to and from a ride than from one end to the other, as far as their points are known."""
    _, on, off = ride
    if origin.point is None or goal.point is None:
        return True
    ends = BusStop({}, goal.point.latitude, goal.point.longitude)
    return _distance_m(on, origin.point) + _distance_m(off, goal.point) < _distance_m(ends, origin.point)


def _ride(line: BusLine, on: BusStop, off: BusStop) -> BusRide:
    return BusRide(line, on.names, off.names)


def _length_m(rides: Sequence[_Ride]) -> float:
    """How far one rides, in metres from stop to stop by the straight line, as stations are known more densely of some lines than of others."""
    return sum(_distance_m(on, Point(off.latitude, off.longitude)) for _, on, off in rides)


def _goes_round(rides: Sequence[_Ride]) -> bool:
    """Whether one would ride so much farther than straight on that nobody would go that way."""
    (_, on, _), (_, _, off) = rides[0], rides[-1]
    return _length_m(rides) > _LONGEST_DETOUR * _distance_m(on, Point(off.latitude, off.longitude))


def reason(buses: Buses) -> Evidence:
    """Where the stations of the lines that are told come from."""
    sources = dict.fromkeys(f"{line.source}{dated(line.data_date)}" for line in buses.told)
    return Evidence("bus", " ".join(line.line for line in buses.told), "; ".join(sources))


def _too_late(findings: Findings, knowledge: Knowledge) -> bool:
    """Whether the last train has left or will within minutes, or the caller says that it has, or what goes at night is told and no train is."""
    way, entry, night, leaving = findings.last_way, findings.entry, knowledge.fares.get(BEYOND), findings.departures
    told = entry is not None and night is not None and entry.id == night.id
    runs = way is None and leaving is not None and any(not train.gone for train in leaving.departures)
    return (told and not runs) or (way is not None and way.may_be_missed) or missed(findings)


def _station(ref: str, knowledge: Knowledge) -> Place | None:
    """A station that a journey began or ended at before."""
    stop = knowledge.stops.get(ref)
    return Place(ref, _STATION, stop.names, stop.district, Point(stop.latitude, stop.longitude)) if stop is not None else None


def beyond(place: Place, knowledge: Knowledge) -> bool:
    """Whether a place is a station outside the city: that no line of the city goes there says nothing of those that do."""
    stop = knowledge.stops.get(place.ref)
    return stop is not None and not stop.district


def _placed(place: Place) -> bool:
    return place.point is not None or bool(place.district_code)


def _nearest(line: BusLine, place: Place) -> BusStop | None:
    """The station of a line that lies nearest to a place, if one can walk there; of a dong or a district, whose point is not known, the one that is
    called like it, or any in the same district."""
    if place.point is None:
        within = [stop for stop in line.stops if stop.district and stop.district == place.district_code]
        called = [stop for stop in within if stop.names[OFFICIAL] in place.names.get(OFFICIAL, "")]
        return next(iter([*called, *within]), None)
    point, reach = place.point, _WALK_M + min(place.precision_m, _LARGEST_M)
    nearest = min(line.stops, key=lambda stop: _distance_m(stop, point))
    return nearest if _distance_m(nearest, point) <= reach else None


def _distance_m(stop: BusStop, point: Point) -> float:
    """Metres from a stop to a point of the same city, on a plane."""
    east = (stop.longitude - point.longitude) * math.cos(math.radians(point.latitude))
    return math.hypot(east, stop.latitude - point.latitude) * _DEGREE_M

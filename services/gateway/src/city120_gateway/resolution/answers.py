"""What the other services answer, in the gateway's own words. Empty, or None, is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from city120_gateway.conversation.conversation import RankedAffair, RankedEntry
from city120_gateway.conversation.hints import Point

Names = Mapping[str, str]
_FRONT = "/front"
# Who has to wait for so long before the first train does not leave now.
_NO_WAIT = dt.timedelta(hours=1)


class MatchDecision(Enum):
    """What may be done with a match; named as in the contract."""

    STATE = auto()
    ASK = auto()
    HAND_OVER = auto()
    REFUSE = auto()


@dataclass(frozen=True)
class LikelyGroup:
    """A family of affairs, how likely the right one is of it, and whether that may be stated where no affair may."""

    code: str
    probability: float
    certain: bool


@dataclass(frozen=True)
class Match:
    """What is asked. `refused_as`: why it is no public business, where it is refused. `stated_from`: the probability from which on an affair is
    stated, for the evidence alone. `jointly_certain`: the offered affairs together may be stated where all of them are the same body's. `start`,
    `end`: the part of the text it is about; `also`: the second question."""

    decision: MatchDecision
    affairs: tuple[RankedAffair, ...] = ()
    entries: tuple[RankedEntry, ...] = ()
    out_of_scope: float = 0.0
    refused_as: str = ""
    jointly_certain: bool = False
    stated_from: float = 1.0
    emergencies: frozenset[str] = frozenset()
    start: int = 0
    end: int = 0
    group: LikelyGroup | None = None
    also: Match | None = None


@dataclass(frozen=True)
class EntryText:
    """An answer in one language: as written, in plain language, to be read aloud."""

    text: str
    plain: str = ""
    spoken: str = ""

    def then(self, more: EntryText) -> EntryText:
        """Both, one after the other; a form that one lacks stays empty where both lack it."""
        pairs = ((self.text, more.text), (self.plain, more.plain), (self.spoken, more.spoken))
        return EntryText(*(f"{form or self.text} {other or more.text}" if form or other else "" for form, other in pairs))


@dataclass(frozen=True)
class Entry:
    """An entry; `publisher`: the city, or the code of a district; `settles`: it tells all that is needed, wherever the caller is."""

    id: str
    texts: Mapping[str, EntryText]
    sources: tuple[str, ...] = ()
    reviewed_on: str = ""
    publisher: str = ""
    settles: bool = False


class Role(Enum):
    """What a place is to the caller, by the words beside its name."""

    UNSPECIFIED = auto()
    RESIDENCE = auto()
    SITE = auto()
    ORIGIN = auto()
    DESTINATION = auto()


# Kinds of dongs, and of all areas that a name may be.
DONG_KINDS = ("admin_dong", "legal_dong")
AREA_KINDS = ("district", *DONG_KINDS)


@dataclass(frozen=True)
class Place:
    """Something that has a name and a place."""

    ref: str
    kind: str
    names: Names = field(default_factory=dict)
    district_code: str = ""
    point: Point | None = None
    precision_m: float = 0.0
    address: str = ""
    phone: str = ""
    source: str = ""
    data_date: str = ""


@dataclass(frozen=True)
class Mention:
    """A place that a text names, from which letter on, what it may be, and the words that tell its role."""

    start: int
    surface: str
    candidates: tuple[Place, ...] = ()
    role: Role = Role.UNSPECIFIED
    cue: str = ""


@dataclass(frozen=True)
class StandIn:
    """What an end of a way is taken for: the middle of an area, or a `station` of a city elsewhere. `name`: what the caller calls that end, where it
    is no area; `others`: more stations of the city."""

    place: Names
    name: str = ""
    station: bool = False
    others: tuple[Names, ...] = ()


def alike(code: str, other: str, *, parts: int = 1) -> bool:
    """Whether the codes of two affairs share so many first parts: with one they are of a family."""
    return code.split(".")[:parts] == other.split(".")[:parts]


def without_names(text: str, mentions: Iterable[Mention]) -> str:
    """A text without the names of places; a longer name is no place with the words that it begins with: 서울대, 서울대입구역."""
    for mention in sorted(mentions, key=lambda mention: -len(mention.surface)):
        text = text.replace(mention.surface, " ")
    return text


@dataclass(frozen=True)
class Departure:
    """The first and the last train of one line, direction and terminal, HH:MM of the service day. `way_home`: the last one is the last way somewhere;
    `gone`: it has left; `clock`: when it leaves as a clock shows it, and `next_day`: on the day after the one asked about. `time`: of the train that
    was asked for; `short_of_goal`: it ends before the station that was asked towards. `terminal_ref`: its reference."""

    line: str
    direction: str
    terminal: Names
    station: Names
    first: str
    last: str
    line_names: Names
    way_home: bool
    gone: bool
    clock: str
    next_day: bool
    time: str
    short_of_goal: bool = False
    terminal_ref: str = ""


@dataclass(frozen=True)
class Departures:
    """What leaves a station on a service day; on incomplete lines another train may run. `first`: the first trains were asked for, not the last;
    `towards`: the station that they lead to, if one was asked for; `bound`: the names of one to which one changes, of a journey that begins with
    these trains; `by`: when one must be at the platform, and is there then at the latest, as a clock shows it; None where no times are known.
    `beyond`: no known train stops at the station that was asked towards: these go in its direction."""

    station: Place
    departures: tuple[Departure, ...]
    service_day: str
    day_type: str
    incomplete_lines: tuple[str, ...]
    source: str
    data_date: str
    first: bool = False
    towards: Place | None = None
    bound: Names = field(default_factory=dict)
    by: tuple[str, str] | None = None
    beyond: bool = False


@dataclass(frozen=True)
class Ride:
    """One ride of a journey: a line and where its train ends, from one station to another, at times of the service day and as a clock shows them.
    `next_stop`: the first station after the one where one boards. `express`: the train passes stations at which others of its line stop.
    `terminal_ref`: the reference of where it ends. `wait_s`: how long one may have to wait for its train, which of a timetable is not at all: then
    `departure` is when one must be there, and `arrival` the latest."""

    line: str
    line_names: Names
    terminal: Names
    origin: Names
    destination: Names
    departure: str
    arrival: str
    departure_clock: str
    arrival_clock: str
    direction: str = ""
    next_stop: Names = field(default_factory=dict)
    express: bool = False
    terminal_ref: str = ""
    wait_s: int = 0


@dataclass(frozen=True)
class Lifts:
    """What an imported list says of the lifts on a way: its source and its day, whether it is `fresh` or `stale` then, and the stations of which it
    says nothing."""

    source: str
    date: str
    freshness: str
    unknown: tuple[Names, ...] = ()


@dataclass(frozen=True)
class LastWay:
    """The last journey to a station that still connects, or the `first`; at least one ride. `gone`: it has left; `next_day`: it leaves on the day
    after the one asked about; `exact`: by a timetable, not worked out with care; `lifts`: None without a list. `tight`: it leaves within minutes.
    `next_first`: of one that has left or is tight, the first trains of the next day where it begins, in its direction."""

    rides: tuple[Ride, ...]
    day_type: str
    gone: bool
    next_day: bool
    exact: bool
    source: str
    data_date: str
    first: bool = False
    lifts: Lifts | None = None
    tight: bool = False
    next_first: Departures | None = None

    @property
    def may_be_missed(self) -> bool:
        """Whether it has left, or leaves within minutes."""
        return not self.first and (self.gone or self.tight)


@dataclass(frozen=True)
class NoWay:
    """That no train is known that connects two stations; `no_lift`: none that one gets on and off by lifts that work."""

    origin: Names
    destination: Names
    no_lift: bool = False


@dataclass(frozen=True)
class NearStation:
    """The station that is nearest to a place of which nobody can leave by train, by reference and names; metres of the straight line, 0 from the
    middle of an area. The place has no name where it is the caller's own."""

    place: Names
    ref: str
    station: Names
    distance_m: float = 0.0


@dataclass(frozen=True)
class LineHours:
    """From when trains of a line run, and when the last ones are at its end, HH:MM of the service day; empty is not known."""

    first: str
    last: str
    source: str
    data_date: str


@dataclass(frozen=True)
class RouteLeg:
    """A walk (`line` empty) or a ride of a route; as the contract's leg of directions. Of a ride that is not exact `departure_clock` is no time of a
    train, and `arrival_clock` is the latest. `times_unknown`: no train's time is known of it; `hours`: when they run, where a
    source says. `origin_exit`, `destination_exit`: the number of the exit, where a walk goes by one that is known. `from_middle`, `to_middle`: it
    begins or ends in the middle of an area, of which no more is known. `next_stop`: of a ride, the first station after the one where one boards.
    `express`: its train passes stations at which others of its line stop. `terminal_ref`: the reference of where it ends."""

    origin: Names
    destination: Names
    departure: str
    arrival: str
    departure_clock: str
    arrival_clock: str
    moving_s: int
    line: str = ""
    line_names: Names = field(default_factory=dict)
    direction: str = ""
    terminal: Names = field(default_factory=dict)
    stops: int = 0
    change_s: int = 0
    distance_m: float = 0.0
    exact: bool = True
    times_unknown: bool = False
    hours: LineHours | None = None
    origin_exit: str = ""
    destination_exit: str = ""
    from_middle: bool = False
    to_middle: bool = False
    next_stop: Names = field(default_factory=dict)
    express: bool = False
    terminal_ref: str = ""


@dataclass(frozen=True)
class Route:
    """The way from door to door; no leg where none is known, and `empty` says why. `arrive_by`: it was asked to be there by then. Names of an end are
    empty where it is the caller's own place; `ends`: both points, where they are known. `by_streets`: whether all walks are; `step_free`: None where
    nobody knows; `map_source`: of walks by streets, if there are any. `at`: when it was asked for. `estimate_s`: of a way that has no times, because
    those of some trains are not known, about how long one walks and rides; else 0. `lifts`: at its stations, None without a list of them."""

    origin: Names
    destination: Names
    legs: tuple[RouteLeg, ...] = ()
    departure: dt.datetime | None = None
    arrival: dt.datetime | None = None
    arrive_by: dt.datetime | None = None
    transfers: int = 0
    walking_m: float = 0.0
    exact: bool = False
    source: str = ""
    data_date: str = ""
    geometry: str = ""
    empty: str = ""
    ends: tuple[Point, Point] | None = None
    by_streets: bool = False
    step_free: bool | None = None
    map_source: str = ""
    map_date: str = ""
    at: dt.datetime | None = None
    estimate_s: int = 0
    lifts: Lifts | None = None

    @property
    def waits(self) -> bool:
        """Whether who wants to leave now waits for the first trains."""
        if self.at is None or self.departure is None or self.arrive_by is not None:
            return False
        return self.departure - self.at > _NO_WAIT and any(leg.line for leg in self.legs)


class Outcome(Enum):
    """How far the rules came; named as in the contract."""

    UNSPECIFIED = auto()
    RESOLVED = auto()
    NEEDS_PLACE = auto()
    SHARED = auto()
    OUTSIDE = auto()
    NO_RULE = auto()
    NEEDS_FACT = auto()


@dataclass(frozen=True)
class NearBorder:
    """A border nearby: the code of its other side, a district's or one outside the city, and how far it is."""

    district_code: str
    outside_code: str
    distance_m: float


@dataclass(frozen=True)
class Location:
    """Where something lies, by codes. `admin_dong_layer`: the imported layer that says which administrative dong it is; `outside_name`: the official
    name of what lies there beyond the border."""

    district: str = ""
    admin_dong: str = ""
    admin_dong_candidates: tuple[str, ...] = ()
    legal_dong: str = ""
    near_border: NearBorder | None = None
    outside_code: str = ""
    outside_name: str = ""
    boundary_date: str = ""
    admin_dong_layer: str = ""


@dataclass(frozen=True)
class Opening:
    """When something is open; `open_now`: at the moment asked about, None when that is not known. `next_change`: RFC 3339."""

    hours: str
    open_now: bool | None = None
    next_change: str = ""
    source: str = ""
    data_date: str = ""


@dataclass(frozen=True)
class Body:
    """A legal actor. `taken_by`: the body whose desk takes the calls for it."""

    id: str
    names: Names = field(default_factory=dict)
    tier: str = ""
    phone: str = ""
    hours: str = ""
    address: str = ""
    point: Point | None = None
    note: str = ""
    taken_by: str = ""


@dataclass(frozen=True)
class Department:
    """A unit of a body."""

    id: str = ""
    names: Names = field(default_factory=dict)
    phone: str = ""
    hours: str = ""
    opening: Opening | None = None


@dataclass(frozen=True)
class Rule:
    """The row that decided."""

    id: str = ""
    legal_basis: str = ""
    source: str = ""
    data_date: str = ""


@dataclass(frozen=True)
class RunnerUp:
    """The second best rule, and why it lost."""

    body_id: str
    rule_id: str
    why_not: str


@dataclass(frozen=True)
class Responsibility:
    """Who is responsible, and why. `depends_on`: what would change it, `changes`: and to what; `how_to_tell`: that it is this body and no other of
    those that share the place."""

    body: Body
    department: Department = field(default_factory=Department)
    rule: Rule = field(default_factory=Rule)
    usual_unit: str = ""
    reason: str = ""
    runner_up: RunnerUp | None = None
    depends_on: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    how_to_tell: Names = field(default_factory=dict)

    @property
    def phone(self) -> str:
        """The verified number to call, or empty."""
        return self.department.phone or self.body.phone

    @property
    def hours(self) -> str:
        """When somebody is there, in words as the source has them, or empty."""
        return self.department.hours or self.body.hours

    @property
    def department_names(self) -> Names:
        """The names of a department that the rule names; none for the front desk, which is the body itself to callers."""
        return {} if self.department.id.endswith(_FRONT) else self.department.names


@dataclass(frozen=True)
class Road:
    """The road on which a point lies, by an imported layer."""

    id: str
    name: str
    source: str
    date: str


@dataclass(frozen=True)
class Ruling:
    """What the rules say of an affair at a place. `border_decides`: a border is near, and its two sides give different bodies."""

    outcome: Outcome
    responsibility: Responsibility | None = None
    missing: tuple[str, ...] = ()
    candidates: tuple[Responsibility, ...] = ()
    location: Location = field(default_factory=Location)
    border_decides: bool = False
    road: Road | None = None

    @property
    def stated_body(self) -> str:
        """The body that may be stated without reserve; empty for none."""
        return self.responsibility.body.id if self.responsibility is not None and not self.border_decides else ""

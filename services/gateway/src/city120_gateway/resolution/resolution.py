"""What an inquiry comes to. Channels word it, the contract's response says it, and a token carries on what was asked back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from city120_edition import rows
from city120_gateway.conversation.choices import Option
from city120_gateway.conversation.hints import Point
from city120_gateway.resolution.answers import Departures, LastWay, Location, Names, NearStation, NoWay, Responsibility, Route, StandIn
from city120_gateway.resolution.buses import Buses
from city120_gateway.resolution.decide import Kind, Reason
from city120_gateway.resolution.evidence import Evidence
from city120_gateway.resolution.nearby import Nearby
from city120_gateway.resolution.other_services import Degraded


@dataclass(frozen=True)
class StatedAffair:
    """An affair, how likely it is, and its labels by language."""

    code: str
    probability: float
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """An answer that was written by people, with its source: as written, in plain language, to be read aloud."""

    entry_id: str
    text: str
    plain: str = ""
    spoken: str = ""
    source: str = ""
    reviewed_on: str = ""
    publisher: str = ""


@dataclass(frozen=True)
class Office:
    """Where a body is."""

    ref: str
    names: Mapping[str, str]
    address: str
    phone: str = ""
    point: Point | None = None


@dataclass(frozen=True)
class Clarification:
    """The one question that decides: what is missing, in the contract's word, and the choices; `continuation`: the token for the reply. `suggestion`:
    what the entry of the first choice tells, which is likely, and `lead` the words that say when it holds."""

    question: str
    missing: str
    options: tuple[Option, ...] = ()
    continuation: str = ""
    suggestion: Answer | None = None
    lead: str = ""


@dataclass(frozen=True)
class Emergency:
    """Whom to call, first first, and what to do now."""

    numbers: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Handoff:
    """Which human takes over, and why; `group`: the code of the one that is stated, or empty."""

    queue: str
    reason: str
    group: str = ""


@dataclass(frozen=True)
class StatedGroup:
    """The likeliest family of affairs, and how likely it is the right one."""

    row: rows.Group
    probability: float

    @property
    def queue(self) -> str:
        """Who takes over what is only known to be of it."""
        return f"group:{self.row.code}"


@dataclass(frozen=True)
class Resolution:
    """The outcome of one question; `also`: that of the second question of the same text.

    `at`: the moment it is about, which is the present one when `now`; `asked_on`: the day on which a caller asks who named another; `unknown_day`:
    the year and the holiday that were named, where nobody has told when that is. `about`: the likeliest affair. `outside`: names of the city
    elsewhere that decides, if one does, and `outside_phone` the number of its call centre. `heard`: what the caller's words mean besides; `upset`:
    they are angry or sad, and say so for the first time. Of the sections those are set that are known and that this kind states. `told_before`: the
    caller goes on about the same and has heard the answer. `denied`: lines of the route that the caller does not want to take. `refused_as`: why it
    is no public business. `said`: what the answer asks for and the caller has said; `noted`: the text tells what the answer before asked for.
    `untold`: the details that were asked for and nothing tells, and `untold_in` the district that was told behind an answer and has none of its own.
    `stand_ins`: what ends of the way are taken for; `unreached`: the city elsewhere where it begins or ends, of which no station is known.
    `unlisted`: the name of the place that is sought, where no list has it. `offers`: what would make a complete answer more concrete; `continuation`:
    the token with which the caller goes on.
    """

    kind: Kind
    reason: Reason
    language: str
    channel: str
    at: dt.datetime
    now: bool = False
    asked_on: dt.date | None = None
    unknown_day: tuple[str, str] = ("", "")
    about: rows.Affair | None = None
    outside: Names = field(default_factory=dict)
    outside_phone: str = ""
    heard: frozenset[str] = frozenset()
    upset: bool = False
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    degraded: tuple[Degraded, ...] = ()
    affairs: tuple[StatedAffair, ...] = ()
    location: Location | None = None
    responsibility: Responsibility | None = None
    answer: Answer | None = None
    told_before: bool = False
    refused_as: str = ""
    offices: tuple[Office, ...] = ()
    departures: Departures | None = None
    last_way: LastWay | None = None
    no_way: NoWay | None = None
    near_stations: tuple[NearStation, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    unreached: Names = field(default_factory=dict)
    nearby: Nearby | None = None
    unlisted: str = ""
    route: Route | None = None
    denied: tuple[str, ...] = ()
    buses: Buses | None = None
    clarification: Clarification | None = None
    emergency: Emergency | None = None
    handoff: Handoff | None = None
    group: StatedGroup | None = None
    offers: tuple[Option, ...] = ()
    untold: tuple[str, ...] = ()
    untold_in: str = ""
    said: tuple[str, ...] = ()
    noted: bool = False
    also: tuple[Resolution, ...] = ()
    continuation: str = ""

"""A way from door to door, and the journeys it is made of: legs on foot and by train, with what is known of their times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from city120_edition import rows
from city120_edition.timetables import StoredLine
from city120_wayfinding.calendar.service_days import ServiceDay
from city120_wayfinding.places.place import Place, Point
from city120_wayfinding.streets.walks import Method, Path

NONE_NEAR, NO_LIFT = "none_near", "no_lift"


@dataclass(frozen=True)
class Hours:
    """From when trains of a line run, and when the last ones of a day are at its end, HH:MM of the service day; empty is not known."""

    first: str
    last: str
    source: str
    data_date: str

    @classmethod
    def of(cls, row: rows.LineHours, day_type: rows.DayType) -> Hours:
        """Those of a row on a day."""
        return cls(row.first, row.last(day_type), row.source, row.data_date)


@dataclass(frozen=True)
class Leg:
    """A walk, or a ride on a line. Times in seconds of the service day; `path`: the points that it passes, both ends included.

    Of a ride on a line of which only first and last trains and waits are known, `departure` is when one must be on the platform, `wait_s` how long
    one may have to wait there at most, and `arrival` when one is there at the latest. `change_s`: the walk from the train before. `stops`: how many
    stations on, the last included; 0 where that is not known. `distance_m`, `walk`: of walks. `lifts`: of a ride, whether there are working ones
    where one boards and alights; None where no list says.

    `estimated`: of a way of which not all trains' times are known. Its times count from when one sets out, without waits, and rides take about as
    long. `times_unknown`: no train's time is known of this ride; `hours`: when they run, where a source says. `next_stop`: of a ride, the first
    station after the one where one boards. `express`: its train passes stations at which others of its line stop. `heads_for`: what signs show of a
    train that runs on beyond its terminal, as far as the timetable knows it."""

    origin: Place
    destination: Place
    departure: int
    arrival: int
    path: tuple[Point, ...] = ()
    line: StoredLine | None = None
    direction: str = ""
    terminal: Place | None = None
    stops: int = 0
    wait_s: int = 0
    change_s: int = 0
    distance_m: float = 0.0
    walk: Path | None = None
    estimated: bool = False
    times_unknown: bool = False
    hours: Hours | None = None
    lifts: bool | None = None
    next_stop: Place | None = None
    express: bool = False
    heads_for: tuple[Place, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether its times are those of a timetable; nobody knows those of a walk better than that."""
        return self.line is None or self.line.exact

    @property
    def moving_s(self) -> int:
        """How long one walks or rides."""
        return self.arrival - self.departure - self.wait_s


@dataclass(frozen=True)
class Route:
    """What was found. Several origins or destinations: the name is several places', and no way was looked for. No leg: `empty` says why.

    `departure`, `arrival`: when one leaves and is there, at the latest where the times are not exact; None where it is `estimated`, and `source` and
    `data_date` tell where it comes from. `lifts_unknown`: the stations where one boards or alights of which the list of lifts, if there is one, says
    nothing."""

    service_day: ServiceDay
    origins: tuple[Place, ...]
    destinations: tuple[Place, ...]
    legs: tuple[Leg, ...] = ()
    departure: dt.datetime | None = None
    arrival: dt.datetime | None = None
    empty: str = ""
    source: str = ""
    data_date: str = ""
    lifts_unknown: tuple[Place, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether a name is that of several places."""
        return len(self.origins) > 1 or len(self.destinations) > 1

    @property
    def rides(self) -> Sequence[Leg]:
        """The legs by train."""
        return [leg for leg in self.legs if leg.line is not None]

    @property
    def transfers(self) -> int:
        """How often one changes trains."""
        return max(0, len(self.rides) - 1)

    @property
    def walking_m(self) -> float:
        """How far one walks, changes apart, in metres."""
        return sum(leg.distance_m for leg in self.legs)

    @property
    def method(self) -> Method:
        """How its walks were found: by streets only where all were."""
        methods = {leg.walk.method for leg in self.legs if leg.walk is not None}
        return "streets" if methods == {"streets"} else "straight_line"

    @property
    def on_map(self) -> bool:
        """Whether any of its walks is by streets."""
        return any(leg.walk is not None and leg.walk.method == "streets" for leg in self.legs)

    @property
    def step_free(self) -> bool | None:
        """Whether it is without steps, as far as a map of streets has them and a list of lifts; None where nobody knows."""
        known = {leg.walk.step_free if leg.walk is not None else leg.lifts for leg in self.legs}
        return False if False in known else True if known == {True} else None

    @property
    def exact(self) -> bool:
        """Whether all its times are those of a timetable."""
        return all(leg.exact for leg in self.legs)

    @property
    def estimate_s(self) -> int:
        """About how long one walks and rides where it is estimated, without waits; else 0."""
        return self.legs[-1].arrival if any(leg.estimated for leg in self.legs) else 0

"""Everything that has a name and a place: areas, stations, places, named things, bodies. What is near, and how far."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from city120_edition import rows
from city120_edition.edition import Edition
from city120_edition.gazetteer import NAMED, identifier

DONG_KINDS = ("admin_dong", "legal_dong")
AREA_KINDS = ("district", *DONG_KINDS)
OUTSIDE = "outside"
DISTRICT, LEGAL_DONG = "district", "legal_dong"
STATION, LINE, HOSPITAL = "station", "line", "hospital"
EARTH_RADIUS_M = 6_371_008.8
_ROW_TYPES: Mapping[str, type] = {
    "districts": rows.Area,
    "admin_dongs": rows.Area,
    "legal_dongs": rows.Area,
    "stations": rows.Station,
    "places": rows.Place,
    "outside": rows.Outside,
    "assets": rows.Asset,
    "bodies": rows.Body,
}
# How far a thing of a kind may reach from its point, in metres: half a 200 m metro platform; a park or a quarter is wider, a park on the
# Han or a bridge over it long; else a building.
_REACH_M = {
    STATION: 100.0,
    "area": 500.0,
    "bridge": 700.0,
    "hangang": 3000.0,
    "market": 200.0,
    "mountain": 2000.0,
    "park": 500.0,
    "street": 300.0,
    "university": 500.0,
}
BUILDING_M = 50.0
SITE_REF = "site:"
# How sure it is what does not stand in a row: it follows from the point itself; another area is nearer than its border is exact; or it is a road that
# passes near, on which the point need not be; or one of several areas, of which one holds the point.
COMPUTED, NEAR_BORDER, NEAR, CANDIDATE = "computed", "near_border", "near", "candidate"
# As much of a moment as is a day.
_DAY = len("YYYY-MM-DD")
_EVERYONE = "everyone"
_ASSET = "asset:"


@dataclass(frozen=True)
class Point:
    """Degrees, WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class OpeningHours:
    """When something is open, in OpenStreetMap's syntax, and where that comes from."""

    written: str
    source: str
    data_date: str


@dataclass(frozen=True)
class Event:
    """When an event is, from its first to its last day (or moments, RFC 3339), for whom (none: everyone), and whether it is free, if anybody says."""

    starts: str
    ends: str
    audience: tuple[str, ...] = ()
    free: bool | None = None

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last day."""
        return dt.date.fromisoformat(self.starts[:_DAY]), dt.date.fromisoformat(self.ends[:_DAY])

    def suits(self, audience: str) -> bool:
        """Whether it is for an audience."""
        return not audience or not self.audience or audience in self.audience or _EVERYONE in self.audience


@dataclass(frozen=True)
class Place:
    """One thing. `ref` is `area:<code>`, `station:<id>`, `place:<id>`, `place:<list>/<id>`, `asset:<id>`, `body:<id>`,
    `site:<dong>/<name>` or `outside:<code>`.

    `precision_m` is 0 without a point, but of an address how far it may be from the middle of its area. `categories`: its kind and what else it is.
    `opening`: its own hours, by its list; those of bodies and of places of the edition are rows that hold for a time (`places.open_places`). `exit`:
    of a station, the number of the exit that was named, or that a walk goes by. `step_free` is None when nobody says. `area_code`: the legal dong,
    where a list says so. `imported`: of such a list. `confidence`: that of its row (verified, known), or COMPUTED, NEAR_BORDER, NEAR or CANDIDATE."""

    ref: str
    kind: str
    names: Mapping[str, str]
    district_code: str = ""
    point: Point | None = None
    address: str = ""
    phone: str = ""
    hours: str = ""
    source: str = ""
    precision_m: float = 0.0
    categories: tuple[str, ...] = ()
    opening: OpeningHours | None = None
    data_date: str = ""
    step_free: bool | None = None
    accessibility: str = ""
    website: str = ""
    area_code: str = ""
    imported: bool = False
    event: Event | None = None
    exit: str = ""
    confidence: str = ""

    @property
    def of_a_list(self) -> bool:
        """Whether it is one of a whole list: of an imported one, or of the sites of the edition."""
        return self.imported or self.ref.startswith(SITE_REF)


def distance_m(a: Point, b: Point) -> float:
    """Great-circle distance in metres (haversine, mean earth radius)."""
    phi_a, phi_b = math.radians(a.latitude), math.radians(b.latitude)
    d_phi, d_lambda = phi_b - phi_a, math.radians(b.longitude - a.longitude)
    h = math.sin(d_phi / 2) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(d_lambda / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))


def read_places(edition: Edition) -> dict[str, Place]:
    """All places of an edition by ref."""
    tables: dict[str, list[Any]] = {table: edition.rows(table, _ROW_TYPES[table]) for table, _, _ in NAMED}
    districts = _Districts(tables["districts"])
    places = {}
    for table, prefix, kind in NAMED:
        for row in tables[table]:
            ref = f"{prefix}:{identifier(row)}"
            places[ref] = _place(ref, kind or row.kind, row, districts)
    return {ref: _with_office(place, places) for ref, place in places.items()}


def _with_office(place: Place, places: Mapping[str, Place]) -> Place:
    """A thing that has an office of its own, a body with its id, with the phone and hours of that."""
    office = places.get(f"body:{place.ref.removeprefix(_ASSET)}") if place.ref.startswith(_ASSET) else None
    return replace(place, phone=office.phone, hours=office.hours) if office is not None else place


def site_ref(dong: str, name: str) -> str:
    """The reference of a complex, a school or a crossing, by the code of its legal dong."""
    return f"{SITE_REF}{dong}/{name}"


def nearest(places: Iterable[Place], point: Point) -> Iterator[tuple[Place, float]]:
    """The places that have a point, with their distance in metres, nearest first; equally near ones by ref."""
    measured = [(place, distance_m(place.point, point)) for place in places if place.point is not None]
    yield from sorted(measured, key=lambda item: (item[1], item[0].ref))


class _Districts:
    """Tells in which district a row lies, from its columns, its id or its address."""

    def __init__(self, districts: Iterable[rows.Area]) -> None:
        self._by_name = {row.names["ko"]: row.code for row in districts}
        self._codes = frozenset(self._by_name.values())

    def of(self, row: Any) -> str:
        """The district code; empty when the row lies in several, outside, or does not say."""
        if isinstance(row, rows.Area):
            return row.district_code or row.code
        if isinstance(row, rows.Outside):
            return ""
        if isinstance(row, rows.Asset):
            return row.district_codes[0] if len(row.district_codes) == 1 else ""
        if isinstance(row, rows.Body):
            return self._of_body(row)
        return str(row.district_code)

    def _of_body(self, body: rows.Body) -> str:
        """Offices of a district or a dong have its code in their id; others are where their address says."""
        code = body.id.rpartition(".")[2][:5]
        if code in self._codes:
            return code
        return next((self._by_name[word] for word in body.address.split() if word in self._by_name), "")


def _place(ref: str, kind: str, row: Any, districts: _Districts) -> Place:
    latitude, longitude = getattr(row, "lat", None), getattr(row, "lon", None)
    point = Point(latitude, longitude) if latitude is not None and longitude is not None else None
    return Place(
        ref=ref,
        kind=kind,
        names=row.names,
        district_code=districts.of(row),
        point=point,
        address=getattr(row, "address", ""),
        phone=getattr(row, "phone", "") if row.verified else "",
        hours=getattr(row, "hours", ""),
        source=row.source,
        precision_m=_REACH_M.get(kind, BUILDING_M) if point else 0.0,
        categories=(kind,),
        data_date=getattr(row, "data_date", ""),
        confidence=row.confidence,
    )

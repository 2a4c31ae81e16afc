"""The rows of an edition that jurisdiction answers from, by code and id, with validity in time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import ZoneInfo

from city120_edition import rows
from city120_edition.conditions import Circumstances, day_type
from city120_edition.edition import Edition
from city120_edition.former import FormerStates
from city120_edition.opening import FRONT
from city120_errors import InvalidArgument, NotFound
from city120_jurisdiction.directory.names import DISTRICT_DIGITS, AreaNames
from city120_platform.moments import read_directory_date
from city120_text import name_key

_AREA, _BODY = "area:", "body:"
_EVERYWHERE = ("district", "dong")
_Row = TypeVar("_Row")
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True)
class AreaRow:
    """An area and what it is: district, admin_dong or legal_dong."""

    kind: str
    row: rows.Area

    @property
    def district_code(self) -> str:
        """The district it belongs to; its own code for a district."""
        return self.row.district_code or self.row.code


class Directory:
    """Affairs, bodies, departments, areas, coverages and rules of one edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.settings = edition.settings
        self.affairs = {row.code: row for row in edition.rows("affairs", rows.Affair)}
        self.bodies = {row.id: row for row in edition.rows("bodies", rows.Body)}
        self._former = FormerStates(edition.rows("former_bodies", rows.FormerBody))
        self.departments = {row.id: row for row in edition.rows("departments", rows.Department)}
        self.areas = {
            row.code: AreaRow(kind, row)
            for kind, table in (("legal_dong", "legal_dongs"), ("admin_dong", "admin_dongs"), ("district", "districts"))
            for row in edition.rows(table, rows.Area)
        }
        self._outside = {row.code: row for row in edition.rows("outside", rows.Outside)}
        self.assets = frozenset(row.id for row in edition.rows("assets", rows.Asset))
        self.rules = edition.rows("rules", rows.Rule)
        self._successors = {successor: area for area in self.areas.values() for successor in area.row.succeeded_by}
        self._tells = {(row.coverage, row.area_code): row for row in edition.rows("tells", rows.Tell)}
        self._holidays = frozenset(row.date for row in edition.rows("holidays", rows.Holiday) if row.confirmed)
        self._holiday_years = frozenset(day.year for day in self._holidays)
        self._coverages = _by_key(edition.rows("coverages", rows.Coverage), lambda row: (row.coverage, row.area_code))
        pairs = edition.rows("admin_legal", rows.AdminLegal)
        self._admin_of = _by_key(pairs, lambda row: row.legal_code)
        self._legal_of = _by_key(pairs, lambda row: row.admin_code)
        reached = _by_key(self._coverages, lambda key: key[0])
        districts = {code for code, area in self.areas.items() if area.kind == "district"}
        self._everywhere = {name for name, keys in reached.items() if districts <= {area for _, area in keys}} | set(_EVERYWHERE)
        self._names = AreaNames(self._area_names(), edition.rows("search_forms", rows.SearchForm))
        self._body_names = _refs(edition, _BODY)

    def _area_names(self) -> dict[str, list[str]]:
        """Codes of areas by the keys of their names; the name of the city, which has no code of its own, is that of its districts."""
        districts = [code for code, area in self.areas.items() if area.kind == "district"]
        return {**{name_key(name): districts for name in self.settings.names.values()}, **_refs(self.edition, _AREA)}

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the edition."""
        return ZoneInfo(self.settings.timezone)

    def day(self, as_of: str, at: dt.datetime | None = None) -> dt.date:
        """The directory date; empty is the date of `at`, or today, in the edition's time zone. Raises InvalidArgument or FailedPrecondition."""
        return read_directory_date(as_of, (at or dt.datetime.now(self.zone)).date(), self.settings.first_date)

    def circumstances(self, at: dt.datetime, road: str = "", building: str = "") -> Circumstances:
        """What the conditions of rules are held against, at a moment in the edition's time zone."""
        day = day_type(at.date(), self._holidays)
        return Circumstances(at, day, road, building, day_assumed=day != "holiday" and at.year not in self._holiday_years)

    def affair(self, code: str, field: str = "affair_code") -> rows.Affair:
        """One affair. Raises NotFound."""
        affair = self.affairs.get(code)
        if affair is None:
            raise NotFound(f"affair {code!r} does not exist", field=field, fix="GET /v1/affairs lists all codes")
        return affair

    def named_things(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The ids of named things, as given. Raises InvalidArgument for one that does not exist."""
        asset_ids = tuple(ids)
        if unknown := next((asset_id for asset_id in asset_ids if asset_id not in self.assets), ""):
            raise InvalidArgument(f"named thing {unknown!r} does not exist", field="asset_ids", fix="leave it out, or send the id of an asset")
        return asset_ids

    def body(self, body_id: str, day: dt.date, field: str = "id") -> rows.Body:
        """One body, as it stood on a day. What is not known of that time is empty. Raises NotFound."""
        body = self.bodies.get(body_id)
        if body is None:
            raise NotFound(f"body {body_id!r} does not exist", field=field, fix="GET /v1/bodies lists all ids")
        return self._former.body(body, day)

    def taken_by(self, body: rows.Body) -> str:
        """The id of the body whose desk takes the calls for a body: as its own row says or, where it has no telephone, that of what it belongs to;
        empty when nobody is known to."""
        if body.taken_by or (body.phone and body.verified):
            return body.taken_by
        seen, above = {body.id}, self.bodies.get(body.parent)
        while above is not None and not above.taken_by and above.id not in seen:
            seen.add(above.id)
            above = self.bodies.get(above.parent)
        return above.taken_by if above is not None else ""

    def bodies_named(self, name: str) -> list[str]:
        """The ids of the bodies that have or had a name, in order; all when it is empty."""
        if not name:
            return sorted(self.bodies)
        key = name_key(name)
        former = (row.body_id for versions in self._former.by_body.values() for row in versions if key in map(name_key, row.names.values()))
        return sorted({*self._body_names.get(key, ()), *former})

    def former(self, body_id: str, day: dt.date) -> rows.FormerBody | None:
        """How a body stood on a day, when that is over."""
        return self._former.on(body_id, day)

    def department(self, department_id: str, day: dt.date) -> rows.Department:
        """One department, as it stood on a day; `<body id>/front` always exists. Raises NotFound."""
        if department := self.departments.get(department_id):
            return self._former.department(department, day)
        body_id, _, slug = department_id.rpartition("/")
        if slug == FRONT and body_id in self.bodies:
            return self.front_desk(self.body(body_id, day))
        raise NotFound(f"department {department_id!r} does not exist", field="id", fix="ids are <body id>/front or <body id>/<slug>")

    def desk(self, body: rows.Body, target: str, day: dt.date) -> rows.Department:
        """The unit of a body that a rule's target names, if it stands on that day; otherwise the front desk."""
        slug = target.partition("/")[2]
        department = self.departments.get(f"{body.id}/{slug}") if slug else None
        return self._former.department(department, day) if department is not None and department.valid_on(day) else self.front_desk(body)

    def front_desk(self, body: rows.Body) -> rows.Department:
        """The front desk of a body, with the body's own phone, hours and address."""
        names = {language: f"{body.names[language]} {word}" for language, word in self.settings.front_desk.items()}
        return rows.Department(
            id=f"{body.id}/{FRONT}",
            body_id=body.id,
            names=names,
            phone=body.phone,
            hours=body.hours,
            address=body.address,
            languages=body.languages,
            accessibility=body.accessibility,
            source=body.source,
            data_date=body.data_date,
            confidence=body.confidence,
        )

    def departments_of(self, body: rows.Body, day: dt.date) -> list[rows.Department]:
        """All departments of a body that stand on a day, the front desk among them, by id."""
        current = (row for row in self.departments.values() if row.body_id == body.id and row.valid_on(day))
        departments = [self._former.department(row, day) for row in current]
        return sorted([*departments, self.front_desk(body)], key=lambda department: department.id)

    def area(self, code: str) -> AreaRow:
        """One area by 5, 8 or 10 digits, or by its division id. Raises NotFound naming the code."""
        digits = code.rpartition(":")[2]
        area = self.areas.get(digits.ljust(10, "0") if len(digits) > DISTRICT_DIGITS else digits)
        if area is None or (digits != code and self.division_id(area) != code):
            raise NotFound(f"area {code!r} does not exist in this edition", field="area_code", fix="find codes with GET /v1/areas:search?q=")
        return area

    def division_id(self, area: AreaRow) -> str:
        """The Open Civic Data division id of an area: the city's, then the district by its code, then the dong by its code."""
        district = f"{self.settings.division_id}/district:{area.district_code}"
        return district if area.kind == "district" else f"{district}/{area.kind}:{area.row.code}"

    def standing(self, area: AreaRow, day: dt.date) -> list[AreaRow]:
        """What stands on a day where an area of another time lies: the area itself, what took its place, or what it took the place of."""
        row = area.row
        if row.valid_on(day):
            return [area]
        if row.valid_to and row.valid_to <= day:
            return [heir for successor in row.succeeded_by for heir in self.standing(self.areas[successor], day)]
        before = self._successors.get(row.code)
        return [before] if before and before.row.valid_on(day) else []

    def named(self, name: str, day: dt.date) -> list[AreaRow]:
        """All areas of a name, districts first. A name that does not hold on the day is followed by what stands there."""
        areas: dict[str, AreaRow] = {}
        for code in self._names.find(name):
            area = self.areas[code]
            areas |= {candidate.row.code: candidate for candidate in (area, *self.standing(area, day))}
        return sorted(areas.values(), key=lambda area: (len(area.row.code), area.row.code))

    def admin_dongs_of(self, legal_code: str, day: dt.date) -> list[AreaRow]:
        """The administrative dongs that cover (part of) a legal dong on a day."""
        return [self.areas[pair.admin_code] for pair in self._admin_of.get(legal_code, []) if pair.valid_on(day)]

    def legal_dongs_of(self, admin_code: str, day: dt.date) -> list[AreaRow]:
        """The legal dongs that an administrative dong covers (part of) on a day."""
        return [self.areas[pair.legal_code] for pair in self._legal_of.get(admin_code, []) if pair.valid_on(day)]

    def areas_of(self, coverage: str) -> list[str]:
        """The areas that a coverage names; none for `district` and `dong`, which are everywhere."""
        return sorted(area for name, area in self._coverages if name == coverage)

    def serving(self, coverage: str, area_code: str, day: dt.date) -> list[str]:
        """The bodies that serve an area in a coverage on a day; `district` and `dong` are served by their own offices."""
        if coverage in _EVERYWHERE:
            return [f"{coverage}.{area_code}"]
        return [row.body_id for row in self.coverages_of(coverage, area_code) if row.valid_on(day)]

    def coverages_of(self, coverage: str, area_code: str) -> list[rows.Coverage]:
        """The rows of a coverage for an area, of whatever day."""
        return self._coverages.get((coverage, area_code), [])

    def outside(self, code: str) -> rows.Outside | None:
        """The city, county or province beyond the border that a code there begins with, as nearly as the edition knows it."""
        return next((self._outside[code[:end]] for end in range(len(code), 1, -1) if code[:end] in self._outside), None)

    def is_everywhere(self, coverage: str) -> bool:
        """Whether a coverage reaches every district."""
        return coverage in self._everywhere

    def tell(self, coverage: str, district_code: str) -> rows.Tell | None:
        """How to tell which of the bodies that share an area it is."""
        return self._tells.get((coverage, district_code)) or self._tells.get((coverage, ""))


def _refs(edition: Edition, kind: str) -> dict[str, list[str]]:
    """The ids of one kind of thing by the keys of their names."""
    spelled = (spelling for spelling in edition.spellings() if spelling.ref.startswith(kind))
    return {
        key: [spelling.ref.removeprefix(kind) for spelling in spellings] for key, spellings in _by_key(spelled, lambda spelling: spelling.key).items()
    }


def _by_key(items: Iterable[_Row], key: Callable[[_Row], _Key]) -> dict[_Key, list[_Row]]:
    grouped: dict[_Key, list[_Row]] = defaultdict(list)
    for row in items:
        grouped[key(row)].append(row)
    return dict(grouped)

"""The rows of an edition that jurisdiction answers from, by code and id, with validity in time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import ZoneInfo

from city120_edition import rows
from city120_edition.edition import Edition
from city120_platform.errors import InvalidArgument, NotFound
from city120_platform.moments import read_directory_date
from city120_text import name_key

FRONT = "front"
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
        self.departments = {row.id: row for row in edition.rows("departments", rows.Department)}
        self.areas = {
            row.code: AreaRow(kind, row)
            for kind, table in (("legal_dong", "legal_dongs"), ("admin_dong", "admin_dongs"), ("district", "districts"))
            for row in edition.rows(table, rows.Area)
        }
        self.assets = frozenset(row.id for row in edition.rows("assets", rows.Asset))
        self.rules = edition.rows("rules", rows.Rule)
        self._coverages = _by_key(edition.rows("coverages", rows.Coverage), lambda row: (row.coverage, row.area_code))
        pairs = edition.rows("admin_legal", rows.AdminLegal)
        self._admin_of = _by_key(pairs, lambda row: row.legal_code)
        self._legal_of = _by_key(pairs, lambda row: row.admin_code)
        self._names: dict[str, list[str]] = defaultdict(list)
        for spelling in edition.spellings():
            if spelling.ref.startswith("area:"):
                self._names[spelling.key].append(spelling.ref.removeprefix("area:"))

    def day(self, as_of: str) -> dt.date:
        """The directory date; empty is today in the edition's time zone. Raises InvalidArgument or FailedPrecondition."""
        return read_directory_date(as_of, dt.datetime.now(ZoneInfo(self.settings.timezone)).date(), self.settings.first_date)

    def affair(self, code: str, field: str = "affair_code") -> rows.Affair:
        """One affair. Raises NotFound."""
        found = self.affairs.get(code)
        if found is None:
            raise NotFound(f"affair {code!r} does not exist", field=field, fix="GET /v1/affairs lists all codes")
        return found

    def named_things(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The ids of named things, as given. Raises InvalidArgument for one that does not exist."""
        found = tuple(ids)
        if unknown := next((one for one in found if one not in self.assets), ""):
            raise InvalidArgument(f"named thing {unknown!r} does not exist", field="asset_ids", fix="leave it out, or send the id of an asset")
        return found

    def body(self, body_id: str) -> rows.Body:
        """One body. Raises NotFound."""
        found = self.bodies.get(body_id)
        if found is None:
            raise NotFound(f"body {body_id!r} does not exist", field="id", fix="GET /v1/bodies lists all ids")
        return found

    def department(self, department_id: str) -> rows.Department:
        """One department; `<body id>/front` always exists. Raises NotFound."""
        if found := self.departments.get(department_id):
            return found
        body_id, _, slug = department_id.rpartition("/")
        if slug == FRONT and body_id in self.bodies:
            return self.front_desk(self.bodies[body_id])
        raise NotFound(f"department {department_id!r} does not exist", field="id", fix="ids are <body id>/front or <body id>/<slug>")

    def front_desk(self, body: rows.Body) -> rows.Department:
        """The front desk of a body, with the body's own phone and hours."""
        names = {language: f"{body.names[language]} {word}" for language, word in self.settings.front_desk.items()}
        return rows.Department(
            id=f"{body.id}/{FRONT}",
            body_id=body.id,
            names=names,
            phone=body.phone,
            hours=body.hours,
            languages=body.languages,
            accessibility=body.accessibility,
            source=body.source,
            data_date=body.data_date,
            confidence=body.confidence,
        )

    def departments_of(self, body: rows.Body) -> list[rows.Department]:
        """All departments of a body, the front desk among them, by id."""
        found = [department for department in self.departments.values() if department.body_id == body.id]
        return sorted([*found, self.front_desk(body)], key=lambda department: department.id)

    def area(self, code: str) -> AreaRow:
        """One area by 5, 8 or 10 digits. Raises NotFound naming the code."""
        found = self.areas.get(code.ljust(10, "0") if len(code) > 5 else code)
        if found is None:
            raise NotFound(f"area {code!r} does not exist in this edition", field="area_code", fix="find codes with GET /v1/areas:search?q=")
        return found

    def named(self, name: str, day: dt.date) -> list[AreaRow]:
        """All areas of a name, districts first. A name that is no longer valid is followed by what took its place."""
        found: dict[str, AreaRow] = {}
        for code in self._names.get(name_key(name), []):
            area = self.areas[code]
            found[code] = area
            if not area.row.valid_on(day):
                found |= {successor: self.areas[successor] for successor in area.row.succeeded_by}
        return sorted(found.values(), key=lambda area: (len(area.row.code), area.row.code))

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
        if coverage in ("district", "dong"):
            return [f"{coverage}.{area_code}"]
        return [row.body_id for row in self._coverages.get((coverage, area_code), []) if row.valid_on(day)]


def _by_key(found: Iterable[_Row], key: Callable[[_Row], _Key]) -> dict[_Key, list[_Row]]:
    grouped: dict[_Key, list[_Row]] = defaultdict(list)
    for row in found:
        grouped[key(row)].append(row)
    return dict(grouped)

"""An operator's own lists of places and of schools, in layouts of ours: one row a place, WGS 84.

    id, kind, name_ko … name_mn, lat, lon, address, phone, website, opening_hours, step_free, accessibility, categories, data_date

`id`, `kind`, `name_ko`, `lat` and `lon` are needed. A school has a `level` instead of `kind`.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import Any

from city120_edition import rows
from city120_edition.opening import fault, names_of
from city120_edition.places import StoredPlace
from city120_ingest.errors import WrongInput
from city120_ingest.facilities.table import Row, Table, needed, read_table
from city120_ingest.reading import BadRowError, City, Imported, Report, base_date, text

SCHOOL = "school"
LEVELS = ("kindergarten", "elementary", "middle", "high", "special", "university", "other")
_POINT = ("lon", "lat")
COLUMNS = ("id", "name_ko", "lat", "lon")
_TRUTH = {"": None, "yes": True, "no": False}
_SEPARATOR = ";"


def read_places(path: Path, city: City, report: Report, date: str) -> Imported:
    """The places of the city; those elsewhere are left out. Raises WrongInput."""
    own, holidays = OwnRows(city), city.edition.rows("place_kinds", rows.PlaceKind)
    kinds = {row.kind for row in holidays} | {row.kind for row in city.edition.rows("places", rows.Place)}

    def read(table: Table, line: str, row: Row) -> StoredPlace | None:
        kind = _one_of(row, "kind", kinds)
        return own.place(table, line, row, kind=kind)

    imported = read_table(path, city, report, (*COLUMNS, "kind"), read)
    imported.date = date
    return imported


def read_schools(path: Path, city: City, report: Report, date: str) -> Imported:
    """The schools of the city, with their level as a category; those elsewhere are left out. Raises WrongInput."""
    own = OwnRows(city)

    def read(table: Table, line: str, row: Row) -> StoredPlace | None:
        return own.place(table, line, row, kind=SCHOOL, more=(_one_of(row, "level", LEVELS),))

    imported = read_table(path, city, report, (*COLUMNS, "level"), read)
    imported.date = date
    return imported


class OwnRows:
    """Reads rows of our own layouts."""

    def __init__(self, city: City) -> None:
        self._names = names_of(city.edition.rows("holidays", rows.Holiday))

    def place(self, table: Table, line: str, row: Row, *, kind: str, more: tuple[str, ...] = (), **fields: Any) -> StoredPlace | None:
        """A place of a row, with what else is known of it; None for one of another city. Raises BadRowError."""
        address = text(row, "address")
        where = table.place(text(row, "lon"), text(row, "lat"), _POINT, address)
        if where is None:
            return None
        latitude, longitude, area = where
        return StoredPlace(
            id=needed(row, "id"),
            kind=kind,
            names={"ko": needed(row, "name_ko")} | {language: name for language in rows.LANGUAGES if (name := text(row, f"name_{language}"))},
            lat=latitude,
            lon=longitude,
            area_code=area,
            categories=tuple(dict.fromkeys((*more, *several(row, "categories")))),
            address=address,
            phone=table.phone(line, text(row, "phone")),
            website=text(row, "website"),
            opening_hours=self._hours(row),
            step_free=truth(row, "step_free"),
            accessibility=text(row, "accessibility"),
            data_date=_date(row),
            **fields,
        )

    def _hours(self, row: Row) -> str:
        written = text(row, "opening_hours")
        if written and (reason := fault(written, self._names)):
            raise BadRowError("opening_hours", reason)
        return written


def several(row: Row, name: str) -> tuple[str, ...]:
    """The values of a field, with semicolons between them."""
    return tuple(word for item in text(row, name).split(_SEPARATOR) if (word := item.strip()))


def truth(row: Row, name: str) -> bool | None:
    """yes, no or nothing. Raises BadRowError."""
    written = text(row, name).lower()
    if written not in _TRUTH:
        raise BadRowError(name, f"{written!r} is neither yes nor no; leave it empty when nobody knows")
    return _TRUTH[written]


def _one_of(row: Row, name: str, known: Container[str]) -> str:
    value = needed(row, name)
    if value not in known:
        listed = ", ".join(sorted(known)) if isinstance(known, set) else ", ".join(LEVELS)
        raise BadRowError(name, f"{value!r} is none of {listed}")
    return value


def _date(row: Row) -> str:
    written = text(row, "data_date")
    try:
        return base_date(written) if written else ""
    except WrongInput:
        raise BadRowError("data_date", f"{written!r} is no date; write YYYY-MM-DD, or YYYY-MM when the day is not known") from None

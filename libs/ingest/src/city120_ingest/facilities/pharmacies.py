"""Pharmacies with their hours, as the National Medical Center lists them: for each day and for public holidays when one opens (S) and closes (C)."""

from __future__ import annotations

import re
from pathlib import Path

from city120_edition.day_hours import DAYS, day_span, written_hours
from city120_edition.places import StoredPlace
from city120_ingest.facilities.table import Row, Table, needed, read_table
from city120_ingest.reading import BadRowError, City, Imported, Report, text

_KOREAN = ("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일", "공휴일")
_OPENS, _CLOSES = "진료시간({day})S", "진료시간({day})C"
_ID, _ADDRESS, _NAME, _PHONE, _EAST, _NORTH, _STAMP = "약국ID", "주소", "약국명", "대표전화1", "병원경도", "병원위도", "작업일시"
COLUMNS = (_ID, _ADDRESS, _NAME, _PHONE, _EAST, _NORTH, *(name.format(day=day) for day in _KOREAN for name in (_OPENS, _CLOSES)))
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_pharmacies(path: Path, city: City, report: Report, date: str) -> Imported:
    """The pharmacies of the city; those elsewhere are left out. A list that says when each row was made has that date. Raises WrongInput."""
    imported = read_table(path, city, report, COLUMNS, _pharmacy)
    imported.date = date or max((row.data_date for row in imported.rows), default="")
    return imported


def _pharmacy(table: Table, line: str, row: Row) -> StoredPlace | None:
    address = text(row, _ADDRESS)
    where = table.place(text(row, _EAST), text(row, _NORTH), (_EAST, _NORTH), address)
    if where is None:
        return None
    spans = [_span(row, korean) for korean in _KOREAN]
    stamp = _DATE.match(text(row, _STAMP))
    latitude, longitude, area = where
    return StoredPlace(
        id=needed(row, _ID),
        kind="pharmacy",
        names={"ko": needed(row, _NAME)},
        lat=latitude,
        lon=longitude,
        area_code=area,
        address=address,
        phone=table.phone(line, text(row, _PHONE)),
        opening_hours=written_hours(dict(zip(DAYS, spans, strict=True))),
        data_date=stamp[0] if stamp else "",
    )


def _span(row: Row, korean: str) -> str:
    opens, closes = _OPENS.format(day=korean), _CLOSES.format(day=korean)
    try:
        return day_span(text(row, opens), text(row, closes))
    except ValueError as error:
        raise BadRowError(closes, str(error)) from None

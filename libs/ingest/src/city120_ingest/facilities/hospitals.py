"""Hospitals as the licences of local governments list them (인허가 정보): who is in business, where, and of which type. They say no hours."""

from __future__ import annotations

from pathlib import Path

from city120_edition.places import StoredPlace
from city120_ingest.facilities.table import Row, Table, needed, read_table
from city120_ingest.reading import City, Imported, Report, text

_ID, _STATE, _PHONE, _NAME, _TYPE = "관리번호", "영업상태코드", "전화번호", "사업장명", "업태구분명"
_ROAD, _LOT, _EAST, _NORTH = "도로명주소", "지번주소", "좌표정보(X)", "좌표정보(Y)"
COLUMNS = (_ID, _STATE, _PHONE, _NAME, _TYPE, _ROAD, _LOT, _EAST, _NORTH)
# The system of these lists: Korean 1985, central belt, in metres.
CRS = "EPSG:5174"
_IN_BUSINESS = ("1", "01")
# The words of the lists for types; what holds none of them is only a hospital or a clinic.
_CATEGORIES = {
    "종합병원": "general_hospital",
    "치과": "dentist",
    "한방": "korean_medicine",
    "한의원": "korean_medicine",
    "요양": "nursing_hospital",
    "정신": "mental_hospital",
}


def read_hospitals(path: Path, city: City, report: Report, date: str) -> Imported:
    """The hospitals and clinics of the city that are in business; the others are left out. Raises WrongInput."""
    imported = read_table(path, city, report, COLUMNS, _hospital, CRS)
    imported.date = date
    return imported


def _hospital(table: Table, line: str, row: Row) -> StoredPlace | None:
    if text(row, _STATE) not in _IN_BUSINESS:
        return None
    address, words = text(row, _ROAD) or text(row, _LOT), text(row, _TYPE)
    where = table.place(text(row, _EAST), text(row, _NORTH), (_EAST, _NORTH), address)
    if where is None:
        return None
    latitude, longitude, area = where
    return StoredPlace(
        id=needed(row, _ID),
        kind="hospital" if "병원" in words else "clinic",
        names={"ko": needed(row, _NAME)},
        lat=latitude,
        lon=longitude,
        area_code=area,
        categories=tuple(dict.fromkeys(category for word, category in _CATEGORIES.items() if word in words)),
        address=address,
        phone=table.phone(line, text(row, _PHONE)),
    )

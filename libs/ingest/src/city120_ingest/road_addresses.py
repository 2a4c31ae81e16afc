"""Road addresses: CSV, one address a row with its postcode, district, road and number, and legal dong, perhaps with its point in degrees; plain or
packed by gzip."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import shapely

from city120_edition.addresses import RoadAddresses, written_addresses
from city120_ingest.errors import WrongInput
from city120_ingest.reading import BadRowError, City, Imported, Planar, Report, progress, text

COLUMNS = ("zip", "gu", "road", "legal_dong")
_ZIP_DIGITS = 5
LATITUDE, LONGITUDE = "lat", "lon"
_Entry = tuple[int, int, int]
_Point = tuple[float, float]


def read_road_addresses(path: Path, city: City, report: Report, date: str) -> Imported:
    """The addresses by road. Raises WrongInput for a file without the columns."""
    by_road: dict[str, dict[_Entry, _Point | None]] = defaultdict(dict)
    planar = Planar()
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
                raise WrongInput(f"{path} has no column {missing[0]}; it needs {', '.join(COLUMNS)}")
            for row in progress(reader, "address"):
                report.read += 1
                try:
                    road, entry = _entry(row, city)
                    by_road[road].setdefault(entry, None)
                    if (point := _point(row, city, planar)) is not None:
                        by_road[road][entry] = point
                except BadRowError as error:
                    report.refuse(f"line {reader.line_num}", error)
    except (UnicodeDecodeError, gzip.BadGzipFile, EOFError, csv.Error) as error:
        raise WrongInput(f"{path} is no CSV in UTF-8: {error}") from None
    report.taken = sum(map(len, by_road.values()))
    return Imported(rows=[_road(name, entries) for name, entries in sorted(by_road.items())], date=date)


def _entry(row: Mapping[str, str], city: City) -> tuple[str, _Entry]:
    """The road, and number, dong and postcode."""
    dong = city.legal_dongs.get((text(row, "gu"), text(row, "legal_dong")))
    if dong is None:
        raise BadRowError("legal_dong", f"{text(row, 'gu')} {text(row, 'legal_dong')} is no legal dong of the edition")
    postcode = text(row, "zip")
    if not (postcode.isascii() and postcode.isdigit() and len(postcode) == _ZIP_DIGITS):
        raise BadRowError("zip", f"{postcode!r} is no postcode of {_ZIP_DIGITS} digits")
    address = next(written_addresses(text(row, "road")), None)
    if address is None or _unspaced(str(address)) != _unspaced(text(row, "road")):
        raise BadRowError("road", f"{text(row, 'road')!r} is no road with a building number, like 테헤란로 152")
    return address.road, (address.number, int(dong[:8]), int(postcode))


def _unspaced(written: str) -> str:
    return written.replace(" ", "")


def _point(row: Mapping[str, str], city: City, planar: Planar) -> _Point | None:
    """The point of an address, if the file has one. Raises BadRowError for what is none in the city."""
    written = (text(row, LATITUDE), text(row, LONGITUDE))
    if not any(written):
        return None
    try:
        latitude, longitude = (float(degrees) for degrees in written)
        near = city.near(planar(shapely.Point(longitude, latitude)))
    except (ValueError, BadRowError):
        near = False
    if not near:
        raise BadRowError(LATITUDE, f"{', '.join(written)} is no point of the city; write degrees north in {LATITUDE} and east in {LONGITUDE}")
    return latitude, longitude


def _road(name: str, entries: Mapping[_Entry, _Point | None]) -> RoadAddresses:
    listed = sorted(entries)
    numbers, dongs, zips = zip(*listed, strict=True)
    points = tuple(entries[entry] for entry in listed)
    return RoadAddresses(road=name, numbers=numbers, dongs=dongs, zips=zips, points=points if any(points) else ())

"""A table of places: read row by row, each at its point in the city; what is wrong is refused with line and field."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import shapely

from city120_edition import rows
from city120_edition.places import StoredPlace
from city120_ingest.errors import WrongInput
from city120_ingest.reading import BadRowError, City, Imported, Planar, Report, progress, text

ENCODINGS = ("utf-8-sig", "cp949")
# As offices write numbers; brackets and spaces for hyphens are mended.
_PHONE = re.compile(r"0\d{1,3}-?\d{3,5}-?\d{4}|1\d{3}-?\d{4}|1\d{2,3}")
_SHOWN = 3
Row = Mapping[str, str]


class AreaFinder:
    """In which legal dong of the city a point lies."""

    def __init__(self, city: City) -> None:
        dongs = city.edition.dong_map()
        self._codes, self._tree = dongs.codes, shapely.STRtree(dongs.polygons)

    def of(self, point: shapely.Geometry) -> str:
        """The code of the legal dong, the lower one on a border; empty outside the city."""
        return min((self._codes[number] for number in self._tree.query(point, predicate="intersects")), default="")


@dataclass
class Table:
    """One file while it is read: the city, what has been taken, and the phones that were left out."""

    city: City
    report: Report
    planar: Planar = field(default_factory=Planar)
    lines: dict[str, str] = field(default_factory=dict)
    odd_phones: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._areas = AreaFinder(self.city)
        self._to_degrees = Planar.degrees()
        (settings,) = self.city.edition.rows("settings", rows.Settings)
        self._city_name = settings.names["ko"]

    def place(self, x: str, y: str, fields: tuple[str, str], address: str) -> tuple[float, float, str] | None:
        """The point of a row as degrees north and east, and its legal dong; None when it lies in another city. Raises BadRowError."""
        point = shapely.Point(_number(x, fields[0]), _number(y, fields[1]))
        try:
            planar = self.planar(point)
        except BadRowError:
            raise BadRowError(fields[0], f"{x}, {y} is no point of its coordinate system") from None
        if not self.city.near(planar):
            if address.startswith(self._city_name):
                raise BadRowError(fields[0], f"{x}, {y} lies nowhere near the city, and the address is in it")
            return None
        latitude, longitude = self._to_degrees(planar)
        return latitude, longitude, self._areas.of(planar)

    def phone(self, line: str, written: str) -> str:
        """A number as it is dialled; empty for what is none, which is noted."""
        mended = re.sub(r"[)\s]+", "-", written.strip().lstrip("("))
        if not mended or _PHONE.fullmatch(mended):
            return mended
        self.odd_phones.append(f"{line} {written!r}")
        return ""

    def take(self, line: str, row: StoredPlace, imported: Imported) -> None:
        """Add a row. Raises BadRowError for an id that another row has."""
        if (first := self.lines.setdefault(row.id, line)) != line:
            raise BadRowError("id", f"{row.id} is the id of {first} too; give each place an id of its own")
        imported.rows.append(replace(row, district_code=row.area_code[:5]))

    def note_phones(self) -> None:
        """Say in the report which phones were left out."""
        if self.odd_phones:
            shown = "; ".join(self.odd_phones[:_SHOWN])
            self.report.notes.append(f"{len(self.odd_phones)} phones are no whole numbers and were left out, e.g. {shown}")


def read_table(
    path: Path, city: City, report: Report, columns: Sequence[str], read: Callable[[Table, str, Row], StoredPlace | None], crs: str = ""
) -> Imported:
    """The places of a CSV file (also .csv.gz; UTF-8 or CP949). `read` makes a place of a row, or None of one that is not wanted, and raises
    BadRowError. Raises WrongInput for a file without the columns."""
    table, imported = Table(city, report, Planar(crs)), Imported()
    for line, row in progress(_rows(path, columns), "place"):
        report.read += 1
        try:
            place = read(table, line, row)
            if place is None:
                report.left_out += 1
            else:
                table.take(line, place, imported)
        except BadRowError as error:
            report.refuse(line, error)
    table.note_phones()
    return imported


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, Row]]:
    """The rows with their line numbers, in the encoding that the file proves to be of."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    written = next((decoded for encoding in ENCODINGS if (decoded := _decoded(content, encoding)) is not None), None)
    if written is None:
        raise WrongInput(f"{path} is written neither in UTF-8 nor in CP949")
    reader = csv.DictReader(written.splitlines(keepends=True), strict=True, restkey="", restval="")
    try:
        if missing := [name for name in columns if name not in (reader.fieldnames or ())]:
            raise WrongInput(f"{path} has no column {missing[0]}; it needs {', '.join(columns)}")
        for row in reader:
            yield f"line {reader.line_num}", row
    except csv.Error as error:
        raise WrongInput(f"{path} is no CSV: line {reader.line_num}: {error}") from None


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _number(written: str, name: str) -> float:
    try:
        value = float(written)
        if np.isfinite(value) and value:
            return value
    except ValueError:
        pass
    raise BadRowError(name, f"{written!r} is no coordinate")


def needed(row: Row, name: str) -> str:
    """A field that must be there. Raises BadRowError."""
    value = text(row, name)
    if not value:
        raise BadRowError(name, "is empty")
    return value

"""Seoul Metro's list of walks between lines: CSV with line, station, the other line, metres, and minutes:seconds."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from city120_edition.rows import Transfer
from city120_ingest.errors import WrongInput
from city120_ingest.reading import BadRowError, Report
from city120_ingest.timetables.rail import STATION, Rail

_LINE, _STATION, _OTHER, _TIME = _COLUMNS = ("호선", "환승역명", "환승노선", "환승소요시간")
_WALK = re.compile(r"(\d{1,2}):([0-5]\d)")


def read_transfers(path: Path, rail: Rail, report: Report) -> list[Transfer]:
    """The walks between lines of the edition. A walk of a line to itself leads to its branch and is left out, as one to a line that the edition does
    not have. Raises WrongInput."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            if missing := [name for name in _COLUMNS if name not in (reader.fieldnames or ())]:
                raise WrongInput(f"{path} has no column {missing[0]}; it needs {', '.join(_COLUMNS)}")
            listed = [(f"{path.name} line {reader.line_num}", row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise WrongInput(f"{path} is no CSV in UTF-8: {error}") from None
    walks = []
    for place, row in listed:
        try:
            if walk := _walk(row, rail, path.name):
                walks.append(walk)
        except BadRowError as error:
            report.refuse(place, error)
    if len(walks) < len(listed):
        report.notes.append(f"{len(walks)} of {len(listed)} walks are between two lines of the edition")
    return walks


def _walk(row: Mapping[str, str], rail: Rail, source: str) -> Transfer | None:
    time = _WALK.fullmatch(row[_TIME])
    if time is None:
        raise BadRowError(_TIME, f"{row[_TIME]!r} is no time; write minutes:seconds")
    origin, target = rail.line(f"{row[_LINE]}호선"), rail.line(row[_OTHER])
    station = rail.station(origin.id, row[_STATION]) if origin else None
    if origin is None or station is None:
        raise BadRowError(_STATION, f"line {row[_LINE]} has no station {row[_STATION]!r} in the edition")
    if target is None or target.id == origin.id or station.ref not in rail.stations_of(target.id):
        return None
    return Transfer(
        station=station.ref.removeprefix(f"{STATION}:"),
        from_line=origin.id,
        to_line=target.id,
        seconds=int(time[1]) * 60 + int(time[2]),
        source=source,
        confidence="verified",
    )

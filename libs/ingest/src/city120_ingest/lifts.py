"""The state of lifts in stations, as Seoul's open data has it (서울교통공사 교통약자 이용시설 승강기 가동현황, `SeoulMetroFaciInfo`): JSON as its
interface or its download gives it, or CSV with the same columns, named in capitals or not.

A station has its line in brackets, 답십리(5); a section names floors, B2-B1-1F. What is not 사용가능 does not work, whatever it is called.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from city120_edition.lifts import Lift, LiftKind
from city120_ingest.errors import UnreadableFile, WrongInput
from city120_ingest.reading import BadRowError, City, Imported, Report, progress
from city120_ingest.timetables.rail import Rail

SOURCE = "서울교통공사 교통약자 이용시설 승강기 가동현황"
_SERVICE, _ROWS, _DATA = "SeoulMetroFaciInfo", "row", "DATA"
_STATION, _NAME, _SECTION, _POSITION, _STATE, _KIND = COLUMNS = ("STN_NM", "ELVTR_NM", "OPR_SEC", "INSTL_PSTN", "USE_YN", "ELVTR_SE")
_KINDS: Mapping[str, LiftKind] = {"EV": "elevator", "ES": "escalator", "WL": "wheelchair_lift", "MW": "moving_walk"}
_WORKS, _KNOWN_STATES = "사용가능", ("사용가능", "보수중")
_LINE = re.compile(r"(?P<station>.*\S)\s*\((?P<line>\d)\)")
_FLOOR = re.compile(r"(?P<below>B)?(?P<number>\d+)F?|F(?P<above>\d+)", re.IGNORECASE)
_DAY = len("YYYY-MM-DD")
_Row = Mapping[str, str]


def read_lifts(path: Path, city: City, report: Report, date: str) -> Imported:
    """The lifts of all stations. Raises UnreadableFile and WrongInput; also for a date that is no day, for lifts fail and are mended within one."""
    if date and len(date) < _DAY:
        raise WrongInput(f"--date {date!r} is no day; the state of lifts is that of one, write YYYY-MM-DD")
    imported, rail, states = Imported(date=date, source=SOURCE), Rail(city.edition), Counter[str]()
    for name, row in progress(_rows(path), "lift"):
        report.read += 1
        try:
            imported.rows.append(_lift(row, rail))
            states[row[_STATE]] += 1
        except BadRowError as error:
            report.refuse(name, error)
    odd = {state: count for state, count in states.items() if state not in _KNOWN_STATES}
    report.notes += [f"{count} lifts are {state!r}, which is taken for out of order" for state, count in sorted(odd.items())]
    if unsaid := sum(row.kind == "elevator" and not row.floors for row in imported.rows):
        report.notes.append(f"of {unsaid} lifts the floors ({_SECTION}) cannot be read; one of them that is out closes its station")
    return imported


def _lift(row: _Row, rail: Rail) -> Lift:
    station, line = _platform(_needed(row, _STATION), rail)
    kind, floors = _needed(row, _KIND), [_floor(word) for word in re.split(r"[-~]", row[_SECTION]) if word]
    if kind not in _KINDS:
        raise BadRowError(_KIND, f"{kind!r} is none of {', '.join(_KINDS)}")
    return Lift(
        station=station,
        line=line,
        name=_needed(row, _NAME),
        kind=_KINDS[kind],
        working=_needed(row, _STATE) == _WORKS,
        position=row[_POSITION],
        floors=() if None in floors else tuple(sorted({floor for floor in floors if floor is not None})),
    )


def _platform(written: str, rail: Rail) -> tuple[str, str]:
    """The references of a station and of its line."""
    named = _LINE.fullmatch(written)
    line = rail.line(f"{named['line']}호선") if named else None
    if named is None or line is None:
        raise BadRowError(_STATION, f"{written!r} names no line of the edition; write it in brackets, like 답십리(5)")
    station = rail.station(line.id, named["station"]) or rail.station(line.id, named["station"].partition("(")[0])
    if station is None:
        raise BadRowError(_STATION, f"{named['station']!r} is no station of {line.id}; add the name to the edition's gazetteer")
    return station.ref, line.id


def _floor(word: str) -> int | None:
    """0 is the street (1F), 1 the floor above it, -1 the one below (B1); None for what is no floor."""
    written = _FLOOR.fullmatch(word.strip())
    if written is None:
        return None
    return -int(written["number"]) if written["below"] else int(written["number"] or written["above"]) - 1


def _needed(row: _Row, name: str) -> str:
    if not row[name]:
        raise BadRowError(name, "is empty")
    return row[name]


def _rows(path: Path) -> Iterator[tuple[str, _Row]]:
    """The rows with what they are called in messages. Raises UnreadableFile or WrongInput."""
    content = path.read_bytes()
    rows = _of_json(path, content) if content.lstrip()[:1] in (b"{", b"[") else _of_csv(path, content)
    for number, row in enumerate(rows, start=1):
        fields = {str(name).strip().upper(): str(value or "").strip() for name, value in row.items()}
        if missing := [name for name in COLUMNS if name not in fields]:
            raise WrongInput(f"{path}: lift {number} has no {missing[0]}; each has {', '.join(COLUMNS)}")
        yield f"lift {number}", fields


def _of_json(path: Path, content: bytes) -> list[Mapping[str, Any]]:
    """The rows of an answer of the interface, of a download, or of a bare list."""
    try:
        data = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path} is no JSON: {error}") from None
    rows = data
    if isinstance(data, dict):
        answer = data.get(_SERVICE)
        rows = answer.get(_ROWS) if isinstance(answer, dict) else data.get(_DATA)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableFile(f"{path} has neither {_SERVICE}.{_ROWS} nor {_DATA}; save an answer of the interface that has all rows")
    return rows


def _of_csv(path: Path, content: bytes) -> list[Mapping[str, Any]]:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return list(csv.DictReader(io.StringIO(content.decode(encoding), newline=""), strict=True, restkey="", restval=""))
        except UnicodeDecodeError:
            continue
        except csv.Error as error:
            raise UnreadableFile(f"{path} is no CSV: {error}") from None
    raise UnreadableFile(f"{path} is written neither in UTF-8 nor in CP949")

"""`city120 locate --in points.csv --out areas.csv`: any number of points, batch by batch over one gRPC stream."""

from __future__ import annotations

import asyncio
import csv
import math
import os
import sys
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from city120_cli.outcome import DONE, FINDING, Finding, WrongUsage
from city120_cli.writing import replacing

if TYPE_CHECKING:
    from city120_errors import City120Error

BATCH = 10_000
# Batches that may be under way: gRPC alone would read the file far ahead of the answers.
AHEAD = 4
ADDED = ("district_code", "legal_dong_code", "border_distance_m", "problem")
DEFAULT_PORT = "50121"
_LATITUDES, _LONGITUDES = ("lat", "latitude", "y"), ("lon", "lng", "longitude", "x")
# A batch takes some ten milliseconds; this is for a service that hangs.
_TIMEOUT_S = 24 * 3600.0
_PROBLEM = "is no point: degrees north -90 to 90, east -180 to 180"
_LONG = "has more fields than the header; quote fields that hold commas"


@dataclass
class Summary:
    """How many points were read, lie in the city, and are none."""

    points: int = 0
    inside: int = 0
    bad: int = 0


@dataclass(frozen=True)
class _Header:
    """The header of a table, and at which positions latitude and longitude are: names may repeat, positions do not."""

    names: list[str]
    latitude: int
    longitude: int


def locate_file(source: Path, target: Path, as_of: str | None) -> int:
    """Locate every point of a table; all its columns are kept. Raises WrongUsage or Finding. Bad points are a finding."""
    if not source.is_file():
        raise WrongUsage(f"{source} is no file")
    if source.resolve() == target.resolve():
        raise WrongUsage("--out must be another file than --in")
    summary = Summary()
    with (
        source.open("r", encoding="utf-8-sig", newline="") as read,
        replacing(target) as fresh,
        fresh.open("w", encoding="utf-8", newline="") as written,
    ):
        asyncio.run(_run(read, source, written, as_of or "", summary))
    outside = summary.points - summary.inside - summary.bad
    print(f"{summary.points} points: {summary.inside} in the city, {outside} outside, {summary.bad} bad; {target}")
    return FINDING if summary.bad else DONE


def _header(names: list[str], source: Path) -> _Header:
    """The header with the positions of latitude and longitude. Raises WrongUsage, also when there are several to choose from."""
    if taken := sorted(set(names) & set(ADDED)):
        raise WrongUsage(f"{source} has the column {taken[0]} already; rename it, since {', '.join(ADDED)} are added")
    keys = [name.strip().lower() for name in names]
    columns = []
    for what, spellings in (("latitude", _LATITUDES), ("longitude", _LONGITUDES)):
        positions = [position for position, key in enumerate(keys) if key in spellings]
        if not positions:
            raise WrongUsage(f"{source} needs the columns lat and lon (degrees, WGS 84); it has {', '.join(filter(None, keys)) or 'none'}")
        if len(positions) > 1:
            several = " and ".join(f"{names[position]} (column {position + 1})" for position in positions)
            raise WrongUsage(f"{source}: {several} could each be the {what}; rename all but one")
        columns += positions
    return _Header(names, *columns)


def _number(row: list[str], header: _Header, position: int) -> float:
    """The number in a column; none in a row whose fields are shifted or that ends before it."""
    if len(row) > len(header.names):
        return math.nan
    with suppress(ValueError, IndexError):
        return float(row[position])
    return math.nan


async def _run(read: IO[str], source: Path, written: IO[str], as_of: str, summary: Summary) -> None:
    # gRPC is heavy: other commands start without it.
    from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
    from tqdm import tqdm

    from city120_client import JurisdictionClient, open_channel
    from city120_errors import City120Error

    reader = csv.reader(read)
    try:
        header = _header(next(reader, []), source)
    except (UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(source, 1, error) from None
    # An empty line is no row.
    filled = filter(None, reader)
    table = csv.writer(written, lineterminator="\n")
    table.writerow([*header.names, *ADDED])
    waiting: deque[list[list[str]]] = deque()
    broken: list[WrongUsage] = []
    room = asyncio.Semaphore(AHEAD)

    async def batches() -> AsyncIterator[Any]:
        try:
            while await room.acquire() and (rows := list(islice(filled, BATCH))):
                waiting.append(rows)
                latitudes, longitudes = ([_number(row, header, at) for row in rows] for at in (header.latitude, header.longitude))
                yield pb.StreamLocateAreasRequest(latitudes=latitudes, longitudes=longitudes, as_of=as_of)
        except (UnicodeDecodeError, csv.Error) as error:
            # What is raised here would only reach the caller as a cancelled call.
            broken.append(_unreadable(source, reader.line_num + 1, error))

    address = os.environ.get("CITY120_JURISDICTION_TARGET") or f"127.0.0.1:{os.environ.get('CITY120_JURISDICTION_PORT') or DEFAULT_PORT}"
    key = os.environ.get("CITY120_SERVICE_KEY") or os.environ.get("CITY120_API_KEYS", "").split(",")[0].strip()
    with tqdm(unit="point", desc="locate", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False) as bar:
        try:
            async with open_channel(address, key) as channel:
                async for answer in JurisdictionClient(channel).stream_locate_areas(batches(), timeout=_TIMEOUT_S):
                    rows = waiting.popleft()
                    room.release()
                    table.writerows(_located(rows, header, answer, summary))
                    bar.update(len(rows))
        except City120Error as error:
            raise _refused(source, address, error) from None
    if broken:
        raise broken[0]


def _refused(source: Path, address: str, error: City120Error) -> Finding:
    """What a service refuses is wrong in what was asked, and starting it would not help."""
    if error.status in ("INVALID_ARGUMENT", "FAILED_PRECONDITION"):
        return WrongUsage(f"{source}: {error}")
    return Finding(f"jurisdiction at {address}: {error}; start it with: city120 up, or set CITY120_JURISDICTION_TARGET")


def _unreadable(source: Path, line: int, error: Exception) -> WrongUsage:
    return WrongUsage(f"{source}, from line {line} on: cannot be read ({error}); save it as CSV in UTF-8")


def _located(rows: list[list[str]], header: _Header, answer: Any, summary: Summary) -> Iterator[list[str]]:
    bad, width = set(answer.bad_indices), len(header.names)
    for index, row in enumerate(rows):
        district, dong, border = answer.district_codes[index], answer.legal_dong_codes[index], answer.border_distances_m[index]
        summary.points, summary.inside, summary.bad = summary.points + 1, summary.inside + bool(district), summary.bad + (index in bad)
        yield [
            *row[:width],
            *[""] * (width - len(row)),
            f"{district:05}" if district else "",
            f"{dong:08}00" if dong else "",
            f"{border:.1f}" if math.isfinite(border) else "",
            (_LONG if len(row) > width else _PROBLEM) if index in bad else "",
        ]

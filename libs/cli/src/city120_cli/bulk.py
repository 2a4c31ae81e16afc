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
from typing import IO, Any

from city120_cli.outcome import DONE, FINDING, Finding, WrongUsage

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


def locate_file(source: Path, target: Path, as_of: str | None) -> int:
    """Locate every point of a table; all its columns are kept. Raises WrongUsage or Finding. Bad points are a finding."""
    if not source.is_file():
        raise WrongUsage(f"{source} is no file")
    if source.resolve() == target.resolve():
        raise WrongUsage("--out must be another file than --in")
    summary = Summary()
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with source.open("r", encoding="utf-8-sig", newline="") as read, fresh.open("w", encoding="utf-8", newline="") as written:
            asyncio.run(_run(read, source, written, as_of or "", summary))
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    outside = summary.points - summary.inside - summary.bad
    print(f"{summary.points} points: {summary.inside} in the city, {outside} outside, {summary.bad} bad; {target}")
    return FINDING if summary.bad else DONE


def _columns(reader: csv.DictReader[str], source: Path) -> tuple[str, str]:
    """The names of the columns of latitude and longitude. Raises WrongUsage."""
    if taken := sorted(set(reader.fieldnames or ()) & set(ADDED)):
        raise WrongUsage(f"{source} has the column {taken[0]} already; rename it, since {', '.join(ADDED)} are added")
    by_key = {name.strip().lower(): name for name in reader.fieldnames or ()}
    latitude = next((by_key[name] for name in _LATITUDES if name in by_key), "")
    longitude = next((by_key[name] for name in _LONGITUDES if name in by_key), "")
    if not latitude or not longitude:
        raise WrongUsage(f"{source} needs the columns lat and lon (degrees, WGS 84); it has {', '.join(by_key) or 'none'}")
    return latitude, longitude


def _number(row: dict[str, Any], name: str) -> float:
    """The number in a column; none in a row whose fields are shifted."""
    with suppress(TypeError, ValueError):
        return float(row[name] or "") if None not in row else math.nan
    return math.nan


async def _run(read: IO[str], source: Path, written: IO[str], as_of: str, summary: Summary) -> None:
    # gRPC is heavy: other commands start without it.
    from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
    from tqdm import tqdm

    from city120_client import JurisdictionClient, open_channel
    from city120_platform.errors import City120Error

    reader = csv.DictReader(read)
    try:
        names = _columns(reader, source)
    except (UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(source, 1, error) from None
    table = csv.DictWriter(written, [*(reader.fieldnames or ()), *ADDED], lineterminator="\n", extrasaction="ignore")
    table.writeheader()
    waiting: deque[list[dict[str, Any]]] = deque()
    broken: list[WrongUsage] = []
    room = asyncio.Semaphore(AHEAD)

    async def batches() -> AsyncIterator[Any]:
        try:
            while await room.acquire() and (rows := list(islice(reader, BATCH))):
                waiting.append(rows)
                latitudes, longitudes = ([_number(row, name) for row in rows] for name in names)
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
                    table.writerows(_located(rows, answer, summary))
                    bar.update(len(rows))
        except City120Error as error:
            raise Finding(f"jurisdiction at {address}: {error}; start it with: city120 up, or set CITY120_JURISDICTION_TARGET") from None
    if broken:
        raise broken[0]


def _unreadable(source: Path, line: int, error: Exception) -> WrongUsage:
    return WrongUsage(f"{source}, from line {line} on: cannot be read ({error}); save it as CSV in UTF-8")


def _located(rows: list[dict[str, Any]], answer: Any, summary: Summary) -> Iterator[dict[str, Any]]:
    bad = set(answer.bad_indices)
    for index, row in enumerate(rows):
        district, dong, border = answer.district_codes[index], answer.legal_dong_codes[index], answer.border_distances_m[index]
        summary.points, summary.inside, summary.bad = summary.points + 1, summary.inside + bool(district), summary.bad + (index in bad)
        row["district_code"] = f"{district:05}" if district else ""
        row["legal_dong_code"] = f"{dong:08}00" if dong else ""
        row["border_distance_m"] = f"{border:.1f}" if math.isfinite(border) else ""
        row["problem"] = (_LONG if None in row else _PROBLEM) if index in bad else ""
        yield row

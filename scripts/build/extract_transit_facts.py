"""Extract first and last departures, and the walks between lines, from what Seoul Metro publishes.

The timetable (`metro/timetable_lines1-9_2026-06.json.gz` in the reference data) is no part of this project. This script reads it
and writes the facts the edition carries: for every station, line, direction, terminal and kind of day, the first and the last
departure in HH:MM of the service day, which runs past 24:00. From the list of walks (`metro/transfers_2025-03-31.csv`) it writes
the seconds between each two lines of a station that the edition knows; where the list calls a line by its branch, by `LINE_NAMES`.

How the timetable is read, so that two programs agree:

- a time of 0 is missing; a time above 1600 is one day too late (subtract 1440);
- a missing arrival equals the departure, and the other way round;
- a stop whose arrival goes back in time is a bad row: it is dropped and the run is kept;
- the terminal is the last stop of the run, and a run does not depart from its own terminal. A full circle of line 2 that begins
  and ends at Seongsu is therefore not listed for Seongsu itself.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TIMETABLE = Path("metro/timetable_lines1-9_2026-06.json.gz")
EDITION = Path(__file__).resolve().parents[2] / "libs/seoul/src/city120_seoul/rows"
TRANSFERS = Path("metro/transfers_2025-03-31.csv")
HEADER = ("line", "direction", "station", "terminal", "day_type", "first", "last")

MINUTES_PER_DAY = 1440
LATEST_MINUTE = 1600

DIRECTIONS = {"UP": "up", "DOWN": "down", "IN": "inner", "OUT": "outer"}
DAY_TYPES = {"weekday": "weekday", "saturday": "saturday", "sunday_holiday": "holiday"}

# Where the timetable's English name is not the one in stations.csv.
TIMETABLE_NAMES = {
    "Chongshin Univ.": "Chongshin Univ. (Isu)",
    "Isu": "Chongshin Univ. (Isu)",
    "Police Hospital": "National Police Hospital",
    "Ttukseom Resort": "Jayang",
}

# Where the list of walks calls a line by its branch or its railway.
LINE_NAMES = {"경원선": "1호선", "국철": "수인분당선"}
TRANSFER_HEADER = ("station", "from_line", "to_line", "seconds", "source", "data_date", "confidence")
TRANSFER_SOURCE = ("서울교통공사 환승역거리 소요시간 2025-03-31", "2025-03-31", "verified")
# Loop trains of line 2 change their number here and go on: the next train is the same one.
LOOP_CHANGE = ("seongsu", "line.2", "line.2", 0, "서울교통공사 열차시각표(1~9호선) 2026-06: 순환 열차는 여기서 번호만 바뀜", "2026-06", "verified")

Key = tuple[str, str, str, str, str]
Walk = tuple[str, str, str]


class UnknownStationError(LookupError):
    """The timetable names a station that stations.csv does not have on that line."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a run; times in minutes of the service day."""

    station: str
    arrival: int
    departure: int


def _comparable(name: str) -> str:
    """A name without the Sino-Korean digits, case and punctuation in which the two lists differ."""
    without_reading = re.sub(r"\((sam|sa|o|il)\)", "", name.lower())
    return re.sub(r"[^a-z0-9]", "", without_reading)


def load_station_ids(stations_csv: Path) -> dict[tuple[str, str], str]:
    """Map (line id, comparable English name) to the station id."""
    ids: dict[tuple[str, str], str] = {}
    with stations_csv.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for line in row["lines"].split(";"):
                ids[line, _comparable(row["name_en"])] = row["id"]
    return ids


def station_id(ids: dict[tuple[str, str], str], line: str, name: str) -> str:
    """The id of the station the timetable calls `name` on `line`."""
    wanted = TIMETABLE_NAMES.get(name, name)
    try:
        return ids[line, _comparable(wanted)]
    except KeyError:
        raise UnknownStationError(f"{name!r} is not a station of {line} in stations.csv") from None


def _minute(value: int | None) -> int | None:
    if not value:
        return None
    return value - MINUTES_PER_DAY if value > LATEST_MINUTE else value


def read_stops(run: list[list[int | None]], names: list[str]) -> list[Stop]:
    """The usable stops of a run, in order; bad rows are left out."""
    stops = []
    for index, raw_arrival, raw_departure in run:
        arrival, departure = _minute(raw_arrival), _minute(raw_departure)
        arrival = departure if arrival is None else arrival
        departure = arrival if departure is None else departure
        if index is not None and arrival is not None and departure is not None:
            stops.append(Stop(names[index], arrival, departure))
    return without_time_reversals(stops)


def without_time_reversals(stops: list[Stop]) -> list[Stop]:
    """Drop the fewest stops that leave arrivals in order (longest non-decreasing subsequence).

    One misplaced row (run 4002 begins with its last station) must cost that row and not all the others.
    """
    best: list[list[Stop]] = []
    for stop in stops:
        before = max((chain for chain in best if chain[-1].arrival <= stop.arrival), key=len, default=[])
        best.append([*before, stop])
    return max(best, key=len, default=[])


def collect_departures(timetable: dict[str, Any], ids: dict[tuple[str, str], str]) -> dict[Key, tuple[int, int]]:
    """First and last minute for every line, direction, station, terminal and day type."""
    departures: dict[Key, tuple[int, int]] = {}
    for line_name, _number, day, direction, run in timetable["runs"]:
        line = "line." + line_name.removeprefix("Line ")
        stops = read_stops(run, timetable["stations"])
        if len(stops) < 2:
            continue
        terminal = station_id(ids, line, stops[-1].station)
        for stop in stops[:-1]:
            station = station_id(ids, line, stop.station)
            if station == terminal:
                continue
            key = (line, DIRECTIONS[direction], station, terminal, DAY_TYPES[day])
            first, last = departures.get(key, (stop.departure, stop.departure))
            departures[key] = (min(first, stop.departure), max(last, stop.departure))
    return departures


def collect_transfers(listed: Path, edition: Path) -> tuple[dict[Walk, int], list[str]]:
    """Seconds between two lines of a station, each pair once, and the rows that name a line or station the edition does not have.

    A walk from a line to itself is one to a branch, of which the timetable says nothing: it is left out.
    """
    lines = {row["name_ko"]: row["id"] for row in _rows(edition / "lines.csv")}
    stations = {(row["name_ko"], line): row["id"] for row in _rows(edition / "stations.csv") for line in row["lines"].split(";")}
    stations |= {(name, line): station for (full, line), station in stations.items() for name in re.split(r"[()]", full) if name}
    walks: dict[Walk, int] = {}
    unknown = []
    for row in _rows(listed):
        origin = lines.get(f"{row['호선']}호선", "")
        target = lines.get(LINE_NAMES.get(row["환승노선"], row["환승노선"]), "")
        station = stations.get((row["환승역명"], origin))
        if not target or station is None or station != stations.get((row["환승역명"], target), station):
            unknown.append(" ".join(row.values()))
        elif origin != target:
            minutes, seconds = row["환승소요시간"].split(":")
            walks[(station, *sorted((origin, target)))] = int(minutes) * 60 + int(seconds)  # type: ignore[index]
    return walks, unknown


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_transfers(path: Path, walks: dict[Walk, int]) -> None:
    """Write the table, sorted."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(TRANSFER_HEADER)
        writer.writerows(sorted([LOOP_CHANGE, *((*walk, seconds, *TRANSFER_SOURCE) for walk, seconds in walks.items())]))


def clock(minute: int) -> str:
    """HH:MM of the service day; 1463 is 24:23."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def write_departures(path: Path, departures: dict[Key, tuple[int, int]]) -> None:
    """Write the table, sorted, so that a second run changes nothing."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for key in sorted(departures):
            first, last = departures[key]
            writer.writerow((*key, clock(first), clock(last)))


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Write departures.csv of the Seoul edition from the metro timetable.")
    parser.add_argument(
        "reference_data",
        nargs="?",
        type=Path,
        default=os.environ.get("CITY120_REFERENCE_DATA"),
        help="folder of the reference data (default: the environment variable CITY120_REFERENCE_DATA)",
    )
    parser.add_argument("--edition", type=Path, default=EDITION, help="folder of the edition (default: %(default)s)")
    options = parser.parse_args(arguments)
    if options.reference_data is None:
        parser.error("name the reference data folder, or set CITY120_REFERENCE_DATA")
    options.reference_data = Path(options.reference_data)
    return options


def main(arguments: list[str] | None = None) -> int:
    """Run the extraction; 0 when departures.csv was written."""
    options = parse_arguments(arguments)
    source = options.reference_data / TIMETABLE
    if not source.is_file():
        print(f"no timetable at {source}", file=sys.stderr)
        return 1
    with gzip.open(source, "rt", encoding="utf-8") as file:
        timetable = json.load(file)
    departures = collect_departures(timetable, load_station_ids(options.edition / "stations.csv"))
    write_departures(options.edition / "departures.csv", departures)
    walks, unknown = collect_transfers(options.reference_data / TRANSFERS, options.edition)
    write_transfers(options.edition / "transfers.csv", walks)
    print(f"{len(departures)} departures, {len(walks)} walks between lines")
    for row in unknown:
        print(f"not known to the edition: {row}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

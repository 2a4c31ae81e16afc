"""Write courses.csv of the Seoul edition: for every line whose timetable is not whole in stop_patterns.csv, the stations that its
trains pass, in their order, how far apart they are, and how long trains take where the operator says so.

- `metro/sections_2025.csv` of the reference data has which station of a line is next to which, and the points of both. A course goes from one end
  of a line to another; where a line forks, FORKED has the ends between which trains go through. Metres are those of the straight line.
- `metro/interstation_distance_lines1-8.csv` has the seconds between stations of Seoul Metro; 0 is not known.
- What was opened and is missing there is in BESIDE, with its source.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

SECTIONS = Path("metro/sections_2025.csv")
RUN_TIMES = Path("metro/interstation_distance_lines1-8.csv")
EDITION = Path(__file__).resolve().parents[2] / "libs/seoul/src/city120_seoul/rows"
HEADER = ("line", "stations", "metres", "seconds", "source", "data_date", "confidence")
SOURCE, RUN_TIMES_SOURCE, SOURCE_DATE = "수도권 전철 구간 목록 2025-10-27", "서울교통공사 역간거리·소요시간(1~8호선)", ("2025-10-27", "verified")
# Where the lists call a line or a station otherwise than the edition.
LINE_NAMES = {"GTXA": "GTX-A"}
STATION_NAMES = {"서울": "서울역", "당고개": "불암산", "신길온천": "능길", "뚝섬유원지": "자양"}
# The ends between which trains of a line go through, where it has more than two.
FORKED = {
    "1호선": [("연천", "인천"), ("연천", "신창"), ("연천", "서동탄"), ("영등포", "광명")],
    "경의중앙선": [("문산", "지평"), ("문산", "서울역"), ("문산", "임진강")],
    "경춘선": [("청량리", "춘천"), ("광운대", "춘천")],
}
# Line, stations, metres, seconds, source and date.
BESIDE = [
    (
        "GTX-A",
        ("운정중앙", "킨텍스", "대곡", "연신내", "서울역"),
        (0, 0, 0, 0),
        (240, 300, 375, 375),
        "비즈워치 2024-12-11(0017)",
        "2024-12-11",
    ),
]
_EARTH_M = 6_371_008.8
Row = tuple[str | int, ...]
Point = tuple[float, float]
Section = tuple[str, str]


class Names:
    """Lines and stations of the edition by what the lists call them."""

    def __init__(self, edition: Path) -> None:
        self.lines = {row["name_ko"]: row["id"] for row in rows_of(edition / "lines.csv")}
        whole = {row["line"] for row in rows_of(edition / "stop_patterns.csv")}
        self.incomplete = {row["id"] for row in rows_of(edition / "lines.csv") if row["incomplete"] or row["id"] not in whole}
        stations = [(row["name_ko"], line, row["id"]) for row in rows_of(edition / "stations.csv") for line in row["lines"].split(";")]
        self._stations = {(name, line): station for full, line, station in stations for name in (full, *re.split(r"[()]", full)) if name}

    def station(self, name: str, line: str) -> str:
        """The id of a station of a line."""
        name = name.strip()
        return self._stations[STATION_NAMES.get(name, name), line]


def courses(reference: Path, edition: Path) -> Iterator[Row]:
    """The rows."""
    names, seconds = Names(edition), run_times(reference / RUN_TIMES, Names(edition))
    sections: dict[str, dict[Section, int]] = defaultdict(dict)
    for row in rows_of(reference / SECTIONS):
        line = names.lines[LINE_NAMES.get(row["line"], row["line"])]
        if line in names.incomplete:
            here, there = (names.station(row[f"{end}_station_name"], line) for end in ("up", "down"))
            sections[line][here, there] = sections[line][there, here] = round(length_m(json.loads(row["via_coordinates"])))
    of_line = {line: name for name, line in names.lines.items()}
    for line, metres in sections.items():
        forked = [tuple(names.station(end, line) for end in ends) for ends in FORKED.get(of_line[line], ())]
        for first, last in forked or [ends_of(metres)]:
            stations = path(metres, first, last)
            hops = list(pairwise(stations))
            took = [seconds.get((line, *hop), 0) for hop in hops]
            source = f"{SOURCE}; {RUN_TIMES_SOURCE}" if any(took) else SOURCE
            yield line, *joined(stations, [metres[hop] for hop in hops], took), source, *SOURCE_DATE
    for name, listed, far, told, by, date in BESIDE:
        line = names.lines[name]
        yield line, *joined([names.station(station, line) for station in listed], far, told), by, date, "verified"


def run_times(listed: Path, names: Names) -> dict[tuple[str, str, str], int]:
    """Seconds between stations that are next to each other, by line and both of them, both ways."""
    seconds: dict[tuple[str, str, str], int] = {}
    for before, row in pairwise(rows_of(listed)):
        line = f"line.{row['호선']}"
        minutes, rest = row["시간(분)"].split(":")
        if line in names.incomplete and row["호선"] == before["호선"]:
            here, there = (names.station(end["역명"], line) for end in (before, row))
            seconds[line, here, there] = seconds[line, there, here] = int(minutes) * 60 + int(rest)
    return seconds


def ends_of(sections: Mapping[Section, int]) -> Section:
    """The two stations of a line that have one neighbour."""
    neighbours: dict[str, int] = defaultdict(int)
    for here, _ in sections:
        neighbours[here] += 1
    first, last = (station for station, count in neighbours.items() if count == 1)
    return first, last


def path(sections: Mapping[Section, int], first: str, last: str) -> list[str]:
    """The stations from one to another, the fewest."""
    before, reached = {first: ""}, [first]
    for station in reached:
        for here, there in sections:
            if here == station and there not in before:
                before[there] = station
                reached.append(there)
    stations = [last]
    while stations[-1] != first:
        stations.append(before[stations[-1]])
    return stations[::-1]


def length_m(points: Sequence[Point]) -> float:
    """How long a line through points is, in metres, on a sphere."""
    return sum(_apart(*map(math.radians, (*here, *there))) for here, there in pairwise(points))


def _apart(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    half = math.sin((other_lat - lat) / 2) ** 2 + math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    return 2 * _EARTH_M * math.asin(math.sqrt(half))


def joined(*columns: Sequence[str | int]) -> tuple[str, ...]:
    """Lists as columns have them."""
    return tuple(";".join(map(str, column)) for column in columns)


def rows_of(listed: Path) -> list[Mapping[str, str]]:
    """The rows of a CSV file."""
    with listed.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def main(arguments: list[str] | None = None) -> int:
    """Write the rows; 0 when they were written."""
    parser = argparse.ArgumentParser(description="Write the courses of the Seoul edition's lines.")
    parser.add_argument("reference_data", nargs="?", type=Path, default=os.environ.get("CITY120_REFERENCE_DATA"), help="folder of the reference data")
    parser.add_argument("--edition", type=Path, default=EDITION, help="folder of the edition's rows (default: %(default)s)")
    options = parser.parse_args(arguments)
    if options.reference_data is None:
        parser.error("name the reference data folder, or set CITY120_REFERENCE_DATA")
    rows = sorted(courses(Path(options.reference_data), options.edition))
    with (options.edition / "courses.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEADER, *rows])
    print(f"{len(rows)} courses")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Write sites/*.csv of the Seoul edition: complexes, schools and crossings by name, with their legal dongs and a point, from public lists.

python scripts/build/extract_sites.py --complexes FILE --schools FILE --stops FILE     each only where its file is given

- complexes: 서울시 공동주택 아파트 정보, CSV of the city's open data. What names say of who manages or rents is left out, and parts of one complex
  in one dong are one site. A point that lies in another district than the address is left out.
- schools: 전국초중등학교위치표준데이터, CSV of the national open data.
- stops: 서울시 버스정류소 위치정보, the first sheet of the city's XLSX. A crossing lies where the stops lie that are named after it: in all their
  dongs, or the one that it is called after, and in several places where they are far apart. Complexes that the first list lacks and stops are
  named after are in BY_STOPS; LANDMARKS are markets, parks and the like that they are named after.

site_lists.csv says which of these files they were, and of which day.
"""

from __future__ import annotations

import argparse
import csv
import io
import math
import re
import sys
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import shapely

from city120_edition import installed_city, read_source
from city120_edition.build import boundaries_of
from city120_edition.geometry import clean_dong_map, to_planar

ROWS = Path(__file__).resolve().parents[2] / "libs/seoul/src/city120_seoul/rows"
HEADER = ("list", "name", "areas", "lat", "lon")
# What stops are named after, by the beginning of their names, and no list of complexes has.
BY_STOPS = ("올림픽파크포레온",)
# Markets, villages, parks, passes, streets of shops and the like, by the beginning of a part of the names of stops; where stops of one name are
# far apart there are several.
LANDMARKS = (
    "구룡마을 개미마을 연서시장 대조시장 장위시장 후암시장 금남시장 우림시장 모래내시장 약수시장 신원시장 신창시장 남문시장 방신시장 상봉터미널 "
    "서부시외버스터미널 LG사이언스파크 태릉선수촌 도산공원 파리공원 망우리공원 자하문고개 롯데백화점관악점 롯데백화점노원점 서울스퀘어 육군사관학교 "
    "만리동고개 망우동고개 박석고개 방배고개 봉천고개 산골고개 신사동고개 아현고개 용마루고개 논현동고개 독산고개 동방고개 장위동고개 담터고개 "
    "사근고개 미림고개 봉우재고개 정랑고개 원서고개 경춘선숲길 대림시장 문정로데오거리 천호동로데오거리 월곡로데오거리 가산로데오거리"
).split()
_CITY = "서울특별시"
_CROSSING = re.compile(r"^(?:\(?구\)?)?([가-힣A-Za-z0-9]{2,}(?:사거리|오거리|삼거리|육거리|네거리|교차로|로터리|로타리))")
_NO_CROSSING = re.compile(r"로데오거리$|^(?:현대|한전|KT|기숙사|화단|빌라|소공원|교보)(?:사거리|삼거리)$|회전교차로$|^\d호선")
_OF_STOP = re.compile(r"[.,·()（）/\s]+")
_MANAGED = re.compile(r"\(.*?\)|관리사무소|제?\d?\s*관리사무소|\(?임대\)?$|\(?분양\)?$|서울주택도시공사|도시개발공사|\s|[-/]$")
_COMPLEX = "아파트"
# Stops of one crossing are nearer each other than this.
_ONE_CROSSING_M = 700.0
_DEGREE_M = 111_195.0
Point = tuple[float, float]
Row = tuple[str, str, str, str, str]
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Dongs:
    """Legal dongs by district and name, and by what point they hold."""

    def __init__(self) -> None:
        districts = {row["code"]: row["name_ko"] for row in _rows(ROWS / "areas/districts.csv")}
        self.by_name = {(districts[row["district_code"]], row["name_ko"]): row["code"] for row in _rows(ROWS / "areas/legal_dong.csv")}
        self._names = {code: name for (_, name), code in self.by_name.items()}
        dongs = clean_dong_map(boundaries_of(read_source(installed_city().rows)))
        self._codes, self._tree = dongs.codes, shapely.STRtree(dongs.polygons)

    def at(self, point: Point) -> str:
        """The dong that holds a point, as degrees north and east; empty outside the city."""
        planar = shapely.Point(*to_planar(np.array([[point[1], point[0]]]))[0])
        found = self._tree.query(planar, predicate="within")
        return self._codes[found[0]] if len(found) else ""

    def called(self, name: str, codes: Iterable[str]) -> set[str]:
        """The dong of these that a crossing is called after, else all."""
        several = set(codes)
        return {code for code in several if name.startswith(self._names[code])} or several


def main() -> int:
    """Write what files are given for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("complexes", "schools", "stops"):
        parser.add_argument(f"--{name}", type=Path, metavar="FILE")
    arguments, dongs = parser.parse_args(), Dongs()
    if arguments.complexes:
        write("complexes", complexes(_rows(arguments.complexes), dongs))
    if arguments.schools:
        write("schools", schools(_rows(arguments.schools), dongs))
    if arguments.stops:
        stops = list(read_stops(arguments.stops))
        write("crossings", crossings(stops, dongs))
        write("stops", by_stops(stops, dongs))
        write("landmarks", landmarks(stops, dongs))
    return 0


def complexes(rows: Iterable[dict[str, str]], dongs: Dongs) -> Iterator[Row]:
    """A row a complex and dong."""
    sites: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for row in rows:
        point = _point(row["좌표Y"], row["좌표X"])
        area = dongs.by_name.get((row["주소(시군구)"], row["주소(읍면동)"])) or (dongs.at(point) if point else "")
        name = _MANAGED.sub("", unicodedata.normalize("NFKC", row.get("k-아파트명") or row["아파트명"])).removesuffix(_COMPLEX)
        if area and len(name) > 1:
            sites[name, area] += [point] if point and dongs.at(point)[:5] == area[:5] else []
    for (name, area), points in sorted(sites.items(), key=lambda item: (item[0][1], item[0][0])):
        yield ("complexes", name, area, *_written(points))


def schools(rows: Iterable[dict[str, str]], dongs: Dongs) -> Iterator[Row]:
    """A row a school that is open."""
    found = []
    for row in rows:
        city, district, dong = (row["소재지지번주소"].split() + [""] * 3)[:3]
        if _CITY in (city, row["소재지도로명주소"].split(" ")[0]) and row["운영상태"] == "운영":
            point = float(row["위도"]), float(row["경도"])
            found.append(("schools", row["학교명"].strip(), dongs.by_name.get((district, dong)) or dongs.at(point), *_written([point])))
    yield from sorted((row for row in found if row[2]), key=lambda row: (row[2], row[1]))


def read_stops(file: Path) -> Iterator[tuple[str, Point]]:
    """Name and point of every stop."""
    with zipfile.ZipFile(file) as book:
        texts = ["".join(text.text or "" for text in item.iter(f"{_SHEET}t")) for item in ET.fromstring(book.read("xl/sharedStrings.xml"))]  # noqa: S314
        sheet = ET.fromstring(book.read(next(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))))  # noqa: S314
    for number, row in enumerate(sheet.iter(f"{_SHEET}row")):
        values = [(cell.get("t"), cell.findtext(f"{_SHEET}v") or "") for cell in row.iter(f"{_SHEET}c")]
        cells = [texts[int(value)] if kind == "s" else value for kind, value in values]
        if number:
            yield cells[2], (float(cells[4]), float(cells[3]))


def crossings(stops: Sequence[tuple[str, Point]], dongs: Dongs) -> Iterator[Row]:
    """A row a crossing."""
    named: dict[str, list[Point]] = defaultdict(list)
    for stop, point in stops:
        for part in _OF_STOP.split(stop):
            if (written := _CROSSING.match(part)) and not _NO_CROSSING.search(written[1]):
                named[written[1]].append(point)
    rows = []
    for name, points in named.items():
        for near in _apart(points):
            areas = dongs.called(name, filter(None, map(dongs.at, near)))
            rows += [("crossings", name, ";".join(sorted(areas)), *_written(near))] if areas else []
    yield from sorted(rows, key=lambda row: (row[2], row[1]))


def by_stops(stops: Sequence[tuple[str, Point]], dongs: Dongs) -> Iterator[Row]:
    """A row a complex that stops are named after."""
    for name in BY_STOPS:
        points = [point for stop, point in stops if stop.startswith(name)]
        yield ("stops", name, ";".join(sorted({dongs.at(point) for point in points})), *_written(points))


def landmarks(stops: Sequence[tuple[str, Point]], dongs: Dongs) -> Iterator[Row]:
    """A row a landmark and place where stops are named after it."""
    for name in LANDMARKS:
        named = [point for stop, point in stops if any(part.startswith(name) for part in _OF_STOP.split(stop))]
        for near in _apart(named):
            yield ("landmarks", name, ";".join(sorted({dongs.at(point) for point in near})), *_written(near))


def _point(latitude: str, longitude: str) -> Point | None:
    """A point as it is written; None where it is none."""
    try:
        return float(latitude), float(longitude)
    except ValueError:
        return None


def _apart(points: Sequence[Point]) -> Iterator[list[Point]]:
    """The points in groups that are near each other."""
    left = list(points)
    while left:
        near = [point for point in left if _metres(left[0], point) <= _ONE_CROSSING_M]
        yield near
        left = [point for point in left if point not in near]


def _metres(one: Point, other: Point) -> float:
    return math.hypot(one[0] - other[0], (one[1] - other[1]) * math.cos(math.radians(one[0]))) * _DEGREE_M


def _written(points: Sequence[Point]) -> tuple[str, str]:
    """The middle of points, to ten metres."""
    if not points:
        return "", ""
    return f"{sum(point[0] for point in points) / len(points):.4f}", f"{sum(point[1] for point in points) / len(points):.4f}"


def write(name: str, rows: Iterable[Row]) -> None:
    """One file of sites."""
    (ROWS / "sites").mkdir(exist_ok=True)
    with (ROWS / "sites" / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([HEADER, *rows])


def _rows(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV in UTF-8 or CP949."""
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp949")
    return list(csv.DictReader(io.StringIO(text, newline="")))


if __name__ == "__main__":
    sys.exit(main())

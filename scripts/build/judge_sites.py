"""How well complexes are located by their names alone: those that bus stops are called after, for where a stop is its complex is.

python scripts/build/judge_sites.py --stops FILE [--edition DIR] [--misses N]      the bundled rows without --edition

FILE is 서울시 버스정류소 위치정보, the first sheet of the city's XLSX (optional reference data). Each name that ends in 아파트 is asked once a
district. Stated is what lies in one district: right, if the stop does; near, if the stop lies beyond a border and the site at most NEAR_M from it;
else wrong. In several districts it is asked, and if none is the stop's its choices lack it. What is not found is asked without choices.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract_sites import Dongs, read_stops

from city120_edition import Edition, build, installed_city, read_source, rows
from city120_wayfinding.mentions.finder import PlaceMention
from city120_wayfinding.places.place import Point, distance_m
from city120_wayfinding.wayfinding import Wayfinding

NEAR_M = 1000.0
_OF_STOP = re.compile(r"[.,·()（）/\s]+")
_COMPLEX = "아파트"


def main() -> int:
    """Print what becomes of the names alone, after their district, and after their dong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stops", type=Path, required=True, metavar="FILE")
    parser.add_argument("--edition", type=Path, metavar="DIR")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show so many that are wrong")
    arguments = parser.parse_args()
    asked = list(names(arguments.stops))
    with tempfile.TemporaryDirectory() as folder:
        edition = Edition.open(arguments.edition) if arguments.edition else build(read_source(installed_city().rows), Path(folder), builders={})
        wayfinding = Wayfinding.load(edition)
        areas = {row.code: row.names["ko"] for table in ("districts", "legal_dongs") for row in edition.rows(table, rows.Area)}
        for way, digits in (("alone", 0), ("after the district", 5), ("after the dong", 10)):
            judged = [(name, judge(wayfinding.mentions.find(f"{areas.get(dong[:digits], '')} {name}"), dong, point)) for name, dong, point in asked]
            counted = Counter(outcome for _, outcome in judged)
            print(f"{way:18} of {counted.total()}: {', '.join(f'{count} {outcome}' for outcome, count in counted.most_common())}")
            for name in [name for name, outcome in judged if outcome == "wrong"][: arguments.misses]:
                print(f"    {name}")
    return 0


def names(stops: Path) -> Iterator[tuple[str, str, Point]]:
    """Each name of a complex once a district, with the dong and point of the stop."""
    dongs, seen = Dongs(), set()
    for stop, point in read_stops(stops):
        dong = dongs.at(point)
        for name in _OF_STOP.split(stop):
            if name.endswith(_COMPLEX) and dong and (name, dong[:5]) not in seen:
                seen.add((name, dong[:5]))
                yield name, dong, Point(*point)


def judge(mentions: Sequence[PlaceMention], dong: str, stop: Point) -> str:
    """What became of a name: the last mention decides."""
    places = mentions[-1].candidates if mentions else ()
    districts = {place.district_code for place in places}
    if not districts:
        return "not found"
    if len(districts) > 1:
        return "asked" if dong[:5] in districts else "asked, lacking it"
    if districts == {dong[:5]}:
        return "right"
    return "near" if all(place.point and distance_m(place.point, stop) <= NEAR_M for place in places) else "wrong"


if __name__ == "__main__":
    sys.exit(main())

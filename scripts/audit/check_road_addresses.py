"""Is the district of a road address or a postcode right? 20,000 addresses of a file that no row of the index knows, and 20,000 that it knows.

python scripts/audit/check_road_addresses.py                      the optional reference data; says so and ends with 0 where it is absent
python scripts/audit/check_road_addresses.py addresses.csv.gz     another file with the columns zip, gu, road, legal_dong

Each address is asked without its district, as callers give it (테헤란로 152), once alone and once with its postcode; and each postcode alone. Right:
one district comes back, and it is that of the file. Ends with 1 when a share is below 99.9 %, but for addresses alone that the index does not know:
those are told by their neighbours, and some roads have no other building.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from city120_edition import Edition, build, installed_city, read_source, rows
from city120_edition.addresses import ROAD_ADDRESSES
from city120_edition.layers import Layer, write_layer
from city120_ingest.reading import City, Report
from city120_ingest.road_addresses import read_road_addresses
from city120_wayfinding.wayfinding import Wayfinding

ROOT = Path(__file__).resolve().parents[2]
DATE = "2021-11"
ASKED = 20_000
WANTED = 0.999
ALONE = "address alone"
MOST = 10
Row = dict[str, str]


def reference_file() -> Path:
    """Where the optional reference data has the addresses."""
    folder = os.environ.get("CITY120_REFERENCE_DATA") or ROOT.parent / "shared" / "data"
    return Path(folder) / "addresses" / "road_addresses_2021-11.csv.gz"


def imported(addresses: list[Row], edition: Edition, folder: Path) -> Layer:
    """The layer of some rows, made as `city120 import road-addresses` makes it."""
    table = folder / "addresses.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(addresses[0]))
        writer.writeheader()
        writer.writerows(addresses)
    report = Report()
    read = read_road_addresses(table, City(edition), report, DATE)
    for refusal in report.refused[:5]:
        print(f"  {refusal.row}: {refusal.field}: {refusal.reason}", file=sys.stderr)
    return write_layer(folder, ROAD_ADDRESSES, DATE, "check", read.rows, [], {})


def judge(wayfinding: Wayfinding, asked: list[Row], codes: dict[str, str], ask: Callable[[Row], str]) -> Counter[str]:
    """How many are right, wrong, undecided (several districts), unknown."""
    outcomes: Counter[str] = Counter()
    for row in asked:
        districts = {place.district_code for place in wayfinding.geocoder.geocode(ask(row), MOST)}
        right = districts == {codes[row["gu"]]}
        outcomes["right" if right else "unknown" if not districts else "undecided" if len(districts) > 1 else "wrong"] += 1
    return outcomes


def check(path: Path, edition: Edition, folder: Path) -> bool:
    """Print the shares; whether all are as wanted."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as stream:
        addresses = list(csv.DictReader(stream))
    chosen = set(np.random.default_rng(120).choice(len(addresses), min(ASKED, len(addresses) // 2), replace=False).tolist())
    asked, rest = [addresses[index] for index in sorted(chosen)], [row for index, row in enumerate(addresses) if index not in chosen]
    codes = {row.names["ko"]: row.code for row in edition.rows("districts", rows.Area)}
    good = True
    ways: dict[str, Callable[[Row], str]] = {
        "postcode alone": lambda row: row["zip"],
        ALONE: lambda row: row["road"],
        "address and postcode": lambda row: f"{row['zip']} {row['road']}",
    }
    for name, indexed in (("left out of the index", rest), ("in the index", addresses)):
        began = time.perf_counter()
        wayfinding = Wayfinding.load(replace(edition, layers=(imported(indexed, edition, folder),)))
        print(f"{len(asked):,} addresses {name} of {len(indexed):,} (made in {time.perf_counter() - began:.0f} s)")
        for way, ask in ways.items():
            began = time.perf_counter()
            outcomes = judge(wayfinding, asked, codes, ask)
            share, rate = outcomes["right"] / len(asked), len(asked) / (time.perf_counter() - began)
            good &= share >= WANTED or (indexed is rest and way == ALONE)
            others = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()) if outcome != "right")
            print(f"  {way:<22}{share:9.3%} right{f' ({others})' if others else ''}; {rate:,.0f}/s")
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="default: the optional reference data")
    arguments = parser.parse_args()
    path = arguments.file or reference_file()
    if not path.is_file():
        print(f"skipped: {path} is absent; name a file, or set CITY120_REFERENCE_DATA", file=sys.stderr)
        return 2 if arguments.file else 0
    with tempfile.TemporaryDirectory() as folder:
        edition = build(read_source(installed_city().rows), Path(folder), builders={})
        return 0 if check(path, edition, Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())

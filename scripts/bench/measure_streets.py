"""How long one waits for streets, and what they hold of memory: walks between places on the imported map, in this process.

python scripts/bench/measure_streets.py [--data-dir DIR] [--walks 300]

The map is the one that `city120 import osm` made current there. Ends are drawn on its roads, within a kilometre and a half of the middle of all. A
journey asks once at each end how far some ten stations are, and once for the way of each walk.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import shapely

from city120_edition.edition import default_data_dir
from city120_edition.layers import OSM, STREETS, Layer, current_layers
from city120_ingest.reading import Planar
from city120_wayfinding.places.place import Point
from city120_wayfinding.streets.valhalla import ValhallaStreets

STATIONS, SEED = 10, 120
NEAR_M = 1500.0


def drawn(geometries: Sequence[shapely.Geometry], count: int) -> list[Point]:
    """Points on roads near the middle of all."""
    dice, degrees, middle = random.Random(SEED), Planar.degrees(), shapely.centroid(shapely.GeometryCollection(list(geometries)))  # noqa: S311
    near = [road for road in geometries if shapely.distance(road, middle) <= NEAR_M]
    return [Point(*degrees(shapely.line_interpolate_point(dice.choice(near), dice.random(), normalized=True))) for _ in range(count)]


def milliseconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def told(name: str, times: Sequence[float]) -> None:
    """The middle of some times, and the slowest of a hundred."""
    ordered = sorted(times)
    print(f"{name}: {ordered[len(ordered) // 2]:.1f} ms in the middle, {ordered[len(ordered) * 99 // 100]:.1f} ms at the 99th percentile")


def resident_mb() -> float:
    """What this process holds of memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, default=default_data_dir(), help="default: CITY120_DATA_DIR, %(default)s")
    parser.add_argument("--walks", type=int, default=300, help="how many of each (default: %(default)s)")
    arguments = parser.parse_args()
    layers = {layer.kind: layer for layer in map(Layer.open, current_layers(arguments.data_dir, (OSM, STREETS)))}
    if STREETS not in layers or (tiles := layers[STREETS].tiles) is None:
        parser.error(f"{arguments.data_dir} has no streets; import a map with: city120 import osm FILE")
    ends = drawn(layers[OSM].geometries(), arguments.walks + STATIONS)
    before = resident_mb()
    streets = ValhallaStreets(tiles, {})
    pairs = list(pairwise(ends))[: arguments.walks]
    around = [(here, ends[number + 1 : number + 1 + STATIONS]) for number, here in enumerate(ends[: arguments.walks])]
    told("the way of a walk, with turns and steps", [milliseconds(partial(streets.path, *pair)) for pair in pairs])
    told(f"how far {STATIONS} stations are", [milliseconds(partial(streets.walks, *pair)) for pair in around])
    print(f"tiles of {tiles.file.stat().st_size / 1e6:.1f} MB; {resident_mb() - before:.0f} MB of memory for all that, by Valhalla {tiles.builder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

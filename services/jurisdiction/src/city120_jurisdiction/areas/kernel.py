"""Point to legal dong and nearest district border in about a microsecond: a grid over the city, compiled.

A cell of the grid knows which dongs reach into it and which border segments can be the nearest to a point in it, so that a look-up touches a few
numbers. Answers are exact: the grid only leaves out what cannot matter. Coordinates are metres in EPSG:5179.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from numba import njit

CELL_M = 100.0
# The grid reaches so far beyond the city; farther away nothing is looked up.
MARGIN_M = 2000.0
# Cells along the side of a block whose nearest segments are looked for together, and how far sums may be off, in metres.
_BLOCK, _ROUNDING_M = 12, 1e-6
NOWHERE = -1
# The northing of 38° north above the equator on the central meridian of EPSG:5179, as PROJ has it: where `planar` counts from.
_ORIGIN_M = 4205815.01983586
_Floats = npt.NDArray[np.float64]
_Ints = npt.NDArray[np.int32]


class Grid(NamedTuple):
    """Compressed rows: `xxx_at[i]` to `xxx_at[i + 1]` are the entries of cell (or dong and row) i."""

    origin: _Floats
    columns: int
    rows: int
    whole: _Ints
    dongs_at: _Ints
    dongs: _Ints
    edges_at: _Ints
    edges: _Floats
    segments_at: _Ints
    segments: _Ints
    reach: npt.NDArray[np.float32]
    lines: _Floats
    sides: _Ints
    district: _Ints


class Cells(NamedTuple):
    """The squares of a grid, row by row from the south: the western and the southern edge of each, and all as a tree to be asked by polygons. A tree
    prepares what it is asked by, and polygons are fewer than cells, and have more points."""

    origin: _Floats
    columns: int
    rows: int
    left: _Floats
    bottom: _Floats
    boxes: shapely.STRtree


def cells_over(polygons: Sequence[shapely.Geometry]) -> Cells:
    """The squares over the polygons and a margin around."""
    low_x, low_y, high_x, high_y = shapely.total_bounds(np.array(polygons))
    origin = np.floor(np.array([low_x - MARGIN_M, low_y - MARGIN_M]) / CELL_M) * CELL_M
    columns, rows = (math.ceil((high - low) / CELL_M) for high, low in ((high_x + MARGIN_M, origin[0]), (high_y + MARGIN_M, origin[1])))
    cells = np.arange(columns * rows)
    left, bottom = origin[0] + cells % columns * CELL_M, origin[1] + cells // columns * CELL_M
    return Cells(origin, columns, rows, left, bottom, shapely.STRtree(shapely.box(left, bottom, left + CELL_M, bottom + CELL_M)))


def make_grid(
    cells: Cells, polygons: Sequence[shapely.Geometry], district: Sequence[int], borders: Sequence[tuple[int, int, shapely.Geometry]]
) -> Grid:
    """The grid of dongs (each with the number of its district) and borders (the two districts' numbers; a number greater than all is the outside)."""
    shapes = np.array(polygons)
    dongs, reached = cells.boxes.query(shapes, predicate="intersects")
    dongs_at, dongs = _compressed(reached, dongs, len(cells.boxes))
    whole = np.full(len(cells.boxes), NOWHERE, dtype=np.int32)
    holders, inside = cells.boxes.query(shapes, predicate="covers")
    whole[inside] = holders
    edges_at, edges = _edges_by_row(shapes, cells.origin[1], cells.rows)
    lines, sides = _segments(borders)
    segments_at, segments, reach = _near_segments(lines, cells.left + CELL_M / 2, cells.bottom + CELL_M / 2)
    return Grid(
        cells.origin,
        cells.columns,
        cells.rows,
        whole,
        dongs_at,
        dongs,
        edges_at,
        edges,
        segments_at,
        segments,
        reach,
        lines,
        sides,
        np.array(district, dtype=np.int32),
    )


def _compressed(owners: npt.NDArray[np.int64], values: npt.NDArray[np.int64], count: int) -> tuple[_Ints, _Ints]:
    """Values by owner, each owner's in ascending order."""
    order = np.lexsort((values, owners))
    starts = np.searchsorted(owners[order], np.arange(count + 1)).astype(np.int32)
    return starts, values[order].astype(np.int32)


def _edges_by_row(polygons: npt.NDArray[np.object_], bottom: float, rows: int) -> tuple[_Ints, _Floats]:
    """The edges (x1, y1, x2, y2) of each dong that reach into each row of the grid; entry dong * rows + row."""
    pieces, piece_of = shapely.get_parts(polygons, return_index=True)
    rings, ring_of = shapely.get_rings(pieces, return_index=True)
    points, of_ring = shapely.get_coordinates(rings, return_index=True)
    follows = of_ring[1:] == of_ring[:-1]
    edges, owner = np.hstack([points[:-1], points[1:]])[follows], piece_of[ring_of[of_ring[:-1][follows]]]
    first = np.floor((np.minimum(edges[:, 1], edges[:, 3]) - bottom) / CELL_M).astype(np.int64)
    last = np.floor((np.maximum(edges[:, 1], edges[:, 3]) - bottom) / CELL_M).astype(np.int64)
    times = last - first + 1
    which = np.repeat(np.arange(len(edges)), times)
    row = np.repeat(first, times) + np.arange(len(which)) - np.repeat(np.cumsum(times) - times, times)
    starts, order = _compressed(owner[which] * rows + row, which, len(polygons) * rows)
    return starts, edges[order]


def _segments(borders: Sequence[tuple[int, int, shapely.Geometry]]) -> tuple[_Floats, _Ints]:
    lines, sides = [], []
    for first, second, geometry in borders:
        points, line_of = shapely.get_coordinates(shapely.get_parts(geometry), return_index=True)
        follows = line_of[1:] == line_of[:-1]
        pieces = np.hstack([points[:-1], points[1:]])[follows]
        lines.append(pieces)
        sides.append(np.tile(np.array([first, second], dtype=np.int32), (len(pieces), 1)))
    return np.vstack(lines), np.vstack(sides)


def _near_segments(lines: _Floats, x: _Floats, y: _Floats) -> tuple[_Ints, _Ints, npt.NDArray[np.float32]]:
    """For each cell the segments that can be the nearest to a point in it, nearest to its centre first, with that distance.

    A point is at most `half` from the centre; so the nearest segment to it is at most 2 * half farther from the centre than the centre's own.
    """
    half = CELL_M * math.sqrt(0.5)
    cells, segments, distances = [], [], []
    for block, candidates in _blocks(lines, x, y):
        distance = _distances(lines[candidates], x[block], y[block])
        near, which = np.nonzero(distance <= distance.min(axis=1, keepdims=True) + 2 * half + _ROUNDING_M)
        cells.append(block[near])
        segments.append(candidates[which])
        distances.append(distance[near, which])
    owners, of_cell, metres = np.concatenate(cells), np.concatenate(segments), np.concatenate(distances)
    order = np.lexsort((metres, owners))
    starts = np.searchsorted(owners[order], np.arange(len(x) + 1)).astype(np.int32)
    # Rounded down, so that nothing that matters is passed over.
    return starts, of_cell[order].astype(np.int32), np.nextafter(metres[order].astype(np.float32), np.float32(-1))


def _blocks(lines: _Floats, x: _Floats, y: _Floats) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """The cells of each square block, and the segments that can matter to one of them: a cell's centre lies within `reach` of the block's, which
    bounds how much farther its own nearest segment may be, and how much nearer any other."""
    side = CELL_M * _BLOCK
    reach, half = side * math.sqrt(0.5), CELL_M * math.sqrt(0.5)
    column, row = ((x - x.min()) // side).astype(np.int64), ((y - y.min()) // side).astype(np.int64)
    number = row * (column.max() + 1) + column
    order = np.argsort(number, kind="stable")
    for block in np.split(order, np.flatnonzero(np.diff(number[order])) + 1):
        centre_x, centre_y = x.min() + (column[block[:1]] + 0.5) * side, y.min() + (row[block[:1]] + 0.5) * side
        (distance,) = _distances(lines, centre_x, centre_y)
        yield block, np.flatnonzero(distance <= distance.min() + 2 * reach + 2 * half + _ROUNDING_M)


def _distances(lines: _Floats, x: _Floats, y: _Floats) -> _Floats:
    """Metres from each point to each segment."""
    x1, y1, x2, y2 = lines.T
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    from_x, from_y = x[:, None] - x1, y[:, None] - y1
    along = np.clip((from_x * dx + from_y * dy) / np.where(length, length, 1.0), 0.0, 1.0)
    from_x -= along * dx
    from_y -= along * dy
    metres: _Floats = np.sqrt(from_x * from_x + from_y * from_y)
    return metres


def around(cells: Cells, disputed: shapely.Geometry, polygons: Sequence[shapely.Geometry]) -> tuple[npt.NDArray[np.bool_], _Ints]:
    """Which cells the disputed area reaches into; and of each cell the position of the polygon that holds it whole when no other reaches into it,
    else NOWHERE. The last entries are for what lies beyond the grid."""
    boxes, shapes = cells.boxes, np.array(polygons, dtype=object)
    touched, alone = np.zeros(len(boxes) + 1, dtype=np.bool_), np.full(len(boxes) + 1, NOWHERE, dtype=np.int32)
    _, disputed_cells = boxes.query(shapely.get_parts(disputed), predicate="intersects")
    touched[disputed_cells] = True
    holders, held = boxes.query(shapes, predicate="covers")
    alone[held] = holders
    _, reached = boxes.query(shapes, predicate="intersects")
    alone[np.bincount(reached, minlength=len(alone)) > 1] = NOWHERE
    return touched, alone


@njit(cache=True, nogil=True)
def cell_of(grid: Grid, x: float, y: float) -> int:
    """The cell of a point; beyond the grid NOWHERE."""
    column, row = math.floor((x - grid.origin[0]) / CELL_M), math.floor((y - grid.origin[1]) / CELL_M)
    return row * grid.columns + column if 0 <= column < grid.columns and 0 <= row < grid.rows else NOWHERE


@njit(cache=True, nogil=True)
def planar(latitude: float, longitude: float) -> tuple[float, float]:
    """WGS 84 degrees as easting and northing in EPSG:5179 (transverse Mercator on GRS 80), by Krüger's series to the sixth order: within a micrometre
    of PROJ here. Source of the series: Karney 2011, "Transverse Mercator with an accuracy of a few nanometers"."""
    flattening = 1 / 298.257222101
    n = flattening / (2 - flattening)
    n2 = n * n
    n3 = n2 * n
    n4 = n2 * n2
    n5 = n4 * n
    n6 = n3 * n3
    radius = 6378137.0 / (1 + n) * (1 + n2 / 4 + n4 / 64 + n6 / 256)
    a1 = n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180 - 127 * n5 / 288 + 7891 * n6 / 37800
    a2 = 13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1440 + 281 * n5 / 630 - 1983433 * n6 / 1935360
    a3 = 61 * n3 / 240 - 103 * n4 / 140 + 15061 * n5 / 26880 + 167603 * n6 / 181440
    a4 = 49561 * n4 / 161280 - 179 * n5 / 168 + 6601661 * n6 / 7257600
    a5 = 34729 * n5 / 80640 - 3418889 * n6 / 1995840
    a6 = 212378941 * n6 / 319334400
    eccentricity = math.sqrt(flattening * (2 - flattening))
    phi, lam = math.radians(latitude), math.radians(longitude - 127.5)
    sine = math.sin(phi)
    conformal = math.sinh(math.atanh(sine) - eccentricity * math.atanh(eccentricity * sine))
    xi = math.atan2(conformal, math.cos(lam))
    eta = math.asinh(math.sin(lam) / math.sqrt(conformal * conformal + math.cos(lam) ** 2))
    north, east = xi, eta
    for k, a in ((2, a1), (4, a2), (6, a3), (8, a4), (10, a5), (12, a6)):
        north += a * math.sin(k * xi) * math.cosh(k * eta)
        east += a * math.cos(k * xi) * math.sinh(k * eta)
    scale = 0.9996 * radius
    return 1_000_000.0 + scale * east, 2_000_000.0 + scale * north - _ORIGIN_M


@njit(cache=True, nogil=True)
def _holds(grid: Grid, dong: int, row: int, x: float, y: float) -> bool:
    """Whether a dong holds a point, its border included: crossings of a ray to the east with the edges of the point's row."""
    inside = False
    entry = dong * grid.rows + row
    for edge in range(grid.edges_at[entry], grid.edges_at[entry + 1]):
        x1, y1, x2, y2 = grid.edges[edge]
        if (y1 > y) != (y2 > y):
            side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
            if side == 0.0:
                return True
            if (side > 0.0) == (y2 > y1):
                inside = not inside
        elif (y1 == y and y2 == y and min(x1, x2) <= x <= max(x1, x2)) or (x == x1 and y == y1) or (x == x2 and y == y2):
            return True
    return inside


@njit(cache=True, nogil=True)
def _distance(lines: _Floats, segment: int, x: float, y: float) -> float:
    x1, y1, x2, y2 = lines[segment]
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = 0.0 if length == 0.0 else min(1.0, max(0.0, ((x - x1) * dx + (y - y1) * dy) / length))
    return math.hypot(x - x1 - along * dx, y - y1 - along * dy)


@njit(cache=True, nogil=True)
def locate(grid: Grid, x: float, y: float) -> tuple[int, float, int]:
    """The number of the dong that holds a point or NOWHERE; metres to the nearest border; and what lies beyond it. Of several the lowest.

    Beyond the grid: NOWHERE, infinity, NOWHERE.
    """
    column, row = math.floor((x - grid.origin[0]) / CELL_M), math.floor((y - grid.origin[1]) / CELL_M)
    if not (0 <= column < grid.columns and 0 <= row < grid.rows):
        return NOWHERE, math.inf, NOWHERE
    cell = row * grid.columns + column
    dong = grid.whole[cell]
    if dong == NOWHERE:
        for entry in range(grid.dongs_at[cell], grid.dongs_at[cell + 1]):
            if _holds(grid, grid.dongs[entry], row, x, y):
                dong = grid.dongs[entry]
                break
    district = grid.district[dong] if dong != NOWHERE else NOWHERE
    from_centre = math.hypot(x - grid.origin[0] - (column + 0.5) * CELL_M, y - grid.origin[1] - (row + 0.5) * CELL_M)
    best, beyond = math.inf, NOWHERE
    for entry in range(grid.segments_at[cell], grid.segments_at[cell + 1]):
        if grid.reach[entry] - from_centre > best:
            break
        segment = grid.segments[entry]
        distance = _distance(grid.lines, segment, x, y)
        if distance <= best:
            first, second = grid.sides[segment]
            side = second if first == district else first
            beyond = side if distance < best or beyond == NOWHERE else min(beyond, side)
            best = distance
    return dong, best, beyond


@njit(cache=True)
def locate_point(grid: Grid, latitude: float, longitude: float) -> tuple[float, float, int, int, float, int]:
    """A point in degrees, WGS 84: its easting and northing, its cell, and what `locate` tells of it. It keeps the interpreter to
    itself: it is over sooner than another thread could begin."""
    x, y = planar(latitude, longitude)
    dong, distance, beyond = locate(grid, x, y)
    return x, y, cell_of(grid, x, y), dong, distance, beyond


@njit(cache=True, nogil=True)
def locate_many(grid: Grid, latitudes: _Floats, longitudes: _Floats) -> tuple[_Ints, npt.NDArray[np.float32], _Ints]:
    """`locate` for arrays of degrees, WGS 84. A point that is none has NOWHERE and NaN."""
    count = len(latitudes)
    dongs, distances, beyond = np.empty(count, np.int32), np.empty(count, np.float32), np.empty(count, np.int32)
    for index in range(count):
        latitude, longitude = latitudes[index], longitudes[index]
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            dongs[index], distances[index], beyond[index] = NOWHERE, math.nan, NOWHERE
            continue
        x, y = planar(latitude, longitude)
        dongs[index], distances[index], beyond[index] = locate(grid, x, y)
    return dongs, distances, beyond

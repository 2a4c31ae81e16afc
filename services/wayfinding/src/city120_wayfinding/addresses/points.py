"""Points in words and back: numbers of the country's grid (다사 5300 5200), and coordinates (37.5665, 126.9780; 37°33'59"N 126°58'41"E)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from city120_text.korean_addresses import COORDINATES, DEGREES_MINUTES, GRID_LETTERS, GRID_NUMBER
from city120_wayfinding.places.place import COMPUTED, Place, Point
from city120_wayfinding.places.projection import to_degrees, to_plane
from city120_wayfinding.writing.folding import FoldedText

GRID, COORDINATE = "grid_number", "coordinates"
# The grid's letters stand for squares of 100 km, counted from its corner; its digits for tenths of these, the whole number for 10 m.
_CORNER_EAST_M, _CORNER_NORTH_M, _SQUARE_M = 700_000.0, 1_300_000.0, 100_000.0
_CELL_M = 10.0
_DEGREE_M = 111_000.0
_ARC_SECOND_M = 31.0


@dataclass(frozen=True)
class WrittenPoint:
    """A point in key[start:end] of a text."""

    start: int
    end: int
    place: Place


def points(text: FoldedText) -> Iterator[WrittenPoint]:
    """The points of a text."""
    for pattern, kind, read in ((GRID_NUMBER, GRID, _grid), (COORDINATES, COORDINATE, _decimal), (DEGREES_MINUTES, COORDINATE, _sexagesimal)):
        for written in pattern.finditer(text.original):
            if (located := read(written)) is not None:
                point, precision_m = located
                start, end = (bisect_left(text.starts, position) for position in written.span())
                words = " ".join(written[0].split())
                place = Place(_ref(point), kind, {"ko": words}, point=point, precision_m=precision_m, categories=(kind,), confidence=COMPUTED)
                yield WrittenPoint(start, end, place)


def grid_number(point: Point) -> Place | None:
    """The square of 10 m of the country's grid that a point lies in; None beyond its letters."""
    east_m, north_m = (metres - corner for metres, corner in zip(to_plane(point), (_CORNER_EAST_M, _CORNER_NORTH_M), strict=True))
    squares = [int(metres // _SQUARE_M) for metres in (east_m, north_m)]
    if not all(0 <= square < len(GRID_LETTERS) for square in squares):
        return None
    east, north = (int(metres % _SQUARE_M // _CELL_M) for metres in (east_m, north_m))
    words = f"{GRID_LETTERS[squares[0]]}{GRID_LETTERS[squares[1]]} {east:04d} {north:04d}"
    middle = to_degrees(*(_in_middle(metres, corner) for metres, corner in ((east_m, _CORNER_EAST_M), (north_m, _CORNER_NORTH_M))))
    return Place(_ref(middle), GRID, {"ko": words}, point=middle, precision_m=_CELL_M / 2, categories=(GRID,), confidence=COMPUTED)


def _in_middle(metres: float, corner_m: float) -> float:
    """The middle of the square of 10 m that holds so many metres from the grid's corner, from the plane's origin."""
    return corner_m + (metres // _CELL_M + 0.5) * _CELL_M


def _ref(point: Point) -> str:
    return f"point:{point.latitude:.6f},{point.longitude:.6f}"


def _grid(written: re.Match[str]) -> tuple[Point, float] | None:
    """The middle of a square of the grid, and its half; a number with fewer digits is a larger square."""
    east, north = written["east"], written["north"]
    if len(east) != len(north):
        return None
    cell_m = _SQUARE_M / 10 ** len(east)
    east_m = _CORNER_EAST_M + GRID_LETTERS.index(written["letters"][0]) * _SQUARE_M + (int(east) + 0.5) * cell_m
    north_m = _CORNER_NORTH_M + GRID_LETTERS.index(written["letters"][-1]) * _SQUARE_M + (int(north) + 0.5) * cell_m
    return to_degrees(east_m, north_m), cell_m / 2


def _decimal(written: re.Match[str]) -> tuple[Point, float] | None:
    first, second = float(written["first"]), float(written["second"])
    decimals = min(len(written[name].partition(".")[2]) for name in ("first", "second"))
    return _located(first, second, _DEGREE_M / 10**decimals / 2)


def _sexagesimal(written: re.Match[str]) -> tuple[Point, float] | None:
    degrees = [int(written[f"d{side}"]) + int(written[f"m{side}"]) / 60 + float(written[f"s{side}"] or 0) / 3600 for side in "12"]
    return _located(degrees[0], degrees[1], _ARC_SECOND_M / 2 if written["s1"] else 30 * _ARC_SECOND_M)


def _located(first: float, second: float, precision_m: float) -> tuple[Point, float] | None:
    """Latitude and longitude in either order: what is beyond 90 degrees is the longitude."""
    latitude, longitude = (first, second) if abs(first) <= 90 else (second, first)
    return (Point(latitude, longitude), max(precision_m, 1.0)) if abs(latitude) <= 90 and abs(longitude) <= 180 else None

"""Where areas have their middle, for who names an area and no point in it, and how far they reach from there."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from city120_edition import rows
from city120_edition.edition import Edition
from city120_edition.geometry import DongMap
from city120_wayfinding.places.place import Point, distance_m
from city120_wayfinding.places.projection import to_plane

_DISTRICT_DIGITS = 5
_ROUNDED_M = 100


def middles(edition: Edition) -> dict[str, Point]:
    """A point of each district and legal dong, by code, and of each administrative dong the mean of those of the legal dongs that it covers."""
    points = {code: Point(latitude, longitude) for code, (latitude, longitude) in edition.middles().items()}
    covered = legal_dongs(edition)
    located = {code: [points[legal] for legal in legals if legal in points] for code, legals in covered.items()}
    return {code: _mean(legal) for code, legal in located.items() if legal} | points


def legal_dongs(edition: Edition) -> Mapping[str, Sequence[str]]:
    """The legal dongs that each administrative dong covers, at least in part, by code."""
    covered: dict[str, list[str]] = defaultdict(list)
    for row in edition.rows("admin_legal", rows.AdminLegal):
        covered[row.admin_code].append(row.legal_code)
    return covered


def reaches(dongs: DongMap, centres: Mapping[str, Point], covered: Mapping[str, Sequence[str]] | None = None) -> dict[str, float]:
    """How far anything in a legal dong or district may be from its middle, by code, in metres, rounded up; in an administrative dong, of which no
    polygon is known, anything in the legal dongs that it is `covered` by."""
    farthest: dict[str, float] = defaultdict(float)
    for dong, polygon in zip(dongs.codes, dongs.polygons, strict=True):
        corners = shapely.get_coordinates(polygon)
        for code in (dong, dong[:_DISTRICT_DIGITS]):
            if code in centres:
                apart = float(np.hypot(*(corners - to_plane(centres[code])).T).max())
                farthest[code] = max(farthest[code], _rounded_up(apart))
    for code, legals in (covered or {}).items():
        if far := [farthest[legal] + distance_m(centres[code], centres[legal]) for legal in legals if legal in farthest]:
            farthest[code] = _rounded_up(max(far))
    return dict(farthest)


def _rounded_up(metres: float) -> float:
    return math.ceil(metres / _ROUNDED_M) * _ROUNDED_M


def _mean(points: list[Point]) -> Point:
    return Point(sum(point.latitude for point in points) / len(points), sum(point.longitude for point in points) / len(points))

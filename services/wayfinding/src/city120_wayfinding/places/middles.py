"""Where areas have their middle, for who names an area and no point in it, and how far they reach from there."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import shapely

from city120_edition import rows
from city120_edition.edition import Edition
from city120_edition.geometry import DongMap
from city120_wayfinding.places.place import Point
from city120_wayfinding.places.projection import to_plane

_DISTRICT_DIGITS = 5
_ROUNDED_M = 100


def middles(edition: Edition) -> dict[str, Point]:
    """A point of each district and legal dong, by code, and of each administrative dong the mean of those of the legal dongs that it covers."""
    points = {code: Point(latitude, longitude) for code, (latitude, longitude) in edition.middles().items()}
    covered: dict[str, list[Point]] = defaultdict(list)
    for row in edition.rows("admin_legal", rows.AdminLegal):
        if row.legal_code in points:
            covered[row.admin_code].append(points[row.legal_code])
    return {code: _mean(legal) for code, legal in covered.items()} | points


def reaches(dongs: DongMap, centres: Mapping[str, Point]) -> dict[str, float]:
    """How far anything in a legal dong or district may be from its middle, by code, in metres, rounded up."""
    farthest: dict[str, float] = defaultdict(float)
    for dong, polygon in zip(dongs.codes, dongs.polygons, strict=True):
        corners = shapely.get_coordinates(polygon)
        for code in (dong, dong[:_DISTRICT_DIGITS]):
            if code in centres:
                apart = float(np.hypot(*(corners - to_plane(centres[code])).T).max())
                farthest[code] = max(farthest[code], math.ceil(apart / _ROUNDED_M) * _ROUNDED_M)
    return dict(farthest)


def _mean(points: list[Point]) -> Point:
    return Point(sum(point.latitude for point in points) / len(points), sum(point.longitude for point in points) / len(points))

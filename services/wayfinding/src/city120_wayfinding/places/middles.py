"""Where areas have their middle, for who names an area and no point in it."""

from __future__ import annotations

from collections import defaultdict

from city120_edition import rows
from city120_edition.edition import Edition
from city120_wayfinding.places.place import Point


def middles(edition: Edition) -> dict[str, Point]:
    """A point of each district and legal dong, by code, and of each administrative dong the mean of those of the legal dongs that it covers."""
    points = {code: Point(latitude, longitude) for code, (latitude, longitude) in edition.middles().items()}
    covered: dict[str, list[Point]] = defaultdict(list)
    for row in edition.rows("admin_legal", rows.AdminLegal):
        if row.legal_code in points:
            covered[row.admin_code].append(points[row.legal_code])
    return {code: _mean(legal) for code, legal in covered.items()} | points


def _mean(points: list[Point]) -> Point:
    return Point(sum(point.latitude for point in points) / len(points), sum(point.longitude for point in points) / len(points))

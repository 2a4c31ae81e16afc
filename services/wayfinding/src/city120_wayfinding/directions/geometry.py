"""A route as GeoJSON (RFC 7946): a line a leg, through the points of its stations."""

from __future__ import annotations

from typing import Any

from city120_wayfinding.directions.route import Leg, Route
from city120_wayfinding.timetable.clock import time_of

WALK = "walk"
_PLACES = 6


def feature_collection(route: Route) -> dict[str, Any]:
    """The legs as features, in order; degrees east and north. A leg of which a point is missing has no geometry."""
    return {"type": "FeatureCollection", "features": [_feature(leg, timed=not route.estimate_s) for leg in route.legs]}


def _feature(leg: Leg, *, timed: bool) -> dict[str, Any]:
    coordinates = [[round(point.longitude, _PLACES), round(point.latitude, _PLACES)] for point in leg.path]
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": coordinates} if len(coordinates) > 1 else None,
        "properties": {
            "mode": leg.line.id if leg.line is not None else WALK,
            "origin": leg.origin.ref,
            "destination": leg.destination.ref,
            "departure": time_of(leg.departure) if timed else "",
            "arrival": time_of(leg.arrival) if timed else "",
        },
    }

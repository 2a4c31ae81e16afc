"""The plane of the country's grid and degrees."""

from __future__ import annotations

import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st

from city120_wayfinding.places.place import Point
from city120_wayfinding.places.projection import to_degrees, to_plane

KNOWN = pyproj.Transformer.from_crs("EPSG:5179", "EPSG:4326", always_xy=True)


@given(st.floats(700_000, 1_400_000), st.floats(1_300_000, 2_100_000))
def test_it_is_what_proj_says(east_m: float, north_m: float) -> None:
    longitude, latitude = KNOWN.transform(east_m, north_m)
    point = to_degrees(east_m, north_m)
    assert (point.latitude, point.longitude) == pytest.approx((latitude, longitude), abs=1e-8)


@given(st.floats(33.0, 39.0), st.floats(124.5, 131.0))
def test_there_and_back(latitude: float, longitude: float) -> None:
    plane = to_plane(Point(latitude, longitude))
    assert plane == pytest.approx(KNOWN.transform(longitude, latitude, direction="INVERSE"), abs=0.001)
    point = to_degrees(*plane)
    assert (point.latitude, point.longitude) == pytest.approx((latitude, longitude), abs=1e-9)

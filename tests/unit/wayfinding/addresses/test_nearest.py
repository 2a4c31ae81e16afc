"""The nearest address of imported layers, or the road alone."""

from __future__ import annotations

from typing import Any, cast

import pytest
import shapely

from city120_edition.addresses import BELOW, SUBS, RoadAddresses
from city120_edition.layers import Layer, Road
from city120_wayfinding.addresses import NearestAddress
from city120_wayfinding.places.place import Point
from city120_wayfinding.places.projection import to_degrees

EASTING, NORTHING = 950_000.0, 1_950_000.0


def at(east_m: float, north_m: float) -> Point:
    return to_degrees(EASTING + east_m, NORTHING + north_m)


def degrees(east_m: float, north_m: float) -> tuple[float, float]:
    point = at(east_m, north_m)
    return point.latitude, point.longitude


class Made(Layer):
    """A layer whose rows are at hand."""

    def rows(self, row_type: type[Any]) -> list[Any]:
        return self.report["rows"]  # type: ignore[no-any-return]

    def geometries(self) -> list[shapely.Geometry]:
        return self.report["geometries"]  # type: ignore[no-any-return]


def layer(kind: str, rows: list[Any], geometries: list[shapely.Geometry] | None = None) -> Layer:
    return Made(cast("Any", None), kind, "v", "2026-11-01", "a list", {"rows": rows, "geometries": geometries or []})


def addresses(*points: tuple[float, float] | None) -> Layer:
    numbers = (152 * SUBS, 156 * SUBS + 2, BELOW + 189 * SUBS)[: len(points)]
    return layer("road-addresses", [RoadAddresses(road="가로", numbers=numbers, dongs=(1,) * len(points), zips=(1,) * len(points), points=points)])


def street(north_m: float, **names: str) -> tuple[Road, shapely.Geometry]:
    line = shapely.LineString([(EASTING - 500, NORTHING + north_m), (EASTING + 500, NORTHING + north_m)])
    return Road(id="way 1", names=names), line


def roads(*listed: tuple[Road, shapely.Geometry]) -> Layer:
    return layer("osm", [road for road, _ in listed], [line for _, line in listed])


ADDRESSES = addresses(degrees(0, 0), degrees(60, 0), degrees(90, 0))


@pytest.mark.parametrize(("east_m", "words"), [(10.0, "가로 152"), (50.0, "가로 156-2"), (88.0, "가로 지하189")])
def test_it_is_the_nearest_that_has_a_point(east_m: float, words: str) -> None:
    hit = NearestAddress([ADDRESSES, roads(street(1, ko="나로"))]).of(at(east_m, 0))
    assert hit is not None
    assert (hit.place.kind, hit.place.names, hit.place.address, hit.place.precision_m) == ("road_address", {"ko": words}, words, 50.0)
    assert hit.distance_m == pytest.approx(min(abs(east_m - there) for there in (0, 60, 90)), abs=0.1)
    assert (hit.place.source, hit.place.data_date) == ("a list, 2026-11-01", "2026-11-01")


@pytest.mark.parametrize("listed", [[], [addresses(None, None, None)], [addresses()], [addresses(degrees(500, 0))]], ids=str)
def test_without_one_near_it_is_the_road_and_says_that_it_is_only_near(listed: list[Layer]) -> None:
    hit = NearestAddress([*listed, roads(street(-40, ko="먼길"), street(-3, en="Nameless"), street(23, ko="나로", en="Na-ro"))]).of(at(0, 0))
    assert hit is not None
    assert (hit.place.ref, hit.place.kind, hit.place.confidence, hit.place.address) == ("road:나로", "road", "near", "")
    assert hit.place.names == {"ko": "나로", "en": "Na-ro"}
    assert not any(digit in name for name in hit.place.names.values() for digit in "0123456789")
    assert hit.distance_m == pytest.approx(23, abs=0.1)
    assert hit.place.precision_m == 40.0


def test_where_neither_is_near_there_is_none() -> None:
    assert NearestAddress([addresses(degrees(500, 0)), roads(street(120, ko="나로"))]).of(at(0, 0)) is None
    assert NearestAddress([]).of(at(0, 0)) is None

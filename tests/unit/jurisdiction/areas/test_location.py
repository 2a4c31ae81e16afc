"""Points and codes to areas, against a brute force over the same map of dongs."""

import datetime as dt

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from city120_edition import Edition
from city120_edition.geometry import planar_transformer, to_planar
from city120_errors import FailedPrecondition, InvalidArgument, NotFound
from city120_jurisdiction.areas import kernel
from city120_jurisdiction.areas.location import NEAR_M, OUTSIDE
from city120_jurisdiction.jurisdiction import Jurisdiction

TODAY = dt.date(2026, 11, 24)
latitudes, longitudes = st.floats(37.40, 37.72), st.floats(126.75, 127.20)


@given(latitudes, longitudes)
@settings(max_examples=300, deadline=None)
def test_a_point_lies_in_the_lowest_code_that_holds_it(jurisdiction: Jurisdiction, latitude: float, longitude: float) -> None:
    dong_map = jurisdiction.edition.dong_map()
    point = shapely.Point(to_planar(np.array([[longitude, latitude]]))[0])
    holding = [code for code, polygon in zip(dong_map.codes, dong_map.polygons, strict=True) if polygon.intersects(point)]
    location = jurisdiction.locator.by_point(latitude, longitude, TODAY)
    assert (location.legal_dong.row.code if location.legal_dong else None) == (min(holding) if holding else None)


@given(latitudes, longitudes)
@settings(max_examples=150, deadline=None)
def test_a_border_is_named_when_it_is_near(jurisdiction: Jurisdiction, latitude: float, longitude: float) -> None:
    dong_map = jurisdiction.edition.dong_map()
    point = shapely.Point(to_planar(np.array([[longitude, latitude]]))[0])
    nearest = min(line.distance(point) for _, _, line in dong_map.edges)
    location = jurisdiction.locator.by_point(latitude, longitude, TODAY, precision_m=200.0)
    assert (location.near_border is not None) == (nearest <= 200.0)
    if location.near_border is not None:
        assert location.near_border.distance_m == pytest.approx(nearest, abs=1e-6)
        assert location.district is None or location.near_border.beyond != location.district.row.code


def test_the_coverage_is_clean_and_says_what_it_changed(edition: Edition) -> None:
    dong_map = edition.dong_map()
    assert shapely.coverage_is_valid(np.array(dong_map.polygons))
    assert len(dong_map.codes) == 467
    assert len({code[:5] for code in dong_map.codes}) == 25
    union = shapely.union_all(np.array(dong_map.polygons))
    assert sum(len(part.interiors) for part in shapely.get_parts(union)) == 0
    assert 0 < dong_map.report["area_changed_km2"] < 5


@pytest.mark.parametrize(("latitude", "longitude"), [(37.0, 125.0), (0.0, 0.0), (35.68, 139.76)])
def test_the_sea_and_abroad_are_an_honest_outside(jurisdiction: Jurisdiction, latitude: float, longitude: float) -> None:
    location = jurisdiction.locator.by_point(latitude, longitude, TODAY)
    assert (location.outside, location.district) == (OUTSIDE, None)


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        (35.1796, 129.0756, "26470"),
        (37.4563, 126.7052, "28200"),
        (37.3219, 127.1266, "41465"),
        (37.4292, 126.9876, "41290"),
        (33.4996, 126.5312, "50110"),
    ],
)
def test_outside_the_city_it_is_said_where(jurisdiction: Jurisdiction, latitude: float, longitude: float, code: str) -> None:
    location = jurisdiction.locator.by_point(latitude, longitude, TODAY)
    assert (location.outside, location.district) == (code, None)


def test_near_the_outer_border_the_city_beyond_is_named(jurisdiction: Jurisdiction) -> None:
    dong_map = jurisdiction.directory.edition.dong_map()
    line = next(line for district, beyond, line in dong_map.edges if (district, beyond) == ("11500", ""))
    easting, northing = next(iter(shapely.get_coordinates(shapely.line_interpolate_point(line, 0.5, normalized=True))))
    longitude, latitude = planar_transformer().transform(easting, northing, direction="INVERSE")
    border = jurisdiction.locator.by_point(latitude, longitude, TODAY).near_border
    assert border is not None
    assert (border.beyond, border.outside[:2]) in {(OUTSIDE, "41"), (OUTSIDE, "28")}


@pytest.mark.parametrize("point", [(float("nan"), 127.0), (37.5, float("inf")), (91.0, 127.0)])
def test_what_is_no_point_is_refused(jurisdiction: Jurisdiction, point: tuple[float, float]) -> None:
    with pytest.raises(InvalidArgument, match="point"):
        jurisdiction.locator.by_point(*point, TODAY)


def test_an_unknown_code_is_named(jurisdiction: Jurisdiction) -> None:
    with pytest.raises(NotFound, match="99999"):
        jurisdiction.locator.by_code("99999", TODAY)


def test_several_administrative_dongs_are_candidates_never_a_guess(jurisdiction: Jurisdiction) -> None:
    sillim = next(area for area in jurisdiction.directory.named("신림동", TODAY) if area.kind == "legal_dong")
    location = jurisdiction.locator.by_code(sillim.row.code, TODAY)
    assert location.admin_dong is None
    assert len(location.admin_dongs) == 11


def test_a_name_in_several_districts_returns_all(jurisdiction: Jurisdiction) -> None:
    values = {(area.district_code, area.kind) for area in jurisdiction.directory.named("신사동", TODAY)}
    assert values >= {("11680", "legal_dong"), ("11680", "admin_dong"), ("11620", "admin_dong"), ("11380", "legal_dong")}


def test_an_old_name_leads_to_what_took_its_place(jurisdiction: Jurisdiction) -> None:
    codes = [area.row.code for area in jurisdiction.directory.named("용신동", TODAY)]
    assert set(codes) == {"1123053600", "1123051500", "1123053300"}


def test_before_the_first_date_the_date_is_named(jurisdiction: Jurisdiction) -> None:
    first = jurisdiction.directory.settings.first_date.isoformat()
    with pytest.raises(FailedPrecondition, match=first):
        jurisdiction.directory.day("1900-01-01")
    with pytest.raises(InvalidArgument, match="as_of"):
        jurisdiction.directory.day("2026-02-30")


def test_nearness_is_thirty_metres() -> None:
    assert NEAR_M == 30.0


def test_outside_a_cell_that_lies_in_one_neighbour_says_what_the_polygons_say(jurisdiction: Jurisdiction) -> None:
    random, locator = np.random.default_rng(122), jurisdiction.locator
    points = zip(random.uniform(37.40, 37.72, 3000).tolist(), random.uniform(126.72, 127.22, 3000).tolist(), strict=True)
    outside = [(locator.by_point(*point, TODAY).outside, locator._beyond(*kernel.planar(*point), 0.0)) for point in points]
    told = [(by_cell, by_polygon) for by_cell, by_polygon in outside if by_cell]
    assert len(told) > 1000
    assert all(by_cell == by_polygon for by_cell, by_polygon in told)

"""Imported layers: administrative dongs by geometry beside the code table, and roads with what their rows say."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from city120_edition.geometry import to_planar
from city120_edition.layers import BOUNDARIES, OSM, ROADS, Boundary, Layer, Road, write_layer
from city120_jurisdiction.areas.dongs import DongLayer
from city120_jurisdiction.areas.location import Location
from city120_jurisdiction.areas.roads import Roads, advice
from city120_jurisdiction.jurisdiction import Jurisdiction

TODAY = dt.date(2026, 11, 24)
# In the legal dong 역삼동, which two administrative dongs share.
LATITUDE, LONGITUDE = 37.500, 127.036
ONE, TWO = "1168064000", "1168065000"
YONGSIN, SINSEOL, YONGDU = "1123053600", "1123051500", "1123053300"
Locate = Callable[..., Location]


def planar(*points: tuple[float, float]) -> shapely.Geometry:
    return shapely.transform(shapely.LineString(points), to_planar)


def rectangle(west: float, south: float, east: float, north: float) -> shapely.Geometry:
    return shapely.transform(shapely.box(west, south, east, north), to_planar)


def dongs(path: Path, **polygons: shapely.Geometry) -> Layer:
    codes = [name.removeprefix("d") for name in polygons]
    return write_layer(path, BOUNDARIES, "2026-11-01", "a test", [Boundary(code=code) for code in codes], list(polygons.values()), {})


def with_dongs(jurisdiction: Jurisdiction, layer: Layer) -> Locate:
    locator = copy.copy(jurisdiction.locator)
    locator._dongs = DongLayer(jurisdiction.directory, layer)
    return lambda latitude, longitude, day=TODAY, precision_m=0.0: locator.by_point(latitude, longitude, day, precision_m)


def codes(given: Location) -> list[str]:
    return [area.row.code for area in given.admin_dongs]


@pytest.fixture
def halves(jurisdiction: Jurisdiction, tmp_path: Path) -> Locate:
    """The west half of 역삼동 is one dong, the east half the other."""
    polygons = {f"d{ONE}": rectangle(127.02, 37.485, LONGITUDE, 37.51), f"d{TWO}": rectangle(LONGITUDE, 37.485, 127.06, 37.51)}
    return with_dongs(jurisdiction, dongs(tmp_path, **polygons))


def test_without_a_layer_the_code_table_gives_candidates(jurisdiction: Jurisdiction) -> None:
    location = jurisdiction.locator.by_point(LATITUDE, LONGITUDE, TODAY)
    assert (codes(location), location.dong_layer) == ([ONE, TWO], None)


def test_with_a_layer_the_geometry_states_the_dong(halves: Locate) -> None:
    west, east = halves(LATITUDE, LONGITUDE - 0.002), halves(LATITUDE, LONGITUDE + 0.002)
    assert (codes(west), codes(east)) == ([ONE], [TWO])
    assert west.dong_layer is not None
    assert (west.dong_layer.date, west.dong_layer.source, west.disputed) == ("2026-11-01", "a test", False)


def test_a_point_that_is_not_exact_has_every_dong_within_its_precision(halves: Locate) -> None:
    assert codes(halves(LATITUDE, LONGITUDE - 0.0005, precision_m=10)) == [ONE]
    assert codes(halves(LATITUDE, LONGITUDE - 0.0005, precision_m=100)) == [ONE, TWO]


def test_a_dong_that_no_longer_exists_stands_for_its_successors_as_candidates(jurisdiction: Jurisdiction, tmp_path: Path) -> None:
    locate = with_dongs(jurisdiction, dongs(tmp_path, **{f"d{YONGSIN}": rectangle(127.01, 37.565, 127.05, 37.59)}))
    yongdu = (37.5745, 127.0375)
    assert codes(locate(*yongdu, day=dt.date(2025, 6, 30))) == [YONGSIN]
    after = locate(*yongdu, day=dt.date(2025, 7, 1))
    assert after.legal_dong is not None
    assert after.legal_dong.row.names["ko"] == "용두동"
    assert (codes(after), after.admin_dong) == ([SINSEOL, YONGDU], None)


def test_where_layer_and_table_contradict_both_are_candidates_and_it_is_said(jurisdiction: Jurisdiction, tmp_path: Path) -> None:
    apgujeong = "1168054500"
    locate = with_dongs(jurisdiction, dongs(tmp_path, **{f"d{apgujeong}": rectangle(127.02, 37.485, 127.06, 37.51)}))
    location = locate(LATITUDE, LONGITUDE)
    assert (codes(location), location.disputed) == ([apgujeong, ONE, TWO], True)


def test_a_dong_of_another_district_is_no_candidate(jurisdiction: Jurisdiction, tmp_path: Path) -> None:
    locate = with_dongs(jurisdiction, dongs(tmp_path, **{f"d{YONGDU}": rectangle(127.02, 37.485, 127.06, 37.51)}))
    location = locate(LATITUDE, LONGITUDE)
    assert (codes(location), location.disputed, location.dong_layer) == ([ONE, TWO], True, None)


def test_where_the_layer_has_nothing_the_table_answers(halves: Locate) -> None:
    location = halves(37.5665, 126.978)
    assert (location.dong_layer, location.disputed) == (None, False)


def road(identifier: str, name: str = "", **values: str) -> Road:
    return Road(id=identifier, names={"ko": name} if name else {}, **values)  # type: ignore[arg-type]


NORTH, HERE, SOUTH = (planar((127.03, latitude), (127.04, latitude)) for latitude in (37.5002, 37.5000, 37.4990))


def with_roads(jurisdiction: Jurisdiction, path: Path, **layers: list[tuple[Road, shapely.Geometry]]) -> Roads:
    made = [
        write_layer(path, kind, "2026-11-01", "a test", [row for row, _ in rows], [line for _, line in rows], {}) for kind, rows in layers.items()
    ]
    directory = copy.copy(jurisdiction.directory)
    directory.edition = replace(directory.edition, layers=tuple(made))
    return Roads(directory)


POINT: tuple[float, float] = tuple(shapely.get_coordinates(planar((127.035, 37.50001), (127.04, 37.5)))[0].tolist())


def test_what_no_row_says_is_unknown_and_it_is_said_what_decides(jurisdiction: Jurisdiction, tmp_path: Path) -> None:
    roads = with_roads(jurisdiction, tmp_path, osm=[(road("w1", "가나로"), HERE)]).near(*POINT, 30)
    assert [(item.road.names["ko"], item.road_class, item.basis, item.asset) for item in roads] == [("가나로", "", "", "")]
    assert roads[0].distance_m == pytest.approx(1.1, abs=0.1)
    assert "names neither owner nor maintainer" in advice(roads, [roads[0].layer], "120")
    assert "no road layer is imported" in advice([], [], "120")


def test_a_tag_is_a_hint_a_name_of_the_edition_is_an_asset_and_a_row_states(jurisdiction: Jurisdiction, tmp_path: Path) -> None:
    rows = [
        (road("w1", hint="private"), HERE),
        (road("w2", "올림픽대로", hint="private"), HERE),
        (road("w3", "다라로", road_class="district", hint="expressway", maintainer="district.11680"), HERE),
    ]
    by_key = {item.road.id: item for item in with_roads(jurisdiction, tmp_path, osm=rows).near(*POINT, 30)}
    assert (by_key["w1"].road_class, by_key["w1"].basis) == ("private", "tag")
    assert (by_key["w2"].road_class, by_key["w2"].basis, by_key["w2"].asset) == ("expressway", "asset", "expressway.olympic")
    assert (by_key["w3"].road_class, by_key["w3"].basis) == ("district", "row")
    assert advice([by_key["w3"]], [], "120") == ""


def test_several_roads_within_reach_are_all_candidates_nearest_first(jurisdiction: Jurisdiction, tmp_path: Path) -> None:
    roads = with_roads(jurisdiction, tmp_path, roads=[(road("1", "북로"), NORTH), (road("2", "중로", owner="a"), HERE), (road("3", "남로"), SOUTH)])
    assert [item.road.names["ko"] for item in roads.near(*POINT, 50)] == ["중로", "북로"]
    assert [item.road.names["ko"] for item in roads.near(*POINT, 500)] == ["중로", "북로", "남로"]
    assert "2 roads are possible" in advice(roads.near(*POINT, 50), roads.layers, "120")


def test_a_point_lies_on_a_road_only_when_no_other_is_as_near(jurisdiction: Jurisdiction, tmp_path: Path) -> None:
    roads = with_roads(jurisdiction, tmp_path, roads=[(road("1", "북로"), NORTH), (road("2", "중로"), HERE)])
    on = roads.on(*POINT, 0.0)
    assert on is not None
    assert on.road.names["ko"] == "중로"
    assert roads.on(*POINT, 100.0) is None


def test_one_road_in_many_pieces_is_told_once_and_an_operators_row_stands_for_it(jurisdiction: Jurisdiction, tmp_path: Path) -> None:
    pieces = [(road("w1", "중로", hint="expressway"), HERE), (road("w2", "중로"), NORTH)]
    stated = [(road("1", "중로", road_class="city", maintainer="road.seongdong"), NORTH)]
    roads = with_roads(jurisdiction, tmp_path, **{OSM: pieces, ROADS: stated})
    for nearby in (roads.near(*POINT, 50), roads.named("중로")):
        assert [(hit.layer.kind, hit.road_class, hit.road.maintainer) for hit in nearby] == [(ROADS, "city", "road.seongdong")]
    assert roads.named("없는로") == []


def test_the_rules_say_whom_to_ask_of_a_road(jurisdiction: Jurisdiction, tmp_path: Path) -> None:
    roads = with_roads(jurisdiction, tmp_path, osm=[(road("w1", "가나로"), HERE), (road("w2", "올림픽대로"), SOUTH)])
    where = jurisdiction.locator.by_point(LATITUDE, LONGITUDE, TODAY)
    asked = [jurisdiction.road_body(roads.named(name), where, TODAY) for name in ("가나로", "올림픽대로")]
    assert [body.id for body in asked if body] == ["district.11680", "road.expressway"]
    assert jurisdiction.road_body([], Location(), TODAY) is None


def test_the_body_that_a_row_names_is_asked_first(jurisdiction: Jurisdiction, tmp_path: Path) -> None:
    roads = with_roads(jurisdiction, tmp_path, roads=[(road("1", "중로", owner="city.hall", maintainer="road.seongdong"), HERE)])
    body = jurisdiction.road_body(roads.named("중로"), Location(), TODAY)
    assert body is not None
    assert body.id == "road.seongdong"

"""What is at a point."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import shapely

from city120_edition.geometry import DongMap
from city120_wayfinding.addresses import AtPoint
from city120_wayfinding.places.place import Place, Point
from city120_wayfinding.places.projection import to_degrees
from city120_wayfinding.places.search import Hit
from city120_wayfinding.wayfinding import Wayfinding

# Two dongs of two districts, squares of 1 km with one side in common, on the plane of the grid.
WEST, EAST = "1111010100", "1114010100"
EASTING, NORTHING = 950_000.0, 1_950_000.0
CITY_HALL = Point(37.5664, 126.9781)


def at(east_m: float, north_m: float) -> Point:
    """A point so many metres from the corner of the western dong."""
    return to_degrees(EASTING + east_m, NORTHING + north_m)


MAP = DongMap(
    [WEST, EAST], [shapely.box(EASTING + west, NORTHING, EASTING + west + 1000, NORTHING + 1000) for west in (0, 1000)], [], shapely.Point(), [], {}
)


def made(postcodes: Sequence[str] = ()) -> AtPoint:
    areas = [(WEST, "legal_dong"), (EAST, "legal_dong"), (WEST[:5], "district"), (EAST[:5], "district")]
    places = {f"area:{code}": Place(f"area:{code}", kind, {}, code[:5], confidence="verified") for code, kind in areas}
    places |= {ref: Place(ref, ref.partition(":")[0], {}, point=at(*where)) for ref, where in (("station:a", (500, 700)), ("station:b", (510, 700)))}
    places |= {ref: Place(ref, "park", {}, point=at(*where)) for ref, where in (("place:near", (500, 600)), ("place:far", (500, 9000)))}
    return AtPoint(MAP, "a map", places, lambda code: postcodes if code == WEST else ())


def test_the_dong_its_district_and_the_grid_number_come_first_then_what_is_near() -> None:
    hits = made(["03000"]).reverse(at(500, 500), 10)
    kinds = ["legal_dong", "district", "postcode", "grid_number", "park", "station", "station"]
    assert [hit.place.kind for hit in hits] == kinds
    assert [hit.place.ref for hit in hits[:2]] == [f"area:{WEST}", f"area:{WEST[:5]}"]
    assert [round(hit.distance_m, -1) for hit in hits] == [0, 0, 0, 0, 100, 200, 200]
    assert [hit.place.confidence for hit in hits[:4]] == ["verified", "verified", "verified", "computed"]
    assert [hit.place.precision_m for hit in hits[:2]] == [30.0, 30.0]
    assert hits[0].place.source == "a map"


def test_the_nearest_address_is_among_the_few() -> None:
    address = Hit(Place("road_address:가로 1", "road_address", {"ko": "가로 1"}, point=at(505, 500)), 5.0)
    plain = made()
    plain._address_of = lambda point: address
    assert [hit.place.kind for hit in plain.reverse(at(500, 500), 4)] == ["legal_dong", "district", "grid_number", "road_address"]


def test_a_dong_with_several_postcodes_tells_none() -> None:
    assert "postcode" not in [hit.place.kind for hit in made(["03000", "03001"]).reverse(at(500, 500), 10)]


def test_sites_that_reach_so_far_imported_places_and_administrative_dongs_are_told() -> None:
    plain = made()
    sites = [
        Place(f"site:{WEST}/{name}", kind, {}, point=at(500, north), precision_m=200.0)
        for name, kind, north in (("a", "complex", 550), ("b", "complex", 520), ("c", "school", 600), ("d", "crossing", 710))
    ]
    listed = [Place("place:list/1", "pharmacy", {}, point=at(500, 510), imported=True)]
    dongs = {f"area:{code}": Place(f"area:{code}", "admin_dong", {}, code[:5], confidence="verified") for code in ("1111051500", "1111053000")}
    for codes, confidence in ((["1111051500"], "verified"), (["1111051500", "1111053000"], "candidate")):
        point = AtPoint(MAP, "a map", {**plain._places, **dongs}, lambda code: (), listed=listed, sites=sites, admin_dongs={WEST: codes})
        hits = point.reverse(at(500, 500), 20)
        refs = [hit.place.ref for hit in hits]
        assert [(hit.place.ref, hit.place.confidence) for hit in hits if hit.place.kind == "admin_dong"] == [
            (f"area:{code}", confidence) for code in codes
        ]
        assert [ref for ref in refs if ref.startswith("site:")] == [f"site:{WEST}/b", f"site:{WEST}/a", f"site:{WEST}/c"]
        assert refs.index("place:list/1") < refs.index("place:near")
        assert [hit.distance_m for hit in hits] == sorted(hit.distance_m for hit in hits)


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        (Point(37.4990, 127.0655), {"area:1168010600", "area:1168060000", "area:1168061000", "area:1168063000", "site:1168010600/은마"}),
        (Point(37.5176, 126.9587), {"asset:bridge.hangang"}),
        (Point(37.5264, 126.9336), {"asset:hangang.yeouido"}),
        (Point(37.5053, 127.0620), {"site:1168010600/휘문고등학교"}),
        (Point(37.5746, 126.9827), {"site:1111012900/안국동사거리"}),
        (Point(37.49527, 127.03320), {"body:dong.1168064000"}),
    ],
)
def test_what_is_at_points_of_the_city(wayfinding: Wayfinding, point: Point, expected: set[str]) -> None:
    assert expected <= {hit.place.ref for hit in wayfinding.at_point.reverse(point, 20)}


def test_few_are_the_areas_the_number_and_the_nearest_station_and_place() -> None:
    hits = made().reverse(at(500, 500), 5)
    assert [hit.place.ref.partition(":")[0] for hit in hits] == ["area", "area", "point", "place", "station"]


def test_beyond_a_near_border_the_other_dong_is_told_too() -> None:
    hits = made().reverse(at(1012, 500), 3)
    assert [hit.place.ref for hit in hits] == [f"area:{EAST}", f"area:{EAST[:5]}", f"area:{WEST}"]
    assert hits[2].distance_m == pytest.approx(12, abs=0.1)
    assert {hit.place.confidence for hit in hits} == {"near_border"}


def test_outside_the_city_there_is_the_grid_number_and_what_is_near() -> None:
    assert [hit.place.kind for hit in made().reverse(at(-10, 700), 10)] == ["grid_number", "station", "park", "station"]


def test_what_is_at_the_city_hall(wayfinding: Wayfinding) -> None:
    hits = wayfinding.at_point.reverse(CITY_HALL, 20)
    distances = [hit.distance_m for hit in hits]
    assert len(hits) == 20
    assert distances == sorted(distances)
    assert [hit.place.ref for hit in hits[:2]] == ["area:1114010300", "area:11140"]
    assert hits[2].place.names["ko"] == "다사 5390 5202"
    assert "station:city-hall" in [hit.place.ref for hit in hits]


def test_far_from_the_city_a_point_has_a_grid_number_alone() -> None:
    assert [hit.place.kind for hit in made().reverse(Point(33.3, 126.5), 5)] == ["grid_number"]
    assert made().reverse(Point(52.5, 13.4), 5) == []

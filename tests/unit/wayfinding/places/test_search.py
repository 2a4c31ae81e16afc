"""Places by name, by kind and district, near a point."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from city120_errors import City120Error, InvalidArgument, NotFound
from city120_wayfinding.places.place import Place, Point, distance_m, nearest
from city120_wayfinding.places.search import Query
from city120_wayfinding.wayfinding import Wayfinding

CITY_HALL = Point(37.5666, 126.9784)
MANGWON = "1144012300"


def test_distance_is_that_of_the_great_circle() -> None:
    assert distance_m(CITY_HALL, CITY_HALL) == 0
    # One degree of latitude on the mean earth: 2πR / 360.
    assert distance_m(Point(37, 127), Point(38, 127)) == pytest.approx(111_195.08, abs=0.01)
    assert distance_m(Point(0, 179.5), Point(0, -179.5)) == pytest.approx(111_195.08, abs=0.01)


def test_nearest_leaves_out_what_has_no_point() -> None:
    far, near = (Place(ref, "office", {}, point=Point(37 + step, 127)) for ref, step in (("far", 0.2), ("near", 0.1)))
    nowhere = Place("nowhere", "office", {})
    assert [place.ref for place, _ in nearest([far, nowhere, near], Point(37, 127))] == ["near", "far"]


def test_stations_near_a_point_agree_with_measuring_all_of_them(wayfinding: Wayfinding) -> None:
    stations = wayfinding.search.search(Query(kinds=("station",))).hits
    expected = sorted(distance_m(hit.place.point, CITY_HALL) for hit in stations if hit.place.point)
    values = [hit.distance_m for hit in wayfinding.search.search(Query(kinds=("station",), near=CITY_HALL)).hits]
    assert values == pytest.approx(expected, abs=0.01)


def test_kind_and_district_narrow(wayfinding: Wayfinding) -> None:
    hits = wayfinding.search.search(Query(kinds=("office",), district_code="11440")).hits
    assert {"body:district.11440", "body:health.11440", "body:dong.1144055500"} <= {hit.place.ref for hit in hits}
    assert {(hit.place.kind, hit.place.district_code) for hit in hits} == {("office", "11440")}


def test_a_body_lies_where_its_address_says(wayfinding: Wayfinding) -> None:
    offices = {hit.place.ref: hit.place for hit in wayfinding.search.search(Query(kinds=("office",))).hits}
    told = [place for place in offices.values() if place.ref.startswith("body:") and place.address and place.district_code]
    assert told
    assert offices["body:district.11110"].district_code == "11110"


def test_words_find_names_that_are_begin_with_or_hold_them(wayfinding: Wayfinding) -> None:
    hits = wayfinding.search.search(Query(words="강남", kinds=("station",))).hits
    refs = [hit.place.ref for hit in hits]
    assert refs[0] == "station:gangnam"
    assert "station:gangnam-gu-office" in refs
    assert len(refs) == len(set(refs))


def test_only_a_verified_phone_is_shown(wayfinding: Wayfinding) -> None:
    places = [hit.place for hit in wayfinding.search.search(Query(kinds=("station",))).hits]
    assert any(place.phone for place in places)
    assert next(place for place in places if place.ref == "station:gangnam").precision_m > 0


@pytest.mark.parametrize(
    ("query", "error", "field"),
    [
        (Query(), InvalidArgument, "query"),
        (Query(kinds=("spaceport",)), InvalidArgument, "kind"),
        (Query(district_code="99999"), NotFound, "district_code"),
        (Query(area="1199999999"), NotFound, "near_area"),
    ],
)
def test_what_cannot_be_answered_is_named_with_the_way_out(wayfinding: Wayfinding, query: Query, error: type[City120Error], field: str) -> None:
    with pytest.raises(error) as raised:
        wayfinding.search.search(query)
    assert raised.value.field == field
    assert raised.value.fix


def test_schools_are_found_near_an_area_by_what_they_are_with_the_date_of_their_list(wayfinding: Wayfinding) -> None:
    schools = wayfinding.search.search(
        Query(kinds=("elementary",), area=MANGWON, within_m=5000, at=dt.datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("Asia/Seoul")))
    )
    assert (schools.listed, schools.empty) == (True, "")
    names = [hit.place.names["ko"] for hit in schools.hits[:5]]
    assert "서울망원초등학교" in names
    assert all(name.endswith("초등학교") for name in names)
    first = schools.hits[0]
    assert (first.place.address, first.place.district_code, first.place.data_date, first.freshness) == (
        "마포구 망원동",
        "11440",
        "2025-03-25",
        "fresh",
    )
    assert sorted(hit.distance_m for hit in schools.hits) == [hit.distance_m for hit in schools.hits]
    levels = [len(wayfinding.search.search(Query(kinds=(kind,))).hits) for kind in ("elementary", "middle", "high", "school")]
    assert sum(levels[:3]) == levels[3]


def test_schools_are_found_in_a_district_and_by_a_part_of_their_name(wayfinding: Wayfinding) -> None:
    inside = wayfinding.search.search(Query(kinds=("high",), district_code="11440")).hits
    assert {hit.place.district_code for hit in inside} == {"11440"}
    assert [hit.place.names["ko"] for hit in wayfinding.search.search(Query(words="망원초", kinds=("school",))).hits] == ["서울망원초등학교"]

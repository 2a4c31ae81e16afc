"""Where a journey begins and ends."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from city120_edition.gazetteer import Spelling
from city120_errors import NotFound
from city120_text import name_key
from city120_wayfinding.directions.ends import Ends
from city120_wayfinding.mentions.geocoder import Geocoder
from city120_wayfinding.places.gazetteer import Gazetteer
from city120_wayfinding.places.place import Place, Point
from city120_wayfinding.timetable.stations import Stations

HERE, THERE = Point(37.5, 127.0), Point(37.6, 127.1)


def place(ref: str, kind: str, name: str, point: Point | None = None, district: str = "") -> Place:
    return Place(ref, kind, {"ko": name}, district, point)


PLACES = {
    row.ref: row
    for row in (
        place("station:sinchon", "station", "신촌", HERE),
        place("station:sincheon", "station", "신촌", THERE),
        place("area:1141010100", "legal_dong", "신촌동", district="11410"),
        place("area:1141069000", "admin_dong", "신촌동", district="11410"),
        place("area:1168010100", "legal_dong", "신촌동", district="11680"),
        replace(place("site:1141010100/가", "complex", "가", HERE, "11410"), area_code="1141010100"),
        replace(place("site:1168010100/가", "complex", "가", THERE, "11680"), area_code="1168010100"),
        replace(place("road_address:나", "road_address", "나", HERE, "11410"), area_code="1141010100"),
        place("outside:41135", "outside", "분당"),
        place("place:hall", "landmark", "회관", HERE),
        place("place:nowhere", "landmark", "달"),
        place("asset:park.hall", "park", "회관"),
        place("asset:park.moon", "park", "달"),
    )
}
MIDDLES = {"1141010100": HERE, "1141069000": HERE, "1168010100": THERE}
BY_WORDS = {
    "신촌동": ["area:1141010100", "area:1141069000", "area:1168010100"],
    "나": ["road_address:나"],
    "분당": ["outside:41135"],
    "회관": ["place:hall", "station:sinchon"],
    "달": ["place:nowhere"],
    "가": ["site:1141010100/가", "area:1141010100", "site:1168010100/가", "area:1168010100"],
}


def spelling(row: Place) -> Spelling:
    return Spelling(key=name_key(row.names["ko"]), ref=row.ref, kind=row.kind, language="ko", name=row.names["ko"], official=True)


GEOCODER = SimpleNamespace(geocode=lambda words, most: [PLACES[ref] for ref in BY_WORDS.get(words, ())])
STATIONS = SimpleNamespace(named=lambda name: ["station:sinchon"] if name == "새터" else [], place=PLACES.__getitem__)
NAMED = [row for row in PLACES.values() if row.kind not in ("complex", "road_address", "outside")]
ELSEWHERE = {"outside:41135": "station:sinchon"}
ENDS = Ends(PLACES, Gazetteer(map(spelling, NAMED), PLACES), cast("Geocoder", GEOCODER), MIDDLES, cast("Stations", STATIONS), ELSEWHERE)


def refs(words: str) -> list[str]:
    return [row.ref for row in ENDS.asked(words, "origin")]


def test_a_complex_is_an_end_itself_and_of_several_of_its_name_each_may_be_meant() -> None:
    assert refs("가") == ["site:1141010100/가", "site:1168010100/가"]
    assert refs("site:1168010100/가") == ["site:1168010100/가"]


def test_a_building_that_is_no_site_is_that_of_its_name_in_its_dong_or_else_the_dong() -> None:
    assert refs("site:1141010100/나") == ["road_address:나"]
    assert refs("site:1168010100/나") == ["area:1168010100"]


def test_a_city_elsewhere_is_its_main_station() -> None:
    assert refs("분당") == ["station:sinchon"]
    assert refs("outside:41135") == ["station:sinchon"]


def test_a_point_is_a_place_called_by_its_degrees() -> None:
    made = ENDS.at(HERE)
    assert (made.ref, made.names["ko"], made.point) == ("point:37.500000,127.000000", "37.500000,127.000000", HERE)


def test_a_reference_means_one_place_and_a_name_all_stations_that_have_it() -> None:
    assert refs("place:hall") == ["place:hall"]
    assert refs("신촌") == ["station:sincheon", "station:sinchon"]


def test_what_nothing_is_called_may_be_a_station_as_lists_write_it() -> None:
    assert refs("새터") == ["station:sinchon"]


def test_of_places_that_are_no_stations_or_areas_the_best_is_meant() -> None:
    assert refs("회관") == ["place:hall"]


def test_a_thing_without_a_point_is_where_what_has_its_name_lies() -> None:
    assert refs("asset:park.hall") == ["place:hall"]
    with pytest.raises(NotFound, match="not known where"):
        refs("asset:park.moon")


def test_an_area_is_its_middle_and_a_dong_of_both_kinds_is_one() -> None:
    assert refs("신촌동") == ["area:1141010100", "area:1168010100"]
    first, second = ENDS.asked("신촌동", "origin")
    assert (first.point, second.point, first.precision_m) == (HERE, THERE, 1000.0)


@pytest.mark.parametrize(("words", "says"), [("달", "it is not known where '달' lies"), ("화성", "no place is called '화성'")])
def test_what_is_not_found_or_lies_nowhere_is_told_by_its_field(words: str, says: str) -> None:
    with pytest.raises(NotFound, match=says) as refused:
        ENDS.asked(words, "destination")
    assert (refused.value.field, bool(refused.value.fix)) == ("destination", True)

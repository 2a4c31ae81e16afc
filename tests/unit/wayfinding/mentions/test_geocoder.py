"""Words to places."""

from __future__ import annotations

import pytest

from city120_wayfinding.wayfinding import Wayfinding


@pytest.mark.parametrize(
    ("name", "refs"),
    [
        ("마포구", ["area:11440"]),
        ("강남역", ["station:gangnam"]),
        ("麻浦区", ["area:11440"]),
        ("삼성", ["station:samseong"]),
        # No name as a whole: what is named in it.
        ("마포구에서 강남역까지", ["area:11440", "station:gangnam"]),
        ("nowhere at all", []),
        # A site before its dong.
        ("은마아파트", ["site:1168010600/은마", "area:1168010600"]),
        ("휘문고 앞", ["site:1168010600/휘문고등학교", "area:1168010600"]),
    ],
)
def test_geocode_takes_the_whole_as_a_name_and_otherwise_the_names_in_it(wayfinding: Wayfinding, name: str, refs: list[str]) -> None:
    assert [place.ref for place in wayfinding.geocoder.geocode(name, 10)] == refs


@pytest.mark.parametrize(
    ("name", "kinds", "least_m", "most_m"),
    [
        ("은마아파트", ["complex", "legal_dong"], 200, 200),
        ("휘문고등학교", ["school", "legal_dong"], 150, 150),
        ("강남구", ["district"], 3000, 12000),
        ("역삼동", ["legal_dong"], 800, 3000),
        ("역삼1동", ["admin_dong"], 800, 3000),
        ("테헤란로 152", ["legal_dong"], 800, 3000),
        ("한강대교", ["bridge"], 700, 700),
        ("여의도한강공원", ["hangang"], 3000, 3000),
        ("서울숲", ["park", "park", "station"], 500, 500),
        ("역삼1동주민센터", ["office"], 50, 50),
        ("마포구보건소", ["office"], 50, 50),
    ],
)
def test_what_is_found_says_where_it_is_and_how_exactly(wayfinding: Wayfinding, name: str, kinds: list[str], least_m: float, most_m: float) -> None:
    places = wayfinding.geocoder.geocode(name, 10)
    assert [place.kind for place in places] == kinds
    assert all(place.point is not None for place in places)
    assert least_m <= places[0].precision_m <= most_m


def test_geocode_gives_no_more_than_asked_for(wayfinding: Wayfinding) -> None:
    assert len(wayfinding.geocoder.geocode("신사동", 10)) == 4
    assert len(wayfinding.geocoder.geocode("신사동", 3)) == 3


@pytest.mark.parametrize("ref", ["area:11680", "station:gangnam", "body:district.11680", "asset:line.2", "place:coex"])
def test_a_reference_is_what_it_refers_to(wayfinding: Wayfinding, ref: str) -> None:
    (place,) = wayfinding.geocoder.geocode(ref, 5)
    assert place.ref == ref

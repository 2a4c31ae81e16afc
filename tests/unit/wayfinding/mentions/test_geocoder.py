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
    ],
)
def test_geocode_takes_the_whole_as_a_name_and_otherwise_the_names_in_it(wayfinding: Wayfinding, name: str, refs: list[str]) -> None:
    assert [place.ref for place in wayfinding.geocoder.geocode(name, 10)] == refs


def test_geocode_gives_no_more_than_asked_for(wayfinding: Wayfinding) -> None:
    assert len(wayfinding.geocoder.geocode("신사동", 10)) == 4
    assert len(wayfinding.geocoder.geocode("신사동", 3)) == 3

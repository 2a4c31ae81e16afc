"""A search near the caller as wayfinding's message, and what it found as the gateway's own values."""

from __future__ import annotations

from city120.type.v1 import type_pb2
from city120.wayfinding.v1 import wayfinding_pb2 as pb

from city120_gateway.conversation.hints import Point
from city120_gateway.resolution.answers import Opening
from city120_gateway.resolution.nearby import NONE_OPEN, NOT_LOADED, WITHIN_M, Nearby, NearbyPlace, NearbySearch
from city120_gateway.services import nearby
from tests.unit.gateway.samples import AT

HERE = type_pb2.LatLon(latitude=37.5, longitude=127.0)


def test_a_point_is_searched_around_and_a_moment_sent_only_for_what_must_be_open() -> None:
    asked = nearby.request(NearbySearch(("pharmacy",), AT, open_only=True, point=Point(37.5, 127.0)))
    assert (list(asked.categories), asked.near, asked.within_m, asked.open_at) == (["pharmacy"], HERE, WITHIN_M, AT.isoformat())
    assert nearby.request(NearbySearch(("library",), AT, open_only=False)).open_at == ""
    assert nearby.request(NearbySearch((), AT, open_only=False, words="경복궁")).query == "경복궁"


def test_in_a_district_nothing_is_too_far_and_around_a_dong_it_is() -> None:
    district = nearby.request(NearbySearch(("pharmacy",), AT, open_only=True, area="11680"))
    assert (district.district_code, district.near_area, district.within_m, district.HasField("near")) == ("11680", "11680", 0.0, False)
    dong = nearby.request(NearbySearch(("pharmacy",), AT, open_only=True, area="1168010100"))
    assert (dong.district_code, dong.near_area, dong.within_m) == ("", "1168010100", WITHIN_M)


def test_what_the_edition_happens_to_know_without_a_list_is_no_answer() -> None:
    assert nearby.found(pb.SearchPlacesResponse(places=[pb.Place(ref="p")]), by_point=True) == Nearby(empty=NOT_LOADED)
    some = nearby.found(pb.SearchPlacesResponse(places=[pb.Place(ref="p")]), by_point=True, some=True)
    assert ([place.ref for place in some.places], some.empty, some.some) == (["p"], "", True)
    assert nearby.found(pb.SearchPlacesResponse(), by_point=True, some=True) == Nearby(empty=NOT_LOADED)
    assert nearby.found(pb.SearchPlacesResponse(listed=True, empty=NONE_OPEN), by_point=True) == Nearby(empty=NONE_OPEN)


def test_everything_of_a_place_is_kept() -> None:
    message = pb.Place(
        ref="p",
        kind="pharmacy",
        names={"ko": "약국"},
        district_code="11680",
        location=HERE,
        address="길 1",
        phone="02-1",
        distance_m=81.4,
        opening=type_pb2.Opening(opening_hours="24/7", open_now=True, next_change="", source="s", data_date="2026", closes_before_arrival=True),
        categories=["night"],
        source="a list",
        data_date="2026-05",
        freshness="fresh",
        step_free=False,
    )
    (place,) = nearby.found(pb.SearchPlacesResponse(listed=True, places=[message]), by_point=True).places
    assert place == NearbyPlace(
        ref="p",
        kind="pharmacy",
        names={"ko": "약국"},
        district_code="11680",
        point=Point(37.5, 127.0),
        address="길 1",
        phone="02-1",
        distance_m=place.distance_m,
        opening=Opening("24/7", open_now=True, source="s", data_date="2026"),
        closes_before_arrival=True,
        categories=("night",),
        source="a list",
        data_date="2026-05",
        freshness="fresh",
        step_free=False,
    )
    assert round(place.distance_m, 1) == 81.4


def test_from_the_middle_of_an_area_no_distance_is_told_and_what_is_unknown_is_none() -> None:
    message = pb.Place(ref="p", distance_m=81.4, opening=type_pb2.Opening(opening_hours="Mo"))
    (place,) = nearby.found(pb.SearchPlacesResponse(listed=True, places=[message]), by_point=False).places
    assert (place.distance_m, place.point, place.step_free) == (0.0, None, None)
    assert place.opening == Opening("Mo", open_now=None)


def test_events_are_asked_for_day_by_day_and_told_once() -> None:
    search = NearbySearch(("event",), AT, open_only=False, audience="children", free=True)
    asked = nearby.request(search, AT.date())
    assert (asked.on, asked.audience, asked.free, asked.within_m, asked.open_at) == ("2026-11-24", "children", True, 0.0, "")
    event = pb.Place(ref="place:events/1", starts="2026-11-24", ends="2026-11-25", free=True)
    days = [
        nearby.found(pb.SearchPlacesResponse(listed=True, places=places, empty=why), by_point=False) for places, why in (([event], ""), ([event], ""))
    ]
    (place,) = nearby.together(days).places
    assert (place.starts, place.ends, place.free) == ("2026-11-24", "2026-11-25", True)
    assert nearby.together([Nearby(empty=NOT_LOADED), Nearby(empty=NOT_LOADED)]).empty == NOT_LOADED

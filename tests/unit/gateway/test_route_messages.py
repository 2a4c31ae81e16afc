"""The way from door to door as the contract's response has it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_gateway import route_messages, route_pictures
from city120_gateway.conversation.hints import Point
from city120_gateway.resolution.answers import Lifts
from tests.unit.gateway.channels.test_route import ESTIMATE, EXACT, ROUTE, WALK
from tests.unit.gateway.samples import AT

LIFTS = Lifts("L", "2026-11-29", "fresh", ({"ko": "a역"},))
ENDS = Point(37.5, 127.0), Point(37.6, 127.1)


def test_everything_of_a_way_is_in_the_message_but_whether_it_has_steps() -> None:
    whole = replace(ROUTE, exact=True, geometry="{}", ends=ENDS, map_source="M", map_date="2026-10", estimate_s=1, lifts=LIFTS)
    message = route_messages.route(whole, "en")
    assert message is not None
    assert {field.name for field in pb.InquiryRoute.DESCRIPTOR.fields} - {field.name for field, _ in message.ListFields()} == {"step_free"}
    ride, others = message.legs[2], {"distance_m", "times_unknown", "hours", "origin_exit", "destination_exit", "next_stop_names", "express"}
    assert {field.name for field in pb.InquiryRouteLeg.DESCRIPTOR.fields} - {field.name for field, _ in ride.ListFields()} == others
    assert (message.departure, message.legs[0].mode, ride.mode, ride.change_s) == (AT.isoformat(), "walk", EXACT.line, 240)


@pytest.mark.parametrize(("by_streets", "step_free", "method"), [(True, True, "streets"), (True, False, "streets"), (False, None, "straight_line")])
def test_it_says_how_walks_were_found_and_whether_there_are_steps_where_that_is_known(by_streets: bool, step_free: bool | None, method: str) -> None:
    message = route_messages.route(replace(ROUTE, by_streets=by_streets, step_free=step_free), "en")
    assert message is not None
    assert (message.method, message.step_free if message.HasField("step_free") else None) == (method, step_free)


def test_without_times_it_has_a_picture_of_when_it_was_asked_for_and_says_what_is_not_known() -> None:
    message = route_messages.route(replace(ESTIMATE, ends=ENDS), "en")
    assert message is not None
    assert (message.departure, message.arrival, message.estimate_s) == ("", "", 1920)
    assert [(leg.times_unknown, leg.hours.first, leg.hours.data_date) for leg in message.legs[1:]] == [(False, "", ""), (True, "05:30", "2022-05")]
    assert route_pictures.asked(message.picture.removeprefix("/v1/routes/").removesuffix(".svg")).depart_at == AT.isoformat()


def test_its_legs_stand_in_short_by_official_names() -> None:
    (walk, *_) = route_messages.itinerary(ROUTE)
    assert walk == pb.ItineraryLeg(mode="walk", origin="home역", destination="a역", departure=WALK.departure, arrival=WALK.arrival)


def test_why_there_is_none_is_told_where_one_was_asked_for() -> None:
    none = replace(ROUTE, legs=(), empty="none_near")
    assert route_messages.empty(none) == pb.Empty(what="route", reason="none_near")
    assert (route_messages.route(none, "ko"), route_messages.empty(ROUTE), route_messages.empty(None)) == (None, None, None)
    assert (route_messages.route(None, "ko"), route_messages.itinerary(None)) == (None, [])


def test_the_picture_of_a_walk_alone_is_of_the_walk() -> None:
    for legs, on_foot in (((WALK,), True), (ROUTE.legs, False)):
        message = route_messages.route(replace(ROUTE, ends=ENDS, legs=legs), "ko")
        assert message is not None
        assert route_pictures.asked(message.picture.removeprefix("/v1/routes/").removesuffix(".svg")).on_foot is on_foot


def test_its_picture_is_of_the_same_ends_and_time_in_the_language_of_the_caller() -> None:
    leaving = route_messages.route(replace(ROUTE, ends=ENDS), "vi")
    coming = route_messages.route(replace(ROUTE, ends=ENDS, arrive_by=AT), "ja")
    unplaced = route_messages.route(replace(ROUTE, ends=None), "ja")
    assert leaving is not None
    assert coming is not None
    assert unplaced is not None
    asked = [route_pictures.asked(way.picture.removeprefix("/v1/routes/").removesuffix(".svg")) for way in (leaving, coming)]
    assert [(request.language, request.depart_at, request.arrive_by) for request in asked] == [("vi", AT.isoformat(), ""), ("ja", "", AT.isoformat())]
    assert (asked[0].origin.latitude, asked[0].destination.longitude) == (37.5, 127.1)
    assert unplaced.picture == ""

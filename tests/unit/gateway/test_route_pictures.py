"""Where the picture of a route is."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from city120.wayfinding.v1 import wayfinding_pb2

from city120_errors import InvalidArgument, NotFound
from city120_gateway import route_pictures
from city120_gateway.conversation.hints import Point
from tests.unit.gateway.samples import AT

ENDS = Point(37.4979, 127.0276), Point(37.6606, 127.0730)


def token(path: str) -> str:
    """The token of a path."""
    told = re.fullmatch(r"/v1/routes/([A-Za-z0-9_-]+)\.svg", path)
    assert told, path
    return told[1]


@pytest.mark.parametrize("arrive", [False, True], ids=["depart", "arrive"])
def test_a_token_holds_all_that_is_asked(arrive: bool) -> None:
    request = route_pictures.asked(token(route_pictures.path(ENDS, AT, arrive=arrive, language="mn")))
    assert (request.origin.latitude, request.destination.longitude, request.language, request.picture) == (37.4979, 127.0730, "mn", True)
    assert dt.datetime.fromisoformat(request.arrive_by if arrive else request.depart_at) == AT
    assert request.WhichOneof("time") == ("arrive_by" if arrive else "depart_at")


@pytest.mark.parametrize("on_foot", [False, True])
def test_a_walk_is_drawn_as_one(on_foot: bool) -> None:
    assert route_pictures.asked(token(route_pictures.path(ENDS, AT, arrive=False, language="ko", on_foot=on_foot))).on_foot is on_foot


def test_no_token_needs_more_than_a_path_may_have() -> None:
    assert len(route_pictures.path(ENDS, AT, arrive=True, language="mn")) < 200


@pytest.mark.parametrize("written", ["", "a", "%%%", "AAAA", "ÿ", "CgA", "x" * 3000])
def test_what_no_answer_has_given_is_told(written: str) -> None:
    with pytest.raises(InvalidArgument) as error:
        route_pictures.asked(written)
    assert (error.value.field, "route.picture" in error.value.fix) == ("token", True)


def test_a_point_that_is_none_is_told() -> None:
    with pytest.raises(InvalidArgument):
        route_pictures.asked(token(route_pictures.path((Point(137.0, 127.0), ENDS[1]), AT, arrive=False, language="ko")))


def test_a_way_that_is_gone_has_no_picture() -> None:
    assert route_pictures.drawn(wayfinding_pb2.GetDirectionsResponse(picture="<svg/>")) == "<svg/>"
    with pytest.raises(NotFound):
        route_pictures.drawn(wayfinding_pb2.GetDirectionsResponse())

"""Request bodies: strict, and each mistake with the field it is in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_errors import InvalidArgument
from city120_gateway.rest.app import _parse
from city120_gateway.rest.payloads import ClosePayload, ResolvePayload


def read(body: dict[str, Any] | bytes) -> pb.ResolveInquiryRequest:
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return _parse(ResolvePayload, raw).message()


def fault(body: dict[str, Any] | bytes) -> str:
    """The field that is named."""
    with pytest.raises(InvalidArgument) as raised:
        read(body)
    assert raised.value.fix
    return raised.value.field


def test_everything_that_may_be_sent_reaches_the_request() -> None:
    request = read(
        {
            "text": "가로등이 나갔어요",
            "language": "ko",
            "channel": "sms",
            "place": {"area_code": "11440"},
            "at": "2026-11-24T21:40:00+09:00",
            "as_of": "2026-11-24",
            "fill": {
                "area_code": "11440",
                "affair_code": "road.streetlight",
                "station_id": "station:suyu",
                "line": "line.4",
                "direction": "up",
                "asset": "bridge.mapo",
                "at": "2026-11-25T00:30:00+09:00",
            },
            "continuation": "token",
        }
    )
    assert {field.name for field, _ in request.ListFields()} == {field.name for field in pb.ResolveInquiryRequest.DESCRIPTOR.fields}
    assert {field.name for field, _ in request.fill.ListFields()} == {field.name for field in pb.Fill.DESCRIPTOR.fields}
    assert request.place == pb.PlaceHint(area_code="11440")


def test_what_is_left_out_or_null_is_absent() -> None:
    assert read({"text": "물", "language": None, "place": None, "fill": None, "continuation": None}) == pb.ResolveInquiryRequest(text="물")
    assert read(b"") == pb.ResolveInquiryRequest()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": "물", "colour": "red"}, "colour"),
        ({"text": "물", "place": {"lng": 127}}, "place.lng"),
        ({"text": "물", "fill": {"district": "11440"}}, "fill.district"),
        ({"text": 5}, "text"),
        ({"text": None}, "text"),
        ({"text": ["물"]}, "text"),
        ({"channel": "fax"}, "channel"),
        ({"language": "x" * 9}, "language"),
        ({"at": "x" * 41}, "at"),
        ({"continuation": "x" * 8001}, "continuation"),
        ({"place": "마포구"}, "place"),
        ({"place": {"area_code": "마포구"}}, "place.area_code"),
        ({"place": {"area_code": "114400"}}, "place.area_code"),
        ({"place": {"text": "x" * 201}}, "place.text"),
        ({"place": {"lat": 91, "lon": 127}}, "place.lat"),
        ({"place": {"lat": 37.5, "lon": 181}}, "place.lon"),
        ({"place": {"lat": "north", "lon": 127}}, "place.lat"),
        ({"fill": {"area_code": "1"}}, "fill.area_code"),
    ],
)
def test_a_wrong_field_is_named(body: dict[str, Any], field: str) -> None:
    assert fault(body) == field


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_coordinate_is_a_finite_number(number: str) -> None:
    assert fault(f'{{"place": {{"lat": {number}, "lon": 127}}}}'.encode()) == "place.lat"


@pytest.mark.parametrize("place", [{"lat": 37.5}, {"lon": 127.0}, {"lat": 37.5, "lon": None}, {"text": "마포", "lat": 37.5}])
def test_half_a_point_is_refused(place: dict[str, Any]) -> None:
    assert fault({"text": "물", "place": place}) == "place"


@pytest.mark.parametrize("body", [b"{", b"[]", b'"text"', b"5", b"null", b"text=abc", b'{"text": "\xff"}', b"\x00", b'{"text": "\\ud800"}'])
def test_what_is_no_object_of_json_is_refused(body: bytes) -> None:
    assert fault(body) in ("body", "text")


@pytest.mark.parametrize(
    ("place", "hint"),
    [
        ({"text": "마포", "area_code": "11440", "lat": 37.5, "lon": 127.0}, "text"),
        ({"area_code": "11440", "lat": 37.5, "lon": 127.0}, "area_code"),
        ({"lat": 0, "lon": 0}, "point"),
        ({"text": ""}, None),
        ({}, None),
    ],
)
def test_words_beat_a_code_and_a_code_beats_a_point(place: dict[str, Any], hint: str | None) -> None:
    request = read({"text": "물", "place": place})
    assert request.HasField("place") == (hint is not None)
    assert request.place.WhichOneof("place") == hint


@pytest.mark.parametrize(
    ("body", "field"), [({}, "outcome"), ({"outcome": "ignored"}, "outcome"), ({"outcome": "resolved", "note": "x" * 1001}, "note")]
)
def test_how_an_inquiry_ended_is_one_of_three(body: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidArgument) as raised:
        _parse(ClosePayload, json.dumps(body).encode())
    assert raised.value.field == field
    for outcome in ("resolved", "transferred", "called_back"):
        assert _parse(ClosePayload, json.dumps({"outcome": outcome}).encode()).outcome == outcome


def test_how_an_inquiry_ended_may_say_whether_the_answer_helped() -> None:
    request = _parse(ClosePayload, b'{"outcome": "resolved", "helpful": false, "correct_affair_code": "water.outage"}').message("one")
    assert request == pb.CloseInquiryRequest(inquiry_id="one", outcome="resolved", helpful=False, correct_affair_code="water.outage")
    assert not _parse(ClosePayload, b'{"outcome": "resolved"}').message("one").HasField("helpful")

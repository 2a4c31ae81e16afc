"""The one table of REST paths agrees with the contracts and the clients, and reads parameters strictly."""

from __future__ import annotations

import inspect
import typing
from typing import Any

import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2
from google.protobuf.message import Message

from city120_client import FaqClient, JurisdictionClient, WayfindingClient
from city120_errors import InvalidArgument
from city120_gateway.gateway import Gateway
from city120_gateway.rest.app import _request_of
from city120_gateway.rest.routes import READS, Parameter, Read, _several

CLIENTS: dict[str, type] = {"jurisdiction": JurisdictionClient, "wayfinding": WayfindingClient, "faq": FaqClient, "gateway": Gateway}
BY_PATH = {read.path: read for read in READS}
each_read = pytest.mark.parametrize("read", READS, ids=lambda read: read.path)
# The GET paths that other programs rely on.
PROMISED = {
    *"/v1/inquiries/{id} /v1/areas:locate /v1/areas:search /v1/responsibilities:resolve /v1/bodies /v1/bodies/{id}".split(),
    *"/v1/departments/{id:path} /v1/affairs /v1/affairs/{code} /v1/coverage /v1/geocode /v1/geocode:reverse /v1/places:search".split(),
    *"/v1/directions /v1/departures:last /v1/journeys:latest /v1/answers:search /v1/entries/{id} /v1/questions:suggest".split(),
}


def reading(path: str, **query: str) -> Message:
    return _request_of(BY_PATH[path], {name.removesuffix("_"): text for name, text in query.items()}, {"id": "x"})


def refused(path: str, **query: str) -> InvalidArgument:
    with pytest.raises(InvalidArgument) as raised:
        reading(path, **query)
    assert raised.value.fix
    return raised.value


def test_every_promised_path_is_in_the_table_once() -> None:
    assert set(BY_PATH) >= PROMISED
    assert len(BY_PATH) == len(READS)


@each_read
def test_every_parameter_fills_a_field_of_the_request(read: Read) -> None:
    for parameter in read.parameters:
        descriptor: Any = read.request.DESCRIPTOR
        *path, last = parameter.field.split(".")
        for part in path:
            descriptor = descriptor.fields_by_name[part].message_type
        field = descriptor.fields_by_name[last]
        assert field.is_repeated is (parameter.read is _several)
        assert field.message_type is None
    if read.path_field:
        assert read.path_field in read.request.DESCRIPTOR.fields_by_name
        assert "{" in read.path


@each_read
def test_the_method_takes_the_request_and_gives_the_response(read: Read) -> None:
    method = getattr(CLIENTS[read.service], read.method)
    hints = typing.get_type_hints(method)
    assert inspect.iscoroutinefunction(method)
    assert hints["request"] is read.request
    assert hints["return"] is read.response


@each_read
def test_names_of_parameters_are_unique_and_explained(read: Read) -> None:
    names = [parameter.name for parameter in read.parameters]
    assert len(names) == len(set(names))
    assert all(parameter.meaning for parameter in read.parameters)
    assert all(parameter.openapi["schema"]["type"] in ("string", "number", "integer", "boolean") for parameter in read.parameters)


@each_read
def test_an_unknown_parameter_is_named_with_those_that_are_known(read: Read) -> None:
    error = refused(read.path, colour="red")
    assert error.field == "colour"
    assert all(parameter.name in error.fix for parameter in read.parameters)


@pytest.mark.parametrize(
    ("read", "parameter"),
    [(read, parameter) for read in READS for parameter in read.parameters if parameter.required],
    ids=lambda value: value.path if isinstance(value, Read) else value.name,
)
def test_a_missing_parameter_is_named(read: Read, parameter: Parameter) -> None:
    others = {other.name: "x" for other in read.parameters if other.required and other is not parameter}
    for query in (others, others | {parameter.name: ""}):
        with pytest.raises(InvalidArgument, match="is missing") as raised:
            _request_of(read, query, {"id": "x"})
        assert raised.value.field == parameter.name


@pytest.mark.parametrize(
    ("path", "query", "given", "both"),
    [
        ("/v1/areas:locate", {"lat": "37.5"}, "lat", "lat and lon"),
        ("/v1/areas:locate", {"lon": "127"}, "lon", "lat and lon"),
        ("/v1/geocode:reverse", {"lat": "37.5"}, "lat", "lat and lon"),
        ("/v1/places:search", {"kind": "station", "lon": "127"}, "lon", "lat and lon"),
        ("/v1/directions", {"from_lat": "37", "from_lon": "127", "to_lat": "37"}, "to_lat", "to_lat and to_lon"),
        ("/v1/directions", {"from_lon": "127", "to_lat": "37", "to_lon": "127"}, "from_lon", "from_lat and from_lon"),
    ],
)
def test_half_a_point_is_named(path: str, query: dict[str, str], given: str, both: str) -> None:
    error = refused(path, **query)
    assert error.field == given
    assert both in error.fix


def test_one_leaves_at_a_time_or_is_there_by_one() -> None:
    error = refused("/v1/directions", **{"from": "a", "to": "b", "depart_at": "x", "arrive_by": "y"})
    assert (error.field, error.message) == ("arrive_by", "excludes depart_at")


@pytest.mark.parametrize(
    ("field", "concerns"), [("point", True), ("point.latitude", True), ("spot", True), ("", False), ("poi", False), ("spot.latitude", False)]
)
def test_a_parameter_concerns_the_field_that_it_fills_or_a_part_of_it_and_one_named(field: str, concerns: bool) -> None:
    assert Parameter("lat", "point.latitude", "degrees", faults="spot").concerns(field) is concerns


@pytest.mark.parametrize("text", ["north", "", "NaN", "inf", "-Infinity", "1e999", "37,5", "0x25"])
def test_a_coordinate_is_a_finite_number(text: str) -> None:
    error = refused("/v1/areas:locate", lat=text, lon="127")
    assert error.field == "lat"
    assert "a finite number" in error.message


@pytest.mark.parametrize("text", ["many", "", "2.5", "1e3"])
def test_a_size_is_a_whole_number(text: str) -> None:
    error = refused("/v1/bodies", page_size=text)
    assert (error.field, "a whole number" in error.message) == ("page_size", True)


def test_a_size_beyond_the_field_is_out_of_range() -> None:
    assert "out of range" in refused("/v1/bodies", page_size=str(2**31)).message


@pytest.mark.parametrize(("text", "value"), [("true", True), ("1", True), ("TRUE", True), ("false", False), ("0", False)])
def test_a_truth_value(text: str, value: bool) -> None:
    message = reading("/v1/places:search", kind="station", step_free=text)
    assert message.step_free is value  # type: ignore[attr-defined]


def test_a_truth_value_that_is_none_is_named() -> None:
    assert "true or false" in refused("/v1/places:search", kind="station", step_free="yes").message


def test_a_long_wrong_value_is_quoted_in_part_only() -> None:
    assert len(refused("/v1/bodies", page_size="9" * 40 + "x" * 5000).message) < 200


def test_half_a_surrogate_pair_is_no_text() -> None:
    assert refused("/v1/areas:search", q="\ud800").field == "q"


def test_a_request_is_filled_from_query_and_path() -> None:
    request = reading("/v1/responsibilities:resolve", affair="water.outage", lat="37.5", lon="127.0", as_of="2026-11-24")
    assert isinstance(request, jurisdiction_pb2.ResolveResponsibilityRequest)
    assert (request.affair_code, request.as_of, request.point.latitude, request.point.longitude) == ("water.outage", "2026-11-24", 37.5, 127.0)
    body = _request_of(BY_PATH["/v1/bodies/{id}"], {}, {"id": "district.11440"})
    assert body == jurisdiction_pb2.GetBodyRequest(id="district.11440")


def test_names_of_python_are_no_names_of_parameters() -> None:
    request = reading("/v1/journeys:latest", from_="강남", to="수유")
    assert (request.origin, request.destination) == ("강남", "수유")  # type: ignore[attr-defined]


def test_several_named_things_come_with_commas_between() -> None:
    read = next(read for read in READS if read.path == "/v1/responsibilities:resolve")
    made: Any = _request_of(read, {"affair": "road.bridge", "asset": "bridge.seongsu,bridge.yanghwa", "precision_m": "50"}, {})
    assert (list(made.asset_ids), made.precision_m) == (["bridge.seongsu", "bridge.yanghwa"], 50)

"""The one table of REST paths: what is called, with which parameters."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from city120.faq.v1 import faq_pb2
from city120.inquiry.v1 import inquiry_pb2
from city120.jurisdiction.v1 import jurisdiction_pb2
from city120.wayfinding.v1 import wayfinding_pb2
from google.protobuf.message import Message

from city120_errors import InvalidArgument


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _several(text: str) -> list[str]:
    return [item for item in text.split(",") if item]


def _truth(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text.lower()]


_JSON_NAMES: dict[Callable[[str], Any], str] = {str: "string", _several: "string", _number: "number", int: "integer", _truth: "boolean"}
_WANTED = {_number: "a finite number", int: "a whole number", _truth: "true or false"}


@dataclass(frozen=True)
class Parameter:
    """A query or path parameter and the field of the request that it fills (`point.latitude`). `faults`: another field, whose faults are its own."""

    name: str
    field: str
    meaning: str
    read: Callable[[str], Any] = str
    required: bool = False
    faults: str = ""

    def concerns(self, field: str) -> bool:
        """Whether a fault in a field of the request, or a part of it, is the parameter's."""
        return bool(field) and (field == self.faults or f"{self.field}.".startswith(f"{field}."))

    def fill(self, request: Message, text: str) -> None:
        """Set the field from the parameter's text. Raises InvalidArgument naming the parameter."""
        try:
            value = self.read(text)
        except (ValueError, KeyError):
            raise InvalidArgument(f"{text[:80]!r} is not {_WANTED[self.read]}", field=self.name, fix=self.meaning) from None
        *path, last = self.field.split(".")
        for name in path:
            request = getattr(request, name)
        try:
            if isinstance(value, list):
                getattr(request, last).extend(value)
            else:
                setattr(request, last, value)
        except (ValueError, UnicodeEncodeError):
            raise InvalidArgument("is out of range or no valid text", field=self.name, fix=self.meaning) from None

    @property
    def openapi(self) -> dict[str, Any]:
        """The parameter for the OpenAPI document."""
        return {
            "name": self.name,
            "in": "query",
            "required": self.required,
            "description": self.meaning,
            "schema": {"type": _JSON_NAMES[self.read]},
        }


@dataclass(frozen=True)
class Read:
    """A GET path: the service and method it calls, the messages, the parameters; `path_field` is filled from the last part of the path.
    Of the groups of names in `one_of` at most one may be sent; with `needs_one`, one must. `further`: the method of the gateway that adds to the
    response. `deadline`: the setting that says how long it may take; `scope`: what a key must have."""

    path: str
    service: str
    method: str
    request: type[Message]
    response: type[Message]
    summary: str
    parameters: tuple[Parameter, ...] = ()
    path_field: str = ""
    one_of: tuple[tuple[str, ...], ...] = ()
    needs_one: bool = False
    further: str = ""
    deadline: str = "read_deadline_s"
    scope: str = "ask"


_AS_OF = Parameter("as_of", "as_of", "directory date, YYYY-MM-DD; default today")
_AS_OF_AT = Parameter("as_of", "as_of", "directory date, YYYY-MM-DD; default the date of `at`")
_NAME = Parameter("name", "name", "only bodies that have or had this name")
_SIZE = Parameter("page_size", "page_size", "most to return", int)
_TOKEN = Parameter("page_token", "page_token", "next_page_token of the page before")
_AT = Parameter("at", "at", "the moment for which to tell whether it is open, RFC 3339; default now")
_LIMIT = Parameter("limit", "limit", "most to return", int)
_LANGUAGE = Parameter("language", "language", "ko, en, zh, ja, vi or mn")
_POINT = (
    Parameter("lat", "point.latitude", "degrees north, WGS 84", _number),
    Parameter("lon", "point.longitude", "degrees east, WGS 84", _number),
)
_PRECISION = Parameter("precision_m", "precision_m", "how exact the point is, in metres", _number)
_J, _W, _F = jurisdiction_pb2, wayfinding_pb2, faq_pb2

READS = (
    Read(
        "/v1/areas:locate",
        "jurisdiction",
        "locate_areas",
        _J.LocateAreasRequest,
        _J.LocateAreasResponse,
        "The areas that hold a point or belong to a code",
        (*_POINT, _PRECISION, Parameter("code", "area_code", "5 or 10 digits, instead of a point"), _AS_OF),
        one_of=(("lat", "lon"), ("code",)),
        needs_one=True,
    ),
    Read(
        "/v1/areas:search",
        "jurisdiction",
        "search_areas",
        _J.SearchAreasRequest,
        _J.SearchAreasResponse,
        "Areas by name; a name in several districts returns all",
        (Parameter("q", "query", "a name in any of the six languages", required=True), _AS_OF, _SIZE, _TOKEN),
    ),
    Read(
        "/v1/responsibilities:resolve",
        "jurisdiction",
        "resolve_responsibility",
        _J.ResolveResponsibilityRequest,
        _J.ResolveResponsibilityResponse,
        "Who is responsible for an affair at a place, and why",
        (
            Parameter("affair", "affair_code", "code of the affair", required=True),
            Parameter("area_code", "area_code", "5 or 10 digits, instead of a point"),
            *_POINT,
            _PRECISION,
            Parameter("asset", "asset_ids", "ids of named things at the place (bridge, expressway, line), best first, with commas between", _several),
            Parameter("at", "at", "the moment asked about, RFC 3339 with offset; default now"),
            Parameter("as_of", "as_of", "directory date, YYYY-MM-DD; default the date of `at`"),
            Parameter("road", "road", "class of the road, when known: expressway, national, city, district, private"),
            Parameter("building", "building", "kind of building, when known: apartment, house, business, public"),
        ),
        one_of=(("area_code",), ("lat", "lon")),
    ),
    Read(
        "/v1/bodies", "jurisdiction", "list_bodies", _J.ListBodiesRequest, _J.ListBodiesResponse, "All bodies", (_NAME, _AS_OF_AT, _AT, _SIZE, _TOKEN)
    ),
    Read("/v1/bodies/{id}", "jurisdiction", "get_body", _J.GetBodyRequest, _J.GetBodyResponse, "One body", (_AS_OF_AT, _AT), path_field="id"),
    Read(
        "/v1/bodies/{id}/departments",
        "jurisdiction",
        "list_departments",
        _J.ListDepartmentsRequest,
        _J.ListDepartmentsResponse,
        "The departments of a body",
        (_AS_OF_AT, _AT),
        path_field="body_id",
    ),
    Read(
        "/v1/roads:locate",
        "jurisdiction",
        "locate_roads",
        _J.LocateRoadsRequest,
        _J.LocateRoadsResponse,
        "The roads of a name or near a point: class, owner, maintainer, where a road layer is imported",
        (
            *_POINT,
            Parameter("name", "name", "the road's name, instead of a point"),
            Parameter("within_m", "within_m", "farther roads are left out, metres; default 30, at most 500", _number),
            _AS_OF_AT,
            _AT,
        ),
        one_of=(("lat", "lon"), ("name",)),
        needs_one=True,
    ),
    Read(
        "/v1/departments/{id:path}",
        "jurisdiction",
        "get_department",
        _J.GetDepartmentRequest,
        _J.GetDepartmentResponse,
        "One department",
        (_AS_OF_AT, _AT),
        path_field="id",
    ),
    Read("/v1/affairs", "jurisdiction", "list_affairs", _J.ListAffairsRequest, _J.ListAffairsResponse, "All affairs", (_SIZE, _TOKEN)),
    Read("/v1/affairs/{code}", "jurisdiction", "get_affair", _J.GetAffairRequest, _J.GetAffairResponse, "One affair", path_field="code"),
    Read(
        "/v1/coverage",
        "jurisdiction",
        "report_coverage",
        _J.ReportCoverageRequest,
        _J.ReportCoverageResponse,
        "Gaps and conflicts of the rules",
        (
            Parameter("as_of", "as_of", "directory date, YYYY-MM-DD; default the date of `at`, or today"),
            Parameter("at", "at", "the moment of the grid, RFC 3339 with offset; default the afternoon of that day or of the next working day"),
            Parameter("grid", "grid", "true: also the state of every affair in every district", _truth),
        ),
        deadline="report_deadline_s",
    ),
    Read(
        "/v1/geocode",
        "wayfinding",
        "geocode",
        _W.GeocodeRequest,
        _W.GeocodeResponse,
        "Places of a name",
        (Parameter("q", "query", "a name in any of the six languages", required=True), _LIMIT),
    ),
    Read(
        "/v1/geocode:reverse",
        "wayfinding",
        "reverse_geocode",
        _W.ReverseGeocodeRequest,
        _W.ReverseGeocodeResponse,
        "What is at a point",
        (*_POINT, _LIMIT),
        one_of=(("lat", "lon"),),
        needs_one=True,
    ),
    Read(
        "/v1/places:search",
        "wayfinding",
        "search_places",
        _W.SearchPlacesRequest,
        _W.SearchPlacesResponse,
        "Offices, stations, pharmacies and other places, open at a time or when one gets there",
        (
            Parameter("q", "query", "words of the name"),
            Parameter("kind", "kind", "office, station, landmark …"),
            Parameter("category", "categories", "any of these kinds, with commas between: pharmacy, library …", _several),
            Parameter("district", "district_code", "only in this district, 5 digits"),
            Parameter("near_area", "near_area", "nearest to the middle of this area first, 5 or 10 digits"),
            Parameter("within_m", "within_m", "nothing farther than this, metres", _number),
            Parameter("lat", "near.latitude", "nearest to this point first, degrees north", _number),
            Parameter("lon", "near.longitude", "degrees east", _number),
            Parameter("open_at", "open_at", "only open then, RFC 3339"),
            Parameter("arrive_in", "arrive_in_min", "only open then or in so many minutes; default a walk from the point", int),
            Parameter("step_free", "step_free", "only without steps", _truth),
            Parameter("on", "on", "of events: those of this day, YYYY-MM-DD; default the day of `open_at`, or today"),
            Parameter("audience", "audience", "of events: for whom: children, elderly, foreigners …"),
            Parameter("free", "free", "of events: only those known to be free", _truth),
            _SIZE,
            _TOKEN,
        ),
    ),
    Read(
        "/v1/directions",
        "wayfinding",
        "get_directions",
        _W.GetDirectionsRequest,
        _W.GetDirectionsResponse,
        "How to get from door to door, on foot and by train",
        (
            Parameter("from", "origin_text", "a station, place, address or reference, instead of a point", faults="origin"),
            Parameter("to", "destination_text", "a station, place, address or reference, instead of a point", faults="destination"),
            Parameter("from_lat", "origin.latitude", "degrees north", _number),
            Parameter("from_lon", "origin.longitude", "degrees east", _number),
            Parameter("to_lat", "destination.latitude", "degrees north", _number),
            Parameter("to_lon", "destination.longitude", "degrees east", _number),
            Parameter("depart_at", "depart_at", "leave then, RFC 3339; default now"),
            Parameter("arrive_by", "arrive_by", "be there by then, RFC 3339"),
            Parameter(
                "step_free",
                "step_free",
                "true: walks without steps where a map of streets knows some, and trains where a list of lifts says that they work",
                _truth,
            ),
            Parameter("on_foot", "on_foot", "true: on foot all the way", _truth),
            Parameter("picture", "picture", "true: with a picture of the route, SVG", _truth),
            _LANGUAGE,
        ),
        one_of=(("depart_at",), ("arrive_by",)),
    ),
    Read(
        "/v1/departures:last",
        "wayfinding",
        "get_last_departures",
        _W.GetLastDeparturesRequest,
        _W.GetLastDeparturesResponse,
        "First and last trains of a station by line, direction and terminal",
        (
            Parameter("station", "station", "a station's name or reference", required=True),
            Parameter("line", "line", "only this line, e.g. line.2"),
            Parameter("direction", "direction", "up, down, inner or outer"),
            Parameter("terminal", "terminal", "only trains that end there"),
            Parameter("towards", "towards", "only lines and directions that lead to this station without a change"),
            Parameter("which", "which", "which train `time` is: first or last; default last"),
            Parameter("day", "day_type", "the next service day of this type: weekday, saturday or holiday"),
            Parameter("at", "at", "the moment asked about, RFC 3339; default now"),
        ),
    ),
    Read(
        "/v1/journeys:latest",
        "wayfinding",
        "get_latest_journey",
        _W.GetLatestJourneyRequest,
        _W.GetLatestJourneyResponse,
        "The last way home that still connects",
        (
            Parameter("from", "origin", "a station, place, address or reference", required=True),
            Parameter("to", "destination", "a station, place, address or reference", required=True),
            Parameter("which", "which", "which journey of the day: first or last; default last"),
            Parameter("step_free", "step_free", "true: only where an imported list of lifts says that they work", _truth),
            Parameter("at", "at", "the moment asked about, RFC 3339; default now"),
            Parameter("day", "day_type", "the next service day of this type: weekday, saturday or holiday"),
            _LANGUAGE,
        ),
        further="add_to_last_way",
    ),
    Read(
        "/v1/answers:search",
        "faq",
        "search_answers",
        _F.SearchAnswersRequest,
        _F.SearchAnswersResponse,
        "Entries by words",
        (Parameter("q", "query", "words in any of the six languages", required=True), _LANGUAGE, _LIMIT),
    ),
    Read(
        "/v1/entries/{id}",
        "faq",
        "get_entry",
        _F.GetEntryRequest,
        _F.GetEntryResponse,
        "One entry with its facts",
        (
            Parameter("district", "district_code", "a district's code: its own entry instead of the city's, where it has one"),
            Parameter("as_of", "as_of", "the day on which a district's entry must hold, YYYY-MM-DD; default today"),
        ),
        path_field="id",
    ),
    Read(
        "/v1/questions:suggest",
        "faq",
        "suggest_questions",
        _F.SuggestQuestionsRequest,
        _F.SuggestQuestionsResponse,
        "Questions that begin as typed",
        (Parameter("q", "prefix", "what was typed so far", required=True), _LANGUAGE, _LIMIT),
    ),
    Read(
        "/v1/inquiries/{id}",
        "gateway",
        "get_inquiry",
        inquiry_pb2.GetInquiryRequest,
        inquiry_pb2.GetInquiryResponse,
        "A past inquiry, redacted",
        path_field="inquiry_id",
        scope="read",
    ),
)

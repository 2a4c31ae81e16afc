from buf.validate import validate_pb2 as _validate_pb2
from city120.type.v1 import type_pb2 as _type_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MentionRole(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MENTION_ROLE_UNSPECIFIED: _ClassVar[MentionRole]
    MENTION_ROLE_RESIDENCE: _ClassVar[MentionRole]
    MENTION_ROLE_SITE: _ClassVar[MentionRole]
    MENTION_ROLE_ORIGIN: _ClassVar[MentionRole]
    MENTION_ROLE_DESTINATION: _ClassVar[MentionRole]
MENTION_ROLE_UNSPECIFIED: MentionRole
MENTION_ROLE_RESIDENCE: MentionRole
MENTION_ROLE_SITE: MentionRole
MENTION_ROLE_ORIGIN: MentionRole
MENTION_ROLE_DESTINATION: MentionRole

class Place(_message.Message):
    __slots__ = ("ref", "kind", "names", "district_code", "location", "address", "phone", "hours", "source", "distance_m", "precision_m", "opening", "categories", "data_date", "freshness", "step_free", "accessibility", "website", "starts", "ends", "audience", "free", "exit", "confidence")
    class NamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    REF_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_CODE_FIELD_NUMBER: _ClassVar[int]
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    HOURS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    PRECISION_M_FIELD_NUMBER: _ClassVar[int]
    OPENING_FIELD_NUMBER: _ClassVar[int]
    CATEGORIES_FIELD_NUMBER: _ClassVar[int]
    DATA_DATE_FIELD_NUMBER: _ClassVar[int]
    FRESHNESS_FIELD_NUMBER: _ClassVar[int]
    STEP_FREE_FIELD_NUMBER: _ClassVar[int]
    ACCESSIBILITY_FIELD_NUMBER: _ClassVar[int]
    WEBSITE_FIELD_NUMBER: _ClassVar[int]
    STARTS_FIELD_NUMBER: _ClassVar[int]
    ENDS_FIELD_NUMBER: _ClassVar[int]
    AUDIENCE_FIELD_NUMBER: _ClassVar[int]
    FREE_FIELD_NUMBER: _ClassVar[int]
    EXIT_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    ref: str
    kind: str
    names: _containers.ScalarMap[str, str]
    district_code: str
    location: _type_pb2.LatLon
    address: str
    phone: str
    hours: str
    source: str
    distance_m: float
    precision_m: float
    opening: _type_pb2.Opening
    categories: _containers.RepeatedScalarFieldContainer[str]
    data_date: str
    freshness: str
    step_free: bool
    accessibility: str
    website: str
    starts: str
    ends: str
    audience: _containers.RepeatedScalarFieldContainer[str]
    free: bool
    exit: str
    confidence: str
    def __init__(self, ref: _Optional[str] = ..., kind: _Optional[str] = ..., names: _Optional[_Mapping[str, str]] = ..., district_code: _Optional[str] = ..., location: _Optional[_Union[_type_pb2.LatLon, _Mapping]] = ..., address: _Optional[str] = ..., phone: _Optional[str] = ..., hours: _Optional[str] = ..., source: _Optional[str] = ..., distance_m: _Optional[float] = ..., precision_m: _Optional[float] = ..., opening: _Optional[_Union[_type_pb2.Opening, _Mapping]] = ..., categories: _Optional[_Iterable[str]] = ..., data_date: _Optional[str] = ..., freshness: _Optional[str] = ..., step_free: _Optional[bool] = ..., accessibility: _Optional[str] = ..., website: _Optional[str] = ..., starts: _Optional[str] = ..., ends: _Optional[str] = ..., audience: _Optional[_Iterable[str]] = ..., free: _Optional[bool] = ..., exit: _Optional[str] = ..., confidence: _Optional[str] = ...) -> None: ...

class PlaceMention(_message.Message):
    __slots__ = ("start", "end", "surface", "candidates", "role", "cue")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    SURFACE_FIELD_NUMBER: _ClassVar[int]
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    CUE_FIELD_NUMBER: _ClassVar[int]
    start: int
    end: int
    surface: str
    candidates: _containers.RepeatedCompositeFieldContainer[Place]
    role: MentionRole
    cue: str
    def __init__(self, start: _Optional[int] = ..., end: _Optional[int] = ..., surface: _Optional[str] = ..., candidates: _Optional[_Iterable[_Union[Place, _Mapping]]] = ..., role: _Optional[_Union[MentionRole, str]] = ..., cue: _Optional[str] = ...) -> None: ...

class FindPlaceMentionsRequest(_message.Message):
    __slots__ = ("text", "language")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    text: str
    language: str
    def __init__(self, text: _Optional[str] = ..., language: _Optional[str] = ...) -> None: ...

class FindPlaceMentionsResponse(_message.Message):
    __slots__ = ("edition_id", "mentions")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    MENTIONS_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    mentions: _containers.RepeatedCompositeFieldContainer[PlaceMention]
    def __init__(self, edition_id: _Optional[str] = ..., mentions: _Optional[_Iterable[_Union[PlaceMention, _Mapping]]] = ...) -> None: ...

class GeocodeRequest(_message.Message):
    __slots__ = ("query", "limit")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    query: str
    limit: int
    def __init__(self, query: _Optional[str] = ..., limit: _Optional[int] = ...) -> None: ...

class GeocodeResponse(_message.Message):
    __slots__ = ("edition_id", "places")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    PLACES_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    places: _containers.RepeatedCompositeFieldContainer[Place]
    def __init__(self, edition_id: _Optional[str] = ..., places: _Optional[_Iterable[_Union[Place, _Mapping]]] = ...) -> None: ...

class ReverseGeocodeRequest(_message.Message):
    __slots__ = ("point", "limit")
    POINT_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    point: _type_pb2.LatLon
    limit: int
    def __init__(self, point: _Optional[_Union[_type_pb2.LatLon, _Mapping]] = ..., limit: _Optional[int] = ...) -> None: ...

class ReverseGeocodeResponse(_message.Message):
    __slots__ = ("edition_id", "places")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    PLACES_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    places: _containers.RepeatedCompositeFieldContainer[Place]
    def __init__(self, edition_id: _Optional[str] = ..., places: _Optional[_Iterable[_Union[Place, _Mapping]]] = ...) -> None: ...

class SearchPlacesRequest(_message.Message):
    __slots__ = ("query", "kind", "district_code", "near", "open_at", "step_free", "page_size", "page_token", "categories", "near_area", "within_m", "arrive_in_min", "on", "audience", "free")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_CODE_FIELD_NUMBER: _ClassVar[int]
    NEAR_FIELD_NUMBER: _ClassVar[int]
    OPEN_AT_FIELD_NUMBER: _ClassVar[int]
    STEP_FREE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CATEGORIES_FIELD_NUMBER: _ClassVar[int]
    NEAR_AREA_FIELD_NUMBER: _ClassVar[int]
    WITHIN_M_FIELD_NUMBER: _ClassVar[int]
    ARRIVE_IN_MIN_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    AUDIENCE_FIELD_NUMBER: _ClassVar[int]
    FREE_FIELD_NUMBER: _ClassVar[int]
    query: str
    kind: str
    district_code: str
    near: _type_pb2.LatLon
    open_at: str
    step_free: bool
    page_size: int
    page_token: str
    categories: _containers.RepeatedScalarFieldContainer[str]
    near_area: str
    within_m: float
    arrive_in_min: int
    on: str
    audience: str
    free: bool
    def __init__(self, query: _Optional[str] = ..., kind: _Optional[str] = ..., district_code: _Optional[str] = ..., near: _Optional[_Union[_type_pb2.LatLon, _Mapping]] = ..., open_at: _Optional[str] = ..., step_free: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., categories: _Optional[_Iterable[str]] = ..., near_area: _Optional[str] = ..., within_m: _Optional[float] = ..., arrive_in_min: _Optional[int] = ..., on: _Optional[str] = ..., audience: _Optional[str] = ..., free: _Optional[bool] = ...) -> None: ...

class SearchPlacesResponse(_message.Message):
    __slots__ = ("edition_id", "places", "next_page_token", "empty", "hours_unknown", "listed")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    PLACES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    EMPTY_FIELD_NUMBER: _ClassVar[int]
    HOURS_UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    LISTED_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    places: _containers.RepeatedCompositeFieldContainer[Place]
    next_page_token: str
    empty: str
    hours_unknown: int
    listed: bool
    def __init__(self, edition_id: _Optional[str] = ..., places: _Optional[_Iterable[_Union[Place, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., empty: _Optional[str] = ..., hours_unknown: _Optional[int] = ..., listed: _Optional[bool] = ...) -> None: ...

class GetDirectionsRequest(_message.Message):
    __slots__ = ("origin", "destination", "depart_at", "arrive_by", "language", "origin_text", "destination_text", "picture", "step_free", "on_foot")
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    DESTINATION_FIELD_NUMBER: _ClassVar[int]
    DEPART_AT_FIELD_NUMBER: _ClassVar[int]
    ARRIVE_BY_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_TEXT_FIELD_NUMBER: _ClassVar[int]
    DESTINATION_TEXT_FIELD_NUMBER: _ClassVar[int]
    PICTURE_FIELD_NUMBER: _ClassVar[int]
    STEP_FREE_FIELD_NUMBER: _ClassVar[int]
    ON_FOOT_FIELD_NUMBER: _ClassVar[int]
    origin: _type_pb2.LatLon
    destination: _type_pb2.LatLon
    depart_at: str
    arrive_by: str
    language: str
    origin_text: str
    destination_text: str
    picture: bool
    step_free: bool
    on_foot: bool
    def __init__(self, origin: _Optional[_Union[_type_pb2.LatLon, _Mapping]] = ..., destination: _Optional[_Union[_type_pb2.LatLon, _Mapping]] = ..., depart_at: _Optional[str] = ..., arrive_by: _Optional[str] = ..., language: _Optional[str] = ..., origin_text: _Optional[str] = ..., destination_text: _Optional[str] = ..., picture: _Optional[bool] = ..., step_free: _Optional[bool] = ..., on_foot: _Optional[bool] = ...) -> None: ...

class Manoeuvre(_message.Message):
    __slots__ = ("kind", "street_names", "distance_m", "landmark")
    class StreetNamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    KIND_FIELD_NUMBER: _ClassVar[int]
    STREET_NAMES_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    LANDMARK_FIELD_NUMBER: _ClassVar[int]
    kind: str
    street_names: _containers.ScalarMap[str, str]
    distance_m: float
    landmark: Place
    def __init__(self, kind: _Optional[str] = ..., street_names: _Optional[_Mapping[str, str]] = ..., distance_m: _Optional[float] = ..., landmark: _Optional[_Union[Place, _Mapping]] = ...) -> None: ...

class LineHours(_message.Message):
    __slots__ = ("first", "last", "source", "data_date")
    FIRST_FIELD_NUMBER: _ClassVar[int]
    LAST_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    DATA_DATE_FIELD_NUMBER: _ClassVar[int]
    first: str
    last: str
    source: str
    data_date: str
    def __init__(self, first: _Optional[str] = ..., last: _Optional[str] = ..., source: _Optional[str] = ..., data_date: _Optional[str] = ...) -> None: ...

class Leg(_message.Message):
    __slots__ = ("mode", "origin", "destination", "departure", "arrival", "distance_m", "steps", "line_names", "direction", "terminal", "change_s", "departure_clock", "arrival_clock", "stops", "moving_s", "wait_s", "exact", "colour", "method", "step_free", "manoeuvres", "estimated", "times_unknown", "hours", "lifts", "next_stop", "express")
    class LineNamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    MODE_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    DESTINATION_FIELD_NUMBER: _ClassVar[int]
    DEPARTURE_FIELD_NUMBER: _ClassVar[int]
    ARRIVAL_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    LINE_NAMES_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    TERMINAL_FIELD_NUMBER: _ClassVar[int]
    CHANGE_S_FIELD_NUMBER: _ClassVar[int]
    DEPARTURE_CLOCK_FIELD_NUMBER: _ClassVar[int]
    ARRIVAL_CLOCK_FIELD_NUMBER: _ClassVar[int]
    STOPS_FIELD_NUMBER: _ClassVar[int]
    MOVING_S_FIELD_NUMBER: _ClassVar[int]
    WAIT_S_FIELD_NUMBER: _ClassVar[int]
    EXACT_FIELD_NUMBER: _ClassVar[int]
    COLOUR_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    STEP_FREE_FIELD_NUMBER: _ClassVar[int]
    MANOEUVRES_FIELD_NUMBER: _ClassVar[int]
    ESTIMATED_FIELD_NUMBER: _ClassVar[int]
    TIMES_UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    HOURS_FIELD_NUMBER: _ClassVar[int]
    LIFTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_STOP_FIELD_NUMBER: _ClassVar[int]
    EXPRESS_FIELD_NUMBER: _ClassVar[int]
    mode: str
    origin: Place
    destination: Place
    departure: str
    arrival: str
    distance_m: float
    steps: _containers.RepeatedScalarFieldContainer[str]
    line_names: _containers.ScalarMap[str, str]
    direction: str
    terminal: Place
    change_s: int
    departure_clock: str
    arrival_clock: str
    stops: int
    moving_s: int
    wait_s: int
    exact: bool
    colour: str
    method: str
    step_free: bool
    manoeuvres: _containers.RepeatedCompositeFieldContainer[Manoeuvre]
    estimated: bool
    times_unknown: bool
    hours: LineHours
    lifts: bool
    next_stop: Place
    express: bool
    def __init__(self, mode: _Optional[str] = ..., origin: _Optional[_Union[Place, _Mapping]] = ..., destination: _Optional[_Union[Place, _Mapping]] = ..., departure: _Optional[str] = ..., arrival: _Optional[str] = ..., distance_m: _Optional[float] = ..., steps: _Optional[_Iterable[str]] = ..., line_names: _Optional[_Mapping[str, str]] = ..., direction: _Optional[str] = ..., terminal: _Optional[_Union[Place, _Mapping]] = ..., change_s: _Optional[int] = ..., departure_clock: _Optional[str] = ..., arrival_clock: _Optional[str] = ..., stops: _Optional[int] = ..., moving_s: _Optional[int] = ..., wait_s: _Optional[int] = ..., exact: _Optional[bool] = ..., colour: _Optional[str] = ..., method: _Optional[str] = ..., step_free: _Optional[bool] = ..., manoeuvres: _Optional[_Iterable[_Union[Manoeuvre, _Mapping]]] = ..., estimated: _Optional[bool] = ..., times_unknown: _Optional[bool] = ..., hours: _Optional[_Union[LineHours, _Mapping]] = ..., lifts: _Optional[bool] = ..., next_stop: _Optional[_Union[Place, _Mapping]] = ..., express: _Optional[bool] = ...) -> None: ...

class GetDirectionsResponse(_message.Message):
    __slots__ = ("edition_id", "legs", "method", "departure", "arrival", "service_day", "day_type", "transfers", "walking_m", "step_free", "exact", "source", "data_date", "origin", "destination", "origin_candidates", "destination_candidates", "empty", "geometry", "picture", "map_source", "map_date", "estimate_s", "lift_source", "lift_date", "lift_freshness", "lifts_unknown")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    LEGS_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    DEPARTURE_FIELD_NUMBER: _ClassVar[int]
    ARRIVAL_FIELD_NUMBER: _ClassVar[int]
    SERVICE_DAY_FIELD_NUMBER: _ClassVar[int]
    DAY_TYPE_FIELD_NUMBER: _ClassVar[int]
    TRANSFERS_FIELD_NUMBER: _ClassVar[int]
    WALKING_M_FIELD_NUMBER: _ClassVar[int]
    STEP_FREE_FIELD_NUMBER: _ClassVar[int]
    EXACT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    DATA_DATE_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    DESTINATION_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    DESTINATION_CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    EMPTY_FIELD_NUMBER: _ClassVar[int]
    GEOMETRY_FIELD_NUMBER: _ClassVar[int]
    PICTURE_FIELD_NUMBER: _ClassVar[int]
    MAP_SOURCE_FIELD_NUMBER: _ClassVar[int]
    MAP_DATE_FIELD_NUMBER: _ClassVar[int]
    ESTIMATE_S_FIELD_NUMBER: _ClassVar[int]
    LIFT_SOURCE_FIELD_NUMBER: _ClassVar[int]
    LIFT_DATE_FIELD_NUMBER: _ClassVar[int]
    LIFT_FRESHNESS_FIELD_NUMBER: _ClassVar[int]
    LIFTS_UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    legs: _containers.RepeatedCompositeFieldContainer[Leg]
    method: str
    departure: str
    arrival: str
    service_day: str
    day_type: str
    transfers: int
    walking_m: float
    step_free: bool
    exact: bool
    source: str
    data_date: str
    origin: Place
    destination: Place
    origin_candidates: _containers.RepeatedCompositeFieldContainer[Place]
    destination_candidates: _containers.RepeatedCompositeFieldContainer[Place]
    empty: str
    geometry: str
    picture: str
    map_source: str
    map_date: str
    estimate_s: int
    lift_source: str
    lift_date: str
    lift_freshness: str
    lifts_unknown: _containers.RepeatedCompositeFieldContainer[Place]
    def __init__(self, edition_id: _Optional[str] = ..., legs: _Optional[_Iterable[_Union[Leg, _Mapping]]] = ..., method: _Optional[str] = ..., departure: _Optional[str] = ..., arrival: _Optional[str] = ..., service_day: _Optional[str] = ..., day_type: _Optional[str] = ..., transfers: _Optional[int] = ..., walking_m: _Optional[float] = ..., step_free: _Optional[bool] = ..., exact: _Optional[bool] = ..., source: _Optional[str] = ..., data_date: _Optional[str] = ..., origin: _Optional[_Union[Place, _Mapping]] = ..., destination: _Optional[_Union[Place, _Mapping]] = ..., origin_candidates: _Optional[_Iterable[_Union[Place, _Mapping]]] = ..., destination_candidates: _Optional[_Iterable[_Union[Place, _Mapping]]] = ..., empty: _Optional[str] = ..., geometry: _Optional[str] = ..., picture: _Optional[str] = ..., map_source: _Optional[str] = ..., map_date: _Optional[str] = ..., estimate_s: _Optional[int] = ..., lift_source: _Optional[str] = ..., lift_date: _Optional[str] = ..., lift_freshness: _Optional[str] = ..., lifts_unknown: _Optional[_Iterable[_Union[Place, _Mapping]]] = ...) -> None: ...

class GetLastDeparturesRequest(_message.Message):
    __slots__ = ("station", "line", "direction", "at", "terminal", "towards", "which", "day_type")
    STATION_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    TERMINAL_FIELD_NUMBER: _ClassVar[int]
    TOWARDS_FIELD_NUMBER: _ClassVar[int]
    WHICH_FIELD_NUMBER: _ClassVar[int]
    DAY_TYPE_FIELD_NUMBER: _ClassVar[int]
    station: str
    line: str
    direction: str
    at: str
    terminal: str
    towards: str
    which: str
    day_type: str
    def __init__(self, station: _Optional[str] = ..., line: _Optional[str] = ..., direction: _Optional[str] = ..., at: _Optional[str] = ..., terminal: _Optional[str] = ..., towards: _Optional[str] = ..., which: _Optional[str] = ..., day_type: _Optional[str] = ...) -> None: ...

class Departure(_message.Message):
    __slots__ = ("line", "direction", "terminal", "station", "first", "last", "line_names", "way_home", "gone", "clock", "next_day", "time", "short_of_goal")
    class LineNamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    LINE_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    TERMINAL_FIELD_NUMBER: _ClassVar[int]
    STATION_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    LAST_FIELD_NUMBER: _ClassVar[int]
    LINE_NAMES_FIELD_NUMBER: _ClassVar[int]
    WAY_HOME_FIELD_NUMBER: _ClassVar[int]
    GONE_FIELD_NUMBER: _ClassVar[int]
    CLOCK_FIELD_NUMBER: _ClassVar[int]
    NEXT_DAY_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    SHORT_OF_GOAL_FIELD_NUMBER: _ClassVar[int]
    line: str
    direction: str
    terminal: Place
    station: Place
    first: str
    last: str
    line_names: _containers.ScalarMap[str, str]
    way_home: bool
    gone: bool
    clock: str
    next_day: bool
    time: str
    short_of_goal: bool
    def __init__(self, line: _Optional[str] = ..., direction: _Optional[str] = ..., terminal: _Optional[_Union[Place, _Mapping]] = ..., station: _Optional[_Union[Place, _Mapping]] = ..., first: _Optional[str] = ..., last: _Optional[str] = ..., line_names: _Optional[_Mapping[str, str]] = ..., way_home: _Optional[bool] = ..., gone: _Optional[bool] = ..., clock: _Optional[str] = ..., next_day: _Optional[bool] = ..., time: _Optional[str] = ..., short_of_goal: _Optional[bool] = ...) -> None: ...

class GetLastDeparturesResponse(_message.Message):
    __slots__ = ("edition_id", "departures", "service_day", "day_type", "incomplete_lines", "source", "data_date", "station", "candidates", "towards", "towards_candidates", "exact", "empty", "by_weekday")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    DEPARTURES_FIELD_NUMBER: _ClassVar[int]
    SERVICE_DAY_FIELD_NUMBER: _ClassVar[int]
    DAY_TYPE_FIELD_NUMBER: _ClassVar[int]
    INCOMPLETE_LINES_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    DATA_DATE_FIELD_NUMBER: _ClassVar[int]
    STATION_FIELD_NUMBER: _ClassVar[int]
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    TOWARDS_FIELD_NUMBER: _ClassVar[int]
    TOWARDS_CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    EXACT_FIELD_NUMBER: _ClassVar[int]
    EMPTY_FIELD_NUMBER: _ClassVar[int]
    BY_WEEKDAY_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    departures: _containers.RepeatedCompositeFieldContainer[Departure]
    service_day: str
    day_type: str
    incomplete_lines: _containers.RepeatedScalarFieldContainer[str]
    source: str
    data_date: str
    station: Place
    candidates: _containers.RepeatedCompositeFieldContainer[Place]
    towards: Place
    towards_candidates: _containers.RepeatedCompositeFieldContainer[Place]
    exact: bool
    empty: str
    by_weekday: bool
    def __init__(self, edition_id: _Optional[str] = ..., departures: _Optional[_Iterable[_Union[Departure, _Mapping]]] = ..., service_day: _Optional[str] = ..., day_type: _Optional[str] = ..., incomplete_lines: _Optional[_Iterable[str]] = ..., source: _Optional[str] = ..., data_date: _Optional[str] = ..., station: _Optional[_Union[Place, _Mapping]] = ..., candidates: _Optional[_Iterable[_Union[Place, _Mapping]]] = ..., towards: _Optional[_Union[Place, _Mapping]] = ..., towards_candidates: _Optional[_Iterable[_Union[Place, _Mapping]]] = ..., exact: _Optional[bool] = ..., empty: _Optional[str] = ..., by_weekday: _Optional[bool] = ...) -> None: ...

class GetLatestJourneyRequest(_message.Message):
    __slots__ = ("origin", "destination", "at", "day_type", "which", "step_free", "language")
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    DESTINATION_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    DAY_TYPE_FIELD_NUMBER: _ClassVar[int]
    WHICH_FIELD_NUMBER: _ClassVar[int]
    STEP_FREE_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    origin: str
    destination: str
    at: str
    day_type: str
    which: str
    step_free: bool
    language: str
    def __init__(self, origin: _Optional[str] = ..., destination: _Optional[str] = ..., at: _Optional[str] = ..., day_type: _Optional[str] = ..., which: _Optional[str] = ..., step_free: _Optional[bool] = ..., language: _Optional[str] = ...) -> None: ...

class JourneyRoute(_message.Message):
    __slots__ = ("legs", "departure", "arrival", "transfers", "walking_m", "step_free", "geometry", "picture")
    LEGS_FIELD_NUMBER: _ClassVar[int]
    DEPARTURE_FIELD_NUMBER: _ClassVar[int]
    ARRIVAL_FIELD_NUMBER: _ClassVar[int]
    TRANSFERS_FIELD_NUMBER: _ClassVar[int]
    WALKING_M_FIELD_NUMBER: _ClassVar[int]
    STEP_FREE_FIELD_NUMBER: _ClassVar[int]
    GEOMETRY_FIELD_NUMBER: _ClassVar[int]
    PICTURE_FIELD_NUMBER: _ClassVar[int]
    legs: _containers.RepeatedCompositeFieldContainer[Leg]
    departure: str
    arrival: str
    transfers: int
    walking_m: float
    step_free: bool
    geometry: str
    picture: str
    def __init__(self, legs: _Optional[_Iterable[_Union[Leg, _Mapping]]] = ..., departure: _Optional[str] = ..., arrival: _Optional[str] = ..., transfers: _Optional[int] = ..., walking_m: _Optional[float] = ..., step_free: _Optional[bool] = ..., geometry: _Optional[str] = ..., picture: _Optional[str] = ...) -> None: ...

class JourneyFallback(_message.Message):
    __slots__ = ("kind", "text")
    KIND_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    kind: str
    text: str
    def __init__(self, kind: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class GetLatestJourneyResponse(_message.Message):
    __slots__ = ("edition_id", "departure", "arrival", "service_day", "legs", "day_type", "leave_by", "slack_s", "tight", "exact", "source", "data_date", "origin", "destination", "origin_candidates", "destination_candidates", "empty", "next_day", "lift_source", "lift_date", "lift_freshness", "lifts_unknown", "route", "fallback", "by_weekday", "notice")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    DEPARTURE_FIELD_NUMBER: _ClassVar[int]
    ARRIVAL_FIELD_NUMBER: _ClassVar[int]
    SERVICE_DAY_FIELD_NUMBER: _ClassVar[int]
    LEGS_FIELD_NUMBER: _ClassVar[int]
    DAY_TYPE_FIELD_NUMBER: _ClassVar[int]
    LEAVE_BY_FIELD_NUMBER: _ClassVar[int]
    SLACK_S_FIELD_NUMBER: _ClassVar[int]
    TIGHT_FIELD_NUMBER: _ClassVar[int]
    EXACT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    DATA_DATE_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    DESTINATION_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    DESTINATION_CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    EMPTY_FIELD_NUMBER: _ClassVar[int]
    NEXT_DAY_FIELD_NUMBER: _ClassVar[int]
    LIFT_SOURCE_FIELD_NUMBER: _ClassVar[int]
    LIFT_DATE_FIELD_NUMBER: _ClassVar[int]
    LIFT_FRESHNESS_FIELD_NUMBER: _ClassVar[int]
    LIFTS_UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    ROUTE_FIELD_NUMBER: _ClassVar[int]
    FALLBACK_FIELD_NUMBER: _ClassVar[int]
    BY_WEEKDAY_FIELD_NUMBER: _ClassVar[int]
    NOTICE_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    departure: str
    arrival: str
    service_day: str
    legs: _containers.RepeatedCompositeFieldContainer[Leg]
    day_type: str
    leave_by: str
    slack_s: int
    tight: bool
    exact: bool
    source: str
    data_date: str
    origin: Place
    destination: Place
    origin_candidates: _containers.RepeatedCompositeFieldContainer[Place]
    destination_candidates: _containers.RepeatedCompositeFieldContainer[Place]
    empty: str
    next_day: bool
    lift_source: str
    lift_date: str
    lift_freshness: str
    lifts_unknown: _containers.RepeatedCompositeFieldContainer[Place]
    route: JourneyRoute
    fallback: _containers.RepeatedCompositeFieldContainer[JourneyFallback]
    by_weekday: bool
    notice: str
    def __init__(self, edition_id: _Optional[str] = ..., departure: _Optional[str] = ..., arrival: _Optional[str] = ..., service_day: _Optional[str] = ..., legs: _Optional[_Iterable[_Union[Leg, _Mapping]]] = ..., day_type: _Optional[str] = ..., leave_by: _Optional[str] = ..., slack_s: _Optional[int] = ..., tight: _Optional[bool] = ..., exact: _Optional[bool] = ..., source: _Optional[str] = ..., data_date: _Optional[str] = ..., origin: _Optional[_Union[Place, _Mapping]] = ..., destination: _Optional[_Union[Place, _Mapping]] = ..., origin_candidates: _Optional[_Iterable[_Union[Place, _Mapping]]] = ..., destination_candidates: _Optional[_Iterable[_Union[Place, _Mapping]]] = ..., empty: _Optional[str] = ..., next_day: _Optional[bool] = ..., lift_source: _Optional[str] = ..., lift_date: _Optional[str] = ..., lift_freshness: _Optional[str] = ..., lifts_unknown: _Optional[_Iterable[_Union[Place, _Mapping]]] = ..., route: _Optional[_Union[JourneyRoute, _Mapping]] = ..., fallback: _Optional[_Iterable[_Union[JourneyFallback, _Mapping]]] = ..., by_weekday: _Optional[bool] = ..., notice: _Optional[str] = ...) -> None: ...

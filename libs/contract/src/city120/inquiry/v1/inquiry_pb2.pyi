from buf.validate import validate_pb2 as _validate_pb2
from city120.type.v1 import type_pb2 as _type_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Kind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    KIND_UNSPECIFIED: _ClassVar[Kind]
    KIND_EMERGENCY: _ClassVar[Kind]
    KIND_OUT_OF_SCOPE: _ClassVar[Kind]
    KIND_CLARIFY: _ClassVar[Kind]
    KIND_DEPARTURES: _ClassVar[Kind]
    KIND_DIRECTIONS: _ClassVar[Kind]
    KIND_PLACES: _ClassVar[Kind]
    KIND_ANSWER: _ClassVar[Kind]
    KIND_DEPARTMENT: _ClassVar[Kind]
    KIND_HANDOFF: _ClassVar[Kind]
KIND_UNSPECIFIED: Kind
KIND_EMERGENCY: Kind
KIND_OUT_OF_SCOPE: Kind
KIND_CLARIFY: Kind
KIND_DEPARTURES: Kind
KIND_DIRECTIONS: Kind
KIND_PLACES: Kind
KIND_ANSWER: Kind
KIND_DEPARTMENT: Kind
KIND_HANDOFF: Kind

class PlaceHint(_message.Message):
    __slots__ = ("text", "point", "area_code", "otherwise")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    POINT_FIELD_NUMBER: _ClassVar[int]
    AREA_CODE_FIELD_NUMBER: _ClassVar[int]
    OTHERWISE_FIELD_NUMBER: _ClassVar[int]
    text: str
    point: _type_pb2.LatLon
    area_code: str
    otherwise: PlaceHint
    def __init__(self, text: _Optional[str] = ..., point: _Optional[_Union[_type_pb2.LatLon, _Mapping]] = ..., area_code: _Optional[str] = ..., otherwise: _Optional[_Union[PlaceHint, _Mapping]] = ...) -> None: ...

class Fill(_message.Message):
    __slots__ = ("area_code", "affair_code", "station_id", "line", "direction", "asset", "at")
    AREA_CODE_FIELD_NUMBER: _ClassVar[int]
    AFFAIR_CODE_FIELD_NUMBER: _ClassVar[int]
    STATION_ID_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    ASSET_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    area_code: str
    affair_code: str
    station_id: str
    line: str
    direction: str
    asset: str
    at: str
    def __init__(self, area_code: _Optional[str] = ..., affair_code: _Optional[str] = ..., station_id: _Optional[str] = ..., line: _Optional[str] = ..., direction: _Optional[str] = ..., asset: _Optional[str] = ..., at: _Optional[str] = ...) -> None: ...

class ResolveInquiryRequest(_message.Message):
    __slots__ = ("text", "language", "channel", "place", "at", "as_of", "fill", "continuation")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    FILL_FIELD_NUMBER: _ClassVar[int]
    CONTINUATION_FIELD_NUMBER: _ClassVar[int]
    text: str
    language: str
    channel: str
    place: PlaceHint
    at: str
    as_of: str
    fill: Fill
    continuation: str
    def __init__(self, text: _Optional[str] = ..., language: _Optional[str] = ..., channel: _Optional[str] = ..., place: _Optional[_Union[PlaceHint, _Mapping]] = ..., at: _Optional[str] = ..., as_of: _Optional[str] = ..., fill: _Optional[_Union[Fill, _Mapping]] = ..., continuation: _Optional[str] = ...) -> None: ...

class Evidence(_message.Message):
    __slots__ = ("kind", "ref", "detail")
    KIND_FIELD_NUMBER: _ClassVar[int]
    REF_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    kind: str
    ref: str
    detail: str
    def __init__(self, kind: _Optional[str] = ..., ref: _Optional[str] = ..., detail: _Optional[str] = ...) -> None: ...

class RankedAffair(_message.Message):
    __slots__ = ("code", "probability", "labels")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    CODE_FIELD_NUMBER: _ClassVar[int]
    PROBABILITY_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    code: str
    probability: float
    labels: _containers.ScalarMap[str, str]
    def __init__(self, code: _Optional[str] = ..., probability: _Optional[float] = ..., labels: _Optional[_Mapping[str, str]] = ...) -> None: ...

class NearBorder(_message.Message):
    __slots__ = ("district_code", "outside_code", "distance_m")
    DISTRICT_CODE_FIELD_NUMBER: _ClassVar[int]
    OUTSIDE_CODE_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    district_code: str
    outside_code: str
    distance_m: float
    def __init__(self, district_code: _Optional[str] = ..., outside_code: _Optional[str] = ..., distance_m: _Optional[float] = ...) -> None: ...

class InquiryArea(_message.Message):
    __slots__ = ("district_code", "admin_dong_code", "admin_dong_candidates", "legal_dong_code", "near_border", "boundary_date")
    DISTRICT_CODE_FIELD_NUMBER: _ClassVar[int]
    ADMIN_DONG_CODE_FIELD_NUMBER: _ClassVar[int]
    ADMIN_DONG_CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    LEGAL_DONG_CODE_FIELD_NUMBER: _ClassVar[int]
    NEAR_BORDER_FIELD_NUMBER: _ClassVar[int]
    BOUNDARY_DATE_FIELD_NUMBER: _ClassVar[int]
    district_code: str
    admin_dong_code: str
    admin_dong_candidates: _containers.RepeatedScalarFieldContainer[str]
    legal_dong_code: str
    near_border: NearBorder
    boundary_date: str
    def __init__(self, district_code: _Optional[str] = ..., admin_dong_code: _Optional[str] = ..., admin_dong_candidates: _Optional[_Iterable[str]] = ..., legal_dong_code: _Optional[str] = ..., near_border: _Optional[_Union[NearBorder, _Mapping]] = ..., boundary_date: _Optional[str] = ...) -> None: ...

class InquiryRunnerUp(_message.Message):
    __slots__ = ("body_id", "rule_id", "why_not")
    BODY_ID_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    WHY_NOT_FIELD_NUMBER: _ClassVar[int]
    body_id: str
    rule_id: str
    why_not: str
    def __init__(self, body_id: _Optional[str] = ..., rule_id: _Optional[str] = ..., why_not: _Optional[str] = ...) -> None: ...

class InquiryResponsibility(_message.Message):
    __slots__ = ("body_id", "department_id", "name", "names", "tier", "phone", "hours", "usual_unit", "rule_id", "legal_basis", "data_date", "runner_up", "source", "reason", "opening", "changes", "note", "department_names", "taken_by")
    class NamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class DepartmentNamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    BODY_ID_FIELD_NUMBER: _ClassVar[int]
    DEPARTMENT_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    HOURS_FIELD_NUMBER: _ClassVar[int]
    USUAL_UNIT_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    LEGAL_BASIS_FIELD_NUMBER: _ClassVar[int]
    DATA_DATE_FIELD_NUMBER: _ClassVar[int]
    RUNNER_UP_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    OPENING_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    DEPARTMENT_NAMES_FIELD_NUMBER: _ClassVar[int]
    TAKEN_BY_FIELD_NUMBER: _ClassVar[int]
    body_id: str
    department_id: str
    name: str
    names: _containers.ScalarMap[str, str]
    tier: str
    phone: str
    hours: str
    usual_unit: str
    rule_id: str
    legal_basis: str
    data_date: str
    runner_up: InquiryRunnerUp
    source: str
    reason: str
    opening: _type_pb2.Opening
    changes: _containers.RepeatedScalarFieldContainer[str]
    note: str
    department_names: _containers.ScalarMap[str, str]
    taken_by: str
    def __init__(self, body_id: _Optional[str] = ..., department_id: _Optional[str] = ..., name: _Optional[str] = ..., names: _Optional[_Mapping[str, str]] = ..., tier: _Optional[str] = ..., phone: _Optional[str] = ..., hours: _Optional[str] = ..., usual_unit: _Optional[str] = ..., rule_id: _Optional[str] = ..., legal_basis: _Optional[str] = ..., data_date: _Optional[str] = ..., runner_up: _Optional[_Union[InquiryRunnerUp, _Mapping]] = ..., source: _Optional[str] = ..., reason: _Optional[str] = ..., opening: _Optional[_Union[_type_pb2.Opening, _Mapping]] = ..., changes: _Optional[_Iterable[str]] = ..., note: _Optional[str] = ..., department_names: _Optional[_Mapping[str, str]] = ..., taken_by: _Optional[str] = ...) -> None: ...

class InquiryAnswer(_message.Message):
    __slots__ = ("entry_id", "text", "source", "reviewed_on", "plain", "spoken", "publisher")
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    REVIEWED_ON_FIELD_NUMBER: _ClassVar[int]
    PLAIN_FIELD_NUMBER: _ClassVar[int]
    SPOKEN_FIELD_NUMBER: _ClassVar[int]
    PUBLISHER_FIELD_NUMBER: _ClassVar[int]
    entry_id: str
    text: str
    source: str
    reviewed_on: str
    plain: str
    spoken: str
    publisher: str
    def __init__(self, entry_id: _Optional[str] = ..., text: _Optional[str] = ..., source: _Optional[str] = ..., reviewed_on: _Optional[str] = ..., plain: _Optional[str] = ..., spoken: _Optional[str] = ..., publisher: _Optional[str] = ...) -> None: ...

class InquiryPlace(_message.Message):
    __slots__ = ("ref", "kind", "name", "names", "district_code", "location", "address", "phone", "distance_m", "opening", "categories", "data_date", "freshness", "step_free", "starts", "ends", "free")
    class NamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    REF_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_CODE_FIELD_NUMBER: _ClassVar[int]
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    OPENING_FIELD_NUMBER: _ClassVar[int]
    CATEGORIES_FIELD_NUMBER: _ClassVar[int]
    DATA_DATE_FIELD_NUMBER: _ClassVar[int]
    FRESHNESS_FIELD_NUMBER: _ClassVar[int]
    STEP_FREE_FIELD_NUMBER: _ClassVar[int]
    STARTS_FIELD_NUMBER: _ClassVar[int]
    ENDS_FIELD_NUMBER: _ClassVar[int]
    FREE_FIELD_NUMBER: _ClassVar[int]
    ref: str
    kind: str
    name: str
    names: _containers.ScalarMap[str, str]
    district_code: str
    location: _type_pb2.LatLon
    address: str
    phone: str
    distance_m: float
    opening: _type_pb2.Opening
    categories: _containers.RepeatedScalarFieldContainer[str]
    data_date: str
    freshness: str
    step_free: bool
    starts: str
    ends: str
    free: bool
    def __init__(self, ref: _Optional[str] = ..., kind: _Optional[str] = ..., name: _Optional[str] = ..., names: _Optional[_Mapping[str, str]] = ..., district_code: _Optional[str] = ..., location: _Optional[_Union[_type_pb2.LatLon, _Mapping]] = ..., address: _Optional[str] = ..., phone: _Optional[str] = ..., distance_m: _Optional[float] = ..., opening: _Optional[_Union[_type_pb2.Opening, _Mapping]] = ..., categories: _Optional[_Iterable[str]] = ..., data_date: _Optional[str] = ..., freshness: _Optional[str] = ..., step_free: _Optional[bool] = ..., starts: _Optional[str] = ..., ends: _Optional[str] = ..., free: _Optional[bool] = ...) -> None: ...

class Empty(_message.Message):
    __slots__ = ("what", "reason")
    WHAT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    what: str
    reason: str
    def __init__(self, what: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class OutOfScope(_message.Message):
    __slots__ = ("reason",)
    REASON_FIELD_NUMBER: _ClassVar[int]
    reason: str
    def __init__(self, reason: _Optional[str] = ...) -> None: ...

class ItineraryLeg(_message.Message):
    __slots__ = ("mode", "origin", "destination", "departure", "arrival")
    MODE_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    DESTINATION_FIELD_NUMBER: _ClassVar[int]
    DEPARTURE_FIELD_NUMBER: _ClassVar[int]
    ARRIVAL_FIELD_NUMBER: _ClassVar[int]
    mode: str
    origin: str
    destination: str
    departure: str
    arrival: str
    def __init__(self, mode: _Optional[str] = ..., origin: _Optional[str] = ..., destination: _Optional[str] = ..., departure: _Optional[str] = ..., arrival: _Optional[str] = ...) -> None: ...

class InquiryLineHours(_message.Message):
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

class InquiryRouteLeg(_message.Message):
    __slots__ = ("mode", "origin_names", "destination_names", "line_names", "direction", "terminal_names", "departure", "arrival", "stops", "moving_s", "change_s", "distance_m", "exact", "times_unknown", "hours", "origin_exit", "destination_exit", "next_stop_names", "express")
    class OriginNamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class DestinationNamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class LineNamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class TerminalNamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class NextStopNamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    MODE_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_NAMES_FIELD_NUMBER: _ClassVar[int]
    DESTINATION_NAMES_FIELD_NUMBER: _ClassVar[int]
    LINE_NAMES_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    TERMINAL_NAMES_FIELD_NUMBER: _ClassVar[int]
    DEPARTURE_FIELD_NUMBER: _ClassVar[int]
    ARRIVAL_FIELD_NUMBER: _ClassVar[int]
    STOPS_FIELD_NUMBER: _ClassVar[int]
    MOVING_S_FIELD_NUMBER: _ClassVar[int]
    CHANGE_S_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    EXACT_FIELD_NUMBER: _ClassVar[int]
    TIMES_UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    HOURS_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_EXIT_FIELD_NUMBER: _ClassVar[int]
    DESTINATION_EXIT_FIELD_NUMBER: _ClassVar[int]
    NEXT_STOP_NAMES_FIELD_NUMBER: _ClassVar[int]
    EXPRESS_FIELD_NUMBER: _ClassVar[int]
    mode: str
    origin_names: _containers.ScalarMap[str, str]
    destination_names: _containers.ScalarMap[str, str]
    line_names: _containers.ScalarMap[str, str]
    direction: str
    terminal_names: _containers.ScalarMap[str, str]
    departure: str
    arrival: str
    stops: int
    moving_s: int
    change_s: int
    distance_m: float
    exact: bool
    times_unknown: bool
    hours: InquiryLineHours
    origin_exit: str
    destination_exit: str
    next_stop_names: _containers.ScalarMap[str, str]
    express: bool
    def __init__(self, mode: _Optional[str] = ..., origin_names: _Optional[_Mapping[str, str]] = ..., destination_names: _Optional[_Mapping[str, str]] = ..., line_names: _Optional[_Mapping[str, str]] = ..., direction: _Optional[str] = ..., terminal_names: _Optional[_Mapping[str, str]] = ..., departure: _Optional[str] = ..., arrival: _Optional[str] = ..., stops: _Optional[int] = ..., moving_s: _Optional[int] = ..., change_s: _Optional[int] = ..., distance_m: _Optional[float] = ..., exact: _Optional[bool] = ..., times_unknown: _Optional[bool] = ..., hours: _Optional[_Union[InquiryLineHours, _Mapping]] = ..., origin_exit: _Optional[str] = ..., destination_exit: _Optional[str] = ..., next_stop_names: _Optional[_Mapping[str, str]] = ..., express: _Optional[bool] = ...) -> None: ...

class InquiryRoute(_message.Message):
    __slots__ = ("legs", "departure", "arrival", "transfers", "walking_m", "step_free", "geometry", "exact", "source", "data_date", "picture", "method", "map_source", "map_date", "estimate_s", "lift_source", "lift_date", "lift_freshness", "lifts_unknown")
    LEGS_FIELD_NUMBER: _ClassVar[int]
    DEPARTURE_FIELD_NUMBER: _ClassVar[int]
    ARRIVAL_FIELD_NUMBER: _ClassVar[int]
    TRANSFERS_FIELD_NUMBER: _ClassVar[int]
    WALKING_M_FIELD_NUMBER: _ClassVar[int]
    STEP_FREE_FIELD_NUMBER: _ClassVar[int]
    GEOMETRY_FIELD_NUMBER: _ClassVar[int]
    EXACT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    DATA_DATE_FIELD_NUMBER: _ClassVar[int]
    PICTURE_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    MAP_SOURCE_FIELD_NUMBER: _ClassVar[int]
    MAP_DATE_FIELD_NUMBER: _ClassVar[int]
    ESTIMATE_S_FIELD_NUMBER: _ClassVar[int]
    LIFT_SOURCE_FIELD_NUMBER: _ClassVar[int]
    LIFT_DATE_FIELD_NUMBER: _ClassVar[int]
    LIFT_FRESHNESS_FIELD_NUMBER: _ClassVar[int]
    LIFTS_UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    legs: _containers.RepeatedCompositeFieldContainer[InquiryRouteLeg]
    departure: str
    arrival: str
    transfers: int
    walking_m: float
    step_free: bool
    geometry: str
    exact: bool
    source: str
    data_date: str
    picture: str
    method: str
    map_source: str
    map_date: str
    estimate_s: int
    lift_source: str
    lift_date: str
    lift_freshness: str
    lifts_unknown: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, legs: _Optional[_Iterable[_Union[InquiryRouteLeg, _Mapping]]] = ..., departure: _Optional[str] = ..., arrival: _Optional[str] = ..., transfers: _Optional[int] = ..., walking_m: _Optional[float] = ..., step_free: _Optional[bool] = ..., geometry: _Optional[str] = ..., exact: _Optional[bool] = ..., source: _Optional[str] = ..., data_date: _Optional[str] = ..., picture: _Optional[str] = ..., method: _Optional[str] = ..., map_source: _Optional[str] = ..., map_date: _Optional[str] = ..., estimate_s: _Optional[int] = ..., lift_source: _Optional[str] = ..., lift_date: _Optional[str] = ..., lift_freshness: _Optional[str] = ..., lifts_unknown: _Optional[_Iterable[str]] = ...) -> None: ...

class InquiryTowards(_message.Message):
    __slots__ = ("station", "ref", "names")
    class NamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    STATION_FIELD_NUMBER: _ClassVar[int]
    REF_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    station: str
    ref: str
    names: _containers.ScalarMap[str, str]
    def __init__(self, station: _Optional[str] = ..., ref: _Optional[str] = ..., names: _Optional[_Mapping[str, str]] = ...) -> None: ...

class InquiryDeparture(_message.Message):
    __slots__ = ("line", "direction", "terminal", "station", "time", "service_day", "first_time", "terminal_names", "line_names", "incomplete", "which", "towards", "short_of_goal")
    class TerminalNamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
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
    TIME_FIELD_NUMBER: _ClassVar[int]
    SERVICE_DAY_FIELD_NUMBER: _ClassVar[int]
    FIRST_TIME_FIELD_NUMBER: _ClassVar[int]
    TERMINAL_NAMES_FIELD_NUMBER: _ClassVar[int]
    LINE_NAMES_FIELD_NUMBER: _ClassVar[int]
    INCOMPLETE_FIELD_NUMBER: _ClassVar[int]
    WHICH_FIELD_NUMBER: _ClassVar[int]
    TOWARDS_FIELD_NUMBER: _ClassVar[int]
    SHORT_OF_GOAL_FIELD_NUMBER: _ClassVar[int]
    line: str
    direction: str
    terminal: str
    station: str
    time: str
    service_day: str
    first_time: str
    terminal_names: _containers.ScalarMap[str, str]
    line_names: _containers.ScalarMap[str, str]
    incomplete: bool
    which: str
    towards: InquiryTowards
    short_of_goal: bool
    def __init__(self, line: _Optional[str] = ..., direction: _Optional[str] = ..., terminal: _Optional[str] = ..., station: _Optional[str] = ..., time: _Optional[str] = ..., service_day: _Optional[str] = ..., first_time: _Optional[str] = ..., terminal_names: _Optional[_Mapping[str, str]] = ..., line_names: _Optional[_Mapping[str, str]] = ..., incomplete: _Optional[bool] = ..., which: _Optional[str] = ..., towards: _Optional[_Union[InquiryTowards, _Mapping]] = ..., short_of_goal: _Optional[bool] = ...) -> None: ...

class ClarificationOption(_message.Message):
    __slots__ = ("id", "label", "fill")
    ID_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    FILL_FIELD_NUMBER: _ClassVar[int]
    id: str
    label: str
    fill: Fill
    def __init__(self, id: _Optional[str] = ..., label: _Optional[str] = ..., fill: _Optional[_Union[Fill, _Mapping]] = ...) -> None: ...

class Clarification(_message.Message):
    __slots__ = ("question", "missing", "options", "continuation", "suggestion", "suggestion_entry_id")
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    MISSING_FIELD_NUMBER: _ClassVar[int]
    OPTIONS_FIELD_NUMBER: _ClassVar[int]
    CONTINUATION_FIELD_NUMBER: _ClassVar[int]
    SUGGESTION_FIELD_NUMBER: _ClassVar[int]
    SUGGESTION_ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    question: str
    missing: _containers.RepeatedScalarFieldContainer[str]
    options: _containers.RepeatedCompositeFieldContainer[ClarificationOption]
    continuation: str
    suggestion: str
    suggestion_entry_id: str
    def __init__(self, question: _Optional[str] = ..., missing: _Optional[_Iterable[str]] = ..., options: _Optional[_Iterable[_Union[ClarificationOption, _Mapping]]] = ..., continuation: _Optional[str] = ..., suggestion: _Optional[str] = ..., suggestion_entry_id: _Optional[str] = ...) -> None: ...

class Emergency(_message.Message):
    __slots__ = ("numbers", "text")
    NUMBERS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    numbers: _containers.RepeatedScalarFieldContainer[str]
    text: str
    def __init__(self, numbers: _Optional[_Iterable[str]] = ..., text: _Optional[str] = ...) -> None: ...

class Handoff(_message.Message):
    __slots__ = ("queue", "reason", "group")
    QUEUE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    queue: str
    reason: str
    group: str
    def __init__(self, queue: _Optional[str] = ..., reason: _Optional[str] = ..., group: _Optional[str] = ...) -> None: ...

class InquiryGroup(_message.Message):
    __slots__ = ("code", "label", "probability", "body_id", "queue")
    CODE_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    PROBABILITY_FIELD_NUMBER: _ClassVar[int]
    BODY_ID_FIELD_NUMBER: _ClassVar[int]
    QUEUE_FIELD_NUMBER: _ClassVar[int]
    code: str
    label: str
    probability: float
    body_id: str
    queue: str
    def __init__(self, code: _Optional[str] = ..., label: _Optional[str] = ..., probability: _Optional[float] = ..., body_id: _Optional[str] = ..., queue: _Optional[str] = ...) -> None: ...

class Rendered(_message.Message):
    __slots__ = ("channel", "parts")
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    channel: str
    parts: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, channel: _Optional[str] = ..., parts: _Optional[_Iterable[str]] = ...) -> None: ...

class ResolveInquiryResponse(_message.Message):
    __slots__ = ("inquiry_id", "edition_id", "language", "kind", "confidence", "evidence", "degraded", "affairs", "area", "responsibility", "answer", "places", "itinerary", "departures", "clarification", "emergency", "handoff", "also", "rendered", "empty", "continuation", "offers", "route", "group", "out_of_scope")
    INQUIRY_ID_FIELD_NUMBER: _ClassVar[int]
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    DEGRADED_FIELD_NUMBER: _ClassVar[int]
    AFFAIRS_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    RESPONSIBILITY_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    PLACES_FIELD_NUMBER: _ClassVar[int]
    ITINERARY_FIELD_NUMBER: _ClassVar[int]
    DEPARTURES_FIELD_NUMBER: _ClassVar[int]
    CLARIFICATION_FIELD_NUMBER: _ClassVar[int]
    EMERGENCY_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_FIELD_NUMBER: _ClassVar[int]
    ALSO_FIELD_NUMBER: _ClassVar[int]
    RENDERED_FIELD_NUMBER: _ClassVar[int]
    EMPTY_FIELD_NUMBER: _ClassVar[int]
    CONTINUATION_FIELD_NUMBER: _ClassVar[int]
    OFFERS_FIELD_NUMBER: _ClassVar[int]
    ROUTE_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    OUT_OF_SCOPE_FIELD_NUMBER: _ClassVar[int]
    inquiry_id: str
    edition_id: str
    language: str
    kind: Kind
    confidence: float
    evidence: _containers.RepeatedCompositeFieldContainer[Evidence]
    degraded: _containers.RepeatedCompositeFieldContainer[_type_pb2.Degraded]
    affairs: _containers.RepeatedCompositeFieldContainer[RankedAffair]
    area: InquiryArea
    responsibility: InquiryResponsibility
    answer: InquiryAnswer
    places: _containers.RepeatedCompositeFieldContainer[InquiryPlace]
    itinerary: _containers.RepeatedCompositeFieldContainer[ItineraryLeg]
    departures: _containers.RepeatedCompositeFieldContainer[InquiryDeparture]
    clarification: Clarification
    emergency: Emergency
    handoff: Handoff
    also: _containers.RepeatedCompositeFieldContainer[ResolveInquiryResponse]
    rendered: Rendered
    empty: Empty
    continuation: str
    offers: _containers.RepeatedCompositeFieldContainer[ClarificationOption]
    route: InquiryRoute
    group: InquiryGroup
    out_of_scope: OutOfScope
    def __init__(self, inquiry_id: _Optional[str] = ..., edition_id: _Optional[str] = ..., language: _Optional[str] = ..., kind: _Optional[_Union[Kind, str]] = ..., confidence: _Optional[float] = ..., evidence: _Optional[_Iterable[_Union[Evidence, _Mapping]]] = ..., degraded: _Optional[_Iterable[_Union[_type_pb2.Degraded, _Mapping]]] = ..., affairs: _Optional[_Iterable[_Union[RankedAffair, _Mapping]]] = ..., area: _Optional[_Union[InquiryArea, _Mapping]] = ..., responsibility: _Optional[_Union[InquiryResponsibility, _Mapping]] = ..., answer: _Optional[_Union[InquiryAnswer, _Mapping]] = ..., places: _Optional[_Iterable[_Union[InquiryPlace, _Mapping]]] = ..., itinerary: _Optional[_Iterable[_Union[ItineraryLeg, _Mapping]]] = ..., departures: _Optional[_Iterable[_Union[InquiryDeparture, _Mapping]]] = ..., clarification: _Optional[_Union[Clarification, _Mapping]] = ..., emergency: _Optional[_Union[Emergency, _Mapping]] = ..., handoff: _Optional[_Union[Handoff, _Mapping]] = ..., also: _Optional[_Iterable[_Union[ResolveInquiryResponse, _Mapping]]] = ..., rendered: _Optional[_Union[Rendered, _Mapping]] = ..., empty: _Optional[_Union[Empty, _Mapping]] = ..., continuation: _Optional[str] = ..., offers: _Optional[_Iterable[_Union[ClarificationOption, _Mapping]]] = ..., route: _Optional[_Union[InquiryRoute, _Mapping]] = ..., group: _Optional[_Union[InquiryGroup, _Mapping]] = ..., out_of_scope: _Optional[_Union[OutOfScope, _Mapping]] = ...) -> None: ...

class GetInquiryRequest(_message.Message):
    __slots__ = ("inquiry_id",)
    INQUIRY_ID_FIELD_NUMBER: _ClassVar[int]
    inquiry_id: str
    def __init__(self, inquiry_id: _Optional[str] = ...) -> None: ...

class GetInquiryResponse(_message.Message):
    __slots__ = ("redacted_text", "received_at", "resolution", "outcome", "edition_id")
    REDACTED_TEXT_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_AT_FIELD_NUMBER: _ClassVar[int]
    RESOLUTION_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    redacted_text: str
    received_at: str
    resolution: ResolveInquiryResponse
    outcome: str
    edition_id: str
    def __init__(self, redacted_text: _Optional[str] = ..., received_at: _Optional[str] = ..., resolution: _Optional[_Union[ResolveInquiryResponse, _Mapping]] = ..., outcome: _Optional[str] = ..., edition_id: _Optional[str] = ...) -> None: ...

class CloseInquiryRequest(_message.Message):
    __slots__ = ("inquiry_id", "outcome", "note", "helpful", "correct_affair_code")
    INQUIRY_ID_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    HELPFUL_FIELD_NUMBER: _ClassVar[int]
    CORRECT_AFFAIR_CODE_FIELD_NUMBER: _ClassVar[int]
    inquiry_id: str
    outcome: str
    note: str
    helpful: bool
    correct_affair_code: str
    def __init__(self, inquiry_id: _Optional[str] = ..., outcome: _Optional[str] = ..., note: _Optional[str] = ..., helpful: _Optional[bool] = ..., correct_affair_code: _Optional[str] = ...) -> None: ...

class CloseInquiryResponse(_message.Message):
    __slots__ = ("inquiry_id", "outcome", "edition_id")
    INQUIRY_ID_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    inquiry_id: str
    outcome: str
    edition_id: str
    def __init__(self, inquiry_id: _Optional[str] = ..., outcome: _Optional[str] = ..., edition_id: _Optional[str] = ...) -> None: ...

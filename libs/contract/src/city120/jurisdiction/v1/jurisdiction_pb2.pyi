from buf.validate import validate_pb2 as _validate_pb2
from city120.type.v1 import type_pb2 as _type_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RoadClass(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROAD_CLASS_UNSPECIFIED: _ClassVar[RoadClass]
    ROAD_CLASS_EXPRESSWAY: _ClassVar[RoadClass]
    ROAD_CLASS_NATIONAL: _ClassVar[RoadClass]
    ROAD_CLASS_CITY: _ClassVar[RoadClass]
    ROAD_CLASS_DISTRICT: _ClassVar[RoadClass]
    ROAD_CLASS_PRIVATE: _ClassVar[RoadClass]

class CoverageState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COVERAGE_STATE_UNSPECIFIED: _ClassVar[CoverageState]
    COVERAGE_STATE_RESOLVED: _ClassVar[CoverageState]
    COVERAGE_STATE_SHARED: _ClassVar[CoverageState]
    COVERAGE_STATE_NEEDS_DONG: _ClassVar[CoverageState]
    COVERAGE_STATE_UNVERIFIED: _ClassVar[CoverageState]
    COVERAGE_STATE_CONFLICT: _ClassVar[CoverageState]
    COVERAGE_STATE_GAP: _ClassVar[CoverageState]
    COVERAGE_STATE_NEEDS_FACT: _ClassVar[CoverageState]
ROAD_CLASS_UNSPECIFIED: RoadClass
ROAD_CLASS_EXPRESSWAY: RoadClass
ROAD_CLASS_NATIONAL: RoadClass
ROAD_CLASS_CITY: RoadClass
ROAD_CLASS_DISTRICT: RoadClass
ROAD_CLASS_PRIVATE: RoadClass
COVERAGE_STATE_UNSPECIFIED: CoverageState
COVERAGE_STATE_RESOLVED: CoverageState
COVERAGE_STATE_SHARED: CoverageState
COVERAGE_STATE_NEEDS_DONG: CoverageState
COVERAGE_STATE_UNVERIFIED: CoverageState
COVERAGE_STATE_CONFLICT: CoverageState
COVERAGE_STATE_GAP: CoverageState
COVERAGE_STATE_NEEDS_FACT: CoverageState

class Area(_message.Message):
    __slots__ = ("code", "kind", "names", "district_code", "valid_from", "valid_to", "succeeded_by", "division_id")
    class NamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    CODE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_CODE_FIELD_NUMBER: _ClassVar[int]
    VALID_FROM_FIELD_NUMBER: _ClassVar[int]
    VALID_TO_FIELD_NUMBER: _ClassVar[int]
    SUCCEEDED_BY_FIELD_NUMBER: _ClassVar[int]
    DIVISION_ID_FIELD_NUMBER: _ClassVar[int]
    code: str
    kind: _type_pb2.AreaKind
    names: _containers.ScalarMap[str, str]
    district_code: str
    valid_from: str
    valid_to: str
    succeeded_by: _containers.RepeatedScalarFieldContainer[str]
    division_id: str
    def __init__(self, code: _Optional[str] = ..., kind: _Optional[_Union[_type_pb2.AreaKind, str]] = ..., names: _Optional[_Mapping[str, str]] = ..., district_code: _Optional[str] = ..., valid_from: _Optional[str] = ..., valid_to: _Optional[str] = ..., succeeded_by: _Optional[_Iterable[str]] = ..., division_id: _Optional[str] = ...) -> None: ...

class NearBorder(_message.Message):
    __slots__ = ("district_code", "outside_code", "distance_m")
    DISTRICT_CODE_FIELD_NUMBER: _ClassVar[int]
    OUTSIDE_CODE_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    district_code: str
    outside_code: str
    distance_m: float
    def __init__(self, district_code: _Optional[str] = ..., outside_code: _Optional[str] = ..., distance_m: _Optional[float] = ...) -> None: ...

class AreaLocation(_message.Message):
    __slots__ = ("district", "admin_dong", "admin_dong_candidates", "legal_dong", "near_border", "outside_code", "boundary_date", "source_disagreed", "admin_dong_date", "admin_dong_source", "superseded", "outside_names")
    class OutsideNamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    DISTRICT_FIELD_NUMBER: _ClassVar[int]
    ADMIN_DONG_FIELD_NUMBER: _ClassVar[int]
    ADMIN_DONG_CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    LEGAL_DONG_FIELD_NUMBER: _ClassVar[int]
    NEAR_BORDER_FIELD_NUMBER: _ClassVar[int]
    OUTSIDE_CODE_FIELD_NUMBER: _ClassVar[int]
    BOUNDARY_DATE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_DISAGREED_FIELD_NUMBER: _ClassVar[int]
    ADMIN_DONG_DATE_FIELD_NUMBER: _ClassVar[int]
    ADMIN_DONG_SOURCE_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDED_FIELD_NUMBER: _ClassVar[int]
    OUTSIDE_NAMES_FIELD_NUMBER: _ClassVar[int]
    district: Area
    admin_dong: Area
    admin_dong_candidates: _containers.RepeatedCompositeFieldContainer[Area]
    legal_dong: Area
    near_border: NearBorder
    outside_code: str
    boundary_date: str
    source_disagreed: bool
    admin_dong_date: str
    admin_dong_source: str
    superseded: Area
    outside_names: _containers.ScalarMap[str, str]
    def __init__(self, district: _Optional[_Union[Area, _Mapping]] = ..., admin_dong: _Optional[_Union[Area, _Mapping]] = ..., admin_dong_candidates: _Optional[_Iterable[_Union[Area, _Mapping]]] = ..., legal_dong: _Optional[_Union[Area, _Mapping]] = ..., near_border: _Optional[_Union[NearBorder, _Mapping]] = ..., outside_code: _Optional[str] = ..., boundary_date: _Optional[str] = ..., source_disagreed: _Optional[bool] = ..., admin_dong_date: _Optional[str] = ..., admin_dong_source: _Optional[str] = ..., superseded: _Optional[_Union[Area, _Mapping]] = ..., outside_names: _Optional[_Mapping[str, str]] = ...) -> None: ...

class Body(_message.Message):
    __slots__ = ("id", "tier", "names", "parent_id", "phone", "hours", "website", "address", "location", "former_names", "source", "data_date", "verified", "succeeded_by", "opening", "languages", "accessibility", "valid_from", "valid_to", "note", "taken_by")
    class NamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    ID_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    HOURS_FIELD_NUMBER: _ClassVar[int]
    WEBSITE_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    FORMER_NAMES_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    DATA_DATE_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_FIELD_NUMBER: _ClassVar[int]
    SUCCEEDED_BY_FIELD_NUMBER: _ClassVar[int]
    OPENING_FIELD_NUMBER: _ClassVar[int]
    LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    ACCESSIBILITY_FIELD_NUMBER: _ClassVar[int]
    VALID_FROM_FIELD_NUMBER: _ClassVar[int]
    VALID_TO_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    TAKEN_BY_FIELD_NUMBER: _ClassVar[int]
    id: str
    tier: _type_pb2.Tier
    names: _containers.ScalarMap[str, str]
    parent_id: str
    phone: str
    hours: str
    website: str
    address: str
    location: _type_pb2.LatLon
    former_names: _containers.RepeatedScalarFieldContainer[str]
    source: str
    data_date: str
    verified: bool
    succeeded_by: str
    opening: _type_pb2.Opening
    languages: _containers.RepeatedScalarFieldContainer[str]
    accessibility: str
    valid_from: str
    valid_to: str
    note: str
    taken_by: str
    def __init__(self, id: _Optional[str] = ..., tier: _Optional[_Union[_type_pb2.Tier, str]] = ..., names: _Optional[_Mapping[str, str]] = ..., parent_id: _Optional[str] = ..., phone: _Optional[str] = ..., hours: _Optional[str] = ..., website: _Optional[str] = ..., address: _Optional[str] = ..., location: _Optional[_Union[_type_pb2.LatLon, _Mapping]] = ..., former_names: _Optional[_Iterable[str]] = ..., source: _Optional[str] = ..., data_date: _Optional[str] = ..., verified: _Optional[bool] = ..., succeeded_by: _Optional[str] = ..., opening: _Optional[_Union[_type_pb2.Opening, _Mapping]] = ..., languages: _Optional[_Iterable[str]] = ..., accessibility: _Optional[str] = ..., valid_from: _Optional[str] = ..., valid_to: _Optional[str] = ..., note: _Optional[str] = ..., taken_by: _Optional[str] = ...) -> None: ...

class Department(_message.Message):
    __slots__ = ("id", "body_id", "names", "phone", "hours", "source", "opening", "languages", "accessibility", "transfer_number", "address", "note", "data_date", "verified")
    class NamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    ID_FIELD_NUMBER: _ClassVar[int]
    BODY_ID_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    HOURS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    OPENING_FIELD_NUMBER: _ClassVar[int]
    LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    ACCESSIBILITY_FIELD_NUMBER: _ClassVar[int]
    TRANSFER_NUMBER_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    DATA_DATE_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_FIELD_NUMBER: _ClassVar[int]
    id: str
    body_id: str
    names: _containers.ScalarMap[str, str]
    phone: str
    hours: str
    source: str
    opening: _type_pb2.Opening
    languages: _containers.RepeatedScalarFieldContainer[str]
    accessibility: str
    transfer_number: str
    address: str
    note: str
    data_date: str
    verified: bool
    def __init__(self, id: _Optional[str] = ..., body_id: _Optional[str] = ..., names: _Optional[_Mapping[str, str]] = ..., phone: _Optional[str] = ..., hours: _Optional[str] = ..., source: _Optional[str] = ..., opening: _Optional[_Union[_type_pb2.Opening, _Mapping]] = ..., languages: _Optional[_Iterable[str]] = ..., accessibility: _Optional[str] = ..., transfer_number: _Optional[str] = ..., address: _Optional[str] = ..., note: _Optional[str] = ..., data_date: _Optional[str] = ..., verified: _Optional[bool] = ...) -> None: ...

class Affair(_message.Message):
    __slots__ = ("code", "labels", "tier", "place_role", "answer_kind", "usual_unit", "source", "verified")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    CODE_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    PLACE_ROLE_FIELD_NUMBER: _ClassVar[int]
    ANSWER_KIND_FIELD_NUMBER: _ClassVar[int]
    USUAL_UNIT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_FIELD_NUMBER: _ClassVar[int]
    code: str
    labels: _containers.ScalarMap[str, str]
    tier: _type_pb2.Tier
    place_role: _type_pb2.PlaceRole
    answer_kind: _type_pb2.AnswerKind
    usual_unit: str
    source: str
    verified: bool
    def __init__(self, code: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., tier: _Optional[_Union[_type_pb2.Tier, str]] = ..., place_role: _Optional[_Union[_type_pb2.PlaceRole, str]] = ..., answer_kind: _Optional[_Union[_type_pb2.AnswerKind, str]] = ..., usual_unit: _Optional[str] = ..., source: _Optional[str] = ..., verified: _Optional[bool] = ...) -> None: ...

class Rule(_message.Message):
    __slots__ = ("id", "affair", "scope", "legal_basis", "source", "data_date", "verified", "valid_from", "valid_to", "condition")
    ID_FIELD_NUMBER: _ClassVar[int]
    AFFAIR_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    LEGAL_BASIS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    DATA_DATE_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_FIELD_NUMBER: _ClassVar[int]
    VALID_FROM_FIELD_NUMBER: _ClassVar[int]
    VALID_TO_FIELD_NUMBER: _ClassVar[int]
    CONDITION_FIELD_NUMBER: _ClassVar[int]
    id: str
    affair: str
    scope: str
    legal_basis: str
    source: str
    data_date: str
    verified: bool
    valid_from: str
    valid_to: str
    condition: str
    def __init__(self, id: _Optional[str] = ..., affair: _Optional[str] = ..., scope: _Optional[str] = ..., legal_basis: _Optional[str] = ..., source: _Optional[str] = ..., data_date: _Optional[str] = ..., verified: _Optional[bool] = ..., valid_from: _Optional[str] = ..., valid_to: _Optional[str] = ..., condition: _Optional[str] = ...) -> None: ...

class RunnerUp(_message.Message):
    __slots__ = ("rule", "body_id", "why_not")
    RULE_FIELD_NUMBER: _ClassVar[int]
    BODY_ID_FIELD_NUMBER: _ClassVar[int]
    WHY_NOT_FIELD_NUMBER: _ClassVar[int]
    rule: Rule
    body_id: str
    why_not: str
    def __init__(self, rule: _Optional[_Union[Rule, _Mapping]] = ..., body_id: _Optional[str] = ..., why_not: _Optional[str] = ...) -> None: ...

class Responsibility(_message.Message):
    __slots__ = ("body", "department", "usual_unit", "rule", "reason", "runner_up", "depends_on", "changes", "how_to_tell", "how_to_tell_source", "values")
    class HowToTellEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    BODY_FIELD_NUMBER: _ClassVar[int]
    DEPARTMENT_FIELD_NUMBER: _ClassVar[int]
    USUAL_UNIT_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RUNNER_UP_FIELD_NUMBER: _ClassVar[int]
    DEPENDS_ON_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    HOW_TO_TELL_FIELD_NUMBER: _ClassVar[int]
    HOW_TO_TELL_SOURCE_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    body: Body
    department: Department
    usual_unit: str
    rule: Rule
    reason: str
    runner_up: RunnerUp
    depends_on: _containers.RepeatedScalarFieldContainer[str]
    changes: _containers.RepeatedScalarFieldContainer[str]
    how_to_tell: _containers.ScalarMap[str, str]
    how_to_tell_source: str
    values: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, body: _Optional[_Union[Body, _Mapping]] = ..., department: _Optional[_Union[Department, _Mapping]] = ..., usual_unit: _Optional[str] = ..., rule: _Optional[_Union[Rule, _Mapping]] = ..., reason: _Optional[str] = ..., runner_up: _Optional[_Union[RunnerUp, _Mapping]] = ..., depends_on: _Optional[_Iterable[str]] = ..., changes: _Optional[_Iterable[str]] = ..., how_to_tell: _Optional[_Mapping[str, str]] = ..., how_to_tell_source: _Optional[str] = ..., values: _Optional[_Iterable[str]] = ...) -> None: ...

class LocateAreasRequest(_message.Message):
    __slots__ = ("point", "area_code", "as_of", "precision_m")
    POINT_FIELD_NUMBER: _ClassVar[int]
    AREA_CODE_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    PRECISION_M_FIELD_NUMBER: _ClassVar[int]
    point: _type_pb2.LatLon
    area_code: str
    as_of: str
    precision_m: float
    def __init__(self, point: _Optional[_Union[_type_pb2.LatLon, _Mapping]] = ..., area_code: _Optional[str] = ..., as_of: _Optional[str] = ..., precision_m: _Optional[float] = ...) -> None: ...

class LocateAreasResponse(_message.Message):
    __slots__ = ("edition_id", "location")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    location: AreaLocation
    def __init__(self, edition_id: _Optional[str] = ..., location: _Optional[_Union[AreaLocation, _Mapping]] = ...) -> None: ...

class SearchAreasRequest(_message.Message):
    __slots__ = ("query", "as_of", "page_size", "page_token")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    query: str
    as_of: str
    page_size: int
    page_token: str
    def __init__(self, query: _Optional[str] = ..., as_of: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class SearchAreasResponse(_message.Message):
    __slots__ = ("edition_id", "areas", "next_page_token")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    AREAS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    areas: _containers.RepeatedCompositeFieldContainer[Area]
    next_page_token: str
    def __init__(self, edition_id: _Optional[str] = ..., areas: _Optional[_Iterable[_Union[Area, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ResolveResponsibilityRequest(_message.Message):
    __slots__ = ("affair_code", "point", "area_code", "asset_ids", "as_of", "precision_m", "at", "road", "building")
    AFFAIR_CODE_FIELD_NUMBER: _ClassVar[int]
    POINT_FIELD_NUMBER: _ClassVar[int]
    AREA_CODE_FIELD_NUMBER: _ClassVar[int]
    ASSET_IDS_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    PRECISION_M_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    ROAD_FIELD_NUMBER: _ClassVar[int]
    BUILDING_FIELD_NUMBER: _ClassVar[int]
    affair_code: str
    point: _type_pb2.LatLon
    area_code: str
    asset_ids: _containers.RepeatedScalarFieldContainer[str]
    as_of: str
    precision_m: float
    at: str
    road: str
    building: str
    def __init__(self, affair_code: _Optional[str] = ..., point: _Optional[_Union[_type_pb2.LatLon, _Mapping]] = ..., area_code: _Optional[str] = ..., asset_ids: _Optional[_Iterable[str]] = ..., as_of: _Optional[str] = ..., precision_m: _Optional[float] = ..., at: _Optional[str] = ..., road: _Optional[str] = ..., building: _Optional[str] = ...) -> None: ...

class ResolveResponsibilityResponse(_message.Message):
    __slots__ = ("edition_id", "outcome", "responsibility", "missing", "candidates", "location", "border_decides", "road", "reason")
    class Outcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        OUTCOME_UNSPECIFIED: _ClassVar[ResolveResponsibilityResponse.Outcome]
        OUTCOME_RESOLVED: _ClassVar[ResolveResponsibilityResponse.Outcome]
        OUTCOME_NEEDS_PLACE: _ClassVar[ResolveResponsibilityResponse.Outcome]
        OUTCOME_SHARED: _ClassVar[ResolveResponsibilityResponse.Outcome]
        OUTCOME_OUTSIDE: _ClassVar[ResolveResponsibilityResponse.Outcome]
        OUTCOME_NO_RULE: _ClassVar[ResolveResponsibilityResponse.Outcome]
        OUTCOME_NEEDS_FACT: _ClassVar[ResolveResponsibilityResponse.Outcome]
    OUTCOME_UNSPECIFIED: ResolveResponsibilityResponse.Outcome
    OUTCOME_RESOLVED: ResolveResponsibilityResponse.Outcome
    OUTCOME_NEEDS_PLACE: ResolveResponsibilityResponse.Outcome
    OUTCOME_SHARED: ResolveResponsibilityResponse.Outcome
    OUTCOME_OUTSIDE: ResolveResponsibilityResponse.Outcome
    OUTCOME_NO_RULE: ResolveResponsibilityResponse.Outcome
    OUTCOME_NEEDS_FACT: ResolveResponsibilityResponse.Outcome
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    RESPONSIBILITY_FIELD_NUMBER: _ClassVar[int]
    MISSING_FIELD_NUMBER: _ClassVar[int]
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    BORDER_DECIDES_FIELD_NUMBER: _ClassVar[int]
    ROAD_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    outcome: ResolveResponsibilityResponse.Outcome
    responsibility: Responsibility
    missing: _containers.RepeatedScalarFieldContainer[str]
    candidates: _containers.RepeatedCompositeFieldContainer[Responsibility]
    location: AreaLocation
    border_decides: bool
    road: Road
    reason: str
    def __init__(self, edition_id: _Optional[str] = ..., outcome: _Optional[_Union[ResolveResponsibilityResponse.Outcome, str]] = ..., responsibility: _Optional[_Union[Responsibility, _Mapping]] = ..., missing: _Optional[_Iterable[str]] = ..., candidates: _Optional[_Iterable[_Union[Responsibility, _Mapping]]] = ..., location: _Optional[_Union[AreaLocation, _Mapping]] = ..., border_decides: _Optional[bool] = ..., road: _Optional[_Union[Road, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class GetBodyRequest(_message.Message):
    __slots__ = ("id", "as_of", "at")
    ID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    as_of: str
    at: str
    def __init__(self, id: _Optional[str] = ..., as_of: _Optional[str] = ..., at: _Optional[str] = ...) -> None: ...

class GetBodyResponse(_message.Message):
    __slots__ = ("edition_id", "body")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    BODY_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    body: Body
    def __init__(self, edition_id: _Optional[str] = ..., body: _Optional[_Union[Body, _Mapping]] = ...) -> None: ...

class ListBodiesRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "at", "name", "as_of")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    at: str
    name: str
    as_of: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., at: _Optional[str] = ..., name: _Optional[str] = ..., as_of: _Optional[str] = ...) -> None: ...

class ListBodiesResponse(_message.Message):
    __slots__ = ("edition_id", "bodies", "next_page_token")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    BODIES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    bodies: _containers.RepeatedCompositeFieldContainer[Body]
    next_page_token: str
    def __init__(self, edition_id: _Optional[str] = ..., bodies: _Optional[_Iterable[_Union[Body, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetDepartmentRequest(_message.Message):
    __slots__ = ("id", "as_of", "at")
    ID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    as_of: str
    at: str
    def __init__(self, id: _Optional[str] = ..., as_of: _Optional[str] = ..., at: _Optional[str] = ...) -> None: ...

class GetDepartmentResponse(_message.Message):
    __slots__ = ("edition_id", "department")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    DEPARTMENT_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    department: Department
    def __init__(self, edition_id: _Optional[str] = ..., department: _Optional[_Union[Department, _Mapping]] = ...) -> None: ...

class ListDepartmentsRequest(_message.Message):
    __slots__ = ("body_id", "as_of", "at")
    BODY_ID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    body_id: str
    as_of: str
    at: str
    def __init__(self, body_id: _Optional[str] = ..., as_of: _Optional[str] = ..., at: _Optional[str] = ...) -> None: ...

class ListDepartmentsResponse(_message.Message):
    __slots__ = ("edition_id", "departments")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    DEPARTMENTS_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    departments: _containers.RepeatedCompositeFieldContainer[Department]
    def __init__(self, edition_id: _Optional[str] = ..., departments: _Optional[_Iterable[_Union[Department, _Mapping]]] = ...) -> None: ...

class GetAffairRequest(_message.Message):
    __slots__ = ("code",)
    CODE_FIELD_NUMBER: _ClassVar[int]
    code: str
    def __init__(self, code: _Optional[str] = ...) -> None: ...

class GetAffairResponse(_message.Message):
    __slots__ = ("edition_id", "affair")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    AFFAIR_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    affair: Affair
    def __init__(self, edition_id: _Optional[str] = ..., affair: _Optional[_Union[Affair, _Mapping]] = ...) -> None: ...

class ListAffairsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListAffairsResponse(_message.Message):
    __slots__ = ("edition_id", "affairs", "next_page_token")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    AFFAIRS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    affairs: _containers.RepeatedCompositeFieldContainer[Affair]
    next_page_token: str
    def __init__(self, edition_id: _Optional[str] = ..., affairs: _Optional[_Iterable[_Union[Affair, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class StreamLocateAreasRequest(_message.Message):
    __slots__ = ("latitudes", "longitudes", "as_of")
    LATITUDES_FIELD_NUMBER: _ClassVar[int]
    LONGITUDES_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    latitudes: _containers.RepeatedScalarFieldContainer[float]
    longitudes: _containers.RepeatedScalarFieldContainer[float]
    as_of: str
    def __init__(self, latitudes: _Optional[_Iterable[float]] = ..., longitudes: _Optional[_Iterable[float]] = ..., as_of: _Optional[str] = ...) -> None: ...

class StreamLocateAreasResponse(_message.Message):
    __slots__ = ("edition_id", "district_codes", "legal_dong_codes", "border_distances_m", "bad_indices")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_CODES_FIELD_NUMBER: _ClassVar[int]
    LEGAL_DONG_CODES_FIELD_NUMBER: _ClassVar[int]
    BORDER_DISTANCES_M_FIELD_NUMBER: _ClassVar[int]
    BAD_INDICES_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    district_codes: _containers.RepeatedScalarFieldContainer[int]
    legal_dong_codes: _containers.RepeatedScalarFieldContainer[int]
    border_distances_m: _containers.RepeatedScalarFieldContainer[float]
    bad_indices: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, edition_id: _Optional[str] = ..., district_codes: _Optional[_Iterable[int]] = ..., legal_dong_codes: _Optional[_Iterable[int]] = ..., border_distances_m: _Optional[_Iterable[float]] = ..., bad_indices: _Optional[_Iterable[int]] = ...) -> None: ...

class Layer(_message.Message):
    __slots__ = ("kind", "version", "date", "source")
    KIND_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    kind: str
    version: str
    date: str
    source: str
    def __init__(self, kind: _Optional[str] = ..., version: _Optional[str] = ..., date: _Optional[str] = ..., source: _Optional[str] = ...) -> None: ...

class Road(_message.Message):
    __slots__ = ("id", "names", "road_class", "class_basis", "owner", "maintainer", "distance_m", "asset_id", "ref", "layer")
    class NamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    ID_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    ROAD_CLASS_FIELD_NUMBER: _ClassVar[int]
    CLASS_BASIS_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    MAINTAINER_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    REF_FIELD_NUMBER: _ClassVar[int]
    LAYER_FIELD_NUMBER: _ClassVar[int]
    id: str
    names: _containers.ScalarMap[str, str]
    road_class: RoadClass
    class_basis: str
    owner: str
    maintainer: str
    distance_m: float
    asset_id: str
    ref: str
    layer: Layer
    def __init__(self, id: _Optional[str] = ..., names: _Optional[_Mapping[str, str]] = ..., road_class: _Optional[_Union[RoadClass, str]] = ..., class_basis: _Optional[str] = ..., owner: _Optional[str] = ..., maintainer: _Optional[str] = ..., distance_m: _Optional[float] = ..., asset_id: _Optional[str] = ..., ref: _Optional[str] = ..., layer: _Optional[_Union[Layer, _Mapping]] = ...) -> None: ...

class LocateRoadsRequest(_message.Message):
    __slots__ = ("point", "name", "within_m", "as_of", "at")
    POINT_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    WITHIN_M_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    point: _type_pb2.LatLon
    name: str
    within_m: float
    as_of: str
    at: str
    def __init__(self, point: _Optional[_Union[_type_pb2.LatLon, _Mapping]] = ..., name: _Optional[str] = ..., within_m: _Optional[float] = ..., as_of: _Optional[str] = ..., at: _Optional[str] = ...) -> None: ...

class LocateRoadsResponse(_message.Message):
    __slots__ = ("edition_id", "roads", "road_class", "within_m", "layers", "advice", "ask")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    ROADS_FIELD_NUMBER: _ClassVar[int]
    ROAD_CLASS_FIELD_NUMBER: _ClassVar[int]
    WITHIN_M_FIELD_NUMBER: _ClassVar[int]
    LAYERS_FIELD_NUMBER: _ClassVar[int]
    ADVICE_FIELD_NUMBER: _ClassVar[int]
    ASK_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    roads: _containers.RepeatedCompositeFieldContainer[Road]
    road_class: RoadClass
    within_m: float
    layers: _containers.RepeatedCompositeFieldContainer[Layer]
    advice: str
    ask: Body
    def __init__(self, edition_id: _Optional[str] = ..., roads: _Optional[_Iterable[_Union[Road, _Mapping]]] = ..., road_class: _Optional[_Union[RoadClass, str]] = ..., within_m: _Optional[float] = ..., layers: _Optional[_Iterable[_Union[Layer, _Mapping]]] = ..., advice: _Optional[str] = ..., ask: _Optional[_Union[Body, _Mapping]] = ...) -> None: ...

class ReportCoverageRequest(_message.Message):
    __slots__ = ("as_of", "grid", "at")
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    GRID_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    as_of: str
    grid: bool
    at: str
    def __init__(self, as_of: _Optional[str] = ..., grid: _Optional[bool] = ..., at: _Optional[str] = ...) -> None: ...

class CoverageFinding(_message.Message):
    __slots__ = ("affair_code", "district_code", "rule_ids", "detail")
    AFFAIR_CODE_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_CODE_FIELD_NUMBER: _ClassVar[int]
    RULE_IDS_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    affair_code: str
    district_code: str
    rule_ids: _containers.RepeatedScalarFieldContainer[str]
    detail: str
    def __init__(self, affair_code: _Optional[str] = ..., district_code: _Optional[str] = ..., rule_ids: _Optional[_Iterable[str]] = ..., detail: _Optional[str] = ...) -> None: ...

class CoverageRow(_message.Message):
    __slots__ = ("affair_code", "labels", "states")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    AFFAIR_CODE_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    STATES_FIELD_NUMBER: _ClassVar[int]
    affair_code: str
    labels: _containers.ScalarMap[str, str]
    states: _containers.RepeatedScalarFieldContainer[CoverageState]
    def __init__(self, affair_code: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., states: _Optional[_Iterable[_Union[CoverageState, str]]] = ...) -> None: ...

class ReportCoverageResponse(_message.Message):
    __slots__ = ("edition_id", "gaps", "conflicts", "shadowed", "expired", "unverified", "districts", "grid", "at")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    GAPS_FIELD_NUMBER: _ClassVar[int]
    CONFLICTS_FIELD_NUMBER: _ClassVar[int]
    SHADOWED_FIELD_NUMBER: _ClassVar[int]
    EXPIRED_FIELD_NUMBER: _ClassVar[int]
    UNVERIFIED_FIELD_NUMBER: _ClassVar[int]
    DISTRICTS_FIELD_NUMBER: _ClassVar[int]
    GRID_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    gaps: _containers.RepeatedCompositeFieldContainer[CoverageFinding]
    conflicts: _containers.RepeatedCompositeFieldContainer[CoverageFinding]
    shadowed: _containers.RepeatedCompositeFieldContainer[CoverageFinding]
    expired: _containers.RepeatedCompositeFieldContainer[CoverageFinding]
    unverified: _containers.RepeatedCompositeFieldContainer[CoverageFinding]
    districts: _containers.RepeatedCompositeFieldContainer[Area]
    grid: _containers.RepeatedCompositeFieldContainer[CoverageRow]
    at: str
    def __init__(self, edition_id: _Optional[str] = ..., gaps: _Optional[_Iterable[_Union[CoverageFinding, _Mapping]]] = ..., conflicts: _Optional[_Iterable[_Union[CoverageFinding, _Mapping]]] = ..., shadowed: _Optional[_Iterable[_Union[CoverageFinding, _Mapping]]] = ..., expired: _Optional[_Iterable[_Union[CoverageFinding, _Mapping]]] = ..., unverified: _Optional[_Iterable[_Union[CoverageFinding, _Mapping]]] = ..., districts: _Optional[_Iterable[_Union[Area, _Mapping]]] = ..., grid: _Optional[_Iterable[_Union[CoverageRow, _Mapping]]] = ..., at: _Optional[str] = ...) -> None: ...

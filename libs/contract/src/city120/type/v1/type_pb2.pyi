from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class Tier(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TIER_UNSPECIFIED: _ClassVar[Tier]
    TIER_CITY: _ClassVar[Tier]
    TIER_DISTRICT: _ClassVar[Tier]
    TIER_DONG: _ClassVar[Tier]
    TIER_AGENCY: _ClassVar[Tier]
    TIER_NATIONAL: _ClassVar[Tier]
    TIER_UTILITY: _ClassVar[Tier]

class PlaceRole(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PLACE_ROLE_UNSPECIFIED: _ClassVar[PlaceRole]
    PLACE_ROLE_NONE: _ClassVar[PlaceRole]
    PLACE_ROLE_RESIDENCE: _ClassVar[PlaceRole]
    PLACE_ROLE_SITE: _ClassVar[PlaceRole]
    PLACE_ROLE_ASSET: _ClassVar[PlaceRole]
    PLACE_ROLE_OPERATOR: _ClassVar[PlaceRole]
    PLACE_ROLE_NEAREST: _ClassVar[PlaceRole]

class AnswerKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ANSWER_KIND_UNSPECIFIED: _ClassVar[AnswerKind]
    ANSWER_KIND_ANSWER: _ClassVar[AnswerKind]
    ANSWER_KIND_DEPARTMENT: _ClassVar[AnswerKind]
    ANSWER_KIND_HANDOFF: _ClassVar[AnswerKind]
    ANSWER_KIND_PLACES: _ClassVar[AnswerKind]
    ANSWER_KIND_DIRECTIONS: _ClassVar[AnswerKind]
    ANSWER_KIND_DEPARTURES: _ClassVar[AnswerKind]

class AreaKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    AREA_KIND_UNSPECIFIED: _ClassVar[AreaKind]
    AREA_KIND_CITY: _ClassVar[AreaKind]
    AREA_KIND_DISTRICT: _ClassVar[AreaKind]
    AREA_KIND_ADMIN_DONG: _ClassVar[AreaKind]
    AREA_KIND_LEGAL_DONG: _ClassVar[AreaKind]
TIER_UNSPECIFIED: Tier
TIER_CITY: Tier
TIER_DISTRICT: Tier
TIER_DONG: Tier
TIER_AGENCY: Tier
TIER_NATIONAL: Tier
TIER_UTILITY: Tier
PLACE_ROLE_UNSPECIFIED: PlaceRole
PLACE_ROLE_NONE: PlaceRole
PLACE_ROLE_RESIDENCE: PlaceRole
PLACE_ROLE_SITE: PlaceRole
PLACE_ROLE_ASSET: PlaceRole
PLACE_ROLE_OPERATOR: PlaceRole
PLACE_ROLE_NEAREST: PlaceRole
ANSWER_KIND_UNSPECIFIED: AnswerKind
ANSWER_KIND_ANSWER: AnswerKind
ANSWER_KIND_DEPARTMENT: AnswerKind
ANSWER_KIND_HANDOFF: AnswerKind
ANSWER_KIND_PLACES: AnswerKind
ANSWER_KIND_DIRECTIONS: AnswerKind
ANSWER_KIND_DEPARTURES: AnswerKind
AREA_KIND_UNSPECIFIED: AreaKind
AREA_KIND_CITY: AreaKind
AREA_KIND_DISTRICT: AreaKind
AREA_KIND_ADMIN_DONG: AreaKind
AREA_KIND_LEGAL_DONG: AreaKind

class LatLon(_message.Message):
    __slots__ = ("latitude", "longitude")
    LATITUDE_FIELD_NUMBER: _ClassVar[int]
    LONGITUDE_FIELD_NUMBER: _ClassVar[int]
    latitude: float
    longitude: float
    def __init__(self, latitude: _Optional[float] = ..., longitude: _Optional[float] = ...) -> None: ...

class Opening(_message.Message):
    __slots__ = ("opening_hours", "open_now", "next_change", "source", "data_date", "closes_before_arrival")
    OPENING_HOURS_FIELD_NUMBER: _ClassVar[int]
    OPEN_NOW_FIELD_NUMBER: _ClassVar[int]
    NEXT_CHANGE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    DATA_DATE_FIELD_NUMBER: _ClassVar[int]
    CLOSES_BEFORE_ARRIVAL_FIELD_NUMBER: _ClassVar[int]
    opening_hours: str
    open_now: bool
    next_change: str
    source: str
    data_date: str
    closes_before_arrival: bool
    def __init__(self, opening_hours: _Optional[str] = ..., open_now: _Optional[bool] = ..., next_change: _Optional[str] = ..., source: _Optional[str] = ..., data_date: _Optional[str] = ..., closes_before_arrival: _Optional[bool] = ...) -> None: ...

class Degraded(_message.Message):
    __slots__ = ("part", "reason", "effect")
    PART_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    part: str
    reason: str
    effect: str
    def __init__(self, part: _Optional[str] = ..., reason: _Optional[str] = ..., effect: _Optional[str] = ...) -> None: ...

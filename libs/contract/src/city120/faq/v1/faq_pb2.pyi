from buf.validate import validate_pb2 as _validate_pb2
from city120.type.v1 import type_pb2 as _type_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Decision(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DECISION_UNSPECIFIED: _ClassVar[Decision]
    DECISION_STATE: _ClassVar[Decision]
    DECISION_ASK: _ClassVar[Decision]
    DECISION_HAND_OVER: _ClassVar[Decision]
    DECISION_REFUSE: _ClassVar[Decision]
DECISION_UNSPECIFIED: Decision
DECISION_STATE: Decision
DECISION_ASK: Decision
DECISION_HAND_OVER: Decision
DECISION_REFUSE: Decision

class AffairMatch(_message.Message):
    __slots__ = ("code", "probability", "offered")
    CODE_FIELD_NUMBER: _ClassVar[int]
    PROBABILITY_FIELD_NUMBER: _ClassVar[int]
    OFFERED_FIELD_NUMBER: _ClassVar[int]
    code: str
    probability: float
    offered: bool
    def __init__(self, code: _Optional[str] = ..., probability: _Optional[float] = ..., offered: _Optional[bool] = ...) -> None: ...

class GroupMatch(_message.Message):
    __slots__ = ("code", "probability", "certain")
    CODE_FIELD_NUMBER: _ClassVar[int]
    PROBABILITY_FIELD_NUMBER: _ClassVar[int]
    CERTAIN_FIELD_NUMBER: _ClassVar[int]
    code: str
    probability: float
    certain: bool
    def __init__(self, code: _Optional[str] = ..., probability: _Optional[float] = ..., certain: _Optional[bool] = ...) -> None: ...

class EntryMatch(_message.Message):
    __slots__ = ("entry_id", "score", "affair_code")
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    AFFAIR_CODE_FIELD_NUMBER: _ClassVar[int]
    entry_id: str
    score: float
    affair_code: str
    def __init__(self, entry_id: _Optional[str] = ..., score: _Optional[float] = ..., affair_code: _Optional[str] = ...) -> None: ...

class EmergencyMatch(_message.Message):
    __slots__ = ("id", "affair_code")
    ID_FIELD_NUMBER: _ClassVar[int]
    AFFAIR_CODE_FIELD_NUMBER: _ClassVar[int]
    id: str
    affair_code: str
    def __init__(self, id: _Optional[str] = ..., affair_code: _Optional[str] = ...) -> None: ...

class EntryText(_message.Message):
    __slots__ = ("question", "answer", "plain", "spoken")
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    PLAIN_FIELD_NUMBER: _ClassVar[int]
    SPOKEN_FIELD_NUMBER: _ClassVar[int]
    question: str
    answer: str
    plain: str
    spoken: str
    def __init__(self, question: _Optional[str] = ..., answer: _Optional[str] = ..., plain: _Optional[str] = ..., spoken: _Optional[str] = ...) -> None: ...

class Entry(_message.Message):
    __slots__ = ("id", "affair_code", "texts", "facts", "reviewed_on", "months", "hours", "audience", "publisher", "valid_from", "valid_to", "review_by", "settles")
    class TextsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: EntryText
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[EntryText, _Mapping]] = ...) -> None: ...
    ID_FIELD_NUMBER: _ClassVar[int]
    AFFAIR_CODE_FIELD_NUMBER: _ClassVar[int]
    TEXTS_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    REVIEWED_ON_FIELD_NUMBER: _ClassVar[int]
    MONTHS_FIELD_NUMBER: _ClassVar[int]
    HOURS_FIELD_NUMBER: _ClassVar[int]
    AUDIENCE_FIELD_NUMBER: _ClassVar[int]
    PUBLISHER_FIELD_NUMBER: _ClassVar[int]
    VALID_FROM_FIELD_NUMBER: _ClassVar[int]
    VALID_TO_FIELD_NUMBER: _ClassVar[int]
    REVIEW_BY_FIELD_NUMBER: _ClassVar[int]
    SETTLES_FIELD_NUMBER: _ClassVar[int]
    id: str
    affair_code: str
    texts: _containers.MessageMap[str, EntryText]
    facts: _containers.RepeatedCompositeFieldContainer[Fact]
    reviewed_on: str
    months: _containers.RepeatedScalarFieldContainer[int]
    hours: _containers.RepeatedScalarFieldContainer[int]
    audience: _containers.RepeatedScalarFieldContainer[str]
    publisher: str
    valid_from: str
    valid_to: str
    review_by: str
    settles: bool
    def __init__(self, id: _Optional[str] = ..., affair_code: _Optional[str] = ..., texts: _Optional[_Mapping[str, EntryText]] = ..., facts: _Optional[_Iterable[_Union[Fact, _Mapping]]] = ..., reviewed_on: _Optional[str] = ..., months: _Optional[_Iterable[int]] = ..., hours: _Optional[_Iterable[int]] = ..., audience: _Optional[_Iterable[str]] = ..., publisher: _Optional[str] = ..., valid_from: _Optional[str] = ..., valid_to: _Optional[str] = ..., review_by: _Optional[str] = ..., settles: _Optional[bool] = ...) -> None: ...

class Fact(_message.Message):
    __slots__ = ("id", "statement", "source", "data_date", "verified")
    ID_FIELD_NUMBER: _ClassVar[int]
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    DATA_DATE_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_FIELD_NUMBER: _ClassVar[int]
    id: str
    statement: str
    source: str
    data_date: str
    verified: bool
    def __init__(self, id: _Optional[str] = ..., statement: _Optional[str] = ..., source: _Optional[str] = ..., data_date: _Optional[str] = ..., verified: _Optional[bool] = ...) -> None: ...

class MatchInquiryRequest(_message.Message):
    __slots__ = ("text", "language", "limit", "as_of")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    text: str
    language: str
    limit: int
    as_of: str
    def __init__(self, text: _Optional[str] = ..., language: _Optional[str] = ..., limit: _Optional[int] = ..., as_of: _Optional[str] = ...) -> None: ...

class MatchInquiryResponse(_message.Message):
    __slots__ = ("edition_id", "language", "affairs", "entries", "out_of_scope_probability", "emergencies", "dense", "degraded", "state_threshold", "out_of_scope_threshold", "also", "start", "end", "ask_threshold", "decision", "jointly_certain", "group", "out_of_scope_reason")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    AFFAIRS_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    OUT_OF_SCOPE_PROBABILITY_FIELD_NUMBER: _ClassVar[int]
    EMERGENCIES_FIELD_NUMBER: _ClassVar[int]
    DENSE_FIELD_NUMBER: _ClassVar[int]
    DEGRADED_FIELD_NUMBER: _ClassVar[int]
    STATE_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    OUT_OF_SCOPE_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    ALSO_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    ASK_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    JOINTLY_CERTAIN_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    OUT_OF_SCOPE_REASON_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    language: str
    affairs: _containers.RepeatedCompositeFieldContainer[AffairMatch]
    entries: _containers.RepeatedCompositeFieldContainer[EntryMatch]
    out_of_scope_probability: float
    emergencies: _containers.RepeatedCompositeFieldContainer[EmergencyMatch]
    dense: bool
    degraded: _containers.RepeatedCompositeFieldContainer[_type_pb2.Degraded]
    state_threshold: float
    out_of_scope_threshold: float
    also: MatchInquiryResponse
    start: int
    end: int
    ask_threshold: float
    decision: Decision
    jointly_certain: bool
    group: GroupMatch
    out_of_scope_reason: str
    def __init__(self, edition_id: _Optional[str] = ..., language: _Optional[str] = ..., affairs: _Optional[_Iterable[_Union[AffairMatch, _Mapping]]] = ..., entries: _Optional[_Iterable[_Union[EntryMatch, _Mapping]]] = ..., out_of_scope_probability: _Optional[float] = ..., emergencies: _Optional[_Iterable[_Union[EmergencyMatch, _Mapping]]] = ..., dense: _Optional[bool] = ..., degraded: _Optional[_Iterable[_Union[_type_pb2.Degraded, _Mapping]]] = ..., state_threshold: _Optional[float] = ..., out_of_scope_threshold: _Optional[float] = ..., also: _Optional[_Union[MatchInquiryResponse, _Mapping]] = ..., start: _Optional[int] = ..., end: _Optional[int] = ..., ask_threshold: _Optional[float] = ..., decision: _Optional[_Union[Decision, str]] = ..., jointly_certain: _Optional[bool] = ..., group: _Optional[_Union[GroupMatch, _Mapping]] = ..., out_of_scope_reason: _Optional[str] = ...) -> None: ...

class SearchAnswersRequest(_message.Message):
    __slots__ = ("query", "language", "limit")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    query: str
    language: str
    limit: int
    def __init__(self, query: _Optional[str] = ..., language: _Optional[str] = ..., limit: _Optional[int] = ...) -> None: ...

class AnswerHit(_message.Message):
    __slots__ = ("entry", "score")
    ENTRY_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    entry: Entry
    score: float
    def __init__(self, entry: _Optional[_Union[Entry, _Mapping]] = ..., score: _Optional[float] = ...) -> None: ...

class SearchAnswersResponse(_message.Message):
    __slots__ = ("edition_id", "hits", "degraded")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    HITS_FIELD_NUMBER: _ClassVar[int]
    DEGRADED_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    hits: _containers.RepeatedCompositeFieldContainer[AnswerHit]
    degraded: _containers.RepeatedCompositeFieldContainer[_type_pb2.Degraded]
    def __init__(self, edition_id: _Optional[str] = ..., hits: _Optional[_Iterable[_Union[AnswerHit, _Mapping]]] = ..., degraded: _Optional[_Iterable[_Union[_type_pb2.Degraded, _Mapping]]] = ...) -> None: ...

class GetEntryRequest(_message.Message):
    __slots__ = ("id", "district_code", "as_of")
    ID_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_CODE_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    id: str
    district_code: str
    as_of: str
    def __init__(self, id: _Optional[str] = ..., district_code: _Optional[str] = ..., as_of: _Optional[str] = ...) -> None: ...

class GetEntryResponse(_message.Message):
    __slots__ = ("edition_id", "entry")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    entry: Entry
    def __init__(self, edition_id: _Optional[str] = ..., entry: _Optional[_Union[Entry, _Mapping]] = ...) -> None: ...

class SuggestQuestionsRequest(_message.Message):
    __slots__ = ("prefix", "language", "limit")
    PREFIX_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    prefix: str
    language: str
    limit: int
    def __init__(self, prefix: _Optional[str] = ..., language: _Optional[str] = ..., limit: _Optional[int] = ...) -> None: ...

class Suggestion(_message.Message):
    __slots__ = ("entry_id", "question")
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    entry_id: str
    question: str
    def __init__(self, entry_id: _Optional[str] = ..., question: _Optional[str] = ...) -> None: ...

class SuggestQuestionsResponse(_message.Message):
    __slots__ = ("edition_id", "suggestions")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    SUGGESTIONS_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    suggestions: _containers.RepeatedCompositeFieldContainer[Suggestion]
    def __init__(self, edition_id: _Optional[str] = ..., suggestions: _Optional[_Iterable[_Union[Suggestion, _Mapping]]] = ...) -> None: ...

class RecordFeedbackRequest(_message.Message):
    __slots__ = ("inquiry_id", "entry_id", "helpful", "correct_affair_code")
    INQUIRY_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    HELPFUL_FIELD_NUMBER: _ClassVar[int]
    CORRECT_AFFAIR_CODE_FIELD_NUMBER: _ClassVar[int]
    inquiry_id: str
    entry_id: str
    helpful: bool
    correct_affair_code: str
    def __init__(self, inquiry_id: _Optional[str] = ..., entry_id: _Optional[str] = ..., helpful: _Optional[bool] = ..., correct_affair_code: _Optional[str] = ...) -> None: ...

class RecordFeedbackResponse(_message.Message):
    __slots__ = ("edition_id",)
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    def __init__(self, edition_id: _Optional[str] = ...) -> None: ...

class ImportEntriesRequest(_message.Message):
    __slots__ = ("entries", "dry_run", "author", "reason", "revisions")
    class RevisionsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    entries: _containers.RepeatedCompositeFieldContainer[Entry]
    dry_run: bool
    author: str
    reason: str
    revisions: _containers.ScalarMap[str, int]
    def __init__(self, entries: _Optional[_Iterable[_Union[Entry, _Mapping]]] = ..., dry_run: _Optional[bool] = ..., author: _Optional[str] = ..., reason: _Optional[str] = ..., revisions: _Optional[_Mapping[str, int]] = ...) -> None: ...

class ImportReport(_message.Message):
    __slots__ = ("entry_id", "outcome", "detail", "revision")
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    entry_id: str
    outcome: str
    detail: str
    revision: int
    def __init__(self, entry_id: _Optional[str] = ..., outcome: _Optional[str] = ..., detail: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class ImportEntriesResponse(_message.Message):
    __slots__ = ("reports", "edition_id")
    REPORTS_FIELD_NUMBER: _ClassVar[int]
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    reports: _containers.RepeatedCompositeFieldContainer[ImportReport]
    edition_id: str
    def __init__(self, reports: _Optional[_Iterable[_Union[ImportReport, _Mapping]]] = ..., edition_id: _Optional[str] = ...) -> None: ...

class PutEntryRequest(_message.Message):
    __slots__ = ("entry", "revision", "author", "reason")
    ENTRY_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    entry: Entry
    revision: int
    author: str
    reason: str
    def __init__(self, entry: _Optional[_Union[Entry, _Mapping]] = ..., revision: _Optional[int] = ..., author: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class PutEntryResponse(_message.Message):
    __slots__ = ("revision", "edition_id")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    revision: int
    edition_id: str
    def __init__(self, revision: _Optional[int] = ..., edition_id: _Optional[str] = ...) -> None: ...

class PublishRequest(_message.Message):
    __slots__ = ("author", "reason", "dry_run")
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    author: str
    reason: str
    dry_run: bool
    def __init__(self, author: _Optional[str] = ..., reason: _Optional[str] = ..., dry_run: _Optional[bool] = ...) -> None: ...

class PublishResponse(_message.Message):
    __slots__ = ("edition_id", "reports", "revision")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    REPORTS_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    reports: _containers.RepeatedCompositeFieldContainer[ImportReport]
    revision: int
    def __init__(self, edition_id: _Optional[str] = ..., reports: _Optional[_Iterable[_Union[ImportReport, _Mapping]]] = ..., revision: _Optional[int] = ...) -> None: ...

class ListRevisionsRequest(_message.Message):
    __slots__ = ("entry_id", "page_size", "page_token")
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    entry_id: str
    page_size: int
    page_token: str
    def __init__(self, entry_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class Revision(_message.Message):
    __slots__ = ("revision", "entry_id", "author", "reason", "changed_at", "kind", "before", "after", "edition_id")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    CHANGED_AT_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    revision: int
    entry_id: str
    author: str
    reason: str
    changed_at: str
    kind: str
    before: Entry
    after: Entry
    edition_id: str
    def __init__(self, revision: _Optional[int] = ..., entry_id: _Optional[str] = ..., author: _Optional[str] = ..., reason: _Optional[str] = ..., changed_at: _Optional[str] = ..., kind: _Optional[str] = ..., before: _Optional[_Union[Entry, _Mapping]] = ..., after: _Optional[_Union[Entry, _Mapping]] = ..., edition_id: _Optional[str] = ...) -> None: ...

class ListRevisionsResponse(_message.Message):
    __slots__ = ("revisions", "next_page_token", "edition_id")
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    revisions: _containers.RepeatedCompositeFieldContainer[Revision]
    next_page_token: str
    edition_id: str
    def __init__(self, revisions: _Optional[_Iterable[_Union[Revision, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., edition_id: _Optional[str] = ...) -> None: ...

class RollbackRequest(_message.Message):
    __slots__ = ("edition_id", "author", "reason")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    author: str
    reason: str
    def __init__(self, edition_id: _Optional[str] = ..., author: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class RollbackResponse(_message.Message):
    __slots__ = ("edition_id", "revision")
    EDITION_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    edition_id: str
    revision: int
    def __init__(self, edition_id: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

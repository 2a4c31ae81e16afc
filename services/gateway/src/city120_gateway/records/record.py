"""What is kept of an inquiry: values that hold redacted words only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from city120.inquiry.v1 import inquiry_pb2 as pb
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from city120_text import identifying, redact

# What has a code in it, ten digits perhaps, and no words.
_CODES = ("_id", "_code", "_codes", "_candidates")
_NAMES_OF_CODES = frozenset({"id", "ref", "code"})
# What whoever has it may go on with.
_TOKEN = "continuation"


@dataclass(frozen=True)
class Record:
    """An inquiry: when it came (UTC), its text and what was answered, both redacted, and how it ended (empty: it has not)."""

    inquiry_id: str
    received_at: dt.datetime
    text: str
    resolution: pb.ResolveInquiryResponse
    outcome: str = ""


@dataclass(frozen=True)
class Closing:
    """How an inquiry ended. `helpful` (None: not said) and `correct_affair_code` (empty: not said) leave what was said of the answer before."""

    inquiry_id: str
    outcome: str
    note: str = ""
    helpful: bool | None = None
    correct_affair_code: str = ""


Change = Record | Closing


def record(request: pb.ResolveInquiryRequest, response: pb.ResolveInquiryResponse, received_at: dt.datetime) -> Record:
    """The record of an inquiry. Numbers of persons are masked in its text and in every sentence of the answer, which repeats words of the caller;
    those that the answer's own rows state stay. The token that goes on with the conversation is not kept."""
    words = [request.text, *_place_words(request.place)]
    kept = pb.ResolveInquiryResponse()
    kept.CopyFrom(response)
    told = (text for answer in (kept, *kept.also) for text in _told(answer))
    public = _identifying(told) - _identifying(words)
    _redact(kept, public)
    return Record(response.inquiry_id, received_at.astimezone(dt.UTC), redact(request.text), kept)


def closing(request: pb.CloseInquiryRequest) -> Closing:
    """The closing that a caller sent, its words redacted."""
    helpful = request.helpful if request.HasField("helpful") else None
    return Closing(request.inquiry_id, request.outcome, redact(request.note), helpful, redact(request.correct_affair_code))


def _place_words(hint: pb.PlaceHint) -> Iterator[str]:
    if hint.WhichOneof("place"):
        yield hint.text
        yield from _place_words(hint.otherwise)


def _identifying(texts: Iterable[str]) -> set[str]:
    return set().union(*map(identifying, texts))


def _told(answer: pb.ResolveInquiryResponse) -> Iterator[str]:
    """What rows of the edition say: telephone numbers of offices, accounts of the city."""
    yield answer.responsibility.phone
    yield answer.responsibility.note
    yield answer.answer.text
    yield answer.emergency.text
    yield from answer.emergency.numbers
    for place in answer.places:
        yield place.phone


def _redact(message: Message, public: set[str]) -> None:
    """Mask every text of a message but its codes, and take tokens out."""
    for field, value in message.ListFields():
        if field.name == _TOKEN:
            message.ClearField(_TOKEN)
        elif field.cpp_type == FieldDescriptor.CPPTYPE_MESSAGE:
            _redact_field(field, value, public)
        elif field.cpp_type == FieldDescriptor.CPPTYPE_STRING and not _is_code(field.name):
            if field.is_repeated:
                value[:] = [redact(text, public) for text in value]
            else:
                setattr(message, field.name, redact(value, public))


def _redact_field(field: FieldDescriptor, value: Any, public: set[str]) -> None:
    if field.message_type is not None and field.message_type.GetOptions().map_entry:
        for key, text in list(value.items()):
            value[key] = redact(text, public)
        return
    for message in value if field.is_repeated else (value,):
        _redact(message, public)


def _is_code(name: str) -> bool:
    return name in _NAMES_OF_CODES or name.endswith(_CODES)

"""An inquiry, and what is known of it while it is resolved."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from city120.inquiry.v1 import inquiry_pb2

from city120_edition.edition import Edition
from city120_errors import InvalidArgument, TooLarge
from city120_platform.moments import read_directory_date, read_moment
from city120_text import LANGUAGES

MAX_TEXT = 4000
CHANNELS = ("web", "voice", "sms", "chat", "sign", "agent")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


@dataclass(frozen=True)
class Inquiry:
    """What was asked, checked: `at` has an offset; `as_of` is a directory date not before the edition's first.

    From `turn` on: what a conversation had found before this message.
    """

    text: str
    at: dt.datetime
    as_of: dt.date
    language: str = ""
    channel: str = "web"
    place: inquiry_pb2.PlaceHint | None = None
    fill: inquiry_pb2.Fill = field(default_factory=inquiry_pb2.Fill)
    turn: int = 0
    affairs: tuple[tuple[str, float], ...] = ()
    entries: tuple[tuple[str, str], ...] = ()
    assets: tuple[str, ...] = ()
    station: str = ""
    also_affair: str = ""
    also_entries: tuple[tuple[str, str], ...] = ()
    day_word: str = ""


def read_inquiry(request: inquiry_pb2.ResolveInquiryRequest, edition: Edition) -> Inquiry:
    """Check a request. Raises InvalidArgument, TooLarge or FailedPrecondition naming the field and the fix."""
    if len(request.text) > MAX_TEXT:
        raise TooLarge(f"has {len(request.text)} characters", field="text", fix=f"send at most {MAX_TEXT}", reason="TOO_LARGE")
    if not request.text.strip() and not request.continuation:
        raise InvalidArgument("is empty", field="text", fix="send what the person asked, in any language")
    language = request.language.split("-")[0].lower()
    if request.language and not _LANGUAGE.fullmatch(request.language):
        raise InvalidArgument(f"{request.language!r} is no language tag", field="language", fix=f"one of {', '.join(LANGUAGES)}, or leave it out")
    zone, first = ZoneInfo(edition.settings.timezone), edition.settings.first_date
    at = read_moment(request.at, zone)
    return Inquiry(
        text=request.text,
        at=at,
        as_of=read_directory_date(request.as_of, at.date(), first),
        language=language,
        channel=request.channel or CHANNELS[0],
        place=request.place if request.place.WhichOneof("place") else None,
        fill=request.fill,
    )


def with_fill(inquiry: Inquiry, edition: Edition) -> Inquiry:
    """The inquiry with the time that the caller chose, if the choice was a time; a directory date of its own stays."""
    if not inquiry.fill.at:
        return inquiry
    at = read_moment(inquiry.fill.at, ZoneInfo(edition.settings.timezone), "fill.at")
    dated = inquiry.as_of != inquiry.at.date()
    as_of = inquiry.as_of if dated else read_directory_date("", at.date(), edition.settings.first_date, default_field="fill.at")
    return replace(inquiry, at=at, as_of=as_of)


def merged(first: inquiry_pb2.Fill, second: inquiry_pb2.Fill) -> inquiry_pb2.Fill:
    """Both choices; where they differ the second."""
    found = inquiry_pb2.Fill()
    found.CopyFrom(first)
    found.MergeFrom(second)
    return found


def fill_of(values: dict[str, Any]) -> inquiry_pb2.Fill:
    """A choice from its stored form."""
    return inquiry_pb2.Fill(**values)

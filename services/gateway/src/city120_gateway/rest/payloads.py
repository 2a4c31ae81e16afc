"""What is sent to the REST paths, read strictly."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.type.v1 import type_pb2
from pydantic import BaseModel, ConfigDict, Field

from city120_errors import InvalidArgument


class _Payload(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, strict=True)


class PlacePayload(_Payload):
    """Where the caller is, as the channel knows it: words, a point, a code. Words that are a known place beat a code, a code beats a point."""

    text: str | None = Field(default=None, max_length=200)
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    area_code: str | None = Field(default=None, pattern=r"^([0-9]{5}|[0-9]{8}|[0-9]{10})$")

    def message(self) -> pb.PlaceHint:
        """The hint; what is beaten stands behind it. Raises InvalidArgument for half a point."""
        if (self.lat is None) != (self.lon is None):
            raise InvalidArgument("needs both lat and lon", field="place", fix="send both, in degrees, WGS 84")
        hints = [pb.PlaceHint(text=self.text)] if self.text and self.text.strip() else []
        if self.area_code:
            hints.append(pb.PlaceHint(area_code=self.area_code))
        elif self.lat is not None and self.lon is not None:
            hints.append(pb.PlaceHint(point=type_pb2.LatLon(latitude=self.lat, longitude=self.lon)))
        for hint, otherwise in pairwise(hints):
            hint.otherwise.CopyFrom(otherwise)
        return hints[0] if hints else pb.PlaceHint()


class FillPayload(_Payload):
    """The option chosen."""

    area_code: str | None = Field(default=None, pattern=r"^([0-9]{5}|[0-9]{8}|[0-9]{10})$")
    affair_code: str | None = Field(default=None, max_length=100)
    station_id: str | None = Field(default=None, max_length=100)
    line: str | None = Field(default=None, max_length=40)
    direction: str | None = Field(default=None, max_length=20)
    asset: str | None = Field(default=None, max_length=100)
    at: str | None = Field(default=None, max_length=40)


class ResolvePayload(_Payload):
    """POST /v1/inquiries:resolve."""

    text: str = Field(default="", description="what was asked, in any language; at most 4,000 characters")
    language: str | None = Field(default=None, max_length=8, description="if the channel knows it")
    channel: Literal["voice", "sms", "chat", "sign", "web", "agent"] | None = None
    place: PlacePayload | None = None
    at: str | None = Field(default=None, max_length=40, description="the moment asked about, RFC 3339 with offset; default now")
    as_of: str | None = Field(default=None, max_length=10, description="directory date, YYYY-MM-DD; default the date of `at` in the city")
    fill: FillPayload | None = None
    continuation: str | None = Field(default=None, max_length=8000, description="the token of the last response")

    def message(self) -> pb.ResolveInquiryRequest:
        """The request of the contract."""
        plain = self.model_dump(exclude={"place", "fill"}, exclude_none=True)
        try:
            request = pb.ResolveInquiryRequest(**plain)
            if self.place is not None:
                request.place.CopyFrom(self.place.message())
            if self.fill is not None:
                request.fill.CopyFrom(pb.Fill(**self.fill.model_dump(exclude_none=True)))
        except UnicodeEncodeError:
            raise InvalidArgument("holds half a surrogate pair", field="text", fix="send valid Unicode") from None
        if self.place is not None and not request.place.WhichOneof("place"):
            request.ClearField("place")
        return request


class ClosePayload(_Payload):
    """POST /v1/inquiries/{id}:close."""

    outcome: Literal["resolved", "transferred", "called_back"]
    note: str | None = Field(default=None, max_length=1000, description="without personal data; identifying numbers are masked")
    helpful: bool | None = Field(default=None, description="whether the answer helped")
    correct_affair_code: str | None = Field(default=None, max_length=100, description="the affair it should have been")

    def message(self, inquiry_id: str) -> pb.CloseInquiryRequest:
        """The request of the contract. Raises InvalidArgument."""
        try:
            return pb.CloseInquiryRequest(inquiry_id=inquiry_id, **self.model_dump(exclude_none=True))
        except UnicodeEncodeError:
            raise InvalidArgument("holds half a surrogate pair", field="note", fix="send valid Unicode") from None

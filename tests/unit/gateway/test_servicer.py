"""InquiryService over gRPC: the same calls as REST, with the caller's deadline."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_gateway.servicer import InquiryServicer


class Calls:
    """A gateway that answers with what it was asked."""

    async def resolve_inquiry(self, request: Any, seconds: float | None, caller: str) -> tuple[Any, ...]:
        return request, seconds, caller

    async def get_inquiry(self, request: Any) -> Any:
        return request

    async def close_inquiry(self, request: Any) -> Any:
        return request


async def test_each_call_is_the_gateways_and_resolving_gets_the_callers_time() -> None:
    servicer = InquiryServicer(cast("Any", Calls()))
    context: Any = SimpleNamespace(time_remaining=lambda: 1.5)
    resolve, get, close = pb.ResolveInquiryRequest(text="물"), pb.GetInquiryRequest(inquiry_id="a"), pb.CloseInquiryRequest(inquiry_id="b")
    assert await servicer.ResolveInquiry(resolve, context) == (resolve, 1.5, "grpc")
    assert [await servicer.GetInquiry(get, context), await servicer.CloseInquiry(close, context)] == [get, close]

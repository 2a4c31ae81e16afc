"""InquiryService over gRPC."""

from __future__ import annotations

import grpc
from city120.inquiry.v1 import inquiry_pb2 as pb
from city120.inquiry.v1 import inquiry_pb2_grpc

from city120_gateway.gateway import Gateway
from city120_platform.grpc_server import time_remaining

_Context = grpc.ServicerContext


class InquiryServicer(inquiry_pb2_grpc.InquiryServiceServicer):
    """Thin: the same calls as REST, with the caller's deadline."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def ResolveInquiry(self, request: pb.ResolveInquiryRequest, context: _Context) -> pb.ResolveInquiryResponse:  # noqa: N802
        return await self._gateway.resolve_inquiry(request, time_remaining(context), "grpc")

    async def GetInquiry(self, request: pb.GetInquiryRequest, context: _Context) -> pb.GetInquiryResponse:  # noqa: N802
        return await self._gateway.get_inquiry(request)

    async def CloseInquiry(self, request: pb.CloseInquiryRequest, context: _Context) -> pb.CloseInquiryResponse:  # noqa: N802
        return await self._gateway.close_inquiry(request)

"""Bytes that are no message: an error that says so, on every call of every service."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import grpc
import pytest
from city120.faq.v1 import faq_pb2
from city120.inquiry.v1 import inquiry_pb2, inquiry_pb2_grpc
from city120.jurisdiction.v1 import jurisdiction_pb2
from city120.wayfinding.v1 import wayfinding_pb2

from city120_client.grpc_errors import from_rpc_error
from city120_errors import InvalidArgument
from city120_gateway.gateway import Gateway
from city120_gateway.servicer import InquiryServicer
from city120_platform.grpc_server import GrpcServer

SERVICES = {
    "jurisdiction": jurisdiction_pb2.DESCRIPTOR,
    "wayfinding": wayfinding_pb2.DESCRIPTOR,
    "faq": faq_pb2.DESCRIPTOR,
    "gateway": inquiry_pb2.DESCRIPTOR,
}
METHODS = [(name, method) for name, file in SERVICES.items() for service in file.services_by_name.values() for method in service.methods]
NO_TAG = b"\xff\xff\xff\xff"


def half_a_character(method: Any) -> bytes:
    """A request whose first text field is no UTF-8, if it has one; else bytes that end within a field."""
    texts = [field.number for field in method.input_type.fields if field.type == field.TYPE_STRING and not field.is_repeated]
    return bytes([texts[0] << 3 | 2, 2, 0xFF, 0xFE]) if texts else b"\x0a\x05\x00"


@pytest.fixture(scope="module")
async def addresses(gateway: Gateway, targets: dict[str, str]) -> AsyncIterator[dict[str, str]]:
    server = GrpcServer(gateway.settings, 0, [])
    inquiry_pb2_grpc.add_InquiryServiceServicer_to_server(InquiryServicer(gateway), server.door)
    await server.start()
    yield {name.removesuffix("_target"): target for name, target in targets.items()} | {"gateway": f"127.0.0.1:{server.port}"}
    await server.stop()


async def sent(channel: Any, path: str, garbage: bytes, *, streaming: bool) -> None:
    """Send bytes to a method; raises what it answers."""
    if streaming:
        await channel.stream_stream(path)(iter([garbage]), timeout=5).read()
    else:
        await channel.unary_unary(path)(garbage, timeout=5)


@pytest.mark.parametrize("make", [lambda method: NO_TAG, half_a_character], ids=["no tag", "half a character"])
@pytest.mark.parametrize(("service", "method"), METHODS, ids=[method.full_name for _, method in METHODS])
async def test_bytes_that_are_no_message_are_refused(addresses: dict[str, str], service: str, method: Any, make: Callable[[Any], bytes]) -> None:
    garbage = make(method)
    path = f"/{method.containing_service.full_name}/{method.name}"
    async with grpc.aio.insecure_channel(addresses[service]) as channel:
        with pytest.raises(grpc.RpcError) as refused:
            await sent(channel, path, garbage, streaming=method.client_streaming)
    error = from_rpc_error(refused.value)
    assert isinstance(error, InvalidArgument)
    assert error.field == "request"
    assert error.fix

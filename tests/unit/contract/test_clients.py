"""The typed clients: a method for each RPC of the contract, the edition that is pinned, errors of the tree."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import grpc
import pytest
from city120.faq.v1 import faq_pb2
from city120.inquiry.v1 import inquiry_pb2
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2_grpc
from city120.wayfinding.v1 import wayfinding_pb2

from city120_client import FaqAdminClient, FaqClient, InquiryClient, JurisdictionClient, WayfindingClient, open_channel
from city120_client.grpc_errors import to_status
from city120_errors import City120Error, DeadlineExceeded, FailedPrecondition, NotFound

CLIENTS: dict[type, Any] = {
    FaqClient: faq_pb2.DESCRIPTOR.services_by_name["FaqService"],
    FaqAdminClient: faq_pb2.DESCRIPTOR.services_by_name["FaqAdminService"],
    InquiryClient: inquiry_pb2.DESCRIPTOR.services_by_name["InquiryService"],
    JurisdictionClient: pb.DESCRIPTOR.services_by_name["JurisdictionService"],
    WayfindingClient: wayfinding_pb2.DESCRIPTOR.services_by_name["WayfindingService"],
}


class Jurisdiction(jurisdiction_pb2_grpc.JurisdictionServiceServicer):
    """Says which edition was pinned, and raises what the test wants."""

    def __init__(self) -> None:
        self.error: City120Error | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.pinned: list[str] = []

    def _take(self, context: Any) -> None:
        self.pinned.append(dict(context.invocation_metadata()).get("city120-edition", ""))

    async def GetBody(self, request: pb.GetBodyRequest, context: Any) -> pb.GetBodyResponse:  # noqa: N802
        self._take(context)
        await self.gate.wait()
        if self.error:
            await context.abort_with_status(to_status(self.error))
        return pb.GetBodyResponse(body=pb.Body(id=request.id))

    async def StreamLocateAreas(self, request_iterator: Any, context: Any) -> AsyncIterator[pb.StreamLocateAreasResponse]:  # noqa: N802
        self._take(context)
        async for batch in request_iterator:
            if self.error:
                await context.abort_with_status(to_status(self.error))
            yield pb.StreamLocateAreasResponse(district_codes=[11440] * len(batch.latitudes))


@pytest.fixture
async def service() -> AsyncIterator[tuple[Jurisdiction, JurisdictionClient]]:
    """The servicer of a running server, and a client of it."""
    servicer = Jurisdiction()
    running = grpc.aio.server()
    jurisdiction_pb2_grpc.add_JurisdictionServiceServicer_to_server(servicer, running)  # type: ignore[no-untyped-call]
    port = running.add_insecure_port("127.0.0.1:0")
    await running.start()
    async with open_channel(f"127.0.0.1:{port}") as channel:
        yield servicer, JurisdictionClient(channel)
    await running.stop(None)


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.__name__)
def test_a_client_has_a_method_for_each_rpc_and_no_other(client: type) -> None:
    methods = {name for name in vars(client) if not name.startswith("_")}
    assert methods == {re.sub(r"(?<!^)(?=[A-Z])", "_", method.name).lower() for method in CLIENTS[client].methods}


async def test_an_edition_is_pinned_where_one_is_named(service: tuple[Jurisdiction, JurisdictionClient]) -> None:
    servicer, client = service
    for edition in ("", "0123456789ab"):
        response = await client.get_body(pb.GetBodyRequest(id="water.hq"), timeout=5.0, edition=edition)
        assert response.body.id == "water.hq"
    assert servicer.pinned == ["", "0123456789ab"]


async def test_a_refusal_is_the_error_that_the_service_raised(service: tuple[Jurisdiction, JurisdictionClient]) -> None:
    servicer, client = service
    servicer.error = NotFound("'x' is no body", field="id", fix="list the bodies")
    with pytest.raises(NotFound) as refused:
        await client.get_body(pb.GetBodyRequest(id="x"), timeout=5.0)
    assert (refused.value.field, refused.value.fix) == ("id", "list the bodies")


async def test_a_call_that_takes_too_long_is_an_error_of_the_tree(service: tuple[Jurisdiction, JurisdictionClient]) -> None:
    servicer, client = service
    servicer.gate.clear()
    with pytest.raises(DeadlineExceeded):
        await client.get_body(pb.GetBodyRequest(id="water.hq"), timeout=0.2)


async def batches(*sizes: int) -> AsyncIterator[pb.StreamLocateAreasRequest]:
    for size in sizes:
        yield pb.StreamLocateAreasRequest(latitudes=[37.5] * size, longitudes=[127.0] * size)


async def test_a_stream_answers_batch_by_batch_of_one_edition(service: tuple[Jurisdiction, JurisdictionClient]) -> None:
    servicer, client = service
    answers = [len(answer.district_codes) async for answer in client.stream_locate_areas(batches(3, 1, 2), timeout=5.0, edition="e1")]
    assert (answers, servicer.pinned) == ([3, 1, 2], ["e1"])


async def test_a_stream_that_is_refused_raises_an_error_of_the_tree(service: tuple[Jurisdiction, JurisdictionClient]) -> None:
    servicer, client = service
    servicer.error = FailedPrecondition("the directory begins on 2025-07-01", field="as_of")
    with pytest.raises(FailedPrecondition, match="begins on"):
        _ = [answer async for answer in client.stream_locate_areas(batches(1), timeout=5.0)]

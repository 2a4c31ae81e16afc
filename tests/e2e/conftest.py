"""The four services as they run together, all in this process; a fault can be put into any call between them."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

import grpc
import httpx
import pytest
from city120.inquiry.v1 import inquiry_pb2_grpc
from cryptography.fernet import Fernet

from city120_client import FaqClient, InquiryClient, JurisdictionClient, WayfindingClient, open_channel
from city120_client.metadata import EDITION as EDITION_METADATA
from city120_edition import Edition
from city120_edition.holder import EditionHolder
from city120_errors import InvalidArgument, Unavailable
from city120_faq.__main__ import register as register_faq
from city120_faq.faq import Faq
from city120_gateway.admission import Admission
from city120_gateway.conversation.continuation import Continuations
from city120_gateway.gateway import Gateway
from city120_gateway.knowledge import Knowledge
from city120_gateway.records import Records, SqliteFile
from city120_gateway.rest import create_app
from city120_gateway.servicer import InquiryServicer
from city120_gateway.services.clients import Services
from city120_gateway.settings import GatewaySettings
from city120_jurisdiction.__main__ import register as register_jurisdiction
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_platform.grpc_server import SERVING, GrpcServer, time_remaining
from city120_platform.settings import ServiceSettings
from city120_wayfinding.__main__ import register as register_wayfinding
from city120_wayfinding.wayfinding import Wayfinding

# For one inquiry or read: more than a busy machine needs. Tests of slow parts ask `hurried`, and so end soon.
DEADLINE_S = 5.0
HURRIED_S = 1.2
# For the report that looks at all rules: some seconds on a busy machine.
REPORT_DEADLINE_S = 8.0

Fault = Literal["down", "slow", "malformed", "broken"] | Callable[[Any], object]
Fail = Callable[..., None]
Resolve = Callable[..., Awaitable[dict[str, Any]]]


@dataclass(frozen=True)
class Call:
    """A call that arrived at a service: its method, the seconds it was given, the edition pinned for it."""

    method: str
    seconds: float
    edition: str


@dataclass
class Faults:
    """What goes wrong in which method: `down`, `slow`, `malformed`, `broken`, or a function that changes the response.

    A slow call waits until it is cancelled; it is put into `waiting` when it begins, and into `cancelled` with the seconds it waited.
    """

    planned: dict[str, tuple[Fault, Callable[[Any], bool]]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    waiting: asyncio.Queue[Call] = field(default_factory=asyncio.Queue)
    cancelled: asyncio.Queue[tuple[Call, float]] = field(default_factory=asyncio.Queue)

    def handler(self, method: str, handler: Any) -> Any:
        """A handler that fails as planned, and else is the one that it was given."""
        if not handler.unary_unary:
            return handler

        async def answer(request: Any, context: Any) -> Any:
            result = handler.unary_unary(request, context)
            return await result if inspect.isawaitable(result) else result

        async def run(request: Any, context: Any) -> Any:
            pinned = dict(context.invocation_metadata() or ()).get(EDITION_METADATA, "")
            call = Call(method, time_remaining(context) or 0.0, pinned)
            self.calls.append(call)
            fault, concerns = self.planned.get(method, (None, bool))
            if fault is None or not concerns(request):
                return await answer(request, context)
            return await self._fail(fault, call, lambda: answer(request, context))

        return grpc.unary_unary_rpc_method_handler(run, handler.request_deserializer, handler.response_serializer)

    async def _fail(self, fault: Fault, call: Call, answer: Callable[[], Awaitable[Any]]) -> Any:
        if fault == "down":
            raise Unavailable("is down")
        if fault == "malformed":
            raise InvalidArgument("is not understood", field="text", fix="send what this version understands")
        if fault == "broken":
            raise RuntimeError("a bug of the service")
        if fault == "slow":
            await self._wait(call)
        response = await answer()
        assert callable(fault)
        fault(response)
        return response

    async def _wait(self, call: Call) -> None:
        clock = asyncio.get_running_loop().time
        began = clock()
        self.waiting.put_nowait(call)
        try:
            await asyncio.Event().wait()
        finally:
            self.cancelled.put_nowait((call, clock() - began))


@dataclass(frozen=True)
class Before:
    """Stands for a server: who adds a servicer to its door adds it with faults."""

    server: GrpcServer
    faults: Faults

    @property
    def door(self) -> Before:
        return self

    def add_generic_rpc_handlers(self, handlers: object) -> None:
        """As those of a server."""

    def add_registered_method_handlers(self, service_name: str, handlers: dict[str, Any]) -> None:
        self.server.door.add_registered_method_handlers(service_name, {name: self.faults.handler(name, handlers[name]) for name in handlers})


@contextlib.asynccontextmanager
async def serving(faults: Faults, edition: Edition, load: Callable[[Edition], Any], register: Callable[[Any, Any], None]) -> AsyncIterator[str]:
    """The address of one service on a free port, with faults before its servicer."""
    holder: EditionHolder[Any] = EditionHolder(lambda: edition.path, load)
    server = GrpcServer(ServiceSettings(drain_s=0.1), 0, [])
    register(Before(server, faults), holder)
    await server.start()
    await holder.load_current()
    await server.set_health(SERVING)
    yield f"127.0.0.1:{server.port}"
    await server.stop()


@pytest.fixture(scope="session")
async def faults() -> Faults:
    return Faults()


@pytest.fixture(scope="session")
async def targets(edition: Edition, faults: Faults, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[str, str]]:
    """The real services, by the setting that names their address."""
    async with contextlib.AsyncExitStack() as stack:
        services: dict[str, tuple[Callable[[Edition], Any], Callable[[Any, Any], None]]] = {
            "jurisdiction": (Jurisdiction.load, register_jurisdiction),
            "wayfinding": (Wayfinding.load, register_wayfinding),
            "faq": (Faq.load, partial(register_faq, data_dir=tmp_path_factory.mktemp("faq"))),
        }
        yield {
            f"{name}_target": await stack.enter_async_context(serving(faults, edition, load, register)) for name, (load, register) in services.items()
        }


def settings(data_dir: Path, **others: Any) -> GatewaySettings:
    """Of a gateway that keeps its records below `data_dir`."""
    key = Fernet.generate_key().decode()
    deadlines: dict[str, Any] = {"resolve_deadline_s": DEADLINE_S, "read_deadline_s": DEADLINE_S, "report_deadline_s": REPORT_DEADLINE_S}
    return GatewaySettings(data_dir=data_dir, token_keys=key, drain_s=0.1, **deadlines, **others)


@contextlib.asynccontextmanager
async def composed(edition: Edition, settings: GatewaySettings) -> AsyncIterator[Gateway]:
    """A gateway that calls the services its settings name."""
    async with contextlib.AsyncExitStack() as stack:
        jurisdiction, wayfinding, faq = [
            await stack.enter_async_context(open_channel(target))
            for target in (settings.jurisdiction_target, settings.wayfinding_target, settings.faq_target)
        ]
        services = Services(JurisdictionClient(jurisdiction), WayfindingClient(wayfinding), FaqClient(faq))
        holder: EditionHolder[Knowledge] = EditionHolder(lambda: edition.path, Knowledge.load)
        await holder.load_current()
        records = Records(SqliteFile(settings.data_dir / "records.sqlite"))
        yield Gateway(settings, holder, services, Continuations(settings.token_keys), records, Admission(settings.max_in_flight, 1.0))
        records.shutdown()


@pytest.fixture(scope="session")
async def gateway(edition: Edition, targets: dict[str, str], measured: None, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Gateway]:
    async with composed(edition, settings(tmp_path_factory.mktemp("gateway"), **targets)) as made:
        yield made


def browse(gateway: Gateway) -> httpx.AsyncClient:
    """A client of the REST paths of a gateway."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(create_app(gateway)), base_url="http://localhost")


@pytest.fixture(scope="session")
async def rest(gateway: Gateway) -> AsyncIterator[httpx.AsyncClient]:
    async with browse(gateway) as client:
        yield client


@pytest.fixture(scope="session")
async def hurried(gateway: Gateway) -> AsyncIterator[httpx.AsyncClient]:
    """The same, of a gateway that gives an inquiry or a read little time."""
    little = gateway.settings.model_copy(update={"resolve_deadline_s": HURRIED_S, "read_deadline_s": HURRIED_S})
    async with browse(replace(gateway, settings=little)) as client:
        yield client


@pytest.fixture(scope="session")
async def inquiries(gateway: Gateway) -> AsyncIterator[InquiryClient]:
    """The gateway over gRPC."""
    server = GrpcServer(gateway.settings, 0, [])
    inquiry_pb2_grpc.add_InquiryServiceServicer_to_server(InquiryServicer(gateway), server.door)
    await server.start()
    async with open_channel(f"127.0.0.1:{server.port}") as channel:
        yield InquiryClient(channel)
    await server.stop()


@pytest.fixture(scope="session")
async def abandoned(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[httpx.AsyncClient]:
    """REST of a gateway whose other services are all gone: nobody listens at their addresses."""
    nowhere = dict.fromkeys(("jurisdiction_target", "wayfinding_target", "faq_target"), "127.0.0.1:1")
    async with composed(edition, settings(tmp_path_factory.mktemp("abandoned"), **nowhere)) as made, browse(made) as client:
        yield client


@pytest.fixture(scope="session")
async def guarded(gateway: Gateway) -> AsyncIterator[httpx.AsyncClient]:
    """REST of a gateway that wants the key `first` or `second`."""
    locked = gateway.settings.model_copy(update={"api_keys": "first, second"})
    async with browse(replace(gateway, settings=locked)) as client:
        yield client


@pytest.fixture
def fail(faults: Faults) -> Iterator[Fail]:
    """fail(method, fault, when=…): until the test ends, calls of a method whose request fits go wrong."""

    faults.waiting, faults.cancelled = asyncio.Queue(), asyncio.Queue()

    def plan(method: str, fault: Fault, when: Callable[[Any], bool] = lambda request: True) -> None:
        faults.planned[method] = (fault, when)

    yield plan
    faults.planned.clear()


@pytest.fixture
def arrived(faults: Faults) -> list[Call]:
    """The calls that arrive at the services during a test."""
    faults.calls.clear()
    return faults.calls


@pytest.fixture
def resolve(rest: httpx.AsyncClient) -> Resolve:
    """resolve(text, **fields): the resolution of an inquiry over REST; it never fails."""
    return asking(rest)


def asking(client: httpx.AsyncClient) -> Resolve:
    """`resolve` by that client."""

    async def ask(text: str = "", **fields: Any) -> dict[str, Any]:
        answer = await client.post("/v1/inquiries:resolve", json={"text": text, **fields})
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    return ask

"""Keys: with them nobody calls a service without one; without them a service listens to this machine alone."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator

import grpc
import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from city120.jurisdiction.v1 import jurisdiction_pb2_grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

from city120_client import JurisdictionClient, open_channel
from city120_client.grpc_errors import from_rpc_error
from city120_edition import Edition
from city120_edition.holder import EditionHolder
from city120_errors import Unauthenticated
from city120_jurisdiction.__main__ import register
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_jurisdiction.settings import JurisdictionSettings
from city120_platform.grpc_server import SERVING, GrpcServer

SERVICES = ("jurisdiction", "wayfinding", "faq", "gateway")
BODY = pb.GetBodyRequest(id="water.hq")


@pytest.fixture(scope="module")
async def target(edition: Edition) -> AsyncIterator[str]:
    """The address of a service that wants the key `first` or `second`."""
    holder: EditionHolder[Jurisdiction] = EditionHolder(lambda: edition.path, Jurisdiction.load)
    server = GrpcServer(JurisdictionSettings(drain_s=0.1, api_keys="first, second"), 0, [])
    register(server, holder)
    await server.start()
    await holder.load_current()
    await server.set_health(SERVING)
    yield f"127.0.0.1:{server.port}"
    await server.stop()


async def nothing_yet() -> AsyncIterator[pb.StreamLocateAreasRequest]:
    """Requests of a caller who waits: a message that is being sent while the call is refused hides in the client why it is."""
    await asyncio.Event().wait()
    yield pb.StreamLocateAreasRequest()


@pytest.mark.parametrize("key", ["", "third", "first, second", "firs"])
async def test_without_a_valid_key_every_call_is_refused(target: str, key: str) -> None:
    async with open_channel(target, key) as channel:
        with pytest.raises(Unauthenticated, match="x-api-key"):
            await JurisdictionClient(channel).get_body(BODY, timeout=5)
        with pytest.raises(grpc.RpcError) as refused:
            await jurisdiction_pb2_grpc.JurisdictionServiceStub(channel).StreamLocateAreas(nothing_yet(), timeout=5).read()
        assert isinstance(from_rpc_error(refused.value), Unauthenticated)


@pytest.mark.parametrize("key", ["first", "second"])
async def test_with_a_key_calls_and_streams_work(target: str, key: str) -> None:
    async with open_channel(target, key) as channel:
        assert (await JurisdictionClient(channel).get_body(BODY, timeout=5)).body.id == "water.hq"
        asked = iter([reflection_pb2.ServerReflectionRequest(list_services="")])
        listed = [answer async for answer in reflection_pb2_grpc.ServerReflectionStub(channel).ServerReflectionInfo(asked, timeout=5)]
        assert listed[0].list_services_response.service


async def test_health_needs_no_key(target: str) -> None:
    async with open_channel(target) as channel:
        answer = await health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=5)
    assert answer.status == SERVING


@pytest.mark.long
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_without_keys_no_service_listens_to_others(host: str) -> None:
    environment = {**os.environ, "CITY120_HOST": host, "CITY120_API_KEYS": " , "}
    commands = [[sys.executable, "-m", f"city120_{service}"] for service in SERVICES]
    # All at once: most of the time goes into importing.
    started = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for command in commands]
    try:
        for service, process in zip(SERVICES, started, strict=True):
            _, said = process.communicate(timeout=60)
            assert (service, process.returncode) == (service, 2)
            assert "CITY120_API_KEYS" in said, service
    finally:
        for process in started:
            process.kill()
            process.communicate()

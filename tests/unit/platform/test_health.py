"""gRPC's health protocol: what was last set, to whoever checks or watches."""

from __future__ import annotations

import asyncio

import pytest
from grpc_health.v1 import health_pb2 as pb

from city120_errors import NotFound
from city120_platform.health import NOT_SERVING, SERVING, Health

WHOLE, FAQ = pb.HealthCheckRequest(), pb.HealthCheckRequest(service="faq")


async def test_what_was_last_set_is_told() -> None:
    health = Health()
    health.set("", NOT_SERVING)
    health.set("", SERVING)
    assert (await health.Check(WHOLE, None)).status == SERVING


async def test_a_service_that_is_not_there_is_named() -> None:
    with pytest.raises(NotFound) as refused:
        await Health().Check(FAQ, None)
    assert refused.value.field == "service"


async def test_whoever_watches_is_told_each_change_once_and_the_last_before_the_end() -> None:
    health = Health()
    watch = health.Watch(FAQ, None)
    assert (await anext(watch)).status == pb.HealthCheckResponse.SERVICE_UNKNOWN
    waiting = asyncio.ensure_future(anext(watch))
    await asyncio.sleep(0)
    health.set("faq", SERVING)
    assert (await waiting).status == SERVING
    health.set("faq", SERVING)
    health.set("faq", NOT_SERVING)
    health.close()
    assert [response.status async for response in watch] == [NOT_SERVING]

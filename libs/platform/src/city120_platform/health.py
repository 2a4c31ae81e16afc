"""gRPC's health protocol. A caller who watches and does not read what it is sent keeps nobody else waiting, and is no reason to remember anything.

gRPC's own servicer for asyncio sends while it holds the lock that a change of status needs.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from grpc_health.v1 import health_pb2 as pb
from grpc_health.v1 import health_pb2_grpc

from city120_errors import NotFound

SERVING = pb.HealthCheckResponse.SERVING
NOT_SERVING = pb.HealthCheckResponse.NOT_SERVING
SERVICE = pb.DESCRIPTOR.services_by_name["Health"].full_name


class Health(health_pb2_grpc.HealthServicer):  # type: ignore[misc]  # without types
    """What was last set for each service, to whoever checks or watches."""

    def __init__(self) -> None:
        self._statuses: dict[str, int] = {}
        self._watching: set[asyncio.Event] = set()
        self._closed = False

    def set(self, service: str, status: int) -> None:
        """The status of a service, from now on; the empty name stands for the whole server."""
        self._statuses[service] = status
        self._wake()

    def close(self) -> None:
        """End all watches when they have told the last status."""
        self._closed = True
        self._wake()

    async def Check(self, request: pb.HealthCheckRequest, context: Any) -> pb.HealthCheckResponse:  # noqa: N802
        status = self._statuses.get(request.service)
        if status is None:
            raise NotFound("is no service of this server", field="service", fix="leave it empty for the whole server")
        return pb.HealthCheckResponse(status=status)

    async def Watch(self, request: pb.HealthCheckRequest, context: Any) -> AsyncIterator[pb.HealthCheckResponse]:  # noqa: N802
        changed, told = asyncio.Event(), None
        self._watching.add(changed)
        try:
            while True:
                changed.clear()
                status = self._statuses.get(request.service, pb.HealthCheckResponse.SERVICE_UNKNOWN)
                if status != told:
                    yield pb.HealthCheckResponse(status=status)
                    told = status
                elif self._closed:
                    return
                else:
                    await changed.wait()
        finally:
            self._watching.discard(changed)

    def _wake(self) -> None:
        for changed in self._watching:
            changed.set()

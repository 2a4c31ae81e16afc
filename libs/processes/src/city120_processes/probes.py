"""Whether a service is ready, and whether it answers at all: asked as any other caller would."""

from __future__ import annotations

import httpx

_READY_S = 1.0
# Who is only busy answers in this time, as in a cluster.
_ALIVE_S = 5.0
_SILENT = ("", "UNAVAILABLE", "DEADLINE_EXCEEDED")


def grpc_serving(target: str) -> bool:
    """Whether the health service at an address says SERVING."""
    return _grpc_status(target, _READY_S) == "SERVING"


def grpc_answers(target: str) -> bool:
    """Whether anything answers at an address, if only with an error."""
    return _grpc_status(target, _ALIVE_S) not in _SILENT


def _grpc_status(target: str, timeout_s: float) -> str:
    """What the health service at an address says, or the code of the error."""
    # Imported here, and so after the children were started: a process should not fork once gRPC runs in it.
    import grpc
    from grpc_health.v1 import health_pb2, health_pb2_grpc

    with grpc.insecure_channel(target, options=[("grpc.enable_http_proxy", 0)]) as channel:
        try:
            response = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=timeout_s)
        except grpc.RpcError as error:
            return str(error.code().name) if isinstance(error, grpc.Call) else ""
    return str(health_pb2.HealthCheckResponse.ServingStatus.Name(response.status))


def rest_ready(address: str) -> bool:
    """Whether the gateway at an address says that it is ready."""
    status = _rest_status(f"{address}/readyz", _READY_S)
    return status is not None and httpx.codes.is_success(status)


def rest_answers(address: str) -> bool:
    """Whether the gateway at an address answers, if only that it is full."""
    return _rest_status(f"{address}/livez", _ALIVE_S) is not None


def _rest_status(url: str, timeout_s: float) -> int | None:
    """The status of a page; None where nobody answers in time."""
    try:
        return httpx.get(url, timeout=timeout_s, trust_env=False).status_code
    except httpx.TransportError:
        return None

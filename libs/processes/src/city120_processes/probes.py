"""Whether a service is ready, and whether it answers at all: asked as any other caller would."""

from __future__ import annotations

import httpx

_READY_S = 1.0
# Who is only busy answers in this time.
_ALIVE_S = 2.0


def grpc_serving(target: str) -> bool:
    """Whether the health service at an address says SERVING."""
    return _grpc_status(target, _READY_S) == "SERVING"


def grpc_answers(target: str) -> bool:
    """Whether the health service at an address says anything."""
    return _grpc_status(target, _ALIVE_S) != ""


def _grpc_status(target: str, timeout_s: float) -> str:
    """What the health service at an address says; empty where it does not answer in time."""
    # Imported here, and so after the children were started: a process should not fork once gRPC runs in it.
    import grpc
    from grpc_health.v1 import health_pb2, health_pb2_grpc

    with grpc.insecure_channel(target, options=[("grpc.enable_http_proxy", 0)]) as channel:
        try:
            response = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=timeout_s)
        except grpc.RpcError:
            return ""
    return str(health_pb2.HealthCheckResponse.ServingStatus.Name(response.status))


def rest_ready(address: str) -> bool:
    """Whether the gateway at an address says that it is ready."""
    return _rest_success(f"{address}/readyz", _READY_S)


def rest_answers(address: str) -> bool:
    """Whether the gateway at an address answers."""
    return _rest_success(f"{address}/livez", _ALIVE_S)


def _rest_success(url: str, timeout_s: float) -> bool:
    try:
        return httpx.get(url, timeout=timeout_s, trust_env=False).is_success
    except httpx.TransportError:
        return False

"""Whether a service is ready: asked as any other caller would."""

from __future__ import annotations

import httpx

_PROBE_S = 1.0


def grpc_serving(target: str) -> bool:
    """Whether the health service at an address says SERVING."""
    # Imported here, and so after the children were started: a process should not fork once gRPC runs in it.
    import grpc
    from grpc_health.v1 import health_pb2, health_pb2_grpc

    with grpc.insecure_channel(target, options=[("grpc.enable_http_proxy", 0)]) as channel:
        try:
            response = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=_PROBE_S)
        except grpc.RpcError:
            return False
    return bool(response.status == health_pb2.HealthCheckResponse.SERVING)


def rest_ready(address: str) -> bool:
    """Whether the gateway at an address says that it is ready."""
    try:
        return httpx.get(f"{address}/readyz", timeout=_PROBE_S, trust_env=False).is_success
    except httpx.TransportError:
        return False
